"""Where the schemes are written down."""

from werklandschap.core.references import Reference

OFFER = Reference(
    title="Aanbod partnerterreinen Werklandschappen van de Toekomst",
    publisher="Stichting Werklandschappen van de Toekomst",
    year=2024,
    url="https://www.ivn.nl",
    locator="§2.1, §2.3 en §5.1",
)
INVITATION = Reference(
    title="Uitnodiging aan provincies voor een Green Deal",
    publisher="Stichting Werklandschappen van de Toekomst",
    year=2023,
    url="https://www.ivn.nl",
)
SPACE_FOR_ECONOMY = Reference(
    title="Nationaal Programma Ruimte voor Economie",
    publisher="Ministerie van Economische Zaken en Klimaat",
    year=2023,
    url="https://www.rijksoverheid.nl",
    locator="§3.3",
)
TAX = Reference(
    title="Milieulijst en Energielijst",
    publisher="Rijksdienst voor Ondernemend Nederland",
    year=2026,
    url="https://www.rvo.nl",
)
ENERGY = Reference(
    title="ISDE en SDE++",
    publisher="Rijksdienst voor Ondernemend Nederland",
    year=2025,
    url="https://www.rvo.nl",
)
WATER_BOARDS = Reference(
    title="Subsidies voor klimaatadaptatie",
    publisher="Waterschap Amstel, Gooi en Vecht; Hoogheemraadschap van Delfland",
    year=2025,
    url="https://lokaleregelgeving.overheid.nl",
    locator="vorm van echte regelingen; toets de geldende tekst",
)
MUNICIPALITIES = Reference(
    title="Subsidies voor afkoppelen",
    publisher="gemeenten",
    year=2025,
    url="https://lokaleregelgeving.overheid.nl",
    locator="vorm van echte regelingen, € 2 tot 25 per m²; toets de geldende tekst",
)
BIZ_LAW = Reference(
    title="Wet op de bedrijveninvesteringszones",
    publisher="Rijksoverheid",
    year=2017,
    url="https://wetten.overheid.nl/BWBR0035933",
    locator="art. 1-7",
)
PRACTICE = Reference(
    title="Cost-benefit key figures (project fact base E4)",
    publisher="werklandschap",
    year=2026,
    url="docs/how-to/fund.md",
)
GUIDANCE = Reference(
    title="Specifieke uitkering ontzorging verduurzaming mkb en bedrijventerreinen",
    publisher="Staatscourant",
    year=2024,
    url="https://zoek.officielebekendmakingen.nl/stcrt-2024-1876.html",
    locator="Stcrt. 2024-1876",
)
PERFORMANCE = Reference(
    title="Example of an energy performance contract",
    publisher="fimih.com",
    year=2025,
    url="https://fimih.com",
    locator="60/40 split",
)
