"""Finding: as people type, in both languages, and what a question may be about."""

import pytest

from werklandschap.web.innovations.queries import finding
from werklandschap.web.innovations.queries.finding import Asked


def codes(query, language="nl", **more):
    found = finding.find(Asked(query=query, **more), language)
    return [each.code for each in found.innovations]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("groene daken", "sedumdak"),
        ("daken", "zon-op-dak"),
        ("groendak", "zon-groendak"),
        ("waterberging", "waterschapsubsidie"),
        ("boom", "bomen-langs-looproutes"),
        ("parkeerplaats", "gedeeld-parkeren"),
        ("wadi", "wadi"),
        ("wadii", "wadi"),
        ("zonnepan", "zon-op-dak"),
        ("EnergieHub", "energiehub"),
        ("stemming heffing", "biz"),
    ],
)
def test_what_people_type_finds_what_they_mean(query, code, shipped):
    assert code in codes(query)[:6]


def test_it_finds_in_english_too(shipped):
    assert codes("rain garden", "en")[0] == "regentuin"
    assert "zon-op-dak" in codes("roofs", "en")


def test_nonsense_finds_nothing_and_breaks_nothing(shipped):
    for query in (
        "qqqzzz",
        "💥",
        "'; DROP TABLE",
        "<script>",
        "x" * 5000,
        "de het een",
    ):
        assert codes(query) == []


def test_facets_count_what_a_choice_leaves(shipped):
    found = finding.find(Asked(), "nl")
    for option in found.themes:
        assert option.count == len(codes("", theme=option.value))
    for option in found.kinds:
        assert option.count == len(codes("", kind=option.value))
    chosen = finding.find(Asked(kind="FINANCE", maturity=5), "nl")
    assert {each.kind for each in chosen.innovations} == {"FINANCE"}
    assert {each.maturity for each in chosen.innovations} == {5}


@pytest.mark.parametrize(
    ("question", "code"),
    [
        (
            "Ons dak is van staal. Kan daar een groen dak op, en wat kost dat?",
            "sedumdak",
        ),
        ("Bij zware regen staat er water in de hal bij de deuren", "drempels"),
        ("Het stroomnet is vol, kunnen we samen een contract nemen?", "energiehub"),
        ("Maar weinig bedrijven doen mee, hoe begin ik?", "kopgroep"),
    ],
)
def test_a_question_finds_what_may_answer_it(question, code, shipped):
    hits = finding.similar_to(question, language="nl", limit=5)
    assert code in [hit.url.rsplit("/", 1)[-1] for hit in hits]


def test_a_question_about_something_else_finds_nothing(shipped):
    assert finding.similar_to("Wanneer speelt Feyenoord?", language="nl") == []
