"""What the shared components promise: names for whoever listens, numbers, safe texts."""

import re
from types import SimpleNamespace

import pytest
from django import forms
from django.template import Context, Template
from django.utils.translation import override

from werklandschap.core.text import Text

NARROW = "\u202f"


def drawn(source, language="nl", **context):
    with override(language):
        html = Template("{% load components %}" + source).render(Context(context))
    return re.sub(r"\s*\n\s*", " ", html)


def a_figure(**more):
    facts = {
        "label": Text("Schaduw", "Shade"),
        "value": 0.41,
        "low": 0.37,
        "high": 0.48,
        "unit": "share",
    }
    return SimpleNamespace(**(facts | more))


def name_of(html):
    return re.search(r'<svg[^>]*role="img" aria-label="([^"]*)"', html)[1]


# -- Interval bar --------------------------------------------------------------------
def test_the_bar_says_all_that_it_draws():
    figure = a_figure(target=0.6, peers=[0.1, 0.2, 0.3, 0.4, 0.5])

    name = name_of(drawn("{% interval_bar figure %}", figure=figure))

    assert name == (
        f"Schaduw: 41{NARROW}% (37\u00a0tot\u00a048). De helft van vergelijkbare terreinen "
        f"ligt tussen 20{NARROW}% en 40{NARROW}%. Doel: 60{NARROW}%."
    )


def test_the_bar_speaks_english_too():
    html = drawn("{% interval_bar figure %}", "en", figure=a_figure(target=0.6))

    assert name_of(html) == "Shade: 41% (37\u00a0to\u00a048). Target: 60%."


def test_what_is_drawn_lies_where_the_numbers_are():
    html = drawn("{% interval_bar figure %}", figure=a_figure(peers=[0.1, 0.9]))

    assert '<circle class="wl-bar__dot" cx="41.00%"' in html
    assert 'x1="37.00%" x2="48.00%"' in html
    assert '<rect class="wl-bar__peers" x="10.00%" y="6" width="80.00%"' in html


def test_an_axis_of_its_own_moves_what_is_drawn():
    figure = a_figure(value=30, low=20, high=40, unit="degc", axis=(20, 60))

    html = drawn("{% interval_bar figure %}", figure=figure)

    assert 'cx="25.00%"' in html
    assert 'x1="0.00%" x2="50.00%"' in html


def test_a_value_of_low_reliability_is_lighter():
    assert "wl-bar--faint" in drawn(
        "{% interval_bar figure %}", figure=a_figure(reliability=0.2)
    )
    assert "wl-bar--faint" not in drawn(
        "{% interval_bar figure %}", figure=a_figure(reliability=0.9)
    )


@pytest.mark.parametrize("missing", [None, float("nan")])
def test_what_was_not_measured_is_no_zero_and_says_why(missing):
    figure = a_figure(value=missing, low=missing, high=missing, reason="geen <bron>")

    html = drawn("{% interval_bar figure %}", figure=figure)

    assert "niet gemeten: geen &lt;bron&gt;" in html
    assert "<svg" not in html


# -- Reliability ---------------------------------------------------------------------
@pytest.mark.parametrize(
    ("value", "dots", "word"),
    [(0, 0, "laag"), (0.5, 3, "matig"), (0.7, 4, "redelijk"), (1, 5, "hoog")],
)
def test_reliability_is_dots_and_a_word(value, dots, word):
    html = drawn("{% reliability value %}", value=value)

    assert html.count('class="is-full"') == dots
    assert html.count("<circle") == 5
    assert word in html
    assert "Betrouwbaarheid:" in html


def test_no_reliability_is_no_dots():
    assert "<circle" not in drawn("{% reliability None %}")


# -- Numbers -------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("number", "unit", "nl", "en"),
    [
        (1234.5, "", "1.234,5", "1,234.5"),
        (62.41, "ha", f"62,4{NARROW}ha", f"62.4{NARROW}ha"),
        (0.4567, "share", f"45,7{NARROW}%", "45.7%"),
        (1985, "year", "1985", "1985"),
        (0, "count", "0", "0"),
        (None, "ha", "niet gemeten", "not measured"),
        (float("nan"), "ha", "niet gemeten", "not measured"),
    ],
)
def test_numbers_are_written_as_people_write_them(number, unit, nl, en):
    source = "{{ number|figure:unit }}"

    assert drawn(source, number=number, unit=unit) == nl
    assert drawn(source, "en", number=number, unit=unit) == en


def test_what_is_set_keeps_all_its_digits():
    assert drawn('{{ 0.3|exactly:"m" }}') == f"0,3{NARROW}m"
    assert drawn('{{ 0.175|exactly:"share" }}') == f"17,5{NARROW}%"


# -- Source drawer, legend -----------------------------------------------------------
def test_the_drawer_tells_source_date_and_licence():
    source = {"title": "BGT", "date": "2026", "licence": "CC0", "url": "https://a.nl"}
    figure = a_figure(meaning="Wat <b>", sources=[source], why_reliability=None)

    html = drawn("{% source_drawer figure %}", figure=figure)

    assert html.strip().startswith('<details class="wl-drawer wl-drawer--source">')
    assert '<a href="https://a.nl">BGT</a>, 2026 (CC0)' in html
    assert "Wat &lt;b&gt;" in html
    assert "Waarom deze betrouwbaarheid" not in html


def test_an_address_that_is_no_web_page_is_no_link():
    figure = a_figure(sources=[{"title": "X", "url": "javascript:alert(1)"}])

    assert "javascript" not in drawn("{% source_drawer figure %}", figure=figure)


def test_a_legend_has_a_pattern_beside_each_colour():
    items = [
        {"colour": "#fff", "pattern": "hatch", "label": Text("nat", "wet")},
        {"colour": '"><script>', "label": "x"},
    ]

    html = drawn("{% legend items 'Water' %}", items=items)

    assert '<path d="M' in html
    assert "<span>nat</span>" in html
    assert "<script>" not in html


# -- States --------------------------------------------------------------------------
def a_run(status, **more):
    facts = {"status": status, "done": 2, "total": 7, "id": "n", "problem": ""}
    return SimpleNamespace(**(facts | {"step": Text("regen", "rain")} | more))


def test_progress_names_the_step_and_where_to_ask_on():
    html = drawn("{% run_progress run '/x' %}", run=a_run("RUNNING"))

    assert "<strong>3 van 7</strong>: regen" in html
    assert '<progress max="7" value="2" aria-label="Voortgang">' in html
    assert 'data-poll="/x"' in html


def test_a_run_without_steps_yet_has_no_end():
    html = drawn("{% run_progress run %}", run=a_run("RUNNING", done=0, total=0))

    assert "value=" not in html


def test_a_failed_run_says_what_was_kept_and_its_number():
    html = drawn("{% run_progress run %}", run=a_run("FAILED", problem="geen regen"))

    assert "geen regen" in html
    assert "bewaard" in html
    assert "<code>n</code>" in html


def test_an_empty_state_gives_the_first_step():
    html = drawn("{% empty_state 'Niets' 'Nog niet' '/begin' 'Beginnen' %}")

    assert 'href="/begin">Beginnen</a>' in html
    assert "<a" not in drawn("{% empty_state 'Niets' 'Nog niet' %}")


def test_a_park_is_shown_by_name_place_and_size(park):
    park.name = "A & B"

    html = drawn("{% park_row park %}", park=park)

    assert "A &amp; B</a>" in html
    assert f"Utrecht, Voorbeeldgemeente · 40{NARROW}ha" in html


# -- Forms ---------------------------------------------------------------------------
class Question(forms.Form):
    name = forms.CharField(label="Naam", help_text="Zoals u heet.")
    kind = forms.ChoiceField(
        label="Soort", choices=[("a", "A")], widget=forms.RadioSelect, required=False
    )
    agreed = forms.BooleanField(label="Akkoord")


def test_a_form_begins_with_its_errors_each_a_link_to_its_field():
    html = drawn("{% include 'theme/form.html' %}", form=Question({"name": ""}))

    assert html.index('role="alert"') < html.index("<input")
    assert '<a href="#id_name">Naam: ' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_name_error"' in html


def test_every_field_has_a_label_and_says_when_it_may_be_left():
    html = drawn("{% include 'theme/form.html' %}", form=Question())

    assert '<label for="id_name">Naam</label>' in html
    assert '<label for="id_agreed">Akkoord</label>' in html
    assert re.search(
        r"<legend>Soort <span[^>]*>\(niet verplicht\)</span></legend>", html
    )
    assert 'role="alert"' not in html


def test_a_file_says_per_row_what_is_wrong():
    errors = [{"row": 12, "text": "<geen getal>"}, {"row": None, "text": "kolom"}]

    html = drawn("{% file_drop 'list' 'Lijst' 'CSV' '.csv' errors %}", errors=errors)

    assert '<td class="wl-number">12</td><td>&lt;geen getal&gt;</td>' in html
    assert '<td class="wl-number">–</td>' in html
    assert 'aria-describedby="id_list_helptext id_list_error"' in html


def test_a_chosen_filter_can_be_taken_away():
    html = drawn(
        "{% filter_bar form '/x' 'Filters' chosen %}",
        form=Question(),
        chosen=[{"url": "/x?", "label": "Utrecht"}],
    )

    assert 'role="search"' in html
    assert '<a class="wl-chip" href="/x?">' in html
    assert "niet verplicht" not in html


# -- The frame -----------------------------------------------------------------------
def test_a_menu_marks_the_page_and_the_part_in_which_it_lies(rf):
    source = "{% nav_item 'about' 'Over' %}"

    def mark(path, source=source):
        return drawn(source, request=rf.get(path))

    assert 'aria-current="page"' in mark("/over")
    assert 'aria-current="true"' in mark("/over/bronnen")
    assert "aria-current" not in mark("/overig")
    assert "aria-current" not in mark(
        "/over/bronnen", "{% nav_item 'about' 'Over' is_exact=True %}"
    )


def test_a_menu_leaves_out_what_does_not_exist():
    assert drawn("{% nav_item 'bestaat_niet' 'X' %}") == ""


def test_breadcrumbs_end_where_one_is():
    html = drawn("{% breadcrumbs 'Bronnen' about='Over' %}")

    assert '<a href="/over">Over</a>' in html
    assert '<li aria-current="page">Bronnen</li>' in html
