"""The letters of the desk: their words, and to whom they go."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from string import Formatter

from django.urls import reverse
from django.utils.translation import override

from werklandschap.core.text import Text
from werklandschap.governance.clock import HERE
from werklandschap.web.accounts.models import Assignment, Role, User
from werklandschap.web.helpdesk.models import LetterText, Partner, Question
from werklandschap.web.helpdesk.queries import links
from werklandschap.web.helpdesk.queries.absence import colleagues, present
from werklandschap.web.mail import actions as mail
from werklandschap.web.theme.queries import long_date

_ASKER_ENDS = Text(
    "\n\nVolg uw vraag hier, zonder account:\n{link}\nDe link werkt 120 dagen.",
    "\n\nFollow your question here, without an account:\n{link}\nThe link works for 120 days.",
)

_IN_ANOTHER_LANGUAGE = Text(
    "Uw vraag is bewaard zoals u hem schreef. De regisseur van regio {region} leest hem met "
    "een vertaling en antwoordt in het Nederlands of Engels. U hoeft nu niets te doen.",
    "Your question was kept as you wrote it. The regisseur of the region {region} reads it "
    "with a translation and answers in Dutch or English. You need do nothing now.",
)

LETTERS: Mapping[str, tuple[Text, Text]] = {
    "received": (
        Text("Uw vraag {number} is ontvangen", "Your question {number} was received"),
        Text(
            "U hoeft nu niets te doen. De regisseur van regio {region} leest uw vraag en "
            "neemt contact op om die scherp te krijgen.",
            "You need do nothing now. The regisseur of the region {region} reads your "
            "question and will contact you to sharpen it.",
        ),
    ),
    "received_other": (
        Text(
            "Uw vraag {number} is ontvangen / Your question {number} was received",
            "Your question {number} was received / Uw vraag {number} is ontvangen",
        ),
        Text(
            f"{_IN_ANOTHER_LANGUAGE.nl}\n\n{_IN_ANOTHER_LANGUAGE.en}",
            f"{_IN_ANOTHER_LANGUAGE.en}\n\n{_IN_ANOTHER_LANGUAGE.nl}",
        ),
    ),
    "sharpened": (
        Text("Klopt uw vraag {number} zo?", "Is this your question {number}?"),
        Text(
            "Lees of uw vraag zo klopt. Klopt het niet, laat het dan weten.\n\n{question}",
            "Please read whether this is your question. If not, let us know.\n\n{question}",
        ),
    ),
    "put_out": (
        Text(
            "Uw vraag {number}: antwoord uiterlijk {due}",
            "Your question {number}: an answer by {due}",
        ),
        Text(
            "Uw vraag ligt bij partners. Uiterlijk {due} krijgt u één tot drie voorstellen.",
            "Your question is with partners. By {due} you get one to three proposals.",
        ),
    ),
    "proposal": (
        Text(
            "Er is een voorstel bij uw vraag {number}",
            "There is a proposal for your question {number}",
        ),
        Text(
            "Bekijk het voorstel en zeg welk voorstel u wilt.",
            "Look at the proposal and say which one you want.",
        ),
    ),
    "chosen": (
        Text("Uw keuze bij vraag {number}", "Your choice for question {number}"),
        Text(
            "U en de regisseur kozen hetzelfde voorstel. De partner neemt contact op.",
            "You and the regisseur chose the same proposal. The partner will contact you.",
        ),
    ),
    "evaluate": (
        Text("Hoe ging het? Vraag {number}", "How did it go? Question {number}"),
        Text("Vertel in één minuut hoe het ging.", "Tell in one minute how it went."),
    ),
    "referred": (
        Text(
            "Uw vraag {number}: hier kunt u terecht",
            "Your question {number}: where to go",
        ),
        Text("{reason}", "{reason} "),
    ),
    "unmatched": (
        Text("Uw vraag {number}: geen partner", "Your question {number}: no partner"),
        Text(
            "Wij vonden geen partner die hierbij kan helpen. {reason}",
            "We found no partner that can help with this. {reason}",
        ),
    ),
    "new_link": (
        Text("Een nieuwe link bij vraag {number}", "A new link for question {number}"),
        Text("U vroeg om een nieuwe link.", "You asked for a new link."),
    ),
    "arrived": (
        Text("Nieuwe vraag {number} in {region}", "New question {number} in {region}"),
        Text(
            "Lees de vraag en scherp hem aan:\n{desk}", "Read and sharpen it:\n{desk}"
        ),
    ),
    "noted": (
        Text("Bericht bij vraag {number}", "A note on question {number}"),
        Text("Lees het bericht:\n{desk}", "Read the note:\n{desk}"),
    ),
    "asked": (
        Text(
            "Vraag {number}: voorstel uiterlijk {due}",
            "Question {number}: a proposal by {due}",
        ),
        Text(
            "Doe een voorstel op één A4, of laat weten dat het niet past:\n{desk}\n\n{question}",
            "Give a proposal on one A4, or tell that it does not suit:\n{desk}\n\n{question}",
        ),
    ),
    "taken_back": (
        Text("Vraag {number} is teruggenomen", "Question {number} was taken back"),
        Text("U hoeft niets meer te doen. {reason}", "You need do nothing. {reason}"),
    ),
    "late_1": (
        Text("Vraag {number}: nog tot {due}", "Question {number}: until {due}"),
        Text("Doe uw voorstel:\n{desk}", "Give your proposal:\n{desk}"),
    ),
    "late_2": (
        Text("Vraag {number} is over de tijd", "Question {number} is late"),
        Text(
            "De uiterste dag was {due}. Bel de partners of vraag een ander:\n{desk}",
            "The last day was {due}. Call the partners or ask another:\n{desk}",
        ),
    ),
    "late_3": (
        Text("Vraag {number} loopt vast", "Question {number} is stuck"),
        Text(
            "De uiterste dag was {due}, meer dan een week geleden:\n{desk}",
            "The last day was {due}, more than a week ago:\n{desk}",
        ),
    ),
}
"""Subject and text by kind; the programme may change the words, not the places in them."""

PLACES = frozenset({"number", "region", "question", "due", "link", "desk", "reason"})
TO_ASKERS = frozenset(
    {
        "received",
        "received_other",
        "sharpened",
        "put_out",
        "proposal",
        "chosen",
        "evaluate",
    }
    | {"referred", "unmatched", "new_link"}
)


def words_of(kind: str, language: str) -> tuple[str, str]:
    """Give subject and text of a letter, as the programme changed them or as they came."""
    changed = LetterText.objects.filter(kind=kind, language=language).first()
    if changed is not None:
        return changed.subject, changed.body
    subject, body = LETTERS[kind]
    return subject.in_language(language), body.in_language(language)


def unknown_places(text: str) -> list[str]:
    """List the places in words of a letter that we cannot fill in."""
    try:
        named = [name for _, name, _, _ in Formatter().parse(text) if name is not None]
    except ValueError:
        return ["{"]
    return [name for name in named if name not in PLACES]


def to_asker(kind: str, question: Question, *, at: datetime, reason: str = "") -> None:
    """Write to the asker, in their language, with a new link."""
    if question.email:
        _write(kind, question, question.email, question.language, at=at, reason=reason)


def to_people(
    kind: str,
    question: Question,
    people: Iterable[User],
    *,
    at: datetime,
    address: str = "",
    reason: str = "",
) -> None:
    """Write to people with an account; each in their language."""
    for user in people:
        _write(
            kind,
            question,
            user.email,
            user.language,
            at=at,
            address=address,
            reason=reason,
        )


def _write(
    kind: str,
    question: Question,
    to: str,
    language: str,
    *,
    at: datetime,
    address: str = "",
    reason: str = "",
) -> None:
    subject, body = words_of(kind, language)
    if kind in TO_ASKERS:
        body += _ASKER_ENDS.in_language(language)
    told = _facts(question, language, address) | {"reason": reason}
    mail.queue(
        to=to,
        subject=subject.format_map(told),
        body=body.format_map(told),
        key=f"desk {question.pk} {kind} {question.version} {mail_key(to)}",
        at=at,
    )


def mail_key(address: str) -> str:
    """Name an address without telling it."""
    from hashlib import sha256

    return sha256(address.encode()).hexdigest()[:16]


def _facts(question: Question, language: str, address: str) -> dict[str, str]:
    from werklandschap.web.helpdesk.queries.routing import region_told

    with override(language):
        due = long_date(question.due_on) if question.due_on else ""
    follow = reverse("follow", args=[links.secret_of(question)])
    desk = address or reverse("question", args=[question.pk])
    return {
        "number": str(question.pk),
        "region": region_told(question) or "–",
        "question": question.sharpened or question.text,
        "due": due,
        "link": f"{mail.site()}{follow}",
        "desk": f"{mail.site()}{desk}",
    }


def regisseurs_of(question: Question, *, at: datetime) -> list[User]:
    """List who works on a question: its regisseurs, or who stands in; else the team."""
    places = {code for code in question.places().values() if code}
    held = Assignment.objects.filter(role=Role.REGISSEUR, code__in=places)
    own = User.objects.filter(assignments__in=held, is_active=True).distinct()
    return present(own, on=_day(at)) or programme_team(at=at)


def programme_team(*, at: datetime) -> list[User]:
    """List the programme team, or who stands in."""
    team = User.objects.filter(assignments__role=Role.PROGRAMME, is_active=True)
    return present(team.distinct(), on=_day(at))


def people_of(partner: Partner, *, at: datetime) -> list[User]:
    """List the people of a partner that answer questions, or who stands in."""
    return present(colleagues(partner), on=_day(at))


def _day(at: datetime) -> date:
    return at.astimezone(HERE).date()
