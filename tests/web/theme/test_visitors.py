"""What anybody may send: so many an hour and no more, however many come at once."""

from collections import Counter

import pytest
from django.core.cache import cache
from django.test import RequestFactory

from werklandschap.web.theme import visitors

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_yet(db):
    cache.clear()


def from_address(address):
    return RequestFactory().get("/", REMOTE_ADDR=address)


def test_of_ten_thousand_messages_of_one_address_ten_come_through(
    django_assert_max_num_queries,
):
    one, other = from_address("192.0.2.1"), from_address("192.0.2.2")
    with django_assert_max_num_queries(100):
        first = [visitors.may_send(one, what="a", most=10) for _ in range(10)]
    assert all(first)
    with django_assert_max_num_queries(1):  # who is refused only reads, once
        visitors.may_send(one, what="a", most=10)
    rest = Counter(visitors.may_send(one, what="a", most=10) for _ in range(9_989))
    assert rest == {False: 9_989}
    assert visitors.may_send(other, what="a", most=10)
    assert visitors.may_send(one, what="b", most=10)


def test_after_an_hour_there_is_room_again(monkeypatch):
    one = from_address("192.0.2.1")
    monkeypatch.setattr(visitors, "_HOUR_S", -1)  # over as soon as it is kept
    assert all(visitors.may_send(one, what="a", most=1) for _ in range(3))


def test_no_address_is_kept():
    visitors.may_send(from_address("192.0.2.77"), what="a")
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM cache")
        assert "192.0.2" not in str(cursor.fetchall())
