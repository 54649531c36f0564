"""What the register should not say: one small function per rule."""

import pandas as pd
import shapely
from geopandas import GeoDataFrame

from werklandschap.core.references import Reference
from werklandschap.core.text import Text
from werklandschap.parameters import Assumptions, parameter
from werklandschap.register._declare import Severity, rule
from werklandschap.register.kinds import KINDS
from werklandschap.register.regions import REGION_NAMES

IBIS = Reference(
    title="Integraal Bedrijventerreinen Informatie Systeem (IBIS)",
    publisher="Provincies, IPO",
    year=2024,
    url="https://www.ibis-bedrijventerreinen.nl",
    locator="definitions of gross, net and issuable area; kinds of work location",
)
CBS = Reference(
    title="Gebieden in Nederland",
    publisher="CBS",
    year=2025,
    url="https://www.cbs.nl",
    locator="codes of municipalities",
)
METHOD = Reference(
    title="Method of werklandschap: validation of the register",
    publisher="werklandschap",
    year=2026,
    url="https://www.ibis-bedrijventerreinen.nl",
    locator="thresholds in parameters/register.yml",
)

_BROKEN = r"[\ufffd\x00-\x1f\x7f-\x9f]|Ã[\x80-\xbf‚ƒ„…†‡ˆ‰Š‹Œ]|â€|\w\?\w"
"""What is left of a character read in the wrong encoding: a replacement or control
character, UTF-8 taken for Windows-1252, or a question mark inside a word."""


@rule(
    label=Text("netto groter dan bruto", "net above gross"),
    severity=Severity.ERROR,
    sentence=Text(
        "{name}: netto {net_ha} ha is meer dan bruto {gross_ha} ha.",
        "{name}: net {net_ha} ha is more than gross {gross_ha} ha.",
    ),
    reference=IBIS,
    needs=("gross_ha", "net_ha"),
)
def net_above_gross(register: pd.DataFrame, _assumptions: Assumptions) -> pd.DataFrame:
    """Find parks of which the plots cover more than the whole."""
    return register[register["net_ha"] > register["gross_ha"]]


@rule(
    label=Text("uitgeefbaar groter dan netto", "issuable above net"),
    severity=Severity.ERROR,
    sentence=Text(
        "{name}: uitgeefbaar {issuable_ha} ha is meer dan netto {net_ha} ha.",
        "{name}: issuable {issuable_ha} ha is more than net {net_ha} ha.",
    ),
    reference=IBIS,
    needs=("net_ha", "issuable_ha"),
)
def issuable_above_net(
    register: pd.DataFrame, _assumptions: Assumptions
) -> pd.DataFrame:
    """Find parks with more land left to issue than there are plots."""
    return register[register["issuable_ha"] > register["net_ha"]]


@rule(
    label=Text("bruto oppervlakte nul", "gross area zero"),
    severity=Severity.ERROR,
    sentence=Text("{name}: bruto is 0 ha.", "{name}: gross is 0 ha."),
    reference=IBIS,
    needs=("gross_ha",),
)
def gross_zero(register: pd.DataFrame, _assumptions: Assumptions) -> pd.DataFrame:
    """Find parks without any area."""
    return register[register["gross_ha"] == 0]


@rule(
    label=Text("netto oppervlakte nul", "net area zero"),
    severity=Severity.WARNING,
    sentence=Text(
        "{name}: netto is 0 ha, bruto {gross_ha} ha.",
        "{name}: net is 0 ha, gross {gross_ha} ha.",
    ),
    reference=IBIS,
    needs=("net_ha",),
)
def net_zero(register: pd.DataFrame, _assumptions: Assumptions) -> pd.DataFrame:
    """Find parks without any plot."""
    return register[register["net_ha"] == 0]


@rule(
    label=Text("onwaarschijnlijke verhouding netto/bruto", "implausible net to gross"),
    severity=Severity.NOTE,
    sentence=Text(
        "{name}: netto is {net_to_gross_share} van bruto ({net_ha} van {gross_ha} ha); "
        "gewoonlijk {low_share} tot {high_share}.",
        "{name}: net is {net_to_gross_share} of gross ({net_ha} of {gross_ha} ha); "
        "usually {low_share} to {high_share}.",
    ),
    reference=METHOD,
    needs=("gross_ha", "net_ha"),
)
def net_to_gross_implausible(
    register: pd.DataFrame, assumptions: Assumptions
) -> pd.DataFrame:
    """Find parks with unusually much or little ground that is not a plot.

    Impossible ratios, and a net area of zero, have rules of their own.
    """
    usual = parameter("register.net_to_gross_share", on=assumptions.on)
    share = register["net_ha"] / register["gross_ha"].where(register["gross_ha"] > 0)
    is_possible = (share > 0) & (share <= 1)
    told = register.assign(
        net_to_gross_share=share, low_share=usual.low, high_share=usual.high
    )
    return told[is_possible & ~share.between(usual.low, usual.high)]


@rule(
    label=Text("soort ontbreekt", "kind missing"),
    severity=Severity.WARNING,
    sentence=Text("{name}: er staat geen soort.", "{name}: no kind is given."),
    reference=IBIS,
    needs=("kind",),
)
def kind_missing(register: pd.DataFrame, _assumptions: Assumptions) -> pd.DataFrame:
    """Find parks without a kind of work location."""
    return register[register["kind"].isna()]


@rule(
    label=Text("soort opgegeven als onbekend", "kind given as unknown"),
    severity=Severity.NOTE,
    sentence=Text(
        "{name}: de soort is opgegeven als onbekend ({kind}).",
        "{name}: the kind is given as unknown ({kind}).",
    ),
    reference=IBIS,
    needs=("kind",),
)
def kind_given_as_unknown(
    register: pd.DataFrame, _assumptions: Assumptions
) -> pd.DataFrame:
    """Find parks of which the province says that the kind is not known."""
    unknown = [code for code, kind in KINDS.items() if not kind.is_known]
    return register[register["kind"].isin(unknown)]


@rule(
    label=Text("soort staat niet in de codelijst", "kind not in the code list"),
    severity=Severity.WARNING,
    sentence=Text(
        "{name}: soort ‘{kind}’ staat niet in de codelijst.",
        "{name}: kind ‘{kind}’ is not in the code list.",
    ),
    reference=IBIS,
    needs=("kind",),
)
def kind_not_in_list(register: pd.DataFrame, _assumptions: Assumptions) -> pd.DataFrame:
    """Find parks with a kind that does not exist."""
    return register[register["kind"].notna() & ~register["kind"].isin(list(KINDS))]


@rule(
    label=Text("naam in hoofdletters", "name in capitals"),
    severity=Severity.NOTE,
    sentence=Text(
        "De naam ‘{name}’ staat in hoofdletters.", "The name ‘{name}’ is in capitals."
    ),
    reference=METHOD,
    needs=("name",),
)
def name_in_capitals(register: pd.DataFrame, assumptions: Assumptions) -> pd.DataFrame:
    """Find names in capitals only, short ones like ``DSM`` left alone."""
    letters = round(assumptions["register.shortest_word_count"])
    has_word = register["name"].str.contains(rf"[^\W\d_]{{{letters}}}", regex=True)
    return register[register["name"].str.isupper() & has_word]


@rule(
    label=Text("kapotte tekens in de naam", "broken characters in the name"),
    severity=Severity.ERROR,
    sentence=Text(
        "De naam ‘{name}’ heeft kapotte tekens.",
        "The name ‘{name}’ has broken characters.",
    ),
    reference=METHOD,
    needs=("name",),
)
def name_broken(register: pd.DataFrame, _assumptions: Assumptions) -> pd.DataFrame:
    """Find names that were read in the wrong encoding on the way."""
    return register[register["name"].str.contains(_BROKEN, regex=True)]


@rule(
    label=Text("naam ontbreekt", "name missing"),
    severity=Severity.WARNING,
    sentence=Text("Terrein {rin} heeft geen naam.", "Park {rin} has no name."),
    reference=IBIS,
    needs=("rin",),
)
def name_missing(register: pd.DataFrame, _assumptions: Assumptions) -> pd.DataFrame:
    """Find parks without a name."""
    return register[register["name"].isna()]


@rule(
    label=Text("gemeente ontbreekt of onbekend", "municipality missing or unknown"),
    severity=Severity.WARNING,
    sentence=Text(
        "{name}: geen geldige gemeentecode ({municipality_codes}); leid haar af van de "
        "ligging.",
        "{name}: no valid municipality code ({municipality_codes}); derive it from the "
        "geometry.",
    ),
    reference=CBS,
    needs=("municipality_codes",),
)
def municipality_unknown(
    register: pd.DataFrame, _assumptions: Assumptions
) -> pd.DataFrame:
    """Find parks with no code, GM0000, or something that is not a code."""
    codes = register["municipality_codes"]
    is_valid = codes.str.fullmatch(r"GM\d{4}(;GM\d{4})*").eq(True)
    is_valid &= ~codes.str.contains("GM0000", regex=False).fillna(value=False)
    return register[~is_valid]


@rule(
    label=Text("RIN meer dan eens", "RIN more than once"),
    severity=Severity.ERROR,
    sentence=Text(
        "RIN {rin} staat in {rows} regels die niet hetzelfde zeggen.",
        "RIN {rin} is in {rows} rows that do not say the same.",
    ),
    reference=IBIS,
    needs=("rin",),
)
def rin_duplicate(register: pd.DataFrame, _assumptions: Assumptions) -> pd.DataFrame:
    """Find RIN numbers of several rows, unless these are polygons of one park."""
    rows = register.drop(columns=["geometry"], errors="ignore")
    if "geometry" in register:
        rows = rows.drop_duplicates()
    counts = rows["rin"].value_counts(sort=False)
    return counts[counts > 1].rename("rows").rename_axis("rin").reset_index()


@rule(
    label=Text("RIN ontbreekt", "RIN missing"),
    severity=Severity.ERROR,
    sentence=Text("{name} heeft geen RIN-nummer.", "{name} has no RIN number."),
    reference=IBIS,
    needs=("name",),
)
def rin_missing(register: pd.DataFrame, _assumptions: Assumptions) -> pd.DataFrame:
    """Find parks without the number that is their key."""
    return register[register["rin"].isna()].assign(rin="")


@rule(
    label=Text("meer vlakken met hetzelfde RIN", "several polygons with the same RIN"),
    severity=Severity.NOTE,
    sentence=Text(
        "RIN {rin} heeft {polygons} vlakken; zij tellen als één terrein.",
        "RIN {rin} has {polygons} polygons; they count as one park.",
    ),
    reference=IBIS,
    needs=("rin", "geometry"),
)
def rin_with_several_polygons(
    register: pd.DataFrame, _assumptions: Assumptions
) -> pd.DataFrame:
    """Find parks that are drawn as more than one record."""
    counts = register["rin"].value_counts(sort=False)
    return counts[counts > 1].rename("polygons").rename_axis("rin").reset_index()


@rule(
    label=Text(
        "oppervlakte wijkt af van het vlak", "area differs from that of the polygon"
    ),
    severity=Severity.WARNING,
    sentence=Text(
        "{name}: bruto {gross_ha} ha, maar het vlak meet {polygon_ha} ha.",
        "{name}: gross {gross_ha} ha, but the polygon measures {polygon_ha} ha.",
    ),
    reference=METHOD,
    needs=("rin", "gross_ha", "geometry"),
)
def area_unlike_polygon(
    register: pd.DataFrame, assumptions: Assumptions
) -> pd.DataFrame:
    """Find parks that are not drawn as large as they are said to be.

    The polygons of a RIN, in RD New, are counted together.
    """
    drawn_ha = pd.Series(_areas_ha(register), index=register.index)
    polygon_ha = drawn_ha.groupby(register["rin"]).transform("sum")
    parks = register.assign(polygon_ha=polygon_ha).drop_duplicates("rin")
    difference_ha = (parks["polygon_ha"] - parks["gross_ha"]).abs()
    allowed_share = assumptions["register.area_difference_share"]
    return parks[difference_ha > allowed_share * parks["gross_ha"]]


def _areas_ha(register: pd.DataFrame) -> "pd.Series[float]":
    polygons = GeoDataFrame(register).geometry.to_crs("EPSG:28992")
    areas: pd.Series[float] = shapely.area(polygons.values) / 10_000
    return areas


@rule(
    label=Text(
        "provincie meldt niets uitgeefbaar", "province reports nothing issuable"
    ),
    severity=Severity.WARNING,
    sentence=Text(
        "{region} meldt voor alle {parks} terreinen 0 ha uitgeefbaar: lees dat als "
        "niet opgegeven.",
        "{region} reports 0 ha issuable for all {parks} parks: read that as not "
        "reported.",
    ),
    reference=METHOD,
    needs=("province_code", "issuable_ha"),
)
def region_silent(register: pd.DataFrame, assumptions: Assumptions) -> pd.DataFrame:
    """Find provinces where the same zero everywhere must mean that nobody filled it in."""
    groups = register.groupby("province_code")["issuable_ha"]
    regions = pd.DataFrame({"parks": groups.size(), "largest_ha": groups.max()})
    fewest = assumptions["register.silent_region_count"]
    silent = regions[(regions["largest_ha"] == 0) & (regions["parks"] >= fewest)]
    names = [REGION_NAMES.get(str(code), str(code)) for code in silent.index]
    return silent.assign(region=names).reset_index()


@rule(
    label=Text("peiljaren door elkaar", "mixed reference years"),
    severity=Severity.NOTE,
    sentence=Text(
        "De terreinen hebben verschillende peiljaren ({years}): tel ze niet zonder meer "
        "op.",
        "The parks have different reference years ({years}): do not simply add them up.",
    ),
    reference=IBIS,
    needs=("reference_year",),
)
def reference_years_mixed(
    register: pd.DataFrame, _assumptions: Assumptions
) -> pd.DataFrame:
    """Find out whether the parks were reported in the same year."""
    counts = register["reference_year"].value_counts().sort_index()
    years = {str(year): int(count) for year, count in counts.items()}
    return pd.DataFrame({"years": [years] if len(years) > 1 else []})


@rule(
    label=Text("onleesbare waarde", "unreadable value"),
    severity=Severity.WARNING,
    sentence=Text(
        "{name}: niet te lezen: {unreadable}.", "{name}: cannot be read: {unreadable}."
    ),
    reference=METHOD,
    needs=("rin",),
)
def value_unreadable(register: pd.DataFrame, _assumptions: Assumptions) -> pd.DataFrame:
    """Find values that are there and mean nothing to us, such as a text for an area."""
    return register[register["unreadable"].notna()]
