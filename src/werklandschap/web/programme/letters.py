"""Letters about what was decided, in the language of who asked."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from werklandschap.web.accounts.models import User
from werklandschap.web.mail import actions as mail
from werklandschap.web.programme.models import PartnerApplication


def decided(application: PartnerApplication, *, at: datetime) -> None:
    """Tell who applied with a park what was decided, and where the reasons stand."""
    park = application.partnership.park
    path = reverse("application", args=[application.pk])
    tell(application.made_by, park.name, path, key=f"partner {application.pk}", at=at)


def tell(person: User | None, park: str, path: str, *, key: str, at: datetime) -> None:
    """Tell somebody that there is a decision about a park; nobody, if they are gone.

    Parameters
    ----------
    person : User, optional
        Who applied.
    park : str
        The name of the park.
    path : str
        The page with the decision and its reasons, which the letter does not repeat.
    key : str
        Names the decision: of one decision one letter is written.
    at : datetime
        Now.
    """
    if person is None or not person.is_active:
        return
    told = {"park": park, "url": f"{mail.site()}{path}"}
    with override(person.language):
        mail.queue(
            to=person.email,
            subject=_("Er is een besluit over %(park)s") % told,
            body=_(
                "Er is een besluit over uw aanvraag voor %(park)s.\n\n"
                "Lees het besluit en de redenen: %(url)s"
            )
            % told,
            key=key,
            at=at,
        )
