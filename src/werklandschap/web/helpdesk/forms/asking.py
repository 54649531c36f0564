"""What somebody fills in to ask a question, one thing per page."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from werklandschap.core.errors import WerklandschapError
from werklandschap.web.helpdesk.actions import uploads
from werklandschap.web.helpdesk.forms.choices import LONGEST_TEXT, regions, steps
from werklandschap.web.helpdesk.models import Asker, Level
from werklandschap.web.helpdesk.queries import routing
from werklandschap.web.theme.visitors import NotByProgramMixin

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

_SALT = "when a question was begun"
_QUICKEST_S, _SLOWEST_S = 3, 12 * 60 * 60


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
    point = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

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
        self._found = found

    def clean_point(self) -> str:
        """Ask for another point where we know nothing."""
        point: str = self.cleaned_data["point"]
        if point and not self._found:
            raise ValidationError(
                _(
                    "Op deze plek kennen wij geen terrein of gemeente. Kies een andere plek, "
                    "of vul een naam in."
                )
            )
        return point


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


class SendForm(NotByProgramMixin):
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
    begun = forms.CharField(widget=forms.HiddenInput)

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
