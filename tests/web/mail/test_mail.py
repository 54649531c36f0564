"""Letters against a real mail server on loopback: up, down and up again."""

import email
import threading
from datetime import timedelta
from email.policy import default

import pytest
from aiosmtpd.controller import Controller
from django.db import connection, transaction

from tests.servers import free_port
from tests.web.made import AT
from werklandschap.web.mail import actions, tasks
from werklandschap.web.mail.models import FIRST_WAIT, LEASE, LONGEST_WAIT, Letter

pytestmark = pytest.mark.django_db


class Heard:
    """What a mail server heard; it can be up or down, and refuses as it is told."""

    def __init__(self):
        self.letters, self.refuses, self.port = [], {}, free_port()
        self._controller = None

    def up(self):
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def down(self):
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if answer := self.refuses.get(address):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.letters.append(email.message_from_bytes(envelope.content, policy=default))
        return "250 OK"


@pytest.fixture
def server(settings):
    heard = Heard()
    heard.up()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_USE_TLS = "127.0.0.1", False
    settings.EMAIL_PORT = heard.port
    yield heard
    heard.down()


def write(to="vrager@example.org", **more):
    told = {"subject": "Uw vraag", "body": "Beste\n\nhttp://a.example/x?a=1&b=<2>"}
    return actions.queue(to=to, at=AT, **(told | more))


def send(at=AT):
    return tasks.send_due(clock=lambda: at)


def test_a_letter_is_delivered_once_and_then_forgotten(server):
    letter = write(headers={"List-Unsubscribe": "<http://a.example/u>"})
    assert send() == 1
    assert send() == 0
    (heard,) = server.letters
    assert (heard["to"], heard["subject"]) == ("vrager@example.org", "Uw vraag")
    assert heard["list-unsubscribe"] == "<http://a.example/u>"
    plain, html = (part.get_content() for part in heard.iter_parts())
    assert "a=1&b=<2>" in plain
    assert "&lt;2&gt;" in html
    letter.refresh_from_db()
    assert letter.status == Letter.Status.SENT
    assert [letter.to, letter.subject, letter.body, letter.headers] == ["", "", "", {}]


def test_a_dead_server_loses_nothing_and_is_tried_ever_less_often(server):
    letters = [write(f"v{n}@example.org") for n in range(3)]
    server.down()
    assert send() == 0
    waits, at = [], AT
    for _ in range(7):
        letter = Letter.objects.get(pk=letters[0].pk)
        waits.append(letter.due_at - at)
        at = letter.due_at
        Letter.objects.exclude(pk=letter.pk).update(due_at=at + timedelta(days=1))
        assert send(at) == 0
    assert waits[:3] == [FIRST_WAIT, 2 * FIRST_WAIT, 4 * FIRST_WAIT]
    assert waits[-1] == LONGEST_WAIT
    server.up()
    assert send(at + timedelta(days=2)) == 3
    assert {heard["to"] for heard in server.letters} == {
        f"v{n}@example.org" for n in range(3)
    }


def test_one_bad_address_stops_no_other_letter(server):
    bad, slow, good = (write(f"{word}@example.org") for word in ("bad", "slow", "good"))
    server.refuses = {"bad@example.org": "550 no", "slow@example.org": "451 later"}
    send()
    for letter in (bad, slow, good):
        letter.refresh_from_db()
    assert (bad.status, bad.to, bad.trouble) == ("REFUSED", "", "SMTP 550")
    assert (slow.status, slow.to) == ("WAITING", "slow@example.org")
    assert good.status == "SENT"


def test_a_letter_is_written_with_what_it_tells_of_or_not_at_all():
    def fails():
        with transaction.atomic():
            write()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fails()
    assert not Letter.objects.exists()


def test_of_one_key_one_letter_is_written():
    assert write(key="vraag 1") == write(key="vraag 1", body="nog eens")
    assert Letter.objects.count() == 1
    assert write() != write()


def test_a_sender_that_was_given_up_changes_nothing():
    write()
    first = actions.claim(at=AT)
    assert actions.claim(at=AT) is None
    later = AT + LEASE + timedelta(seconds=1)
    second = actions.claim(at=later)
    assert (first.attempt, second.attempt) == (1, 2)
    assert not actions.deliver(letter=first, at=later)
    assert not actions.postpone(letter=first, trouble="x", at=later)
    assert not actions.refuse(letter=first, trouble="x", at=later)
    assert actions.deliver(letter=second, at=later)


def test_a_subject_stays_on_one_line_and_an_address_is_one(server):
    write(subject="Uw vraag\r\nBcc: ander@example.org")
    send()
    assert server.letters[0]["subject"] == "Uw vraag Bcc: ander@example.org"
    assert server.letters[0]["bcc"] is None
    with pytest.raises(actions.NoAddress):
        write(to="a@example.org\nBcc: b@example.org")


@pytest.mark.django_db(transaction=True)
def test_two_senders_send_a_letter_once(server):
    for n in range(6):
        write(f"v{n}@example.org")

    def one():
        try:
            send()
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(server.letters) == 6
    assert not Letter.objects.filter(status="WAITING").exists()
