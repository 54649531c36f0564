"""What a plan says in sentences: whether the goal can be had, and what to know."""

from collections.abc import Collection, Iterator

from werklandschap.appraisal import PARTIES
from werklandschap.core.text import Text
from werklandschap.indicators import INDICATORS
from werklandschap.landscape import GRID_LABELS, TABLES
from werklandschap.report.numbers import Quantity, write
from werklandschap.study.plan.calendar import YearReason
from werklandschap.study.plan.goal import Budget
from werklandschap.study.plan.outcome import Checked, Part, Plan

_HALO = Text("hoogtes rondom het terrein", "heights around the park")


def sentences(plan: Plan) -> list[Text]:
    """Say what a reader of a plan must know.

    Parameters
    ----------
    plan : Plan
        The plan.
    """
    return [
        *_reach(plan),
        *_bindings(plan),
        *_calendar(plan),
        *_parties(plan),
        *_checks(plan),
        *_gaps(plan),
    ]


def why_in_year(part: Part) -> Text:
    """Say why a part is carried out in its year.

    Parameters
    ----------
    part : Part
        A part of a plan.
    """
    if part.why_year.reason is YearReason.RIDES_ALONG:
        saved = _euros(part.why_year.saved_eur)
        return Text(
            f"Gaat mee met gepland onderhoud in {part.year}: dat scheelt {saved.nl}.",
            f"Rides along with planned maintenance in {part.year}: it saves {saved.en}.",
        )
    return _WHY_YEAR[part.why_year.reason]


_WHY_YEAR = {
    YearReason.BUDGET: Text(
        "Een ander jaar is goedkoper en ook op tijd, maar dan past het niet in het "
        "budget.",
        "Another year is cheaper and in time too, but then it does not fit the budget.",
    ),
    YearReason.IN_TIME: Text(
        "Het laatste jaar dat op tijd is: kosten die later komen wegen minder.",
        "The last year that is in time: costs that come later weigh less.",
    ),
}


def _euros(amount: float) -> Text:
    return Text(f"€ {amount:,.0f}".replace(",", "."), f"€ {amount:,.0f}")


def _calendar(plan: Plan) -> Iterator[Text]:
    if plan.parts and all(budget.year is None for budget in plan.goal.budgets):
        yield Text(
            "Er is geen budget per jaar: alles komt in het laatste jaar dat op tijd is, of "
            "in een jaar met gepland onderhoud. Noem budgetten per jaar om te spreiden.",
            "There is no budget per year: everything comes in the last year that is in "
            "time, or in a year with planned maintenance. Name budgets per year to spread "
            "it.",
        )


def _parties(plan: Plan) -> Iterator[Text]:
    """Say who is better off by the package, and who is not."""
    if not plan.worth_eur:
        return
    better = set(plan.better_off)
    yield _named("Beter af: {who}.", "Better off: {who}.", plan, better)
    if worse := {name for name, eur in plan.worth_eur.items() if eur < 0}:
        yield _named("Slechter af: {who}.", "Worse off: {who}.", plan, worse)
    yield Text(
        "Deze bedragen zijn zonder subsidies en zonder vermeden waterschade, in geld van "
        "het eerste jaar. De businesscase rekent die mee.",
        "These amounts are without subsidies and without damage by water that is avoided, "
        "in money of the first year. The business case counts those too.",
    )


def _named(nl: str, en: str, plan: Plan, names: Collection[str]) -> Text:
    told = [
        (PARTIES[name].label, _euros(eur))
        for name, eur in plan.worth_eur.items()
        if name in names
    ]
    return Text(
        nl.format(who=", ".join(f"{p.nl} ({e.nl})" for p, e in told) or "niemand"),
        en.format(who=", ".join(f"{p.en} ({e.en})" for p, e in told) or "nobody"),
    )


def _reach(plan: Plan) -> Iterator[Text]:
    lacking = [each for each in plan.checked if each.lacks > 0]
    if plan.goal.targets and not lacking and plan.is_reached:
        yield _reached(plan)
    for each in lacking:
        yield _nearest(each)
    for each in plan.checked:
        if not each.lacks and not each.is_met:
            name, value = _label(each), _value(each, each.simulated)
            yield Text(
                f"Doorgerekend komt ‘{name.nl}’ op {value.nl}: net niet genoeg.",
                f"Simulated, ‘{name.en}’ comes to {value.en}: not quite enough.",
            )


def _reached(plan: Plan) -> Text:
    if plan.stage == "first":
        return Text(
            "Op de kaart worden alle doelen gehaald die zonder simulatie te meten zijn.",
            "On the map all targets are met that can be measured without a simulation.",
        )
    if plan.not_measured:
        return Text(
            "Alle doelen die hier te meten zijn worden gehaald.",
            "All targets that can be measured here are met.",
        )
    return Text(
        "Alle doelen worden gehaald, ook als het plan helemaal wordt doorgerekend.",
        "All targets are met, also when the plan is simulated in full.",
    )


def _nearest(each: Checked) -> Text:
    """Name the nearest goal that can be had."""
    name = _label(each)
    target = each.row.target
    assert target is not None  # only targets can lack
    reach = _value(each, target.value - each.row.sign * each.lacks)
    asked = _value(each, target.value)
    return Text(
        f"‘{name.nl}’ kan niet {asked.nl} worden; binnen wat mag is {reach.nl} het "
        "dichtste dat haalbaar is, samen met de rest.",
        f"‘{name.en}’ cannot become {asked.en}; within what is allowed {reach.en} is the "
        "nearest that can be had, together with the rest.",
    )


def _bindings(plan: Plan) -> Iterator[Text]:
    for kind, number in plan.binding:
        if kind == "target":
            name = _label(plan.checked[number])
            yield Text(
                f"Zonder het doel voor ‘{name.nl}’ is de rest haalbaar.",
                f"Without the target for ‘{name.en}’ the rest can be had.",
            )
        else:
            budget = _budget(plan.goal.budgets[number])
            yield Text(
                f"Met meer budget ({budget.nl}) is alles haalbaar.",
                f"With a larger budget ({budget.en}) everything can be had.",
            )
    if any(each.lacks > 0 for each in plan.checked) and not plan.binding:
        yield Text(
            "Er is niet één doel of budget dat in de weg staat: ook alles samen is te "
            "weinig.",
            "No single target or budget stands in the way: even everything together is "
            "too little.",
        )


def _budget(budget: Budget) -> Text:
    euros = _euros(budget.eur)
    nl, en = [euros.nl], [euros.en]
    if budget.year is not None:
        nl.append(f"in {budget.year}")
        en.append(f"in {budget.year}")
    if budget.party is not None:
        nl.append(budget.party.label.nl)
        en.append(budget.party.label.en)
    return Text(", ".join(nl), ", ".join(en))


def _checks(plan: Plan) -> Iterator[Text]:
    worst = max((each.error_share for each in plan.checked), default=0.0)
    if plan.stage == "whole":
        share, count = f"{worst * 100:.1f}", len(plan.rounds)
        rounds = (
            ("1 ronde", "1 round")
            if count == 1
            else (f"{count} rondes", f"{count} rounds")
        )
        yield Text(
            f"Voorspelling en volledige simulatie verschillen hoogstens "
            f"{share.replace('.', ',')} % van wat er wint, na {rounds[0]}.",
            f"Prediction and full simulation differ by at most {share} % of what is "
            f"gained, after {rounds[1]}.",
        )
    if plan.drawn_outside:
        yield Text(
            f"{plan.drawn_outside} getekende maatregelen liggen buiten het terrein en "
            "tellen niet mee.",
            f"{plan.drawn_outside} measures that were drawn lie outside the park and do "
            "not count.",
        )


def _gaps(plan: Plan) -> Iterator[Text]:
    names = set(plan.not_planned)
    for name in plan.not_measured:
        label = INDICATORS[name].label
        why = (
            Text(
                "het plan kan deze simulatie niet gebruiken",
                "plans cannot use this simulation",
            )
            if name in names
            else Text(
                "daarvoor ontbreken gegevens of een simulatie",
                "data or a simulation are missing",
            )
        )
        yield Text(
            f"‘{label.nl}’ telt niet mee: {why.nl}.",
            f"‘{label.en}’ does not count: {why.en}.",
        )
    for layer in sorted(plan.lacks):
        label = _layer(layer)
        yield Text(
            f"De simulaties moesten het doen zonder {label.nl.lower()}.",
            f"The simulations had to do without {label.en.lower()}.",
        )


def _layer(name: str) -> Text:
    if name == "halo":
        return _HALO
    return TABLES[name].label if name in TABLES else GRID_LABELS[name]


def _label(each: Checked) -> Text:
    return INDICATORS[each.row.indicator].label


def _value(each: Checked, value: float) -> Text:
    unit = INDICATORS[each.row.indicator].unit
    whole = Quantity(value, value, value, unit)
    return Text(write(whole, "nl").value, write(whole, "en").value)
