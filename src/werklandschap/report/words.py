"""The fixed words of the report and the map, Dutch first."""

from werklandschap.core.text import Text

SIGNALLING = Text(nl="Signalerend, geen oordeel", en="Indicative, not a judgement")
GENERATED = Text(nl="Gegenereerd voorbeeld", en="Generated example")
GENERATED_WHY = Text(
    nl="Dit terrein bestaat niet: een rekenprogramma heeft het verzonnen.",
    en="This place does not exist: a computer program made it up.",
)
NO_SOURCE = Text(nl="geen bron genoemd", en="no source named")
DATE_UNKNOWN = Text(nl="datum onbekend", en="date unknown")

WORDS = {
    "report": Text(nl="Nulmeting", en="Baseline scan"),
    "kicker": Text(
        nl="Nulmeting bedrijventerrein", en="Baseline scan of a business park"
    ),
    "kicker-many": Text(
        nl="Nulmeting van bedrijventerreinen", en="Baseline scan of business parks"
    ),
    "page-head": Text(nl="Pagina", en="Page"),
    "signalling": SIGNALLING,
    "generated": GENERATED,
    "generated-why": GENERATED_WHY,
    "page": Text(nl="pagina", en="page"),
    "of": Text(nl="van", en="of"),
    "overview": Text(nl="De terreinen naast elkaar", en="The parks side by side"),
    "overview-intro": Text(
        nl="De volgorde is die van de opgave en zegt niets over hoe een terrein het "
        "doet. Achter elk cijfer staan de bladzijden van het terrein zelf, met interval, "
        "betrouwbaarheid en bron. Lichter gedrukt: lage betrouwbaarheid.",
        en="The order is that of the request and says nothing about how a park is "
        "doing. Behind every figure are the pages of the park itself, with interval, "
        "reliability and source. Printed lighter: low reliability.",
    ),
    "parks": Text(nl="bedrijventerreinen", en="business parks"),
    "park": Text(nl="Terrein", en="Park"),
    "size": Text(nl="Grootte", en="Size"),
    "whose-water": Text(
        nl="Van wie het water is dat blijft staan", en="Whose water it is that stays"
    ),
    "whose-water-intro": Text(
        nl="De grootste plassen na 70 mm in een uur, en van welke percelen hun water "
        "komt. Het is een berekening, geen schuldvraag: samen is het op te lossen.",
        en="The largest ponds after 70 mm in an hour, and the plots that their water "
        "comes from. A calculation, not a matter of blame: it is solved together.",
    ),
    "plot-water": Text(
        nl="Wat percelen doorgeven aan hun buren", en="What plots pass on to neighbours"
    ),
    "plot-water-intro": Text(
        nl="De percelen waar bij 70 mm in een uur het meeste water afstroomt. Wat er niet "
        "staat, ging in de bodem, in het riool of in open water.",
        en="The plots that shed most water at 70 mm in an hour. What is not listed went "
        "into the soil, the sewer or open water.",
    ),
    "plot": Text(nl="Perceel", en="Plot"),
    "rain": Text(nl="Regen", en="Rain"),
    "flows-in": Text(nl="Stroomt toe", en="Flows in"),
    "flows-out": Text(nl="Stroomt af", en="Flows out"),
    "left": Text(nl="Blijft staan", en="Stays"),
    "roofs": Text(nl="Welke daken de meeste stroom geven", en="Roofs that yield most"),
    "roofs-intro": Text(
        nl="Opbrengst in een gemiddeld jaar, met de schaduw van buren, bomen en "
        "opbouwen. Of het dak de panelen draagt en het net ruimte heeft, is niet "
        "onderzocht.",
        en="Yield in a mean year, with the shade of neighbours, trees and structures. "
        "Whether the roof bears panels and the grid has room was not studied.",
    ),
    "building": Text(nl="Pand", en="Building"),
    "room": Text(nl="Plaats voor panelen", en="Room for panels"),
    "yield": Text(nl="Per jaar", en="A year"),
    "yield-per-power": Text(nl="Per vermogen", en="Per power"),
    "lost-to-shade": Text(nl="Kwijt door schaduw", en="Lost to shade"),
    "green-roof": Text(nl="Groen dak", en="Green roof"),
    "pond": Text(nl="Plas", en="Pond"),
    "volume": Text(nl="Inhoud", en="Volume"),
    "deepest": Text(nl="Diepste punt", en="Deepest"),
    "origins": Text(nl="Water komt van", en="Water comes from"),
    "opportunities": Text(
        nl="Grootste kansen voor bedrijven", en="Largest opportunities for firms"
    ),
    "no-opportunities": Text(
        nl="Uit de cijfers die er zijn, springt geen kans naar voren.",
        en="No opportunity stands out from the figures at hand.",
    ),
    "themes": Text(nl="Hoe ligt het terrein erbij?", en="How is the park doing?"),
    "theme": Text(nl="Thema", en="Theme"),
    "in-short": Text(nl="In het kort", en="In short"),
    "figure": Text(nl="Cijfer", en="Figure"),
    "reliability": Text(nl="Betrouwbaarheid", en="Reliability"),
    "how-to-read": Text(
        nl="Stip: de gemeten waarde. Streep: van laag tot hoog, zover als open gegevens "
        "ruimte laten. Vijf stippen: hoe betrouwbaar. Bronnen en uitleg staan achterin.",
        en="Dot: the measured value. Line: from low to high, as far as open data leave "
        "room. Five dots: how reliable. Sources and method are at the end.",
    ),
    "band": Text(
        nl="Vlak achter de streep: de middelste helft van de terreinen in dit rapport.",
        en="Band behind the line: the middle half of the parks in this report.",
    ),
    "map": Text(nl="De grond in kaart", en="The ground mapped"),
    "map-title": Text(nl="Bodembedekking", en="Ground cover"),
    "map-sources": Text(nl="Bronnen van de kaart", en="Sources of the map"),
    "legend-more": Text(
        nl="Volledige legenda bij de grote kaart.", en="Full legend with the large map."
    ),
    "boundary": Text(nl="grens van het terrein", en="boundary of the park"),
    "tree": Text(nl="boom", en="tree"),
    "tables": Text(nl="Alle cijfers", en="All figures"),
    "indicator": Text(nl="Indicator", en="Indicator"),
    "value": Text(nl="Waarde", en="Value"),
    "interval": Text(nl="Van – tot", en="From – to"),
    "scale": Text(nl="Op de schaal", en="On the scale"),
    "source": Text(nl="Bron", en="Source"),
    "number": Text(nl="Nr.", en="No."),
    "not-measured": Text(nl="niet gemeten", en="not measured"),
    "sources": Text(nl="Bronnen", en="Sources"),
    "sources-intro": Text(
        nl="De nummers staan achter elk cijfer. Datum: de dag waarop de gegevens slaan, "
        "zoals de uitgever die noemt.",
        en="The numbers stand behind every figure. Date: the day to which the data "
        "refer, as the publisher tells it.",
    ),
    "publisher": Text(nl="Uitgever", en="Publisher"),
    "published": Text(nl="Datum", en="Date"),
    "licence": Text(nl="Licentie", en="Licence"),
    "no-sources": Text(
        nl="Bij deze cijfers is geen bron genoemd.",
        en="No source is named with these figures.",
    ),
    "method": Text(nl="Zo is gemeten", en="How this was measured"),
    "definitions": Text(
        nl="Waar de maten vandaan komen", en="Where the measures come from"
    ),
    "assumptions": Text(nl="Aannames, bewerkbaar", en="Assumptions, editable"),
    "assumptions-intro": Text(
        nl="Deze getallen hebben nog geen nagekeken bron. Wie een beter getal heeft, kan "
        "het invullen en opnieuw meten; het rapport zegt dan dat er eigen waarden zijn "
        "gebruikt.",
        en="These numbers have no checked source yet. Whoever has a better one can fill "
        "it in and measure again; the report then says that own values were used.",
    ),
    "assumption": Text(nl="Aanname", en="Assumption"),
    "range": Text(nl="Van – tot", en="From – to"),
    "published-value": Text(nl="Gepubliceerd", en="Published"),
    "own-values": Text(nl="Eigen waarden", en="Own values"),
    "own-values-intro": Text(
        nl="Bij deze meting zijn deze eigen waarden gebruikt in plaats van de "
        "gepubliceerde.",
        en="This scan used these own values instead of the published ones.",
    ),
}
"""By the name under which the templates ask for them."""

METHOD = (
    (
        Text(nl="Wat dit is", en="What this is"),
        Text(
            nl="Een nulmeting laat zien hoe een terrein er volgens open gegevens bij "
            "ligt. Zij is signalerend en geeft geen oordeel: ga kijken en praat met wie "
            "er werkt voordat u iets besluit.",
            en="A baseline scan shows how a park is doing according to open data. It is "
            "indicative and passes no judgement: go and look, and talk to those who work there, "
            "before you decide anything.",
        ),
    ),
    (
        Text(nl="Van laag tot hoog", en="From low to high"),
        Text(
            nl="Open gegevens laten ruimte: wat ligt er op een erf, hoe hoog is een boom? "
            "Daarom is elk cijfer ook gemeten in andere landschappen die even goed waar "
            "kunnen zijn, bijvoorbeeld met alle niet ingetekende grond verhard, of juist "
            "groen. De laagste en de hoogste uitkomst zijn de einden van het interval. "
            "Een interval is geen kansberekening: de werkelijkheid kan erbuiten liggen.",
            en="Open data leave room: what lies in a yard, how tall is a tree? Therefore "
            "every figure was also measured in other landscapes that may just as well "
            "be true, for instance with all unmapped ground paved, or green instead. The "
            "lowest and highest outcomes are the ends of the interval. An interval is no "
            "probability: reality may lie outside it.",
        ),
    ),
    (
        Text(nl="Betrouwbaarheid", en="Reliability"),
        Text(
            nl="Betrouwbaarheid loopt van 0 tot 1 en is dekking × actualiteit × detail. "
            "Dekking: over welk deel van het terrein de bron iets zegt. Actualiteit: hoe "
            "oud de gegevens zijn, naast hoe vaak de uitgever ze ververst. Detail: of de "
            "bron fijn genoeg is voor dit cijfer. Elke stip is een vijfde: vijf is hoog, "
            "vier redelijk, drie matig, minder laag.",
            en="Reliability runs from 0 to 1 and is coverage × currency × detail. "
            "Coverage: about which part of the park the source tells something. "
            "Currency: how old the data are beside how often the publisher renews them. "
            "Detail: whether the source is fine enough for this figure. Every dot is a "
            "fifth: five is high, four good, three fair, fewer low.",
        ),
    ),
    (
        Text(nl="Niet gemeten is geen nul", en="Not measured is not zero"),
        Text(
            nl="Ontbreekt een bron, dan staat er ‘niet gemeten’ met de reden. Een 0 "
            "betekent: gemeten, en er is niets.",
            en="Where a source lacks, it says ‘not measured’ with the reason. A 0 means: "
            "measured, and there is none.",
        ),
    ),
    (
        Text(nl="Afronding", en="Rounding"),
        Text(
            nl="Getallen hebben niet meer cijfers dan hun interval toelaat. De volledige "
            "getallen staan in scan.json en scan.gpkg bij dit rapport.",
            en="Numbers have no more digits than their interval allows. The full numbers "
            "are in scan.json and scan.gpkg beside this report.",
        ),
    ),
    (
        Text(nl="Kansen", en="Opportunities"),
        Text(
            nl="De kansen zijn met vaste regels gekozen uit de cijfers: hoe ver een "
            "cijfer voorbij een drempel ligt, maal de betrouwbaarheid. De drempels zijn "
            "een keuze van ons. ‘Waarschijnlijk’ betekent dat het hele interval voorbij "
            "de drempel ligt en de betrouwbaarheid niet laag is; anders staat er "
            "‘mogelijk’.",
            en="The opportunities were chosen from the figures by fixed rules: how far a "
            "figure lies beyond a threshold, times its reliability. The thresholds are "
            "a choice of ours. ‘Probably’ means that the whole interval lies beyond the "
            "threshold and the reliability is not low; otherwise it says ‘possibly’.",
        ),
    ),
)
"""The paragraphs on how to read the figures: heading and text."""
