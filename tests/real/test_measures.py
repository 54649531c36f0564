"""Measures on real ground: sites are found, and the ground stays a partition."""

import pytest

from werklandschap.indicators import INDICATORS
from werklandschap.measures import MEASURES, Step, Verdict, carry_out
from werklandschap.measures._ground import partition_error_m2

pytestmark = pytest.mark.real

DUG = ("wadi", "depaving", "pond", "natural_bank", "walking_path", "tree_in_paving")


def test_a_park_of_which_only_the_ground_is_known_has_sites_for_most(laagraven):
    found = {
        name: measure.sites(laagraven.landscape) for name, measure in MEASURES.items()
    }
    assert sum(bool(sites) for sites in found.values()) >= 50
    for sites in found.values():
        assert all(site.reasons and site.consent for site in sites)


def test_several_measures_leave_real_ground_a_partition(laagraven):
    steps = []
    for name in DUG:
        sites = MEASURES[name].sites(laagraven.landscape)
        fit = [site for site in sites if site.verdict is not Verdict.UNFIT]
        steps.append(Step(name, tuple(site.place for site in fit[:15])))
    change = carry_out(laagraven.landscape, steps)
    assert partition_error_m2(change.landscape) < 1e-2
    assert len(change.works) == len(DUG)
    for name, is_more in (("paved_share", False), ("green_share", True)):
        before = INDICATORS[name].measure(laagraven.landscape).iloc[0]
        after = INDICATORS[name].measure(change.landscape).iloc[0]
        assert (after > before) == is_more


def test_a_campus_with_roofs_has_roofs_that_are_promising_for_green(wippolder):
    park, _ = wippolder
    sites = MEASURES["sedum_roof"].sites(park.landscape)
    assert any(site.verdict is Verdict.PROMISING for site in sites)
    change = MEASURES["sedum_roof"].carry_out(
        park.landscape, [site.place for site in sites[:20]]
    )
    laid = sum(work.quantity for work in change.works)
    assert 0 < laid <= sum(site.largest_quantity for site in sites[:20])
