"""Forms about people."""

from collections.abc import Iterable

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from werklandschap.web.accounts.models import Role, Scope, Token, User
from werklandschap.web.accounts.queries import is_energy_region


class InvitationForm(forms.Form):
    """Whom to invite, as what, and where."""

    email = forms.EmailField(label=_("E-mailadres van uw collega"))
    role = forms.ChoiceField(label=_("Rol"))
    scope = forms.ChoiceField(label=_("Geldt voor"), choices=Scope)
    code = forms.CharField(
        label=_("Nummer of code"),
        required=False,
        max_length=40,
        help_text=_(
            "Van het bedrijventerrein (zoals RIN001), de gemeente (GM0356), de energieregio "
            "(ES14), het waterschap of de provincie (PV26). Leeg voor het hele programma."
        ),
    )

    def __init__(self, *args: object, roles: Iterable[Role], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["role"].choices = [  # type: ignore[attr-defined]
            (role.value, role.label) for role in Role if role in set(roles)
        ]

    def clean(self) -> dict[str, object]:
        """Ask for a code where the scope needs one."""
        given = super().clean() or {}
        scope, code = given.get("scope"), str(given.get("code", "")).strip()
        if scope == Scope.PROGRAMME:
            code = ""
        elif scope and not code:
            self.add_error("code", _("Vul het nummer of de code in."))
        elif scope == Scope.ENERGY_REGION and not is_energy_region(code):
            self.add_error(
                "code", _("Een energieregio heeft een code van ES01 tot en met ES30.")
            )
        return given | {"code": code}


class AssignmentForm(InvitationForm):
    """A role for somebody who has an account."""

    email = None  # type: ignore[assignment]


class AcceptForm(forms.Form):
    """Name and password of who accepts an invitation."""

    name = forms.CharField(label=_("Uw naam"), max_length=120)
    password = forms.CharField(
        label=_("Kies een wachtwoord"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Minstens 12 tekens. Een zin werkt goed."),
    )

    def clean_password(self) -> str:
        """Refuse a password that is easy to guess."""
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password


class MeForm(forms.ModelForm[User]):
    """What somebody can change about themselves."""

    class Meta:
        model = User
        fields = ("name",)


class TokenForm(forms.Form):
    """A key for programs."""

    name = forms.CharField(
        label=_("Waarvoor is de sleutel?"),
        max_length=60,
        help_text=_("Bijvoorbeeld: QGIS op mijn laptop."),
    )
    may = forms.ChoiceField(label=_("Wat mag ermee?"), choices=Token.May)
