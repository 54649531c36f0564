"""What people know of their park, and what it measured."""

from collections.abc import Container
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from werklandschap.web.innovations.models import Innovation, text_of
from werklandschap.web.innovations.queries import shipped
from werklandschap.web.parks.models import Park
from werklandschap.web.theme.queries import told


class AnswersForm(forms.Form):
    """What people know of their park and no scan does."""

    def __init__(
        self, *args: Any, facts: Container[str] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, options) in shipped.asked_facts().items():
            if facts is not None and name not in facts:
                continue
            self.fields[name] = forms.ChoiceField(
                label=told(label),
                choices=[("", _("weet ik niet")), *((k, told(v)) for k, v in options)],
                required=False,
            )

    def answers(self) -> dict[str, str]:
        """Give what was filled in and is one of the options."""
        self.full_clean()
        return {k: v for k, v in self.cleaned_data.items() if v}


class EffectForm(forms.Form):
    """What a park measured."""

    effect = forms.ChoiceField(label=_("Wat is gemeten?"))
    park = forms.ModelChoiceField(
        label=_("Op welk terrein?"),
        queryset=Park.objects.none(),
        to_field_name="code",
    )
    value = forms.FloatField(label=_("Uitkomst"), localize=True)
    measured_on = forms.DateField(
        label=_("Wanneer?"), widget=forms.DateInput(attrs={"type": "date"})
    )
    note = forms.CharField(
        label=_("Hoe is het gemeten?"), max_length=300, required=False
    )

    def __init__(
        self, *args: Any, innovation: Innovation, parks: Any, on: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        park, effect = self.fields["park"], self.fields["effect"]
        assert isinstance(park, forms.ModelChoiceField)
        assert isinstance(effect, forms.ChoiceField)
        park.queryset = parks
        effect.choices = [
            (each["name"], f"{_in(each['label'])} ({_in(each['unit'])})")
            for each in innovation.effects
        ]

    def clean_measured_on(self) -> date:
        """Refuse what is yet to come."""
        day: date = self.cleaned_data["measured_on"]
        if day > self.on:
            raise forms.ValidationError(_("Deze dag is nog niet geweest."))
        return day


def _in(text: dict[str, str]) -> str:
    return told(text_of(text))
