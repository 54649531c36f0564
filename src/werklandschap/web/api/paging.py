"""Long lists in parts, each with the addresses of the parts beside it."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet
from django.http import QueryDict
from rest_framework.request import Request

M = TypeVar("M", bound=Model)

Link = dict[str, str]


@dataclass(frozen=True, slots=True)
class Page(Generic[M]):
    """One part of a list."""

    rows: list[M]
    total: int
    limit: int
    offset: int


def page_of(rows: QuerySet[M], *, limit: int, offset: int) -> Page[M]:
    """Read one part of a list, and how long the whole is."""
    return Page(list(rows[offset : offset + limit]), rows.count(), limit, offset)


def links_beside(request: Request, page: Page[Any], media_type: str) -> list[Link]:
    """Give the addresses of this part, the next and the one before.

    Parameters
    ----------
    request : Request
        Which asked for this part.
    page : Page
        This part.
    media_type : str
        In what form they are.
    """
    links = [link("self", request.build_absolute_uri(), media_type)]
    if page.offset + page.limit < page.total:
        links.append(link("next", _moved(request, page, page.limit), media_type))
    if page.offset > 0:
        links.append(link("prev", _moved(request, page, -page.limit), media_type))
    return links


def link(
    rel: str, href: str, media_type: str = "application/json", **more: str
) -> Link:
    """Give one link."""
    return {"rel": rel, "href": href, "type": media_type, **more}


def _moved(request: Request, page: Page[Any], by: int) -> str:
    asked: QueryDict = request.query_params.copy()
    asked["offset"] = str(max(0, page.offset + by))
    return request.build_absolute_uri(f"{request.path}?{asked.urlencode(safe=':,')}")
