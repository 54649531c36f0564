"""Who gets an account: those who were invited."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.contrib.sites.shortcuts import get_current_site
from django.http import HttpRequest
from django.utils import timezone

from werklandschap.web.accounts.models import User
from werklandschap.web.mail import actions as mail


class InvitedOnly(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts come from invitations; nobody signs up by themselves."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: Any) -> None:
        """Put letters of the library, such as a link for a new password, in the outbox."""
        letter = self.render_mail(template_prefix, email, self._around(email) | context)
        mail.queue(
            to=email, subject=letter.subject, body=letter.body, at=timezone.now()
        )

    def _around(self, email: str) -> dict[str, Any]:
        site = get_current_site(self.request)
        return {"request": self.request, "email": email, "current_site": site}


class InvitedOnlyByProvider(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Whoever signs in through their organisation must have been invited before."""

    def is_open_for_signup(
        self, request: HttpRequest, sociallogin: SocialLogin
    ) -> bool:
        """Refuse."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Join the login to the account of the same address, if the provider proved it."""
        if sociallogin.is_existing:
            return
        proven = [
            each.email.lower() for each in sociallogin.email_addresses if each.verified
        ]
        known = User.objects.filter(email__in=proven, is_active=True).first()
        if known is not None:
            sociallogin.connect(request, known)
