"""The themes of the learning network: the five on which regions ask for expertise."""

from collections.abc import Mapping

from werklandschap.core.text import Text

THEMES: Mapping[str, Text] = {
    "biodiversity": Text("Biodiversiteit", "Biodiversity"),
    "climate": Text("Hitte en wateroverlast", "Heat and flooding"),
    "soil_water": Text("Bodem en water", "Soil and water"),
    "energy": Text("Energie", "Energy"),
    "mobility": Text("Vervoer", "Transport"),
}
