"""The page that the desk adds to a park."""

from urllib.parse import urlencode

from django.urls import reverse

from werklandschap.core.text import Text
from werklandschap.web.scans.queries.parts import Part

ASK = Part(
    Text("Vraag stellen", "Ask a question"),
    Text(
        "Hulp van de regisseur en partners, gratis en zonder account.",
        "Help of the regisseur and partners, free and without an account.",
    ),
    lambda park: f"{reverse('ask')}?{urlencode({'terrein': park.code})}",
)
