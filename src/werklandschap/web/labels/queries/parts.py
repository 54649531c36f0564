"""The page that the label adds to a park."""

from werklandschap.core.text import Text
from werklandschap.web.plans.queries.parts import address
from werklandschap.web.scans.queries.parts import Part

PART = Part(
    Text("Voorscore", "Pre-score"),
    Text(
        "Hoe dit terrein ervoor staat van A tot G, en de weg omhoog.",
        "How this park does from A to G, and the way up.",
    ),
    lambda park: address("label_park", park),
)
