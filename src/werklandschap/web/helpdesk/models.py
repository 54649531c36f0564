"""Questions, the partners who have them, and what was agreed."""

from collections.abc import Mapping
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from werklandschap.core.text import Text
from werklandschap.web.accounts.models import Organisation, Scope, User
from werklandschap.web.accounts.rules import Person, reach
from werklandschap.web.helpdesk import languages
from werklandschap.web.parks.models import Park

_FIELD_OF_SCOPE: Mapping[str, str] = {
    Scope.PARK: "park__code",
    Scope.MUNICIPALITY: "municipality_code",
    Scope.ENERGY_REGION: "region_code",
    Scope.REGION: "park__region_code",
    Scope.PROVINCE: "province_code",
}


class Asker(models.TextChoices):
    """Who asks: the eight kinds of the programme."""

    REGION = "REGION", _("een regio (publiek en privaat samen)")
    ENTREPRENEUR = "ENTREPRENEUR", _("een ondernemer")
    EMPLOYEE = "EMPLOYEE", _("een werknemer")
    OWNER = "OWNER", _("een vastgoedeigenaar")
    PARK = "PARK", _("een bedrijventerrein (parkmanager of ondernemersvereniging)")
    MUNICIPALITY = "MUNICIPALITY", _("een gemeente")
    PROVINCE = "PROVINCE", _("een provincie")
    WATER_BOARD = "WATER_BOARD", _("een waterschap")


class Level(models.TextChoices):
    """What a question is about."""

    REGION = "REGION", _("een regio")
    PARK = "PARK", _("een bedrijventerrein")
    COMPANY = "COMPANY", _("een bedrijf (pand en kavel)")


class Stage(models.TextChoices):
    """How far a question has come; the rules between them are the engine's."""

    RECEIVED = "RECEIVED", _("ontvangen")
    SHARPENED = "SHARPENED", _("aangescherpt")
    OUT = "OUT", _("bij partners")
    CHOSEN = "CHOSEN", _("voorstel gekozen")
    CARRIED_OUT = "CARRIED_OUT", _("uitgevoerd")
    LEARNED = "LEARNED", _("afgerond met les")
    REFERRED = "REFERRED", _("doorverwezen")
    WITHDRAWN = "WITHDRAWN", _("ingetrokken")
    UNMATCHED = "UNMATCHED", _("geen passende partner")


_WAY = (
    Stage.RECEIVED,
    Stage.SHARPENED,
    Stage.OUT,
    Stage.CHOSEN,
    Stage.CARRIED_OUT,
    Stage.LEARNED,
)


class Partner(models.Model):
    """A coalition partner at the desk; its offers stand in the expertise matrix.

    ``regions`` are those in which it works, none meaning all; ``conflicts`` are codes of
    parks, municipalities or regions in which it has an interest.
    """

    key = models.CharField(max_length=40, unique=True)
    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT)
    is_active = models.BooleanField(default=True)
    regions = models.JSONField(default=list, blank=True)
    conflicts = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ("organisation__name",)

    def __str__(self) -> str:
        return self.organisation.name


class Questions(models.QuerySet["Question"]):
    """Choosing questions."""

    def worked_by(self, person: Person, permission: str = "desk.work") -> Self:
        """Leave the questions within somebody's borders."""
        within = Q(pk__in=[])
        for held in reach(person, permission):
            if held.scope == Scope.PROGRAMME:
                return self.filter(~Q(pk__in=[]))
            if held.scope in _FIELD_OF_SCOPE:
                within |= Q(**{_FIELD_OF_SCOPE[held.scope]: held.code})
        return self.filter(within)


class Question(models.Model):
    """A question and how far it has come; ``version`` counts its changes."""

    asker = models.CharField(_("wie vraagt"), max_length=12, choices=Asker)
    level = models.CharField(_("waarover"), max_length=8, choices=Level)
    region_code = models.CharField(max_length=6, blank=True, db_index=True)
    municipality_code = models.CharField(max_length=6, blank=True, db_index=True)
    municipality = models.CharField(_("gemeente"), max_length=80, blank=True)
    province_code = models.CharField(max_length=6, blank=True)
    park = models.ForeignKey(
        Park, on_delete=models.SET_NULL, null=True, related_name="questions"
    )
    text = models.TextField(_("vraag"))
    sharpened = models.TextField(_("aangescherpte vraag"), blank=True)
    step = models.CharField(_("stap"), max_length=20, blank=True, db_index=True)
    needs = models.JSONField(default=list)
    outside = models.CharField(max_length=40, blank=True)
    referral = models.TextField(blank=True)

    name = models.CharField(_("naam"), max_length=120, blank=True)
    email = models.EmailField(_("e-mailadres"), blank=True)
    language = models.CharField(max_length=2, default="nl")
    """In which letters go to the asker."""
    text_language = models.CharField(max_length=5, blank=True)
    """In which the question seems to be written; empty if we cannot tell."""

    stage = models.CharField(max_length=12, choices=Stage, default=Stage.RECEIVED)
    version = models.PositiveIntegerField(default=1)
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="questions",
    )
    received_at = models.DateTimeField(db_index=True)
    put_out_at = models.DateTimeField(null=True)
    due_on = models.DateField(null=True, db_index=True)
    warned_level = models.PositiveSmallIntegerField(default=0)
    asked_months = models.PositiveSmallIntegerField(default=0)
    """After how many months the asker was last asked how it went."""
    first_answer_at = models.DateTimeField(null=True)
    wanted_by_asker = models.ForeignKey(
        Partner, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    wanted_by_regisseur = models.ForeignKey(
        Partner, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    cost_eur = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    own_eur = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    chosen_at = models.DateTimeField(null=True)
    carried_out_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    lesson = models.TextField(_("les"), blank=True)
    public_question = models.TextField(blank=True)
    public_answer = models.TextField(blank=True)
    is_generated = models.BooleanField(default=False)

    objects: ClassVar[Questions] = Questions.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("-received_at", "-pk")
        indexes: ClassVar = [models.Index(fields=["stage", "due_on"])]

    def __str__(self) -> str:
        return f"#{self.pk} {self.stage}"

    @property
    def is_in_another_language(self) -> bool:
        """Whether it seems to be written in a language in which the desk does not answer."""
        return self.text_language not in {"", *languages.ANSWERED}

    @property
    def written_in(self) -> Text | None:
        """In which language it seems to be written; None if we cannot tell."""
        return languages.NAMES.get(self.text_language)

    @property
    def way(self) -> list[tuple[str, str]]:
        """Give the stages of its way with their labels, the present one among them."""
        on_the_way = _WAY if self.stage in _WAY else (Stage.RECEIVED, Stage(self.stage))
        return [(stage.value, str(stage.label)) for stage in on_the_way]

    def places(self) -> Mapping[str, str]:
        """Give the codes of the borders in which it lies."""
        return {
            Scope.PARK: self.park.code if self.park else "",
            Scope.MUNICIPALITY: self.municipality_code,
            Scope.ENERGY_REGION: self.region_code,
            Scope.REGION: self.park.region_code if self.park else "",
            Scope.PROVINCE: self.province_code,
        }


class Pause(models.Model):
    """A time in which the clock of a question stood still."""

    question = models.ForeignKey(
        Question, on_delete=models.CASCADE, related_name="pauses"
    )
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    reason = models.CharField(_("reden"), max_length=300)

    class Meta:
        ordering = ("since",)

    def __str__(self) -> str:
        return f"{self.since:%Y-%m-%d} {self.reason}"


class Approach(models.Model):
    """A question put to one partner, and its proposal; one without ``sent_at`` is a draft."""

    class State(models.TextChoices):
        """What the partner did."""

        ASKED = "ASKED", _("gevraagd")
        ANSWERED = "ANSWERED", _("voorstel gedaan")
        DECLINED = "DECLINED", _("past niet bij ons")
        DROPPED = "DROPPED", _("teruggenomen")

    question = models.ForeignKey(
        Question, on_delete=models.CASCADE, related_name="approaches"
    )
    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, related_name="approaches"
    )
    state = models.CharField(max_length=8, choices=State, default=State.ASKED)
    asked_at = models.DateTimeField()
    why = models.JSONField(default=list)
    ended_at = models.DateTimeField(null=True)
    remark = models.CharField(max_length=300, blank=True)

    what = models.TextField(_("wat wij doen"), blank=True)
    how = models.TextField(_("hoe en wanneer"), blank=True)
    result = models.TextField(_("wat het oplevert"), blank=True)
    cost_eur = models.DecimalField(
        _("kosten"), max_digits=10, decimal_places=2, null=True
    )
    own_eur = models.DecimalField(
        _("eigen bijdrage"), max_digits=10, decimal_places=2, null=True
    )
    pages = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    is_late = models.BooleanField(default=False)

    HAVE_IT: ClassVar = (State.ASKED, State.ANSWERED)

    class Meta:
        ordering = ("asked_at", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["question", "partner"],
                condition=Q(state__in=["ASKED", "ANSWERED"]),
                name="a_partner_has_a_question_once",
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.state}"

    @property
    def told_why(self) -> list[Text]:
        """Why the desk thought of this partner, in both languages."""
        return [Text(**each) for each in self.why]


class Note(models.Model):
    """Something that somebody wrote about a question; ``is_shared`` with the asker."""

    class By(models.TextChoices):
        """Who wrote it."""

        ASKER = "ASKER", _("vrager")
        REGISSEUR = "REGISSEUR", _("regisseur")
        PARTNER = "PARTNER", _("partner")

    question = models.ForeignKey(
        Question, on_delete=models.CASCADE, related_name="notes"
    )
    by = models.CharField(max_length=10, choices=By)
    partner = models.ForeignKey(Partner, on_delete=models.SET_NULL, null=True)
    text = models.TextField()
    is_shared = models.BooleanField(default=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"#{self.pk} {self.by}"


class Evaluation(models.Model):
    """How it went, as the asker tells it some months later."""

    question = models.ForeignKey(
        Question, on_delete=models.CASCADE, related_name="evaluations"
    )
    months = models.PositiveSmallIntegerField()
    rating = models.PositiveSmallIntegerField()
    remark = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("months",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["question", "months"], name="evaluated_once"
            ),
            models.CheckConstraint(
                condition=Q(rating__gte=1, rating__lte=5), name="a_rating_of_1_to_5"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.question_id} {self.months}: {self.rating}"


class Attachment(models.Model):
    """A file that came with a question; its kind is told by its content."""

    question = models.ForeignKey(
        Question, on_delete=models.CASCADE, related_name="attachments"
    )
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=4)
    size_bytes = models.PositiveIntegerField()
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"#{self.pk} {self.kind}"


class Absence(models.Model):
    """Days on which somebody is away, and who takes their questions; or a partner is away."""

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, null=True, related_name="absences"
    )
    partner = models.ForeignKey(
        Partner, on_delete=models.CASCADE, null=True, related_name="absences"
    )
    since = models.DateField(_("vanaf"))
    until = models.DateField(_("tot en met"))
    replacement = models.ForeignKey(
        User, on_delete=models.CASCADE, null=True, related_name="replaces"
    )

    class Meta:
        ordering = ("since",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until__gte=models.F("since")), name="absent_forwards"
            )
        ]

    def __str__(self) -> str:
        return f"{self.since} – {self.until}"


class SavedFilter(models.Model):
    """A choice of questions that somebody wants to see again."""

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="desk_filters"
    )
    name = models.CharField(_("naam"), max_length=60)
    query = models.CharField(max_length=400)

    class Meta:
        ordering = ("name",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "name"], name="one_filter_per_name")
        ]

    def __str__(self) -> str:
        return self.name


class LetterText(models.Model):
    """Words of a letter as the programme changed them."""

    kind = models.CharField(max_length=30)
    language = models.CharField(max_length=2)
    subject = models.CharField(_("onderwerp"), max_length=200)
    body = models.TextField(_("tekst"))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "language"], name="one_text_each")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.language}"
