"""Publications that more than one indicator stands on."""

from werklandschap.core.references import Reference

BGT = Reference(
    title="Gegevenscatalogus BGT 1.2",
    publisher="Geonovum",
    year=2020,
    url="https://docs.geostandaarden.nl/imgeo/catalogus/bgt/",
)
GREEN_FRACTIONS = Reference(
    title="Groenfracties per BGT-klasse (expertoordeel), in RSopen",
    publisher="Deltares, PBL",
    year=2025,
    url="https://github.com/ObjectVision/RSopen",
    locator="expert judgement of 23-11-2025",
)
BAG = Reference(
    title="Catalogus BAG",
    publisher="Ministerie van BZK, Kadaster",
    year=2018,
    url="https://catalogus.kadaster.nl/bag",
)
BAG3D = Reference(
    title="Automated 3D reconstruction of LoD2 and LoD1 models for all 10 million "
    "buildings of the Netherlands",
    publisher="Photogrammetric Engineering & Remote Sensing 88(3)",
    year=2022,
    url="https://doi.org/10.14358/PERS.21-00032R2",
)
RULE_3_30_300 = Reference(
    title="Promoting health and wellbeing through urban forests: introducing the "
    "3-30-300 rule",
    publisher="IUCN Urban Alliance",
    year=2021,
    url="https://iucnurbanalliance.org/promoting-health-and-wellbeing-through-urban-"
    "forests-introducing-the-3-30-300-rule",
)
VEGETATION_LAYERS = Reference(
    title="Richtlijn voor hoge, middelhoge en lage begroeiing (Meliefste, Sweco)",
    publisher="Stad + Groen",
    year=2024,
    url="https://www.stad-en-groen.nl",
)
HABITAT_GROUPS = Reference(
    title="Groen en biodiversiteit: habitatgroepen bij grote projecten",
    publisher="Bouw Adaptief",
    year=2023,
    url="https://bouwadaptief.nl",
)
MESH_SIZE = Reference(
    title="Landscape division, splitting index, and effective mesh size",
    publisher="Jaeger, Landscape Ecology 15",
    year=2000,
    url="https://doi.org/10.1023/A:1008129329289",
)
COVERAGE_AND_FLOOR_AREA = Reference(
    title="Spacematrix: space, density and urban form",
    publisher="Berghauser Pont and Haupt, NAi Publishers",
    year=2010,
    url="https://www.nai010.com",
)
CADASTRE = Reference(
    title="Kadastrale kaart",
    publisher="Kadaster",
    year=2023,
    url="https://www.kadaster.nl/zakelijk/producten/perceel/kadastrale-kaart",
)
NATURA_2000 = Reference(
    title="Natura 2000-gebieden",
    publisher="Ministerie van LVVN",
    year=2024,
    url="https://www.natura2000.nl",
)
"""The register of protected areas."""

METHOD = Reference(
    title="Method of werklandschap: how a park is measured",
    publisher="werklandschap",
    year=2026,
    url="docs/explanation/method.md",
)
STRESS_TEST = Reference(
    title="Gestandaardiseerde stresstest wateroverlast",
    publisher="STOWA, Deltaprogramma Ruimtelijke Adaptatie",
    year=2018,
    url="https://klimaatadaptatienederland.nl/stresstest",
    locator="70 and 90 mm in one hour, 160 mm in two hours",
)
