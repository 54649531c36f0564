"""Each file in which the register was published is known by its columns."""

import pytest

from werklandschap.register import (
    FIELDS,
    KINDS,
    REGION_NAMES,
    SCHEMA_VERSIONS,
    NoRegister,
    is_register,
    region_code,
    schema_of,
)


def columns_of(version):
    return [f.columns[version].name for f in FIELDS.values() if version in f.columns]


@pytest.mark.parametrize("version", SCHEMA_VERSIONS)
def test_a_version_is_recognised_by_its_own_columns_in_any_case(version):
    columns = columns_of(version)
    assert schema_of(columns).name == version
    assert schema_of([column.upper() for column in columns]).name == version
    assert schema_of([*columns, "OBJECTID", "geometry"]).name == version


def test_every_field_is_defined_in_two_languages_and_found_in_some_file():
    for field in FIELDS.values():
        for text in (field.label, field.means):
            assert text.nl
            assert text.en
        assert field.columns.keys() <= SCHEMA_VERSIONS.keys()
        assert field.columns


def test_a_table_without_rin_or_name_is_no_register():
    assert not is_register(["naam", "ha_bruto"])
    with pytest.raises(NoRegister) as problem:
        schema_of(["naam", "ha_bruto"], file="gemeenten.csv")
    assert "gemeenten.csv" in problem.value.say("nl")
    assert "gemeenten.csv" in problem.value.say("en")


def test_there_are_twelve_provinces_and_forty_corop_regions():
    kinds = [code[:2] for code in REGION_NAMES]
    assert kinds.count("PV") == 12
    assert kinds.count("CR") == 40
    assert region_code("Twente", kind="corop") == "CR12"
    assert region_code("Fryslân", kind="province") == region_code(
        "friesland", kind="province"
    )
    assert region_code("Utrecht", kind="province") == "PV26"
    assert region_code("Utrecht", kind="corop") == "CR17"
    assert region_code("Atlantis", kind="corop") is None


def test_codes_that_mean_unknown_are_no_kind():
    assert {code for code, kind in KINDS.items() if not kind.is_known} == {
        "X",
        "ONBEKEND",
    }
