"""What the pages of vouchers show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q, Sum
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from werklandschap.core.text import Text
from werklandschap.governance.vouchers import (
    Scheme,
    deliverables,
    missing_parts,
    schemes,
    that_fit,
)
from werklandschap.web.accounts.rules import Person
from werklandschap.web.parks.models import Park
from werklandschap.web.programme.models import Partnership
from werklandschap.web.programme.queries import board
from werklandschap.web.theme.queries import language, told
from werklandschap.web.vouchers.actions.rounds import held_eur, ordered
from werklandschap.web.vouchers.models import (
    Application,
    Delivery,
    Executor,
    Round,
    Voucher,
)
from werklandschap.web.vouchers.papers import Paper, papers_of


@dataclass(frozen=True, slots=True)
class Place:
    """The place of an application in the order of treatment."""

    rank: int
    number: int
    park: Park
    state: str
    points: int
    ticket: str
    has_room: bool


def euros(amount_eur: Decimal | None) -> str:
    """Write an amount with its cents."""
    from werklandschap.governance.deals import in_euros

    return "–" if amount_eur is None else in_euros(int(amount_eur * 100))


def rounds(at: datetime) -> Mapping[str, list[dict[str, Any]]]:
    """List the rounds that are fixed: open, to come and closed."""
    found: dict[str, list[dict[str, Any]]] = {"open": [], "coming": [], "closed": []}
    fixed = Round.objects.filter(fixed_at__isnull=False)
    for each in fixed.annotate(taken_eur=Sum("applications__voucher__held_eur")):
        when = (
            "open" if each.is_open(at) else "coming" if at < each.opens_at else "closed"
        )
        found[when].append(in_short(each, taken_eur=each.taken_eur or Decimal(0)))
    return found


def in_short(
    voucher_round: Round, *, taken_eur: Decimal | None = None
) -> dict[str, Any]:
    """Tell what a round offers and what is left, if it is known what was taken."""
    if taken_eur is None:
        taken_eur = held_eur(voucher_round)
    return {
        "round": voucher_round,
        "amount": euros(voucher_round.amount_eur),
        "budget": euros(voucher_round.budget_eur),
        "left": euros(voucher_round.budget_eur - taken_eur),
        "own_share": float(voucher_round.own_share),
    }


def known_schemes() -> Sequence[Scheme]:
    """List what the documents say of schemes of provinces."""
    return list(schemes().values())


def schemes_in_words() -> list[dict[str, Any]]:
    """List the schemes with their amounts and own parts, as far as they are known."""
    return [
        {
            "scheme": each,
            "amount": None if each.amount_eur is None else euros(each.amount_eur),
            "own_share": None if each.own_share is None else float(each.own_share),
        }
        for each in known_schemes()
    ]


def order_of(voucher_round: Round, at: datetime) -> list[Place]:
    """List all that were complete in order of treatment; empty until that is known."""
    if not voucher_round.has_order(at):
        return []
    from hashlib import sha256

    from werklandschap.governance.lottery import seed_of

    rows = {
        each.number: each
        for each in voucher_round.applications.select_related("partnership__park")
    }
    waiting = ordered(voucher_round, with_refused=True)
    fit = that_fit(
        ordered(voucher_round),
        budget_eur=voucher_round.budget_eur,
        quota=voucher_round.quota,
    )
    seed = seed_of(voucher_round.secret, voucher_round.public_value)
    is_lottery = voucher_round.treatment == Round.Treatment.LOTTERY
    return [
        Place(
            rank,
            each.number,
            rows[each.number].partnership.park,
            str(rows[each.number].get_state_display()),
            each.points,
            sha256(f"{seed}:{each.number}".encode()).hexdigest() if is_lottery else "",
            each.number in fit,
        )
        for rank, each in enumerate(waiting, 1)
    ]


def draw_of(voucher_round: Round) -> dict[str, Any] | None:
    """Give everything that somebody needs to check a draw; None before it."""
    if voucher_round.drawn_at is None:
        return None
    order = [each.number for each in ordered(voucher_round, with_refused=True)]
    return {
        "secret_sha256": voucher_round.secret_hash,
        "secret": voucher_round.secret,
        "public_source": voucher_round.public_source,
        "public_value": voucher_round.public_value,
        "numbers": sorted(order),
        "order": order,
    }


def awards(person: Person, *, newest: int | None = None) -> list[Voucher]:
    """List the vouchers of parks that somebody may see, newest first; or only so many."""
    visible = Park.objects.visible_to(person).order_by()
    return list(
        Voucher.objects.filter(application__partnership__park__in=visible)
        .select_related(
            "application__round", "application__partnership__park", "executor"
        )
        .defer("application__partnership__park__outline_wkb")
        .order_by("-granted_at", "pk")[:newest]
    )


def rounds_for(park: Park, at: datetime) -> list[dict[str, Any]]:
    """List the open rounds of the province of a park."""
    here = Round.objects.filter(
        province_code=park.province_code, fixed_at__isnull=False
    )
    return [in_short(each) for each in here if each.is_open(at)]


def applications_of(partnership: Partnership | None) -> list[Application]:
    """List the applications of a park, newest first."""
    if partnership is None:
        return []
    return list(
        partnership.voucher_applications.select_related("round", "voucher").order_by(
            "-submitted_at"
        )
    )


def prefilled(partnership: Partnership, voucher_round: Round) -> dict[str, Any]:
    """Fill in what is known: who asks, what was suggested, and the usual amount."""
    open_ones = [
        each.text.in_language(language())
        for each in board.recommendations_of(partnership)
        if each.row.state in {"PROPOSED", "BUSY"}
    ]
    return {
        "organisation": partnership.organisation,
        "plan": "\n".join(open_ones),
        "costs_eur": voucher_round.amount_eur,
    }


def executors_of(province_code: str, on: date) -> Any:
    """Choose the firms on the list of a province on a day."""
    return Executor.objects.filter(
        Q(until=None) | Q(until__gt=on), province_code=province_code, since__lte=on
    )


def parts_of(kind: str) -> Mapping[str, Text]:
    """List the parts that a document must hold."""
    return deliverables()[kind].parts


def label_of(kind: str) -> Text:
    """Give the name of a document."""
    return deliverables()[kind].label


def paper_choices(park: Park, kind: str) -> list[tuple[str, str]]:
    """List the papers of the plans of a park, those of the plan that counts first."""
    rows = sorted(papers_of(park, kind), key=lambda each: not each.is_of_accepted_plan)
    return [(each.key, _in_words(each)) for each in rows]


def _in_words(paper: Paper) -> str:
    plan = (
        _("uit het plan dat geldt")
        if paper.is_of_accepted_plan
        else _("uit een ander plan")
    )
    words = _("%(name)s van %(day)s, %(plan)s") % {
        "name": paper.name,
        "day": date_format(timezone.localtime(paper.made_at), "j F Y"),
        "plan": plan,
    }
    lacks = [told(label) for label in missing_parts(paper.kind, paper.parts)]
    if lacks:
        words += " " + _("(ontbreekt: %(parts)s)") % {"parts": "; ".join(lacks)}
    return words


def delivery_in_words(delivery: Delivery) -> str:
    """Tell which document it is, what made it, and where each part of it stands."""
    parts = parts_of(delivery.kind)
    where = "; ".join(
        f"{told(parts[name])}: {place}" for name, place in delivery.parts.items()
    )
    return _("%(label)s ‘%(name)s’, ingeleverd op %(day)s. %(where)s.") % {
        "label": told(label_of(delivery.kind)),
        "name": delivery.document.name,
        "day": date_format(timezone.localtime(delivery.at), "j F Y"),
        "where": where,
    }


def deliveries_of(application: Application) -> list[dict[str, Any]]:
    """List the documents that were brought."""
    rows = Delivery.objects.filter(voucher__application=application).select_related(
        "document"
    )
    return [
        {
            "row": each,
            "label": label_of(each.kind),
            "made_at": datetime.fromisoformat(each.origin["made_at"])
            if each.origin
            else None,
            "parts": [
                (parts_of(each.kind)[name], where) for name, where in each.parts.items()
            ],
        }
        for each in rows.defer("document__content")
    ]
