"""What a regisseur fills in."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from werklandschap.web.helpdesk.forms.choices import LONGEST_TEXT, regions, steps
from werklandschap.web.helpdesk.models import Asker, Partner, Stage
from werklandschap.web.helpdesk.queries import routing
from werklandschap.web.theme.queries import told


class SharpenForm(forms.Form):
    """The question as agreed, and what it needs."""

    sharpened = forms.CharField(
        label=_("De vraag, zoals afgesproken met de vrager"),
        max_length=1200,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    step = forms.ChoiceField(label=_("Stap"), choices=steps, required=False)
    needs = forms.MultipleChoiceField(
        label=_("Nodige expertise, naast de stap"),
        choices=lambda: [
            (key, told(label)) for key, label in routing.field_labels().items()
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=_("Reden"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )


class PartnersForm(forms.Form):
    """To whom a question goes."""

    partners = forms.ModelMultipleChoiceField(
        label=_("Aan wie?"),
        queryset=Partner.objects.filter(is_active=True),
        widget=forms.CheckboxSelectMultiple,
    )


class PartnerForm(forms.Form):
    """One partner that has the question."""

    partner = forms.ModelChoiceField(
        label=_("Partner"), queryset=Partner.objects.none(), empty_label=None
    )

    def __init__(
        self, *args: Any, having: Sequence[Partner] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        keys = [each.pk for each in having]
        field = self.fields["partner"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Partner.objects.filter(pk__in=keys)


class DropForm(PartnerForm):
    """A partner that no longer has the question, and why."""

    reason = forms.CharField(label=_("Reden"), max_length=300)


class DayForm(forms.Form):
    """On which day."""

    on = forms.DateField(
        label=_("Uitgevoerd op"), widget=forms.DateInput(attrs={"type": "date"})
    )


class LearnForm(forms.Form):
    """What was learned, and what everybody may read of it."""

    lesson = forms.CharField(
        label=_("Wat hebben we geleerd?"), widget=forms.Textarea(attrs={"rows": 4})
    )
    public_question = forms.CharField(
        label=_("De vraag voor iedereen, zonder namen"), max_length=300, required=False
    )
    public_answer = forms.CharField(
        label=_("Het antwoord voor iedereen, zonder namen"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class NoteForm(forms.Form):
    """A note of the regisseur."""

    text = forms.CharField(
        label=_("Bericht"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    is_shared = forms.BooleanField(label=_("De vrager mag dit lezen"), required=False)


class FilterForm(forms.Form):
    """Which questions."""

    q = forms.CharField(label=_("Zoek"), required=False, max_length=80)
    stage = forms.ChoiceField(
        label=_("Stand"), choices=[("", _("alle")), *Stage.choices], required=False
    )
    region_code = forms.ChoiceField(
        label=_("Regio"), choices=lambda: regions(_("alle")), required=False
    )
    asker = forms.ChoiceField(
        label=_("Wie vraagt"), choices=[("", _("alle")), *Asker.choices], required=False
    )
    step = forms.ChoiceField(
        label=_("Stap"), choices=lambda: steps(_("alle")), required=False
    )


class SaveFilterForm(forms.Form):
    """A name for the filters that are on."""

    name = forms.CharField(label=_("Naam van dit filter"), max_length=60)
