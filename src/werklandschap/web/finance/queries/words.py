"""Chances in sentences."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from werklandschap.core.text import Text
from werklandschap.web.finance.queries.outcome import is_at_stake
from werklandschap.web.theme.queries import told

if TYPE_CHECKING:
    from werklandschap.study.business_case.outcome import PartyRow

_ALMOST_NONE, _ALMOST_ALL = 0.01, 0.99

_WHO: Mapping[str, Text] = {
    "owner": Text("de eigenaar", "the owner"),
    "entrepreneur": Text("de ondernemer", "the entrepreneur"),
    "collective": Text("het parkmanagement", "the association of the park"),
    "municipality": Text("de gemeente", "the municipality"),
    "water_board": Text("het waterschap", "the water board"),
    "grid_operator": Text("de netbeheerder", "the grid operator"),
    "employees": Text("de werknemers", "the employees"),
    "surroundings": Text("omwonenden en natuur", "neighbours and nature"),
    "state": Text("provincie en rijk", "province and state"),
    "insurer": Text("de verzekeraar", "the insurer"),
}
_MANY = frozenset({"employees", "surroundings", "state"})


def chance_words(chance: float) -> str:
    """Write a chance; never as a certainty, since the model may be wrong too."""
    if chance < _ALMOST_NONE:
        return _("minder dan 1 % kans")
    if chance > _ALMOST_ALL:
        return _("meer dan 99 % kans")
    return _("%(percent)s %% kans") % {"percent": round(100 * chance)}


def chance_short(chance: float) -> str:
    """Write a chance in a cell."""
    if chance < _ALMOST_NONE:
        return _("< 1 %")
    if chance > _ALMOST_ALL:
        return _("> 99 %")
    return f"{round(100 * chance)} %"


def sentence_of(party: "PartyRow", *, within_years: int) -> str:
    """Say how likely it is that a party is better off within some years."""
    who = told(_WHO[party.party])
    many = party.party in _MANY
    if not is_at_stake(party):
        only = (
            _("%(who)s betalen niets en kunnen alleen winnen.")
            if many
            else _("%(who)s betaalt niets en kan alleen winnen.")
        )
        return _capital(only % {"who": who})
    sentence = (
        _("%(chance)s dat %(who)s binnen %(years)s jaar beter af zijn.")
        if many
        else _("%(chance)s dat %(who)s binnen %(years)s jaar beter af is.")
    )
    parts = {
        "chance": chance_words(party.chance_by_year[within_years]),
        "who": who,
        "years": within_years,
    }
    return _capital(sentence % parts)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
