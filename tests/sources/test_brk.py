"""Cadastral parcels, in every version in which the map was published."""

import json
from datetime import date

import numpy as np
import pytest
from shapely import box, to_geojson

from werklandschap.landscape import PARCELS
from werklandschap.sources import SOURCES, documents
from werklandschap.sources._protocols import check_settings
from werklandschap.sources.errors import TruncatedFile

SOURCE = SOURCES["brk_parcels"]
RD = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}
V3 = "nlextract-formaten/brk_v3_Perceel.gml"
V4 = "nlextract-formaten/brk_v4_dkk_perceel.gml"
V5 = "otterlo-bgt-brk/brk_v5/kadastralekaart_perceel.gml"
COUNTS = {V3: 10, V4: 8, V5: 11}


def read_all(place, tmp_path, area=None):
    found = list(documents([place], workspace=tmp_path / "work"))
    reading = SOURCE.read(SOURCE.recognise(found), area)
    return reading, PARCELS.complete(SOURCE.tidy(reading.frame))


def page(folder, *features):
    folder.mkdir(exist_ok=True)
    content = {"type": "FeatureCollection", "crs": RD, "features": list(features)}
    (folder / "perceel.json").write_text(json.dumps(content))
    return folder


def feature(shape, **properties):
    geometry = json.loads(to_geojson(shape))
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def pdok(shape, number="1", area_m2=100):
    return feature(
        shape,
        identificatie_namespace="NL.IMKAD.KadastraalObject",
        identificatie_lokaal_id=number,
        kadastrale_grootte_waarde=area_m2,
    )


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "given"


def test_parcels_are_asked_for_in_rd_within_the_bounds():
    (asset,) = SOURCE.locate(box(1, 2, 3, 4), date(2026, 1, 1))
    check_settings(asset)
    assert asset.protocol == "features"
    assert asset.settings["bbox"] == "1.000,2.000,3.000,4.000"
    assert asset.settings["crs"] == asset.settings["bbox-crs"]
    assert asset.settings["crs"].endswith("/28992")


@pytest.mark.real
@pytest.mark.parametrize("file", COUNTS)
def test_every_version_gives_as_many_parcels_as_published(file, real_data, tmp_path):
    reading, parcels = read_all(real_data / "geo" / file, tmp_path)
    assert len(parcels) == COUNTS[file]
    assert (real_data / "geo" / file).read_text().count("<gml:Polygon") == len(parcels)
    assert parcels.index.str.fullmatch(r"\d{9}|\d{14}").all()
    assert reading.repairs == {}


@pytest.mark.real
@pytest.mark.parametrize("file", COUNTS)
def test_borders_have_the_area_that_is_registered(file, real_data, tmp_path):
    _, parcels = read_all(real_data / "geo" / file, tmp_path)
    registered_m2 = parcels["registered_m2"]
    difference_m2 = (parcels.area - registered_m2).abs()
    # Sizes are registered in whole square metres; one of the 29 is still provisional.
    assert (difference_m2 <= np.maximum(1.0, 0.06 * registered_m2)).all()
    assert (difference_m2 / registered_m2).median() < 0.01


@pytest.mark.real
def test_a_border_is_the_one_in_the_file_and_no_point(real_data, tmp_path):
    _, parcels = read_all(real_data / "geo" / V5, tmp_path)
    first = parcels.loc["84920229870000"]
    assert first["registered_m2"] == 222.0
    assert first.geometry.exterior.coords[0] == (181182.346, 456712.174)
    assert len(first.geometry.exterior.coords) == 6


@pytest.mark.real
def test_exactly_the_files_with_parcels_are_recognised(real_data, tmp_path):
    found = list(documents([real_data / "geo"], workspace=tmp_path / "work"))
    assert {document.origin for document in SOURCE.recognise(found)} == set(COUNTS)


@pytest.mark.real
def test_parcels_outside_the_bounds_are_left_out(real_data, tmp_path):
    file = real_data / "geo" / V4
    _, parcels = read_all(file, tmp_path)
    chosen = parcels.iloc[[0]]
    _, near = read_all(file, tmp_path, area=chosen.geometry.iloc[0])
    within = box(*chosen.total_bounds)
    assert near.index.tolist() == parcels.index[parcels.intersects(within)].tolist()
    assert chosen.index[0] in near.index
    _, none = read_all(file, tmp_path, area=box(0, 0, 1, 1))
    assert none.empty


@pytest.mark.real
def test_half_a_file_is_refused(real_data, tmp_path, folder):
    folder.mkdir()
    whole = (real_data / "geo" / V5).read_bytes()
    (folder / "half.gml").write_bytes(whole[: len(whole) * 2 // 3])
    with pytest.raises(TruncatedFile):
        read_all(folder, tmp_path)


def test_a_page_of_pdok_becomes_parcels(folder, tmp_path):
    page(folder, pdok(box(0, 0, 10, 10)), pdok(box(10, 0, 20, 10), "2", 99))
    reading, parcels = read_all(folder, tmp_path)
    assert parcels["registered_m2"].to_dict() == {"1": 100.0, "2": 99.0}
    assert parcels.area.tolist() == [100.0, 100.0]
    assert (reading.published, reading.repairs) == (None, {})


def test_the_names_of_the_wfs_are_known_too(folder, tmp_path):
    one = feature(
        box(0, 0, 9, 9), identificatieLokaalID="7", kadastraleGrootteWaarde=81.0
    )
    _, parcels = read_all(page(folder, one), tmp_path)
    assert parcels["registered_m2"].to_dict() == {"7": 81.0}


def test_what_is_mended_or_left_out_is_counted(folder, tmp_path):
    bow = {"type": "Polygon", "coordinates": [[[0, 0], [9, 9], [9, 0], [0, 9], [0, 0]]]}
    page(
        folder,
        pdok(box(0, 0, 10, 10)),
        pdok(box(0, 0, 10, 10)),
        pdok(box(10, 0, 20, 10), "2", 0),
        pdok(box(20, 0, 30, 10), None),
        pdok(box(0, 0, 9, 9), "3") | {"geometry": bow},
    )
    reading, parcels = read_all(folder, tmp_path)
    assert parcels.index.tolist() == ["1", "2", "3"]
    assert np.isnan(parcels.loc["2", "registered_m2"])
    assert parcels.is_valid.all()
    assert reading.repairs == {
        "invalid_ring": 1,
        "parcel_repeated": 1,
        "without_identification": 1,
        "registered_area_zero": 1,
    }


def test_half_a_page_is_refused(folder, tmp_path):
    page(folder, pdok(box(0, 0, 10, 10)), pdok(box(10, 0, 20, 10), "2"))
    place = folder / "perceel.json"
    place.write_text(place.read_text()[:-40])
    with pytest.raises(TruncatedFile):
        read_all(folder, tmp_path)


def test_an_entity_is_not_expanded(folder, tmp_path):
    folder.mkdir()
    secret = tmp_path / "secret.txt"
    secret.write_text("12345")
    (folder / "hostile.gml").write_text(
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
        '<x xmlns="http://www.kadaster.nl/schemas/brkkadastralekaart/v5/x"'
        ' xmlns:gml="http://www.opengis.net/gml/3.2"><member><Perceel>'
        "<identificatie>&e;</identificatie><begrenzingPerceel><gml:Polygon>"
        "<gml:exterior><gml:LinearRing><gml:posList>0 0 9 0 9 9 0 0</gml:posList>"
        "</gml:LinearRing></gml:exterior></gml:Polygon></begrenzingPerceel>"
        "</Perceel></member></x>"
    )
    reading, parcels = read_all(folder, tmp_path)
    assert parcels.empty
    assert reading.repairs == {"without_identification": 1}
