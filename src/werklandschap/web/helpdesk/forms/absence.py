"""When somebody or a partner is away, and who stands in."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from werklandschap.web.accounts.models import User
from werklandschap.web.helpdesk.models import Partner


class AbsenceForm(forms.Form):
    """Who is away, on which days, and who stands in."""

    who = forms.ChoiceField(label=_("Wie is er niet?"))
    since = forms.DateField(
        label=_("Vanaf"), widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label=_("Tot en met"), widget=forms.DateInput(attrs={"type": "date"})
    )
    replacement = forms.ModelChoiceField(
        label=_("Wie neemt waar?"),
        help_text=_("Voor een organisatie hoeft dat niet."),
        queryset=User.objects.none(),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        who: Mapping[str, tuple[Any, User | Partner]],
        stand_ins: QuerySet[User],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._who = who
        chosen, replacement = self.fields["who"], self.fields["replacement"]
        assert isinstance(chosen, forms.ChoiceField)
        assert isinstance(replacement, forms.ModelChoiceField)
        chosen.choices = [(key, label) for key, (label, _subject) in who.items()]
        chosen.initial = next(iter(who), None)
        replacement.queryset = stand_ins

    def clean(self) -> dict[str, Any]:
        """Refuse days in the wrong order, and ask who stands in for a person."""
        found = super().clean() or {}
        since, until = found.get("since"), found.get("until")
        if isinstance(since, date) and isinstance(until, date) and until < since:
            self.add_error("until", _("Deze dag ligt vóór de eerste dag."))
        _label, subject = self._who.get(found.get("who", ""), ("", None))
        replacement = found.get("replacement")
        if isinstance(subject, User) and "replacement" in found:
            if replacement is None:
                self.add_error("replacement", _("Kies wie waarneemt."))
            elif replacement == subject:
                self.add_error("replacement", _("Kies iemand anders om waar te nemen."))
        return found

    def told(self) -> dict[str, Any]:
        """Give what was filled in, as the action takes it."""
        told = dict(self.cleaned_data)
        _label, subject = self._who[told.pop("who")]
        return told | {"user" if isinstance(subject, User) else "partner": subject}
