"""What people see and do, page by page."""

import json

import pytest
import shapely
from shapely.geometry import mapping

from tests.web.made import AT
from werklandschap.web.accounts.models import Role
from werklandschap.web.audit.models import AuditEntry
from werklandschap.web.jobs.models import Run
from werklandschap.web.plans.actions import plans as plan_actions
from werklandschap.web.plans.actions import variants
from werklandschap.web.plans.merging import Change
from werklandschap.web.plans.models import Ambition, Maintenance, Plan, Variant
from werklandschap.web.plans.queries import (
    design,
    effects,
    landscape,
    reach,
    results,
    shapes,
)
from werklandschap.web.plans.queries.ambition import shape_of, stacked_of

pytestmark = [pytest.mark.django_db]


def text_of(answer):
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


# -- Empty -------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["ambition", "design", "plans"])
def test_a_park_without_anything_says_what_would_be_here(name, url, browser_of, people):
    for person in (None, people[Role.PARK_MANAGER]):
        assert "nog geen" in text_of(browser_of(person).get(url(name)))


def test_the_page_of_a_park_links_to_its_parts(modelled, url, browser_of):
    page = text_of(browser_of(None).get(modelled.get_absolute_url()))
    for name in ("ambition", "design", "plans"):
        assert f'href="{url(name)}"' in page


# -- Ambition ----------------------------------------------------------------------------
def test_an_ambition_is_chosen_and_the_gap_is_shown(scan, url, manager, browser_of):
    browser = browser_of(manager)
    answer = browser.post(
        url("set_ambition"),
        {
            "name": "Groener",
            "sets": ["green_basis"],
            "indicator_1": "green_share",
            "operator_1": ">=",
            "value_1": "30",
            "year_1": "2030",
        },
    )
    assert answer.status_code == 302
    ambition = Ambition.objects.get()
    assert ambition.targets[0]["value"] == pytest.approx(0.3)
    page = text_of(browser_of(None).get(url("ambition")))
    assert "Groene basis" in page
    assert "<svg" in page
    assert AuditEntry.objects.filter(action="plans.set_ambition").exists()


def test_a_changed_ambition_is_a_new_version(scan, ambition, url, manager, browser_of):
    browser_of(manager).post(
        url("set_ambition"), {"name": "2", "sets": ["green_basis"]}
    )
    assert Ambition.objects.count() == 2
    assert Ambition.objects.get(is_current=True).version == 2


def test_targets_that_exclude_each_other_are_shown(scan, url, manager, browser_of):
    told = {"name": "Onmogelijk"}
    for number, (operator, value) in enumerate(((">=", 50), ("<=", 20)), start=1):
        told |= {
            f"indicator_{number}": "green_share",
            f"operator_{number}": operator,
            f"value_{number}": value,
            f"year_{number}": 2030,
        }
    browser_of(manager).post(url("set_ambition"), told)
    assert "kunnen niet samen" in text_of(browser_of(None).get(url("ambition")))


def test_the_gap_is_what_lacks(scan, ambition):
    (row,) = shape_of(scan.park, scan).rows
    assert row.open == pytest.approx(0.4 - row.figure.value)
    assert row.least <= row.open <= row.most


def test_an_ambition_without_anything_is_refused(scan, url, manager, browser_of):
    answer = browser_of(manager).post(url("set_ambition"), {"name": "Leeg"})
    assert "Kies een set" in text_of(answer)
    assert not Ambition.objects.exists()


def test_a_first_guess_of_what_is_feasible_needs_no_run(
    scan, ambition, url, manager, browser_of
):
    browser = browser_of(manager)
    assert "?schatting=1" in text_of(browser.get(url("ambition")))
    for name in ("ambition", "set_ambition"):
        page = text_of(browser.get(url(name), {"schatting": "1"}))
        assert "Eerste schatting, alleen van de kaart" in page
        assert "Haalbaar tot" in page
    anybody = text_of(browser_of(None).get(url("ambition"), {"schatting": "1"}))
    assert "Haalbaar tot" not in anybody
    assert not Run.objects.filter(kind="reach").exists()


def test_a_first_guess_is_what_its_measures_do(scan, ambition):
    known = reach.known_of(scan)
    guess = reach.or_guessed(known, scan, stacked_of(ambition))
    sides = {(each["indicator"], each["operator"]): each for each in guess.reaches}
    green, today = sides["green_share", ">="], landscape.figures_before(scan.pk)
    assert green["today"] == pytest.approx(today["green_share"])
    assert today["green_share"] < green["best"] <= 1
    assert green["points"][0]["invest_eur"] == 0 < green["points"][1]["invest_eur"]
    for each in guess.reaches:
        assert (each["best"] > each["today"]) == (each["operator"] == ">=")


@pytest.mark.any_database
def test_what_is_feasible_is_found_and_shown_beside_the_fields(
    scan, ambition, url, manager, browser_of, carry_out
):
    browser = browser_of(manager)
    assert "Wat op dit terrein kan" not in text_of(browser.get(url("set_ambition")))
    assert browser.post(url("ask_reach")).status_code == 302
    asked = Run.objects.filter(kind="reach")
    assert {run.parameters["is_simulated"] for run in asked} == {False, True}
    for each in asked:
        assert ["green_share", ">="] in each.parameters["wanted"]
    asked.filter(parameters__is_simulated=True).delete()
    run = asked.get()
    # All measures for all indicators take longer than a test may.
    run.parameters |= {"wanted": [["green_share", ">="]], "measures": ["depaving"]}
    run.save(update_fields=["parameters"])
    assert "wordt nog uitgezocht" in text_of(browser.get(url("ambition")))
    carry_out()
    run.refresh_from_db()
    assert run.status == "DONE", run.problem_nl
    known = reach.known_of(scan)
    (fall,), (found,) = known.falls, known.reaches
    assert fall["today"] == pytest.approx(found["today"])
    assert fall["open"] == pytest.approx(0.4 - fall["planned"])
    assert found["best"] > found["today"]
    euros = [point["invest_eur"] for point in found["points"]]
    assert euros[0] == 0
    assert euros == sorted(euros)
    page = text_of(browser.get(url("set_ambition")))
    assert "Haalbaar tot" in page
    assert "green_share \\u003E=" in page
    assert "Hoe u er komt" in text_of(browser_of(None).get(url("ambition")))


# -- Design ------------------------------------------------------------------------------
def test_a_measure_is_placed_on_a_site_without_a_script(
    variant, url, manager, browser_of
):
    browser = browser_of(manager)
    page = text_of(browser.get(f"{url('design')}?maatregel=depaving"))
    site = landscape.sites_of(variant.scan_id, "depaving")[0]
    assert site.id in page
    answer = browser.post(
        f"/ontwerp/{variant.pk}/plaatsen",
        {"maatregel": "depaving", "plek": site.id, "versie": variant.version},
        follow=True,
    )
    page = text_of(answer)
    variant.refresh_from_db()
    assert [each["site"] for each in variant.placements] == [site.id]
    changed = {each.indicator: each for each in effects.effect_of(variant).changed}
    assert changed["paved_share"].change < 0
    assert changed["paved_share"].is_final
    (placed,) = variant.placements
    browser.post(
        f"/ontwerp/{variant.pk}/weghalen",
        {"deel": placed["id"], "versie": variant.version},
    )
    variant.refresh_from_db()
    assert variant.placements == []
    assert effects.effect_of(variant).changed == []


def test_sites_know_where_the_scan_found_water_and_heat(variant):
    for measure, told in (
        ("wadi", "bij 70 mm in een uur"),
        ("shade_sail", "hete middag"),
    ):
        for site in landscape.sites_of(variant.scan_id, measure):
            said = " ".join(reason.nl for reason in site.reasons)
            assert told in said
            assert "nog niet berekend" not in said


@pytest.mark.parametrize(
    ("measure", "told"),
    [
        ("wadi", "Dit kan cijfers veranderen over:"),
        ("nest_box", "Geen enkel cijfer van de nulmeting verandert hierdoor."),
    ],
)
def test_a_measure_says_whether_any_figure_can_change(
    measure, told, variant, url, manager, browser_of
):
    page = browser_of(manager).get(url("design"), {"maatregel": measure})
    assert told in text_of(page)


def on_the_map(variant, *, at=(0.0, 0.0), size_m=10, measure="depaving"):
    """Give a square near the middle of the park, in degrees, as the map sends it."""
    outline = shapely.from_wkb(bytes(variant.park.outline_wkb))
    x, y = outline.centroid.x + at[0], outline.centroid.y + at[1]
    square = shapely.box(x, y, x + size_m, y + size_m)
    return {"measure": measure, "geometry": shapes.geojson(square)}


def send(browser, variant, version, placed=(), removed=()):
    return browser.post(
        f"/ontwerp/{variant.pk}/bewaren",
        json.dumps({"version": version, "placed": placed, "removed": removed}),
        content_type="application/json",
    )


def test_the_map_saves_and_hears_what_it_does(variant, manager, browser_of):
    answer = send(browser_of(manager), variant, 1, [on_the_map(variant, size_m=60)])
    told = answer.json()
    assert told["version"] == 2
    assert told["merged"] == []
    assert len(told["placements"]) == 1
    assert told["figures"]


def test_two_people_change_one_design(variant, people, browser_of):
    one, other = people[Role.PARK_MANAGER], people[Role.MUNICIPALITY]
    first = {"id": "first", **on_the_map(variant)}
    send(browser_of(one), variant, 1, [first])
    moved = {**first, **on_the_map(variant, at=(30, 0))}
    also = {**first, **on_the_map(variant, at=(0, 30))}
    send(browser_of(one), variant, 2, [moved])
    told = send(browser_of(other), variant, 2, [also]).json()
    assert len(told["placements"]) == 2
    assert "Beide" in told["merged"][0]


def test_a_measure_outside_the_park_is_told(variant, manager, browser_of):
    far = on_the_map(variant, at=(5_000, 0))
    told = send(browser_of(manager), variant, 1, [far]).json()
    assert told["outside"] == 1
    assert told["figures"] == []


@pytest.mark.parametrize(
    "placed",
    [
        [{"measure": "depaving"}],
        [{"measure": "no such", "geometry": {"type": "Point", "coordinates": [5, 52]}}],
        [{"measure": "depaving", "geometry": {"type": "Point", "coordinates": []}}],
        [{"measure": "depaving", "geometry": {"type": "Blob", "coordinates": [5, 52]}}],
        [None],
    ],
)
def test_what_is_no_measure_is_refused_and_nothing_changes(
    placed, variant, manager, browser_of
):
    answer = send(browser_of(manager), variant, 1, placed)
    assert answer.status_code == 422
    assert answer.json()["problem"]
    variant.refresh_from_db()
    assert variant.version == 1


def test_an_unreadable_message_is_refused(variant, manager, browser_of):
    answer = browser_of(manager).post(
        f"/ontwerp/{variant.pk}/bewaren", "{", content_type="application/json"
    )
    assert answer.status_code == 422


@pytest.mark.any_database
def test_five_thousand_measures_are_drawn(variant, manager, browser_of):
    outline = shapely.from_wkb(bytes(variant.park.outline_wkb))
    west, south, east, north = outline.bounds
    points = [
        {
            "id": f"tree{n}",
            "measure": "tree",
            "geometry": mapping(
                shapely.Point(
                    west + (east - west) * (n % 100) / 100,
                    south + (north - south) * (n // 100) / 50,
                )
            ),
        }
        for n in range(5_000)
    ]
    variants.save_variant(
        variant=variant, version=1, change=Change(points), actor=manager, at=AT
    )
    variant.refresh_from_db()
    assert len(variant.placements) == 5_000
    assert effects.effect_of(variant).changed
    assert len(design.listed(variant)) == 200


def test_too_many_measures_are_refused(variant, manager):
    point = mapping(shapely.Point(136_000, 450_000))
    many = [
        {"id": str(n), "measure": "tree", "geometry": point}
        for n in range(variants.MOST + 1)
    ]
    with pytest.raises(variants.TooMany):
        variants.save_variant(
            variant=variant, version=1, change=Change(many), actor=manager, at=AT
        )
    variant.refresh_from_db()
    assert variant.placements == []


def test_the_last_change_is_undone(variant, manager, browser_of):
    browser = browser_of(manager)
    send(browser, variant, 1, [on_the_map(variant)])
    browser.post(f"/ontwerp/{variant.pk}/terug", {"versie": 1})
    variant.refresh_from_db()
    assert variant.placements == []
    assert variant.version == 3


def test_a_design_is_seen_by_others_once_it_is_shared(
    variant, url, manager, people, browser_of
):
    entrepreneur = browser_of(people[Role.ENTREPRENEUR])
    assert "Eerste" not in text_of(entrepreneur.get(url("design")))
    assert entrepreneur.get(f"/ontwerp/{variant.pk}/effect").status_code == 404
    browser_of(manager).post(f"/ontwerp/{variant.pk}/delen", {"delen": "1"})
    assert "Eerste" in text_of(entrepreneur.get(url("design")))
    entrepreneur.post(f"/ontwerp/{variant.pk}/reageren", {"text": "Meer bomen graag"})
    assert "Meer bomen graag" in text_of(browser_of(None).get(url("design")))


def test_an_outsider_changes_nothing(variant, url, outsider, browser_of):
    browser = browser_of(outsider)
    assert send(browser, variant, 1).status_code in {403, 404}
    assert browser.post(url("set_ambition"), {"name": "x"}).status_code == 403
    assert browser.post(url("make_plan"), {}).status_code == 403
    assert browser.post(url("start_variant"), {"name": "x"}).status_code == 403
    assert Variant.objects.count() == 1


@pytest.mark.any_database
def test_heat_and_water_follow_while_quick_figures_already_stand(
    variant, url, manager, browser_of, carry_out
):
    send(browser_of(manager), variant, 1, [on_the_map(variant, size_m=60)])
    variant.refresh_from_db()
    run = variants.ask_what_if(variant=variant, actor=manager, at=AT)
    assert not any(
        c.indicator == "hot_share" for c in effects.effect_of(variant).changed
    )
    carry_out()
    run.refresh_from_db()
    assert run.status == "DONE", run.problem_nl
    (effect,) = variant.effects.all()
    assert [stage["name"] for stage in effect.stages][:2] == ["today", "ground"]
    assert len(effect.stages) > 2
    names = {each.indicator for each in effects.effect_of(variant).changed}
    assert names - {each.name for each in landscape.composed()}
    page = text_of(browser_of(manager).get(url("design")))
    for told in ("Gevoelstemperatuur", "Hoogste water", "van minuut tot minuut"):
        assert told in page
    shown = results.shown_of(variant)
    for layer in (*shown.layers, shown.film):
        for address in (*layer["urls"]["before"], *layer["urls"]["after"]):
            answer = browser_of(manager).get(address)
            assert b"".join(answer.streaming_content).startswith(b"\x89PNG")
            assert browser_of(None).get(address).status_code == 404
    address = shown.film["urls"]["after"][0]
    for other in ("effect.json", "before_after.json", "no_such.png"):
        assert (
            browser_of(manager)
            .get(address.rpartition("/")[0] + f"/{other}")
            .status_code
            == 404
        )


# -- Plan --------------------------------------------------------------------------------
GOAL = {"measures": ["depaving", "flower_meadow"], "objective": "cheapest"}


@pytest.fixture
def planned(url, manager, browser_of, carry_out):
    """Give the page of a plan that was asked for and made."""
    browser = browser_of(manager)

    def make(**more):
        answer = browser.post(url("make_plan"), GOAL | more)
        assert answer.status_code == 302, answer.content.decode()
        carry_out()
        return browser.get(answer.url, follow=True)

    return make


@pytest.mark.any_database
def test_a_plan_reaches_its_goal_and_is_accepted(
    scan, ambition, url, manager, browser_of, planned
):
    browser = browser_of(manager)
    page = text_of(planned())
    plan = Plan.objects.get()
    assert plan.result["is_enough"]
    (target,) = plan.result["targets"]
    assert target["after"] > target["before"]
    assert len(plan.result["front"]) >= 3
    assert "Het pakket" in page
    assert "Kalender" in page
    browser.post(f"/plan/{plan.pk}/aannemen")
    assert "Aangenomen op" in text_of(browser_of(None).get(url("plans")))
    assert AuditEntry.objects.filter(action="plans.accept_plan").exists()


@pytest.mark.any_database
def test_a_budget_that_is_too_small_is_told_as_what_binds(scan, ambition, planned):
    page = text_of(planned(budget_eur="1000"))
    assert "niet helemaal te halen" in page
    assert "budget" in page.lower().split("<h2")[1]


def test_a_budget_of_nothing_is_refused(scan, ambition, url, manager, browser_of):
    answer = browser_of(manager).post(url("make_plan"), GOAL | {"budget_eur": "0"})
    assert "budget van nul" in text_of(answer)


def test_a_plan_without_targets_asks_for_them(scan, url, manager, browser_of):
    assert "geen doelen" in text_of(browser_of(manager).get(url("make_plan")))


# -- Maintenance -------------------------------------------------------------------------
MESSY = """Meerjarenonderhoud 2026;;;;;
Object;Soort;Werkzaamheden;Jaar;Kosten;Beheerder
Hal 1;dak;dakbedekking vervangen;2031;48.500,00;eigenaar
Hal 2;dak;nakijken;ooit;100;eigenaar
"""


def test_a_maintenance_plan_is_read_row_by_row(
    scan, url, manager, browser_of, tmp_path
):
    file = tmp_path / "mjop.csv"
    file.write_text(MESSY, "utf-8")
    browser = browser_of(manager)
    with file.open("rb") as opened:
        browser.post(url("maintenance"), {"file": opened})
    kept = Maintenance.objects.get()
    assert [work["year"] for work in kept.works] == [2031]
    page = text_of(browser.get(url("maintenance")))
    assert "overgeslagen" in page
    assert "dakbedekking" in text_of(browser.get(url("plans")))


def test_a_file_that_is_no_plan_says_so(scan, url, manager, browser_of, tmp_path):
    file = tmp_path / "mjop.csv"
    file.write_text("hallo", "utf-8")
    with file.open("rb") as opened:
        answer = browser_of(manager).post(url("maintenance"), {"file": opened})
    assert "sjabloon" in text_of(answer)
    assert plan_actions.KIND == "plan"


def test_the_template_is_there_for_anybody(browser_of):
    answer = browser_of(None).get("/onderhoud/sjabloon")
    assert b"Werkzaamheden" in b"".join(answer.streaming_content)


# -- Sessions ----------------------------------------------------------------------------
def test_parties_speak_by_link_and_the_outcome_is_written_down(
    scan, url, manager, browser_of
):
    browser = browser_of(manager)
    answer = browser.post(
        url("open_session"), {"name": "Ronde", "themes": ["water", "heat"]}
    )
    page = text_of(browser.get(answer.url))
    link = page.split('class="wl-link" href="')[1].split('"')[0]
    visitor = browser_of(None)
    for party, water in (("gemeente", 4), ("bakker", 2)):
        said = visitor.post(
            link,
            {
                "party": party,
                "level_water": water,
                "weight_water": 1.0,
                "level_heat": 1,
                "weight_heat": 1.0,
            },
        )
        assert said.status_code == 302
    assert "bakker: 2" in text_of(browser.get(answer.url))
    browser.post(f"{answer.url}/sluiten")
    session = scan.park.sessions.get()
    assert not session.is_open
    assert session.outcome["common"] == {"water": 2, "heat": 1}
    assert visitor.get("/ambitie/invullen/onzin").status_code == 404
