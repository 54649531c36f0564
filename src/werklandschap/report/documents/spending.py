"""What is invested per year, drawn; both documents show it."""

from werklandschap.report.documents.blocks import Picture
from werklandschap.report.documents.charts import COLOURS, stacked_years
from werklandschap.report.documents.told import Told


def spend_picture(told: Told) -> Picture:
    """Draw who invests how much in each year of the plan.

    Parameters
    ----------
    told : Told
        The business case.
    """
    case, say = told.case, told.say
    return Picture(
        stacked_years(case.spend_by_year, COLOURS, say),
        alt=say(
            f"Staafdiagram van de investering per jaar en partij, {told.period}; de tabel eronder geeft dezelfde bedragen.",
            f"Bar chart of the investment per year and party, {told.period}; the table below has the same amounts.",
        ),
        caption=say("Investering per jaar en partij", "Investment per year and party"),
        legend=tuple((COLOURS[p], say.party(p)) for p in told.spenders),
    )
