"""Forms of the toolbox."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from werklandschap.web.toolbox.markdown import problems_of
from werklandschap.web.toolbox.models import Page, PageVersion, StepState

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_LONGEST = 20_000


class StepForm(forms.ModelForm[StepState]):
    """How far a park is with a step."""

    class Meta:
        model = StepState
        fields = ("status", "decision", "decide_on", "who")
        labels = {
            "status": _("Hoe ver zijn we"),
            "decision": _("Wat is de volgende beslissing"),
            "decide_on": _("Wanneer beslissen we"),
            "who": _("Wie doet het (een functie, geen naam)"),
        }
        widgets = {"decide_on": _DAY}


class PageForm(forms.Form):
    """A page in both languages."""

    title_nl = forms.CharField(label=_("Titel"), max_length=120)
    title_en = forms.CharField(label=_("Titel in het Engels"), max_length=120)
    summary_nl = forms.CharField(label=_("Samenvatting"), max_length=250)
    summary_en = forms.CharField(label=_("Samenvatting in het Engels"), max_length=250)
    body_nl = forms.CharField(
        label=_("Tekst"),
        help_text=_("Markdown: ## kop, - punt, [woorden](https://adres)."),
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 14}),
    )
    body_en = forms.CharField(
        label=_("Tekst in het Engels"),
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 14}),
    )
    publish_on = forms.DateField(label=_("Plaatsen op"), widget=_DAY)
    review_on = forms.DateField(label=_("Opnieuw controleren vóór"), widget=_DAY)

    def clean_body_nl(self) -> str:
        """Refuse pictures without words."""
        return self._without_problems("body_nl")

    def clean_body_en(self) -> str:
        """Refuse pictures without words."""
        return self._without_problems("body_en")

    def _without_problems(self, name: str) -> str:
        text: str = self.cleaned_data[name]
        if problems := problems_of(text):
            raise forms.ValidationError(problems)
        return text

    @staticmethod
    def initial_of(page: Page, newest: PageVersion | None, on: date) -> dict[str, Any]:
        """Fill the form with the newest version."""
        told: dict[str, Any] = {"publish_on": on, "review_on": page.review_on}
        if newest is not None:
            names = ("title", "summary", "body")
            told |= {
                f"{name}_{lang}": getattr(newest, f"{name}_{lang}")
                for name in names
                for lang in ("nl", "en")
            }
        return told

    def texts(self) -> dict[str, str]:
        """Give the texts alone."""
        days = {"publish_on", "review_on"}
        return {k: v for k, v in self.cleaned_data.items() if k not in days}


class NewPageForm(forms.ModelForm[Page]):
    """What a new page is about."""

    class Meta:
        model = Page
        fields = ("slug", "step", "kind", "review_on")
        labels = {"slug": _("Adres: kleine letters en streepjes")}
        widgets = {"review_on": _DAY}


class ImageForm(forms.Form):
    """A picture with its words."""

    file = forms.FileField(label=_("Afbeelding (PNG of JPEG, hoogstens 1 MB)"))
    alt_nl = forms.CharField(label=_("Wat is te zien?"), max_length=200)
    alt_en = forms.CharField(label=_("Wat is te zien, in het Engels?"), max_length=200)

    def content(self) -> bytes:
        """Read the file, or as much of it as may be kept."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        data: bytes = file.read(1024 * 1024 + 1)
        return data
