"""A generated year at the desk keeps all rules."""

import pytest

from tests.web.made import AT
from werklandschap.web.example import desk_year
from werklandschap.web.helpdesk.models import Question

pytestmark = pytest.mark.django_db


def test_a_generated_year_keeps_the_rules_and_says_that_it_is_generated():
    year = desk_year.simulate(until=AT, number=6, seed=3)
    assert desk_year.broken_rules() == []
    assert Question.objects.filter(is_generated=True).count() == 6
    assert not Question.objects.exclude(email="").exists()
    assert year.actions > 365
    ends = set(Question.objects.values_list("stage", flat=True))
    assert len(ends) > 1
