"""What is printed of the years: counters, forecasts and what came of them, and the time."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone

from werklandschap.governance.programme import targets
from werklandschap.web.audit.models import AuditEntry
from werklandschap.web.example.programme_years import checks
from werklandschap.web.example.programme_years.history import FIRST_YEAR
from werklandschap.web.example.programme_years.years import Years
from werklandschap.web.monitor.queries import ahead, story
from werklandschap.web.monitor.queries.course import LAST_YEAR
from werklandschap.web.vouchers.models import Round, Voucher

_WIDE = 36
_COUNTED = ("in_motion", "realised", "vouchers", "voucher_plans")
"""By which promise each goal of the forecast is counted."""


def counters(told: story.Story, ends: list[datetime]) -> Iterator[str]:
    """Write every promise by its own definition, at the end of each year."""
    by_year = [told.counts(end) for end in ends]
    heads = "".join(f"{timezone.localdate(end).year:>7}" for end in ends)
    yield f"{'counters':{_WIDE}}{heads} target"
    for each in targets():
        counts = "".join(f"{found[each.name]:>7}" for found in by_year)
        yield f"{each.label.en[:_WIDE]:{_WIDE}}{counts}{each.target:>7}"


def forecasts(told: story.Story, ends: list[datetime]) -> Iterator[str]:
    """Write what was forecast for 2032 at the end of each year, and what came."""
    yield "forecast to 2032, made at the end of each year (80 % band)"
    came = told.counts(ends[-1])
    held: Counter[str] = Counter()
    for end in ends:
        found = ahead.ahead(told, at=end, levers={})
        for each, name in zip(found.goals, _COUNTED, strict=True):
            held[each.label.en] += each.low <= came[name] <= each.high
        goals = ", ".join(
            f"{each.label.en} {each.low:.0f}-{each.middle:.0f}-{each.high:.0f}, "
            f"{each.target}: {each.chance:.0%}"
            for each in found.goals
        )
        share = found.within_share
        tested = "" if share is None else f"; back-test within band {share:.0%}"
        yield f"  {timezone.localdate(end).year}: {goals}{tested}"
    if len(ends) == LAST_YEAR - FIRST_YEAR + 1:
        for name, count in held.items():
            yield f"  {name}: {count} of {len(ends)} bands hold what came"


def ends_of(years: Years) -> list[datetime]:
    """List the last moments of the years that were simulated."""
    return [years.day(year, 12, 31).replace(hour=20) for year in years.each_year()]


def laws() -> Iterator[str]:
    """Write what was checked and what was found."""
    found = checks.broken()
    yield f"rules broken: {found or 'none'}"
    yield f"entries in the audit record: {AuditEntry.objects.count()}"
    yield f"lotteries drawn again: {Round.objects.exclude(drawn_at=None).count()}"
    yield f"vouchers: {Voucher.objects.count()} in {Round.objects.count()} rounds"
    yield f"history (SHA-256): {checks.history()}"


def times(years: Years) -> Iterator[str]:
    """Write how long each part took."""
    yield f"{'part':{_WIDE}}{'events':>7}{'seconds':>9}{'computing':>11}"
    slowest = sorted(years.seconds.items(), key=lambda each: -each[1])
    for phase, seconds in slowest:
        count, computed_s = years.events_of[phase], years.computing[phase]
        yield f"{phase:{_WIDE}}{count:>7}{seconds:>9.1f}{computed_s:>11.1f}"
    total_s, computed_s = sum(years.seconds.values()), sum(years.computing.values())
    yield f"{'together':{_WIDE}}{years.actions:>7}{total_s:>9.1f}{computed_s:>11.1f}"
    yield (
        f"events per second: {years.actions / max(total_s, 1e-9):.0f}, "
        f"of computing: {years.actions / max(computed_s, 1e-9):.0f}"
    )
    yield f"slowest event: {1000 * years.slowest_s:.0f} ms"
