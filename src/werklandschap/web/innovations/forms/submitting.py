"""What anybody tells about an innovation, and why it is not published."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from werklandschap.web.innovations.forms.rows import WIDE, condition_choices
from werklandschap.web.innovations.models import Kind
from werklandschap.web.theme.visitors import NotByProgramMixin

_LONGEST = 4000


class SubmissionForm(NotByProgramMixin):
    """What anybody tells about an innovation."""

    title = forms.CharField(label=_("Hoe heet het?"), max_length=120)
    kind = forms.ChoiceField(
        label=_("Wat voor innovatie is het?"), choices=Kind.choices
    )
    summary = forms.CharField(
        label=_("Wat is het, en wat levert het op?"),
        help_text=_("In eigen woorden. Noem geen namen van mensen of leveranciers."),
        max_length=_LONGEST,
        widget=WIDE,
    )
    how = forms.CharField(
        label=_("Hoe pakt u het aan?"),
        max_length=_LONGEST,
        widget=WIDE,
        required=False,
    )
    failed = forms.CharField(
        label=_("Wat ging er mis?"),
        help_text=_("Juist daar leren anderen van."),
        max_length=_LONGEST,
        widget=WIDE,
        required=False,
    )
    where = forms.CharField(
        label=_("Waar is het gedaan?"),
        help_text=_("Laat leeg als het nog niet is uitgevoerd."),
        max_length=200,
        required=False,
    )
    conditions = forms.MultipleChoiceField(
        label=_("Wat is ervoor nodig?"),
        help_text=_("Kies wat moet kloppen, anders werkt het niet of minder."),
        choices=condition_choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    name = forms.CharField(label=_("Uw naam"), max_length=120, required=False)
    email = forms.EmailField(
        label=_("Uw e-mailadres"),
        help_text=_("Alleen voor vragen van ons. Daarna wissen we het."),
        required=False,
    )
    may_be_shown = forms.BooleanField(
        label=_("Anderen mogen mij hierover mailen: toon mijn naam en adres twee jaar"),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Ask for an address from who wants to be shown."""
        told = super().clean() or {}
        if told.get("may_be_shown") and not (told.get("name") and told.get("email")):
            self.add_error("may_be_shown", _("Vul dan ook uw naam en e-mailadres in."))
        return told

    def told(self) -> dict[str, Any]:
        """Give what was told, without the hidden field."""
        return {k: v for k, v in self.cleaned_data.items() if k != "website"}


class RefusalForm(forms.Form):
    """Why something is not published."""

    reason = forms.CharField(label=_("Waarom niet?"), max_length=300)
