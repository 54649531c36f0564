"""Who applied hears by letter that there is a decision, and only they."""

import pytest
from django.urls import reverse

from tests.web.made import AT
from tests.web.programme.made import BY, MET, apply, complete, voucher_round
from werklandschap.web.accounts.models import Role
from werklandschap.web.mail.models import Letter
from werklandschap.web.programme.actions import partners
from werklandschap.web.vouchers.actions import decisions

pytestmark = pytest.mark.django_db


def test_a_decision_about_a_park_is_told_in_the_language_of_who_applied(park, people):
    manager = people[Role.PARK_MANAGER]
    manager.language = "en"
    manager.save()
    application = apply(park, actor=manager)
    partners.screen(application=application, checks=MET, **BY)
    assert not Letter.objects.exists()
    partners.accept(application=application, reasons="Alles klopt.", **BY)
    letter = Letter.objects.get()
    assert (letter.to, letter.subject) == (
        manager.email,
        "There is a decision about Testterrein",
    )
    assert reverse("application", args=[application.pk]) in letter.body
    assert "Alles klopt" not in letter.body


def test_each_decision_about_a_voucher_is_told_once(park, people):
    manager = people[Role.PARK_MANAGER]
    application = apply(park, actor=manager)
    partners.screen(application=application, checks=MET, **BY)
    partnership = partners.accept(application=application, reasons="Goed.", **BY)
    Letter.objects.all().delete()
    request = complete(voucher_round(), partnership)
    request.made_by = manager
    request.save()
    decisions.grant(application=request, **BY)
    assert [each.to for each in Letter.objects.all()] == [manager.email]


def test_nobody_is_written_who_is_gone(park, people):
    manager = people[Role.PARK_MANAGER]
    application = apply(park, actor=manager)
    manager.is_active = False
    manager.save()
    application.refresh_from_db()
    partners.screen(application=application, checks=MET, **BY)
    partners.reject(application=application, reasons="Te klein.", **BY)
    assert not Letter.objects.exists()
    assert application.made_at == AT
