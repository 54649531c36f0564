"""Whatever file it came from, the register says the same in our words."""

import numpy as np
import pandas as pd
import pytest
from geopandas import GeoDataFrame
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point

from werklandschap.register import (
    FIELDS,
    NoRegister,
    canonical,
    read_register,
    read_years,
)


def texts(*values):
    return pd.Series(list(values), dtype="str")


def test_the_same_park_comes_out_the_same_from_every_file():
    wfs = canonical(
        pd.DataFrame(
            {
                "RIN_NUMMER": ["691"],
                "JAAR": [2024],
                "PLAN_NAAM": [" De  Mors "],
                "GEM_CODES": ["GM1742"],
                "HA_BRUTO": [25.97],
                "HA_NETTO": [22.53],
                "HA_TOTTUIT": [0.5],
                "WLOC_TYPE": ["B"],
            }
        )
    )
    table = canonical(
        pd.DataFrame(
            {
                "rin_nummer": [691.0],
                "jaar": ["2024"],
                "plan_naam": ["De Mors"],
                "gemeentecode": [1742],
                "ha_bruto": ["25,97"],
                "ha_netto": ["22.53"],
                "ha_uitgeefbaar": [0.5],
                "wloc_type": ["B"],
            }
        )
    )
    pd.testing.assert_frame_equal(wfs, table)
    assert wfs.loc[0, "gross_ha"] == 25.97
    assert wfs.loc[0, "municipality_codes"] == "GM1742"
    assert wfs.loc[0, "rin"] == "691"


def test_square_metres_become_hectares():
    parks = canonical(
        pd.DataFrame(
            {
                "RINNUMMER": ["1"],
                "BEDRIJVENT": ["x"],
                "OPPBRUTO": ["236100"],
                "OPPNETTO": ["154400"],
                "JAAR": ["v1900"],
            }
        )
    )
    assert parks.loc[0, ["gross_ha", "net_ha"]].tolist() == pytest.approx(
        [23.61, 15.44]
    )
    assert parks.loc[0, "start_year"] == 1900
    assert parks.loc[0, "mended"] == "year_before"
    assert pd.isna(parks.loc[0, "reference_year"])


def test_what_a_file_does_not_have_is_missing_not_zero():
    parks = canonical(pd.DataFrame({"RIN_NUMMER": ["1"], "PLAN_NAAM": ["x"]}))
    assert parks.drop(columns=["rin", "name"]).isna().all(axis=None)
    assert set(FIELDS) < set(parks.columns)


def test_what_is_left_to_issue_follows_from_what_was_issued():
    parks = canonical(
        pd.DataFrame(
            {
                "RIN_NUMMER": ["1", "2", "3"],
                "PLAN_NAAM": ["a", "b", "c"],
                "HA_NETTO": [10.0, 10.0, 10.0],
                "HA_UITGEG": [6.0, 11.0, np.nan],
                "HA_UIT_HJR": [1.0, 0.0, 0.0],
                "HA_TKPGEM": [0.5, np.nan, 0.0],
            }
        )
    )
    left_ha = parks["issuable_ha"]
    assert left_ha[:2].tolist() == [3.5, 0.0]
    assert np.isnan(left_ha[2])


def test_a_value_that_cannot_be_read_is_missing_and_told():
    parks = canonical(
        pd.DataFrame(
            {
                "RIN_NUMMER": ["1", "2"],
                "PLAN_NAAM": ["a", "b"],
                "HA_BRUTO": ["n.v.t.", "1.234,5"],
                "HA_NETTO": ["veel", ""],
                "JAAR": ["2024", "24"],
            }
        )
    )
    assert parks["gross_ha"].tolist()[1] == 1234.5
    assert np.isnan(parks.loc[0, "gross_ha"])
    assert parks.loc[0, "unreadable"] == "gross_ha=n.v.t.;net_ha=veel"
    assert parks.loc[1, "unreadable"] == "reference_year=24"


def test_several_municipalities_are_written_as_cbs_does():
    parks = canonical(
        pd.DataFrame(
            {
                "RIN_NUMMER": list("1234"),
                "PLAN_NAAM": list("abcd"),
                "GEM_CODES": ["GM0518,GM1742", "34", "GM0000", ""],
            }
        )
    )
    codes = parks["municipality_codes"]
    assert codes[:3].tolist() == ["GM0518;GM1742", "GM0034", "GM0000"]
    assert codes.isna().tolist() == [False, False, False, True]


def test_geometry_and_order_stay():
    frame = GeoDataFrame(
        {"RIN_NUMMER": ["2", "1"], "PLAN_NAAM": ["b", "a"]},
        geometry=[Point(2, 2), Point(1, 1)],
        crs="EPSG:28992",
        index=[7, 3],
    )
    parks = canonical(frame)
    assert parks.index.tolist() == [7, 3]
    assert parks.geometry.geom_equals(frame.geometry).all()
    assert parks.crs == frame.crs


@given(st.integers(1000, 2999))
def test_a_year_is_read_with_any_sign_in_front(year):
    years, repairs = read_years(
        texts(*(f"{sign}{year}" for sign in ("", "v", "voor ", "±", "\ufffd", "ca. ")))
    )
    assert years.tolist() == [year] * 6
    assert repairs.isna().tolist() == [True] + [False] * 5
    assert repairs[1:].tolist() == ["year_before"] * 2 + ["year_circa"] * 3


def test_a_text_that_is_no_year_is_missing():
    years, repairs = read_years(texts("onbekend", "19", "x1950", "1950-1960", None))
    assert years.isna().all()
    assert repairs.isna().all()


@pytest.mark.parametrize(
    ("encoding", "separator"), [("utf-8", ","), ("utf-8-sig", ";"), ("cp1252", "\t")]
)
def test_a_table_is_read_in_any_encoding_and_with_any_separator(
    tmp_path, encoding, separator
):
    file = tmp_path / "tabel.txt"
    lines = [["rin_nummer", "plan_naam", "ha_bruto"], ["203589", "De Kieën", "1.5"]]
    text = "\n".join(separator.join(line) for line in lines)
    file.write_bytes(text.encode(encoding))

    parks = read_register(file)

    assert parks.loc[0, ["rin", "name"]].tolist() == ["203589", "De Kieën"]
    assert parks.loc[0, "gross_ha"] == 1.5


def test_a_name_that_looks_like_missing_stays_a_name(tmp_path):
    file = tmp_path / "tabel.csv"
    file.write_text("rin_nummer,plan_naam\n1,NA\n2,\n")
    assert read_register(file)["name"].tolist()[0] == "NA"
    assert read_register(file)["name"].isna().tolist() == [False, True]


def test_the_geopackage_of_2022_is_read(tmp_path):
    file = tmp_path / "ibis.gpkg"
    GeoDataFrame(
        {
            "RIN_NUMMER": [691, 692],
            "PLAN_NAAM": ["a", "b"],
            "WLOC_TYPE": ["B", None],
            "HA_NETTO": [10.0, 4.0],
            "HA_UITGEG": [6.0, 4.0],
            "HA_UIT_HJR": [0.0, 0.0],
            "HA_TKPGEM": [0.0, 1.0],
            "Verouderd": ["JA", "NEE"],
            "vol": ["ja", "Nee"],
        },
        geometry=[Point(2, 2), Point(1, 1)],
        crs="EPSG:28992",
    ).to_file(file, layer="IBIS_NL_2022")

    parks = read_register(file)

    assert parks["rin"].tolist() == ["691", "692"]
    assert parks["issuable_ha"].tolist() == [4.0, 1.0]
    assert parks["is_obsolete"].tolist() == [True, False]
    assert parks["is_full"].tolist() == [True, False]


@pytest.mark.parametrize("content", [b"", b"naam,ha\nx,1\n", b"PK\x03\x04 broken"])
def test_another_file_is_refused_in_one_sentence(tmp_path, content):
    file = tmp_path / "iets.csv"
    file.write_bytes(content)
    with pytest.raises(NoRegister, match=r"iets\.csv"):
        read_register(file)
