"""How people of the generated programme behave: every number here is an assumption.

None of them was measured, and none comes from the documents, unless a comment says so.
They were chosen so that nine years bring about everything that the platform can do, with a
thousand parks neither certain nor out of reach.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumptions:
    """Chances are per case, days are medians, rates are per year."""

    # Parks apply by the model of Bass.
    interested_share: float = 80 / 3800  # "more than eighty" in 2023 (S0)
    own_accord: float = 0.012
    by_others: float = 0.42
    winnable_share: float = 0.35
    with_deal_times: float = 2.0  # as likely where the province signed a deal

    # What comes of an application.
    screening_day: float = 18.0
    joins_other_chance: float = 0.05
    withdrawn_chance: float = 0.03
    rejected_chance: float = 0.07
    again_chance: float = 0.5

    # How a park goes on.
    pause_day: float = 60.0
    step_day: dict[str, float] = field(
        default_factory=lambda: {
            "enthusiasm": 60.0,
            "ambitions": 90.0,
            "planning": 180.0,
            "costs": 120.0,
            "realisation": 540.0,
            "monitoring": 200.0,
        }
    )
    skips_chance: float = 0.12
    realises_chance: float = 0.55
    fades_chance: float = 0.07  # after each step
    leaves_chance: float = 0.45  # of who faded
    contact_day: float = 150.0
    answers_chance: float = 0.3
    kept_chance: float = 0.72
    dropped_chance: float = 0.08
    showcase_chance: float = 0.25

    # Deals, in euros and years.
    province_eur: tuple[int, int] = (1_000_000, 2_000_000)  # S0
    programme_eur: tuple[int, int] = (1_000_000, 3_000_000)  # S0
    municipality_eur: tuple[int, int] = (200_000, 600_000)
    instalments: int = 4
    late_chance: float = 0.15
    booking_error_chance: float = 0.02
    lab_eur: tuple[int, int] = (400_000, 1_000_000)  # about a million in the 2021 call

    # Vouchers.
    voucher_eur: int = 15_000  # S2: at least
    per_province_count: int = 4  # a year, per hundred parks that are winnable
    asks_times: float = 1.5  # as many as there is room for
    incomplete_chance: float = 0.2
    completes_chance: float = 0.75
    objects_chance: float = 0.15
    upheld_chance: float = 0.3
    deliver_day: float = 210.0
    never_delivers_chance: float = 0.06
    extension_chance: float = 0.1
    refused_chance: float = 0.12
    reclaim_chance: float = 0.03

    # Scans and labels.
    scans_per_year: int = 120
    assesses_chance: float = 0.15
    grades_differ_chance: float = 0.3
    revoked_chance: float = 0.03
    label_of_others_chance: float = 0.35  # of who realised something
    carried_out_share: tuple[float, float] = (0.2, 1.0)  # of the measures of the type
    drift_share: tuple[float, float] = (-0.15, 0.15)  # where nothing is carried out
    compared_count: int = 60  # parks that do not take part and are scanned twice

    # The register, per year.
    mergers: int = 2
    splits: int = 1
