"""What people fill in instead of published numbers, version by version."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.db import transaction

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text
from werklandschap.web.accounts.models import User
from werklandschap.web.audit import actions as audit
from werklandschap.web.finance.models import Assumed
from werklandschap.web.plans.models import Plan


@dataclass(eq=False)
class ChangedMeanwhile(WerklandschapError):
    """Somebody else saved another version since the reader opened the page."""

    code: ClassVar[str] = "finance.changed_meanwhile"
    message: ClassVar[Text] = Text(
        nl="Iemand anders heeft dit intussen gewijzigd (versie {version}). "
        "Kijk wat er nu staat en bewaar opnieuw; wat u invulde staat er nog.",
        en="Somebody else changed this in the meantime (version {version}). "
        "See what it says now and save again; what you filled in is still there.",
    )

    version: int


@transaction.atomic
def keep_values(
    *,
    plan: Plan,
    version: int,
    values: Mapping[str, float],
    why: str,
    actor: User,
    at: datetime,
) -> Assumed:
    """Keep numbers of one's own for a plan, as a new version.

    Parameters
    ----------
    plan : Plan
        The plan.
    version : int
        The version that was changed.
    values : mapping of str to float
        By name of a parameter, or of the size of an effect; all that differ from what
        is published or found.
    why : str
        Why they are different.
    actor, at
        Who, when.

    Raises
    ------
    ChangedMeanwhile
        If that is no longer the version that counts.
    UnknownParameter
        If there is no such parameter or effect.
    """
    from werklandschap.study.business_case.sizes import check_own

    check_own(values)
    latest = _latest(plan, version)
    return _keep(latest, plan, actor, at, values=dict(values), why=why)


@transaction.atomic
def keep_funding(
    *, plan: Plan, version: int, funding: Mapping[str, Any], actor: User, at: datetime
) -> Assumed:
    """Keep what schemes ask about a plan, as a new version; who pays stays.

    Raises
    ------
    ChangedMeanwhile
        If the version that was changed is no longer the one that counts.
    """
    latest = _latest(plan, version)
    shares = {n: latest.funding[n] for n in _SHARES if n in latest.funding}
    return _keep(latest, plan, actor, at, funding={**shares, **funding})


_SHARES = ("payers", "keepers")


@transaction.atomic
def keep_shares(
    *,
    plan: Plan,
    version: int,
    payers: Mapping[str, Mapping[str, float]],
    keepers: Mapping[str, Mapping[str, float]],
    why: str,
    actor: User,
    at: datetime,
) -> Assumed:
    """Keep who pays for parts of a plan and who keeps them, as a new version.

    Parameters
    ----------
    plan : Plan
        The plan.
    version : int
        The version that was changed.
    payers, keepers : mapping of str to mapping
        Shares of parties, by the part; a part that is not named is as usual.
    why : str
        Why, for who reads the versions.
    actor, at
        Who, when.

    Raises
    ------
    ChangedMeanwhile
        If that is no longer the version that counts.
    NoShare, SharesDoNotAddUp
        If shares of a part are not 100 % together.
    """
    from werklandschap.appraisal.parties import check_shares

    for shares in (*payers.values(), *keepers.values()):
        check_shares(_WHO_PAYS.in_language("nl"), shares)
    latest = _latest(plan, version)
    told = {"payers": dict(payers), "keepers": dict(keepers)}
    return _keep(latest, plan, actor, at, funding={**latest.funding, **told}, why=why)


_WHO_PAYS = Text("wie betaalt", "who pays")


def _latest(plan: Plan, version: int) -> Assumed:
    """Find the version that counts while nobody else can make a newer one."""
    Plan.objects.select_for_update().get(pk=plan.pk)
    latest = Assumed.objects.filter(plan=plan).first() or Assumed(version=0)
    if latest.version != version:
        raise ChangedMeanwhile(latest.version)
    return latest


def _keep(
    latest: Assumed, plan: Plan, actor: User, at: datetime, **changed: Any
) -> Assumed:
    told = {"values": latest.values, "funding": latest.funding, "why": "", **changed}
    kept = Assumed.objects.create(
        plan=plan, version=latest.version + 1, made_by=actor, made_at=at, **told
    )
    audit.record("finance.keep_assumed", kept, actor=actor, at=at, version=kept.version)
    return kept
