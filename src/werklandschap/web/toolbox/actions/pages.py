"""Writing pages: versions, a second look, and the day on which they appear."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from django.db import transaction

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text
from werklandschap.web.accounts.models import User
from werklandschap.web.audit import actions as audit
from werklandschap.web.audit.actions import Actor
from werklandschap.web.toolbox.models import DeadLink, Image, Page, PageVersion
from werklandschap.web.toolbox.queries import shipped

TEXTS = ("title", "summary", "body")
_MOST_BYTES = 1024 * 1024
_HEADS: Mapping[bytes, str] = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
}


@dataclass(eq=False)
class NotReady(WerklandschapError):
    """A version that cannot be approved."""

    code: ClassVar[str] = "toolbox.not_ready"
    message: ClassVar[Text] = Text(
        nl="Deze versie wacht niet op een tweede blik.",
        en="This version does not wait for a second look.",
    )


@dataclass(eq=False)
class OwnWork(WerklandschapError):
    """Nobody approves what they wrote."""

    code: ClassVar[str] = "toolbox.own_work"
    message: ClassVar[Text] = Text(
        nl="U hebt dit zelf geschreven. Een collega keurt het goed.",
        en="You wrote this yourself. A colleague approves it.",
    )


@dataclass(eq=False)
class NoPicture(WerklandschapError):
    """A file that is no picture, or too large a one."""

    code: ClassVar[str] = "toolbox.no_picture"
    message: ClassVar[Text] = Text(
        nl="Geef een foto of tekening als PNG of JPEG van hoogstens 1 MB.",
        en="Give a photo or drawing as PNG or JPEG of at most 1 MB.",
    )


@transaction.atomic
def load_shipped(*, actor: Actor, at: datetime) -> int:
    """Load the pages of the package; returns how many are new or newer.

    Pages on which an editor worked are left alone.
    """
    known = {page.slug: page for page in Page.objects.all()}
    return sum(
        _load(slug, told, known.get(slug), actor, at) for slug, told in shipped.pages()
    )


def _load(
    slug: str, told: Mapping[str, Any], known: Page | None, actor: Actor, at: datetime
) -> bool:
    mark = shipped.hash_of(told)
    if known is not None:
        is_edited = known.versions.filter(made_by__isnull=False).exists()
        if known.shipped_hash == mark or is_edited:
            return False
    page = known or Page(slug=slug)
    page.step, page.kind = told["step"], told["kind"]
    page.review_on = date.fromisoformat(told["review_on"])
    page.shipped_hash = mark
    page.save()
    texts = {
        f"{name}_{lang}": told[name][lang] for name in TEXTS for lang in ("nl", "en")
    }
    _version(page, texts, PageVersion.Status.PUBLISHED, at.date(), actor, at)
    return True


@transaction.atomic
def start(
    *, slug: str, step: str, kind: str, review_on: date, actor: User, at: datetime
) -> Page:
    """Begin a new page; nobody sees it before a version of it is approved."""
    page = Page.objects.create(
        slug=slug, step=step, kind=kind, review_on=review_on, owner=actor
    )
    audit.record("toolbox.start", page, actor=actor, at=at)
    return page


@transaction.atomic
def write(
    *,
    page: Page,
    texts: Mapping[str, str],
    publish_on: date,
    review_on: date,
    actor: User,
    at: datetime,
) -> PageVersion:
    """Write a new version, and ask a colleague to look at it."""
    page = Page.objects.select_for_update().get(pk=page.pk)
    page.review_on = review_on
    page.owner = page.owner or actor
    page.save(update_fields=["review_on", "owner"])
    return _version(page, texts, PageVersion.Status.REVIEW, publish_on, actor, at)


def _version(
    page: Page,
    texts: Mapping[str, str],
    status: str,
    publish_on: date,
    actor: Actor,
    at: datetime,
) -> PageVersion:
    newest = page.versions.first()
    version = PageVersion.objects.create(
        page=page,
        number=newest.number + 1 if newest else 1,
        **texts,
        status=status,
        publish_on=publish_on,
        made_by=actor if isinstance(actor, User) else None,
        made_at=at,
    )
    audit.record("toolbox.write", page, actor=actor, at=at, version=version.number)
    return version


@transaction.atomic
def approve(*, version: PageVersion, actor: User, at: datetime) -> PageVersion:
    """Let a version appear from its day on.

    Raises
    ------
    NotReady
        If it does not wait for that.
    OwnWork
        If the same person wrote it.
    """
    version = PageVersion.objects.select_for_update().get(pk=version.pk)
    if version.status != PageVersion.Status.REVIEW:
        raise NotReady
    if version.made_by_id == actor.pk:
        raise OwnWork
    version.status = PageVersion.Status.PUBLISHED
    version.reviewed_by, version.reviewed_at = actor, at
    version.save()
    audit.record(
        "toolbox.approve", version.page, actor=actor, at=at, version=version.number
    )
    return version


@transaction.atomic
def add_image(
    *, data: bytes, alt_nl: str, alt_en: str, actor: User, at: datetime
) -> Image:
    """Keep a picture, whatever its name says, by what is in it.

    Raises
    ------
    NoPicture
        If it is no PNG or JPEG, or too large.
    """
    mime = next((kind for head, kind in _HEADS.items() if data.startswith(head)), None)
    if mime is None or len(data) > _MOST_BYTES:
        raise NoPicture
    image = Image.objects.create(
        data=data, mime=mime, alt_nl=alt_nl, alt_en=alt_en, added_by=actor, added_at=at
    )
    audit.record("toolbox.add_image", image, actor=actor, at=at)
    return image


@transaction.atomic
def keep_dead_links(
    *, found: Sequence[tuple[int, str, str]], actor: Actor, at: datetime
) -> int:
    """Note which links are dead now: the key of the page, the address and the trouble."""
    DeadLink.objects.all().delete()
    pages = Page.objects.in_bulk([pk for pk, _url, _trouble in found])
    for pk, url, trouble in found:
        if pk in pages:
            DeadLink.objects.create(
                page=pages[pk], url=url, trouble=trouble, seen_at=at
            )
    for page in pages.values():
        audit.record("toolbox.dead_links", page, actor=actor, at=at)
    return len(found)
