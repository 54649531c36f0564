"""Green Deals and their money."""

import csv
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from werklandschap.web.accounts.guards import guarded
from werklandschap.web.accounts.http import SignedInRequest
from werklandschap.web.accounts.rules import may
from werklandschap.web.programme import forms
from werklandschap.web.programme.actions import deals as actions
from werklandschap.web.programme.actions import ledger
from werklandschap.web.programme.http import Question, ask, ask_for, found
from werklandschap.web.programme.models import Deal, DealPromise, Entry
from werklandschap.web.programme.queries import money, words

VIEW, MANAGE = "deals.view", "deals.manage"
_NEWEST = 50


@guarded(VIEW)
@require_GET
def deals(request: SignedInRequest) -> HttpResponseBase:
    """List the deals with what is open, what it yields and what is owed."""
    told = {
        "rows": money.overview(),
        "open": money.open_packages(),
        "yields": words.yields(),
        "may_manage": may(request.user, MANAGE),
    }
    return render(request, "programme/deals.html", told)


@guarded(VIEW)
@require_GET
def deal(request: SignedInRequest, deal_id: UUID) -> HttpResponseBase:
    """Show a deal: parties, promises, instalments, places and the ledger."""
    row = found(Deal.objects.all(), deal_id)
    told = {
        "deal": row,
        "is_generated": money.is_generated(row.province_code),
        "places": money.places_of(row),
        **money.parties_of(row),
        "promises": money.promises_of(row, on=timezone.localdate()),
        "instalments": money.instalments_of(row, on=timezone.localdate()),
        "entries": money.entries_of(row, newest=_NEWEST),
        "newest": _NEWEST,
        "totals": money.totals_of(row),
        "may_manage": may(request.user, MANAGE, row),
    }
    return render(request, "programme/deal.html", told)


@guarded(VIEW)
@require_GET
def ledger_csv(request: SignedInRequest, deal_id: UUID) -> HttpResponseBase:
    """Give the ledger of a deal, a line per account."""
    row = found(Deal.objects.all(), deal_id)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="grootboek.csv"'
    table = csv.writer(answer)
    table.writerow(
        ["number", "booked_on", "kind", "text", "account", "party", "amount_cents"]
    )
    for entry in row.entries.prefetch_related("lines__party"):
        for line in entry.lines.all():
            table.writerow(
                [
                    entry.number,
                    entry.booked_on,
                    entry.kind,
                    _cell(entry.text),
                    line.account,
                    _cell(str(line.party or "")),
                    line.amount_cents,
                ]
            )
    return answer


def _cell(text: str) -> str:
    """Keep a spreadsheet from reading a text as a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@"} else text


@guarded(MANAGE)
def prepare(request: SignedInRequest) -> HttpResponseBase:
    """Begin a deal."""
    provinces = money.choices_of_provinces()
    form = forms.DealForm(request.POST or None, provinces=provinces)
    question = Question(
        title=_("Green Deal voorbereiden"),
        button=_("Deal aanmaken"),
        done=_("De deal is aangemaakt."),
        trail=_trail(),
    )

    def act(_form: Any) -> None:
        said = form.cleaned_data
        actions.prepare_deal(
            province=dict(provinces)[said["province_code"]],
            actor=request.user,
            at=timezone.now(),
            **said,
        )

    return ask(request, form, question, act)


def _trail(row: Deal | None = None) -> list[tuple[str, Any]]:
    above = [
        (reverse("programme"), _("Programma")),
        (reverse("deals"), _("Green Deals")),
    ]
    return [*above, (reverse("deal", args=[row.pk]), row.name)] if row else above


@guarded(MANAGE)
def sign(request: SignedInRequest, deal_id: UUID) -> HttpResponseBase:
    """Sign a deal."""
    row = found(Deal.objects.all(), deal_id)
    form = forms.SignForm(request.POST or None)
    question = Question(
        title=_("Deal tekenen"),
        button=_("Ondertekening vastleggen"),
        done=_("De deal is getekend."),
        trail=_trail(row),
    )
    return ask_for(request, form, question, actions.sign_deal, deal=row)


@guarded(MANAGE)
def set_phase(request: SignedInRequest, deal_id: UUID) -> HttpResponseBase:
    """Renew a deal, or let it go on to a next phase."""
    row = found(Deal.objects.all(), deal_id)
    form = forms.PhaseForm(
        request.POST or None, initial={"phase": row.phase, "ends_on": row.ends_on}
    )
    question = Question(
        title=_("Fase of looptijd wijzigen"),
        button=_("Vastleggen"),
        done=_("De deal is bijgewerkt."),
        trail=_trail(row),
    )
    return ask_for(request, form, question, actions.set_phase, deal=row)


@guarded(MANAGE)
def end(request: SignedInRequest, deal_id: UUID) -> HttpResponseBase:
    """End a deal."""
    row = found(Deal.objects.all(), deal_id)
    form = forms.EndForm(request.POST or None, initial={"on": timezone.localdate()})
    question = Question(
        title=_("Deal beëindigen"),
        lead=_(
            "Wat nog betaald moest worden, gaat met een boeking uit de boeken. Wat is ontvangen en toegekend blijft staan."
        ),
        button=_("Deal beëindigen"),
        done=_("De deal is beëindigd."),
        trail=_trail(row),
    )
    return ask_for(request, form, question, actions.end_deal, deal=row)


@guarded(MANAGE)
def add_party(request: SignedInRequest, deal_id: UUID) -> HttpResponseBase:
    """Let a party take part."""
    row = found(Deal.objects.all(), deal_id)
    form = forms.PartyForm(request.POST or None)
    question = Question(
        title=_("Partij toevoegen"),
        button=_("Partij toevoegen"),
        done=_("De partij is toegevoegd."),
        trail=_trail(row),
    )
    return ask_for(request, form, question, actions.add_party, deal=row)


@guarded(MANAGE)
def promise(request: SignedInRequest, deal_id: UUID) -> HttpResponseBase:
    """Write down what a party brings."""
    row = found(Deal.objects.all(), deal_id)
    form = forms.PromiseForm(request.POST or None, parties=row.parties.all())
    question = Question(
        title=_("Inbreng vastleggen"),
        button=_("Inbreng vastleggen"),
        done=_("De inbreng is vastgelegd."),
        trail=_trail(row),
    )
    return ask_for(request, form, question, actions.promise)


@guarded(MANAGE)
def keep_promise(request: SignedInRequest, promise_id: int) -> HttpResponseBase:
    """Note that a promise was kept."""
    row = found(DealPromise.objects.select_related("party__deal"), promise_id)
    form = forms.KeptForm(request.POST or None)
    question = Question(
        title=f"{row.party.name}: {row.what}",
        button=_("Vastleggen"),
        done=_("Het is vastgelegd."),
        trail=_trail(row.party.deal),
    )
    return ask_for(
        request,
        form,
        question,
        actions.keep_promise,
        promise=row,
        on=timezone.localdate(),
    )


@guarded(MANAGE)
def book(request: SignedInRequest, deal_id: UUID) -> HttpResponseBase:
    """Book money."""
    row = found(Deal.objects.all(), deal_id)
    form = forms.BookForm(
        request.POST or None,
        parties=row.parties.all(),
        initial={"on": timezone.localdate()},
    )
    question = Question(
        title=_("Boeken"),
        button=_("Boeken"),
        done=_("Het is geboekt."),
        trail=_trail(row),
    )

    def act(_form: Any) -> None:
        ledger.book(actor=request.user, at=timezone.now(), **form.cleaned_data)

    return ask(request, form, question, act)


@guarded(MANAGE)
def reverse_entry(request: SignedInRequest, entry_id: int) -> HttpResponseBase:
    """Turn an entry back."""
    row = found(Entry.objects.select_related("deal"), entry_id)
    form = forms.ReasonForm(request.POST or None)
    question = Question(
        title=_("Boeking %(number)s terugdraaien") % {"number": row.number},
        button=_("Terugdraaien"),
        done=_("De boeking is teruggedraaid."),
        trail=_trail(row.deal),
    )
    return ask_for(
        request, form, question, ledger.reverse, entry=row, on=timezone.localdate()
    )
