"""What people fill in at the desk."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from werklandschap.core.errors import WerklandschapError
from werklandschap.web.helpdesk.actions import letters, uploads
from werklandschap.web.helpdesk.models import Absence, Asker, Level, Partner, Stage
from werklandschap.web.helpdesk.queries import routing
from werklandschap.web.theme.queries import told

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

LONGEST_TEXT = 4000
_SALT = "when a question was begun"
_QUICKEST_S, _SLOWEST_S = 3, 12 * 60 * 60


def steps(empty: Any = "–") -> list[tuple[str, Any]]:
    """List the steps of the toolbox for a form."""
    labels = routing.step_labels().items()
    return [("", empty), *((key, told(label)) for key, label in labels)]


def regions(empty: Any = "–") -> list[tuple[str, Any]]:
    """List the regions for a form."""
    return [("", empty), *routing.region_choices()]


class WhoForm(forms.Form):
    """Who asks, and what about."""

    asker = forms.ChoiceField(
        label=_("Wie bent u?"), choices=Asker, widget=forms.RadioSelect
    )
    level = forms.ChoiceField(
        label=_("Waar gaat uw vraag over?"), choices=Level, widget=forms.RadioSelect
    )


class WhereForm(forms.Form):
    """Where it is: a park, municipality or region; several may be meant."""

    place = forms.CharField(
        label=_("Naam van het bedrijventerrein of de gemeente"),
        help_text=_("Bijvoorbeeld: Lage Weide, of Utrecht. Een oude gemeente mag ook."),
        max_length=120,
        required=False,
    )
    region = forms.ChoiceField(
        label=_("Of kies uw regio"), choices=regions, required=False
    )

    def __init__(
        self, *args: Any, found: Sequence[routing.Place] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if found:
            self.fields["choice"] = forms.ChoiceField(
                label=_("Welke bedoelt u?"),
                choices=[(each.value, each.label) for each in found],
                widget=forms.RadioSelect,
                required=False,
            )


class QuestionForm(forms.Form):
    """What is asked, and at which step of the toolbox."""

    text = forms.CharField(
        label=_("Wat is uw vraag?"),
        help_text=_("In uw eigen woorden. Noem geen namen van anderen."),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    step = forms.ChoiceField(
        label=_("Bij welke stap hoort uw vraag?"),
        choices=lambda: steps(_("weet ik niet")),
        required=False,
    )


class _Files(forms.ClearableFileInput):
    allow_multiple_selected = True


class _FilesField(forms.FileField):
    widget = _Files

    def clean(self, data: Any, initial: Any = None) -> "list[uploads.Taken]":
        """Look at every file that came."""
        files: list[UploadedFile[bytes]] = [each for each in data or () if each]
        try:
            return uploads.look_at(files)
        except WerklandschapError as problem:
            raise ValidationError(problem.say(get_language() or "nl")) from problem


class SendForm(forms.Form):
    """How to reach the asker, and what comes with the question."""

    email = forms.EmailField(
        label=_("Uw e-mailadres"), help_text=_("Wij sturen u een link naar uw vraag.")
    )
    name = forms.CharField(label=_("Uw naam"), max_length=120, required=False)
    attachments = _FilesField(
        label=_("Bijlagen"),
        help_text=_("Hoogstens drie: PDF, Word, Excel of een foto, elk tot 5 MB."),
        required=False,
    )
    website = forms.CharField(
        label=_("Laat dit veld leeg"), required=False, max_length=200
    )
    begun = forms.CharField(widget=forms.HiddenInput)

    def clean_website(self) -> str:
        """Refuse programs, which fill in every field."""
        if self.cleaned_data["website"]:
            raise ValidationError(_("Dit veld moet leeg blijven."))
        return ""

    def clean_begun(self) -> str:
        """Refuse what was sent sooner than anybody can type, or very much later."""
        begun = self.cleaned_data["begun"]
        try:
            signing.loads(begun, salt=_SALT, max_age=_SLOWEST_S)
        except signing.BadSignature:
            raise ValidationError(
                _("Dit formulier is verlopen. Stuur het nog een keer.")
            ) from None
        if not _is_older(begun, _QUICKEST_S):
            raise ValidationError(
                _("Dat ging erg snel. Wacht een paar tellen en stuur het nog een keer.")
            )
        return str(begun)


def begin(mark: str = "") -> str:
    """Give the mark of when somebody began: the one that they have, or a new one."""
    try:
        signing.loads(mark, salt=_SALT, max_age=_SLOWEST_S)
    except signing.BadSignature:
        return signing.dumps("", salt=_SALT)
    return mark


def _is_older(mark: str, seconds: int) -> bool:
    try:
        signing.loads(mark, salt=_SALT, max_age=seconds)
    except signing.SignatureExpired:
        return True
    return False


class NewLinkForm(forms.Form):
    """Where a new link goes: only to the address that came with the question."""

    email = forms.EmailField(label=_("Uw e-mailadres"))


class TextForm(forms.Form):
    """A note of the asker."""

    text = forms.CharField(
        label=_("Uw bericht"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class EvaluateForm(forms.Form):
    """How it went."""

    rating = forms.TypedChoiceField(
        label=_("Hoe tevreden bent u?"),
        coerce=int,
        choices=[
            (5, _("5: heel tevreden")),
            (4, "4"),
            (3, "3"),
            (2, "2"),
            (1, _("1: helemaal niet")),
        ],
        widget=forms.RadioSelect,
    )
    remark = forms.CharField(
        label=_("Wat is er veranderd op uw terrein?"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


# -- The regisseur ----------------------------------------------------------------------
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


class AbsenceForm(forms.ModelForm[Absence]):
    """When somebody is away, and who stands in."""

    class Meta:
        model = Absence
        fields = ("since", "until", "replacement")
        labels = {"replacement": _("Wie neemt waar?")}
        widgets = {
            "since": forms.DateInput(attrs={"type": "date"}),
            "until": forms.DateInput(attrs={"type": "date"}),
        }

    def clean(self) -> dict[str, Any]:
        """Refuse days in the wrong order."""
        found = super().clean() or {}
        since, until = found.get("since"), found.get("until")
        if isinstance(since, date) and isinstance(until, date) and until < since:
            self.add_error("until", _("Deze dag ligt vóór de eerste dag."))
        return found


# -- The partner ------------------------------------------------------------------------
class ProposalForm(forms.Form):
    """A proposal: what, how, what it brings, what it costs."""

    what = forms.CharField(
        label=_("Wat gaat u doen?"), widget=forms.Textarea(attrs={"rows": 6})
    )
    how = forms.CharField(
        label=_("Hoe en wanneer?"), widget=forms.Textarea(attrs={"rows": 4})
    )
    result = forms.CharField(
        label=_("Wat levert het op?"), widget=forms.Textarea(attrs={"rows": 4})
    )
    cost_eur = forms.DecimalField(
        label=_("Kosten, zonder btw (€)"), min_value=0, max_digits=10, decimal_places=2
    )
    own_eur = forms.DecimalField(
        label=_("Eigen bijdrage van de vrager (€)"),
        min_value=0,
        max_digits=10,
        decimal_places=2,
    )


class DraftForm(ProposalForm):
    """A proposal that is not finished: every field may be empty."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False


class DeclineForm(forms.Form):
    """Why it does not suit."""

    reason = forms.CharField(label=_("Waarom past het niet?"), max_length=300)


# -- The programme ----------------------------------------------------------------------
class LetterForm(forms.Form):
    """Words of a letter."""

    subject = forms.CharField(label=_("Onderwerp"), max_length=200)
    body = forms.CharField(
        label=_("Tekst"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse places that we cannot fill in, and dots or brackets within them."""
        found = super().clean() or {}
        for name in ("subject", "body"):
            if unknown := letters.unknown_places(found.get(name, "")):
                self.add_error(
                    name,
                    _("Dit kunnen wij niet invullen: %(what)s")
                    % {"what": ", ".join(f"{{{each}}}" for each in unknown)},
                )
        return found


class PartnerSettingsForm(forms.Form):
    """Whether a partner takes part, where it works and where it has an interest."""

    is_active = forms.BooleanField(label=_("Doet mee"), required=False)
    regions = forms.MultipleChoiceField(
        label=_("Werkt in deze regio’s (geen gekozen: overal)"),
        choices=routing.region_choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    conflicts = forms.CharField(
        label=_("Heeft een belang bij"),
        help_text=_(
            "Nummers van terreinen, gemeenten of regio’s, met een komma ertussen."
        ),
        required=False,
        max_length=2000,
    )

    def clean_conflicts(self) -> list[str]:
        """Cut into codes."""
        told = self.cleaned_data["conflicts"].replace(";", ",").split(",")
        return [code.strip() for code in told if code.strip()]
