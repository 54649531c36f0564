"""Who pays for parts of a plan, and how something collective is split."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from werklandschap.web.finance.forms.fields import NumberField, UploadForm, as_of
from werklandschap.web.finance.models import Assumed
from werklandschap.web.finance.queries import payers, register
from werklandschap.web.theme.queries import told

_ALL_PAID = 0.001
"""Three thirds typed as 33,3 % are all of it."""


class SplitForm(forms.Form):
    """What parties make together, and what it costs."""

    name = forms.CharField(label=_("Wat maakt u samen?"), max_length=120)
    fixed_eur = NumberField(
        label=_("Vaste kosten, in euro’s"),
        help_text=_("Die er zijn, hoe weinig er ook meedoen: ontwerp, aansluiting."),
    )
    per_need_eur = NumberField(
        label=_("Kosten per eenheid behoefte, in euro’s"),
        help_text=_("Bijvoorbeeld per m³ berging die een deelnemer nodig heeft."),
    )
    per_party_eur = NumberField(
        label=_("Kosten per deelnemer, in euro’s"),
        required=False,
        help_text=_("Voor afspraken en administratie; alleen als er meer dan één is."),
    )

    def facts(self) -> dict[str, float]:
        """Give the costs; what is empty is nothing."""
        names = ("fixed_eur", "per_need_eur", "per_party_eur")
        return {name: self.cleaned_data[name] or 0.0 for name in names}


class MembersForm(UploadForm):
    """A file with who takes part."""

    file = forms.FileField(
        label=_("Bestand met de deelnemers"),
        max_length=200,
        help_text=_(
            "CSV of XLSX met de kolommen Naam, Oppervlakte, WOZ, Baat, Behoefte en Alleen."
        ),
    )


class PayersForm(forms.Form):
    """Who pays for each group of parts, in per cents, and who keeps it."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    why = forms.CharField(
        label=_("Waarom? (voor wie later kijkt)"), max_length=200, required=False
    )

    def __init__(
        self,
        *args: Any,
        groups: Sequence[payers.Group],
        version: int,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = version
        self.parties = payers.parties()
        self._groups = groups
        for place, group in enumerate(groups):
            for name, label in self.parties:
                self.fields[f"{place}-{name}"] = NumberField(
                    label=f"{told(group.label)} {group.year}, {told(label)}",
                    unit="share",
                    most=1.0,
                    required=False,
                    initial=group.payers.get(name),
                )
            keeper = next(iter(group.keepers), "")
            self.fields[f"{place}-keeper"] = forms.ChoiceField(
                label=f"{told(group.label)} {group.year}, {_('beheerder')}",
                choices=[
                    ("", _("wie betaalt")),
                    *((name, told(label)) for name, label in self.parties),
                ],
                required=False,
                initial=keeper,
            )

    def rows(self) -> list[dict[str, Any]]:
        """Give each group with its fields."""
        return [
            {
                "group": group,
                "shares": [self[f"{place}-{name}"] for name, _label in self.parties],
                "keeper": self[f"{place}-keeper"],
            }
            for place, group in enumerate(self._groups)
        ]

    def clean(self) -> Any:
        """Refuse a row of which not everything, or more than everything, is paid."""
        cleaned = super().clean()
        for place, shares in enumerate(self._shares()):
            total = sum(shares.values())
            if shares and abs(total - 1) > _ALL_PAID:
                percent = register.as_shown(total, "share")
                self.add_error(
                    f"{place}-{self.parties[0][0]}",
                    _("Samen is dit %(percent)s %%; dat moet 100 %% zijn.")
                    % {"percent": percent},
                )
        return cleaned

    def _shares(self) -> list[dict[str, float]]:
        return [
            {
                name: share
                for name, _label in self.parties
                if (share := self.cleaned_data.get(f"{place}-{name}"))
            }
            for place in range(len(self._groups))
        ]

    def payers(self) -> dict[str, dict[str, float]]:
        """Give who pays for each part that somebody chose for, in shares of one."""
        shares = [
            {name: share / sum(own.values()) for name, share in own.items()}
            for own in self._shares()
        ]
        return payers.by_part(self._groups, shares)

    def keepers(self) -> dict[str, dict[str, float]]:
        """Give who keeps each part that somebody chose for."""
        chosen = [
            self.cleaned_data[f"{place}-keeper"] for place in range(len(self._groups))
        ]
        shares = [{name: 1.0} if name else {} for name in chosen]
        return payers.by_part(self._groups, shares)

    def stale(self, problem: str, latest: Assumed) -> None:
        """Say that somebody else was first; what was typed stays, to save once more."""
        self.add_error(None, problem)
        self.data = as_of(self.data, latest)
