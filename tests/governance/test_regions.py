import csv
from datetime import date

import pytest

from werklandschap.governance import (
    UnknownMunicipality,
    municipalities,
    municipalities_in,
    municipality_named,
    region_of,
    regions,
)
from werklandschap.governance.regions import today_of


def test_every_municipality_resolves_to_one_of_thirty_regions_with_one_seat():
    assert len(regions()) == 30
    found = {code: region_of(code) for code in municipalities()}
    assert {each.code for each in found.values()} == set(regions())
    assert all(each.seat for each in found.values())


def test_a_merged_municipality_lies_in_the_region_of_its_successor():
    for former in municipalities().values():
        if former.successor:
            assert today_of(former.code).ends is None
            assert former.ends is not None
            assert former.begins < former.ends
    assert region_of("GM0003").name == "Groningen"  # Appingedam, now Eemsdelta
    assert region_of("1684").name == region_of("GM1982").name  # Cuijk, Land van Cuijk
    assert municipality_named("appingedam").name == "Eemsdelta"


def test_every_municipality_former_or_not_lies_in_one_region():
    found = [code for region in regions() for code in municipalities_in(region)]
    assert sorted(found) == sorted(municipalities())
    assert "GM0347" in municipalities_in("ES14")  # Vleuten-De Meern, now Utrecht
    assert municipalities_in("CR17") == frozenset()


def test_present_municipalities_have_a_region_and_former_ones_a_successor():
    for each in municipalities().values():
        assert bool(each.region) == (each.ends is None) == (not each.successor)
    present = [each for each in municipalities().values() if each.ends is None]
    assert len(present) == 342
    assert all(each.begins <= date(2023, 1, 1) for each in present)


@pytest.mark.parametrize(
    "word", ["Atlantis", "GM9999", "", "'; DROP TABLE", "x" * 9999]
)
def test_an_unknown_municipality_is_said_to_be_unknown(word):
    with pytest.raises(UnknownMunicipality) as problem:
        municipality_named(word)
    assert len(problem.value.say("nl")) < 120
    with pytest.raises(UnknownMunicipality):
        region_of(word)


@pytest.mark.real
def test_the_regions_are_those_of_the_source(real_data):
    file = real_data / "stat" / "gebieden_lookup" / "gemeente_res_regio_2023.csv"
    with file.open(encoding="utf-8") as told:
        for row in csv.DictReader(told):
            assert region_of(row["gemeentecode"]).code == row["res_code"]
