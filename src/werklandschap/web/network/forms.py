"""Forms of the learning network."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from werklandschap.web.helpdesk.queries.routing import region_choices
from werklandschap.web.network.models import (
    LANGUAGES,
    Lesson,
    Material,
    Meeting,
    Subscriber,
)
from werklandschap.web.network.words import THEMES
from werklandschap.web.theme.queries import told
from werklandschap.web.theme.visitors import NotByProgramMixin

_MOMENT = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


def _themes() -> list[tuple[str, str]]:
    return [(name, told(label)) for name, label in THEMES.items()]


class MeetingForm(forms.ModelForm[Meeting]):
    """A meeting."""

    region_code = forms.ChoiceField(label=_("Regio"), required=False)
    themes = forms.MultipleChoiceField(
        label=_("Thema’s"), widget=forms.CheckboxSelectMultiple, required=False
    )

    class Meta:
        model = Meeting
        fields = (
            "kind",
            "title",
            "text",
            "region_code",
            "themes",
            "starts_at",
            "ends_at",
            "place",
            "capacity",
        )
        labels = {
            "kind": _("Soort"),
            "title": _("Titel"),
            "text": _("Waar gaat het over"),
            "starts_at": _("Begint"),
            "ends_at": _("Eindigt"),
            "place": _("Plaats, of het adres van de uitzending"),
            "capacity": _("Hoeveel plaatsen"),
        }
        widgets = {"starts_at": _MOMENT, "ends_at": _MOMENT}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        region, themes = self.fields["region_code"], self.fields["themes"]
        assert isinstance(region, forms.ChoiceField)
        assert isinstance(themes, forms.MultipleChoiceField)
        region.choices = [("", _("heel Nederland")), *region_choices()]
        themes.choices = _themes()

    def clean(self) -> dict[str, Any]:
        """Refuse a meeting that ends before it starts."""
        found = super().clean() or {}
        starts, ends = found.get("starts_at"), found.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", _("Dit is vóór het begin."))
        return found


class SignUpForm(NotByProgramMixin):
    """Who comes."""

    name = forms.CharField(label=_("Uw naam"), max_length=120)
    email = forms.EmailField(
        label=_("Uw e-mailadres"),
        help_text=_("Alleen voor deze bijeenkomst. Na drie maanden wissen we het."),
    )


class ChoicesForm(forms.Form):
    """How often a newsletter comes, and about what."""

    every = forms.ChoiceField(
        label=_("Hoe vaak hoogstens?"),
        choices=Subscriber.Every.choices,
        initial=Subscriber.Every.MONTH,
        help_text=_("Is er niets nieuws, dan krijgt u niets."),
    )
    regions = forms.MultipleChoiceField(
        label=_("Welke regio’s? Kiest u niets, dan krijgt u alles."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    themes = forms.MultipleChoiceField(
        label=_("Welke thema’s? Kiest u niets, dan krijgt u alles."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    language = forms.ChoiceField(label=_("Taal"), choices=LANGUAGES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("regions", region_choices()), ("themes", _themes())):
            field = self.fields[name]
            assert isinstance(field, forms.MultipleChoiceField)
            field.choices = choices


class NewsletterForm(NotByProgramMixin, ChoicesForm):
    """Who wants the newsletter."""

    email = forms.EmailField(label=_("Uw e-mailadres"))
    field_order = ("email", "every", "themes", "regions", "language")


class MaterialForm(forms.ModelForm[Material]):
    """Something to read afterwards."""

    url = forms.URLField(
        label=_("Adres op het web"), max_length=500, assume_scheme="https"
    )

    class Meta:
        model = Material
        fields = ("title", "url")
        labels = {"title": _("Wat is het")}


class LessonForm(forms.ModelForm[Lesson]):
    """What was learned."""

    class Meta:
        model = Lesson
        fields = ("text_nl", "text_en", "innovation")
        labels = {
            "text_nl": _("Wat is geleerd"),
            "text_en": _("Wat is geleerd, in het Engels"),
            "innovation": _("Bij welke innovatie"),
        }
