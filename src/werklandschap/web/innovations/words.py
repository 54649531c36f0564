"""The words of the innovation database: themes, marks and parties."""

from collections.abc import Mapping

from werklandschap.core.text import Text

THEMES: Mapping[str, Text] = {
    "green": Text("groen", "green"),
    "biodiversity": Text("biodiversiteit", "biodiversity"),
    "water": Text("water", "water"),
    "heat": Text("hitte", "heat"),
    "energy": Text("energie", "energy"),
    "mobility": Text("vervoer", "transport"),
    "health": Text("gezondheid", "health"),
    "space": Text("ruimte", "space"),
    "circular": Text("grondstoffen", "materials"),
    "cooperation": Text("samenwerken", "cooperation"),
    "finance": Text("geld", "money"),
}

PARTIES: Mapping[str, Text] = {
    "owner": Text("eigenaar van het pand", "owner of the building"),
    "tenant": Text("ondernemer of huurder", "firm or tenant"),
    "collective": Text("bedrijven samen", "firms together"),
    "municipality": Text("gemeente", "municipality"),
    "water_board": Text("waterschap", "water board"),
    "grid_operator": Text("netbeheerder", "grid operator"),
    "province": Text("provincie of Rijk", "province or state"),
    "employees": Text("medewerkers", "employees"),
    "neighbours": Text("omwonenden en natuur", "neighbours and nature"),
}

MARKS: Mapping[str, Text] = {
    "verified": Text("uit een openbare bron", "from a public source"),
    "seed": Text("uit stukken van het programma", "from programme documents"),
    "derived": Text("berekend", "computed"),
    "memory": Text("aanname, bewerkbaar", "assumption, editable"),
}
