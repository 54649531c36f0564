"""The BAG: which buildings stand on a day, and what their units say of them."""

import json
import re
from datetime import date, timedelta
from zipfile import ZipFile

import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from shapely import box

from werklandschap.landscape import BUILDINGS
from werklandschap.sources import SOURCES, documents
from werklandschap.sources.bag import STANDING, UNITS_IN_USE
from werklandschap.sources.errors import BrokenArchive, TruncatedFile

SOURCE = SOURCES["bag_buildings"]
RD = "http://www.opengis.net/def/crs/EPSG/0/28992"
X, Y = 206_000.0, 447_000.0
STAND = "2020-09-15"
NAMESPACES = (
    'xmlns:o="www.kadaster.nl/schemas/lvbag/imbag/objecten/v20200601" '
    'xmlns:r="www.kadaster.nl/schemas/lvbag/imbag/objecten-ref/v20200601" '
    'xmlns:h="www.kadaster.nl/schemas/lvbag/imbag/historie/v20200601" '
    'xmlns:gml="http://www.opengis.net/gml/3.2" '
    'xmlns:s="http://www.kadaster.nl/schemas/lvbag/extract-selecties/v20200601" '
    'xmlns:x="http://www.kadaster.nl/schemas/lvbag/extract-deelbestand-lvc/v20200601" '
    'xmlns:sl="http://www.kadaster.nl/schemas/standlevering-generiek/1.0"'
)


def pand_id(number):
    return f"022110{number:010d}"


def vbo_id(number):
    return f"022101{number:010d}"


def plot(number=0):
    return box(X + 10 * number, Y, X + 10 * number + 10, Y + 10)


def history(begin="2000-01-01", end=None, version=1, more=""):
    ended = f"<h:eindGeldigheid>{end}</h:eindGeldigheid>" if end else ""
    return (
        "<o:voorkomen><h:Voorkomen>"
        f"<h:voorkomenidentificatie>{version}</h:voorkomenidentificatie>"
        f"<h:beginGeldigheid>{begin}</h:beginGeldigheid>{ended}{more}"
        "</h:Voorkomen></o:voorkomen>"
    )


def pand(number, *, year=1990, status="Pand in gebruik", shape=None, **when):
    points = shapely.get_coordinates(plot(number) if shape is None else shape)
    numbers = " ".join(f"{x} {y} 0.0" for x, y in points.tolist())
    return (
        f'<o:Pand><o:identificatie domein="NL.IMBAG.Pand">{pand_id(number)}'
        '</o:identificatie><o:geometrie><gml:Polygon srsDimension="3"><gml:exterior>'
        f"<gml:LinearRing><gml:posList>{numbers}</gml:posList></gml:LinearRing>"
        "</gml:exterior></gml:Polygon></o:geometrie>"
        f"<o:oorspronkelijkBouwjaar>{year}</o:oorspronkelijkBouwjaar>"
        f"<o:status>{status}</o:status>{history(**when)}</o:Pand>"
    )


def vbo(number, *pands, area=100, uses=("kantoorfunctie",), status=None, **when):
    goals = "".join(f"<o:gebruiksdoel>{use}</o:gebruiksdoel>" for use in uses)
    parts = "".join(f"<r:PandRef>{pand_id(n)}</r:PandRef>" for n in pands)
    return (
        f"<o:Verblijfsobject><o:identificatie>{vbo_id(number)}</o:identificatie>{goals}"
        f"<o:oppervlakte>{area}</o:oppervlakte>"
        f"<o:status>{status or UNITS_IN_USE[0]}</o:status>{history(**when)}"
        f"<o:maaktDeelUitVan>{parts}</o:maaktDeelUitVan></o:Verblijfsobject>"
    )


def extract(folder, kind, *objects, stand=STAND, start=""):
    stands = "".join(
        f"<sl:stand><x:bagObject>{told}</x:bagObject></sl:stand>" for told in objects
    )
    text = (
        f'<?xml version="1.0" encoding="UTF-8"?>{start}<x:bagStand {NAMESPACES}>'
        "<x:bagInfo><s:GemeenteIdentificatie>0221</s:GemeenteIdentificatie>"
        f"<s:StandTechnischeDatum>{stand}</s:StandTechnischeDatum></x:bagInfo>"
        f"<sl:standBestand><sl:objectType>{kind}</sl:objectType>{stands}"
        "</sl:standBestand></x:bagStand>"
    )
    folder.mkdir(exist_ok=True)
    (folder / f"0221{kind}-{stand}.xml").write_text(text)
    return folder


def page(folder, kind, *features):
    """Write a page as PDOK gives it: in RD, which only its links say."""
    links = [{"rel": "self", "href": f"https://x/collections/{kind}/items?crs={RD}"}]
    told = {"type": "FeatureCollection", "links": links, "features": list(features)}
    folder.mkdir(exist_ok=True)
    (folder / f"{kind}.json").write_text(json.dumps(told))
    return folder


def feature(shape, name, **properties):
    geometry = json.loads(shapely.to_geojson(shape))
    return {"type": "Feature", "id": name, "geometry": geometry} | {
        "properties": properties
    }


def found_in(place, workspace):
    return SOURCE.recognise(list(documents([place], workspace=workspace / "work")))


def read_all(place, workspace, area=None, on=None):
    reading = SOURCE.read(
        found_in(place, workspace), area, **({"on": on} if on else {})
    )
    return reading, BUILDINGS.complete(SOURCE.tidy(reading.frame))


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "given"


def test_buildings_and_their_units_are_asked_for_in_rd():
    area = box(X, Y, X + 100, Y + 100)
    pands, units = SOURCE.locate(area, date(2026, 1, 1))
    assert pands.protocol == units.protocol == "features"
    assert pands.url.endswith("bag/ogc/v2/collections/pand/items")
    assert units.url.endswith("bag/ogc/v2/collections/verblijfsobject/items")
    assert pands.settings["crs"] == pands.settings["bbox-crs"] == RD
    west, south, east, north = map(float, units.settings["bbox"].split(","))
    # Units of a building that sticks out of the area count too.
    assert box(west, south, east, north).contains(area.buffer(100))


def test_only_what_stands_is_read(folder, tmp_path):
    statuses = (
        *STANDING,
        "Bouwvergunning verleend",
        "Bouw gestart",
        "Niet gerealiseerd pand",
        "Pand gesloopt",
        "Pand ten onrechte opgevoerd",
    )
    pands = [pand(number, status=status) for number, status in enumerate(statuses)]
    _, buildings = read_all(extract(folder, "PND", *pands), tmp_path)
    assert list(buildings["status"]) == list(STANDING)
    assert list(buildings.index) == [pand_id(n) for n in range(len(STANDING))]
    assert buildings["registers"].eq("bag").all()


@settings(max_examples=40)
@given(
    steps=st.lists(st.integers(0, 400), min_size=1, max_size=5),
    wait=st.integers(-50, 2_200),
)
def test_a_day_has_the_state_that_began_last(tmp_path_factory, steps, wait):
    """A state holds from its first day until, and not on, its last; then the next."""
    days = [date(2010, 1, 1)]
    for step in steps:
        days.append(days[-1] + timedelta(days=step))
    on = days[0] + timedelta(days=wait)
    chain = [
        pand(1, year=1900 + number, begin=begin, end=end, version=number + 1)
        for number, (begin, end) in enumerate(zip(days, [*days[1:], None], strict=True))
    ]
    place = tmp_path_factory.mktemp("bag")
    _, buildings = read_all(extract(place / "given", "PND", *chain), place, on=on)
    begun = [number for number, begin in enumerate(days) if begin <= on]
    assert list(buildings["built_year"]) == [1900 + n for n in begun[-1:]]


def test_the_day_is_that_of_the_extract_unless_another_is_asked_for(folder, tmp_path):
    future = "2020-10-01"
    pands = [
        pand(1, year=1950, end=future),
        pand(1, year=1951, begin=future, version=2),
    ]
    extract(folder, "PND", *pands)
    reading, buildings = read_all(folder, tmp_path)
    assert reading.published == date.fromisoformat(STAND)
    assert list(buildings["built_year"]) == [1950]
    reading, buildings = read_all(folder, tmp_path, on=date(2020, 10, 1))
    assert list(buildings["built_year"]) == [1951]
    # Of a day after that of the file it can only tell what was planned by then.
    assert reading.published == date.fromisoformat(STAND)


@pytest.mark.parametrize(
    "withdrawn", ["tijdstipInactief", "tijdstipInactiefLV", "tijdstipNietBagLV"]
)
def test_what_was_withdrawn_never_held(folder, tmp_path, withdrawn):
    stamp = f"<h:{withdrawn}>2019-01-01T10:00:00</h:{withdrawn}>"
    extract(folder, "PND", pand(1), pand(2, more=stamp))
    _, buildings = read_all(folder, tmp_path)
    assert list(buildings.index) == [pand_id(1)]


def test_an_extract_without_a_true_day_tells_what_has_no_end(folder, tmp_path):
    extract(folder, "PND", pand(1, end="2019-01-01"), pand(2), stand="2020-02-31")
    reading, buildings = read_all(folder, tmp_path)
    assert list(buildings.index) == [pand_id(2)]
    assert reading.published is None


def test_of_two_extracts_the_newest_tells(folder, tmp_path):
    extract(folder, "PND", pand(1), pand(2), stand="2019-01-01")
    extract(folder, "PND", pand(1, status="Pand gesloopt"), pand(3), stand="2020-01-01")
    reading, buildings = read_all(folder, tmp_path)
    assert list(buildings.index) == [pand_id(2), pand_id(3)]
    assert reading.repairs == {"object_repeated": 1}
    assert reading.published == date(2020, 1, 1)


@pytest.mark.parametrize("year", [1005, 9999, 999, 2021, 20201, "1990.5", "inf", ""])
def test_years_that_cannot_be_are_missing(folder, tmp_path, year):
    extract(folder, "PND", pand(1, year=year), pand(2, year=1286))
    reading, buildings = read_all(folder, tmp_path)
    assert buildings["built_year"].isna().tolist() == [True, False]
    assert reading.repairs["year_unknown"] == 1


def test_units_give_a_building_its_uses_and_floor_area(folder, tmp_path):
    extract(folder, "PND", *(pand(number) for number in range(1, 6)))
    extract(
        folder,
        "VBO",
        vbo(1, 1, area=100, uses=["kantoorfunctie", "industriefunctie"]),
        vbo(2, 1, area=50, uses=["industriefunctie"]),
        vbo(3, 1, area=70, uses=["woonfunctie"], status="Verblijfsobject gevormd"),
        vbo(4, 2, 3, area=90, uses=["winkelfunctie"]),
        vbo(5, 2, area=999_999, uses=["sportfunctie"]),
        vbo(6, 4, area=1, uses=["overige gebruiksfunctie"]),
    )
    reading, buildings = read_all(folder, tmp_path)
    assert list(buildings["uses"].iloc[:4]) == [
        "industriefunctie;kantoorfunctie",
        "sportfunctie;winkelfunctie",
        "winkelfunctie",
        "overige gebruiksfunctie",
    ]
    # Half of a shared unit, and what is not known is left out.
    assert list(buildings["floor_area_m2"].dropna()) == [150, 45, 45]
    assert pd.isna(buildings.loc[pand_id(5), "uses"])
    assert reading.repairs == {"floor_area_unknown": 2, "unit_divided": 1}


def zipped(folder):
    """Put all files of a folder in one archive, as they are delivered."""
    archive = folder.with_suffix(".zip")
    with ZipFile(archive, "w") as opened:
        for file in folder.iterdir():
            opened.write(file, file.name)
    return archive


def test_that_a_building_has_no_units_is_known_of_whole_deliveries(folder, tmp_path):
    extract(folder, "PND", pand(1))
    _, buildings = read_all(zipped(folder), tmp_path)
    assert buildings["floor_area_m2"].isna().all()
    extract(folder, "VBO", vbo(1, 2))
    _, buildings = read_all(folder, tmp_path)
    assert buildings["floor_area_m2"].isna().all()
    _, buildings = read_all(zipped(folder), tmp_path)
    assert buildings["floor_area_m2"].tolist() == [0]


def test_a_building_with_nothing_in_use_has_no_known_floor_area(folder, tmp_path):
    extract(folder, "PND", pand(1), pand(2))
    extract(
        folder,
        "VBO",
        vbo(1, 1, status="Verblijfsobject buiten gebruik"),
        vbo(2, 2, status="Verblijfsobject ingetrokken"),
    )
    _, buildings = read_all(zipped(folder), tmp_path)
    assert buildings["floor_area_m2"].isna().tolist() == [True, False]


def test_an_area_leaves_out_what_lies_beyond_it(folder, tmp_path):
    extract(folder, "PND", *(pand(number) for number in range(10)))
    area = box(X + 25, Y + 1, X + 45, Y + 2)
    _, buildings = read_all(folder, tmp_path, area=area)
    assert list(buildings.index) == [pand_id(n) for n in (2, 3, 4)]


def test_broken_rings_are_mended_and_counted(folder, tmp_path):
    bow = shapely.Polygon([(X, Y), (X + 10, Y + 10), (X + 10, Y), (X, Y + 10)])
    flat = shapely.LineString([(X, Y), (X + 10, Y), (X, Y)])
    extract(folder, "PND", pand(1, shape=bow), pand(2, shape=flat), pand(3))
    reading, buildings = read_all(folder, tmp_path)
    assert list(buildings.index) == [pand_id(1), pand_id(3)]
    assert buildings.is_valid.all()
    assert reading.repairs == {"missing_geometry": 1, "invalid_ring": 1}


def test_pages_of_the_service_are_joined_by_its_own_names(folder, tmp_path):
    known = {"status": "Pand in gebruik", "bouwjaar": 2001, "gebruiksdoel": ""}
    used = {"status": UNITS_IN_USE[0], "gebruiksdoel": ["kantoorfunctie"]}
    page(
        folder,
        "pand",
        feature(plot(1), "aa-1", identificatie=pand_id(1), **known)
        | {"properties": known | {"identificatie": pand_id(1)}},
        feature(plot(2), "bb-2", identificatie=pand_id(2), **known),
    )
    href = "https://api.pdok.nl/kadaster/bag/ogc/v2/collections/pand/items/"
    page(
        folder,
        "verblijfsobject",
        feature(
            plot(1).centroid,
            "u-1",
            identificatie=vbo_id(1),
            oppervlakte=40,
            **used | {"pand.href": [f"{href}aa-1", f"{href}bb-2"]},
        ),
        feature(
            plot(2).centroid,
            "u-2",
            identificatie=vbo_id(2),
            oppervlakte=7,
            **used | {"pand.href": [f"{href}bb-2"]},
        ),
    )
    _, buildings = read_all(folder, tmp_path)
    assert list(buildings["floor_area_m2"]) == [20, 27]
    assert buildings["uses"].eq("kantoorfunctie").all()
    assert list(buildings["built_year"]) == [2001, 2001]
    assert buildings.geometry.iloc[0].equals(plot(1))


def test_a_layer_tells_the_floor_area_of_an_only_unit(folder, tmp_path):
    def told(number, units, largest):
        return feature(
            plot(number),
            str(number),
            identificatie=f"NL.IMBAG.Pand.{pand_id(number)}",
            status="Pand in gebruik",
            bouwjaar=2001,
            gebruiksdoel="winkelfunctie, kantoorfunctie",
            oppervlakte_min=largest,
            oppervlakte_max=largest,
            aantal_verblijfsobjecten=units,
        )

    page(folder, "pand", told(1, 1, 80), told(2, 2, 80), told(3, 0, 0), told(4, 1, 1))
    _, buildings = read_all(folder, tmp_path)
    areas = buildings["floor_area_m2"]
    assert areas.isna().tolist() == [False, True, False, True]
    assert areas.dropna().tolist() == [80, 0]
    assert buildings["uses"].eq("kantoorfunctie;winkelfunctie").all()


@pytest.mark.parametrize(
    "another",
    [
        {"b3_h_maaiveld": 1.0},
        {"h_dak_50p": 1.0},
        {"relatieveHoogteligging": 0, "identificatieBAGPND": 1},
        {"oppervlakte": 80, "pand_identificatie": "1"},
    ],
)
def test_layers_that_repeat_the_bag_are_not_the_bag(folder, tmp_path, another):
    same = {"identificatie": pand_id(1), "status": "x", "bouwjaar": 2001}
    page(folder, "pand", feature(plot(1), "1", **same | another))
    assert found_in(folder, tmp_path) == []
    page(folder, "pand", feature(plot(1), "1", **same))
    assert len(found_in(folder, tmp_path / "other")) == 1


def test_a_file_that_ends_too_early_says_so(folder, tmp_path):
    extract(folder, "PND", pand(1), pand(2))
    (file,) = folder.iterdir()
    file.write_text(file.read_text()[:-200])
    with pytest.raises(TruncatedFile):
        read_all(folder, tmp_path)


def test_an_empty_archive_says_so(folder, tmp_path):
    folder.mkdir()
    with ZipFile(folder / "inner.zip", "w"):
        pass
    with ZipFile(folder / "outer.zip", "w") as outer:
        outer.write(folder / "inner.zip", "9999PND.zip")
    (folder / "inner.zip").unlink()
    with pytest.raises(BrokenArchive):
        found_in(folder, tmp_path)


def test_entities_are_not_resolved(folder, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("Pand in gebruik")
    entity = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
    extract(folder, "PND", pand(1, status="&e;"), start=entity)
    _, buildings = read_all(folder, tmp_path)
    assert buildings["status"].dropna().empty


def plain_states(text, tag, day):
    """Walk through an extract in another way: cut out the objects, then plain text."""
    for found in re.findall(rf"<Objecten:{tag}>.*?</Objecten:{tag}>", text, re.DOTALL):
        begin = re.search(r"Voorkomen>.*?beginGeldigheid>([\d-]+)", found, re.DOTALL)[1]
        end = re.search(r"Voorkomen>.*?eindGeldigheid>([\d-]+)", found, re.DOTALL)
        if begin <= day and (end is None or day < end[1]):
            yield found


def values(found, name):
    return re.findall(rf"<[\w-]+:{name}(?: [^>]*)?>([^<]*)<", found)


@pytest.fixture(scope="module")
def doesburg_text(real_data):
    archive = real_data / "geo" / "doesburg-bag2-extract" / "0221PND15092020.zip"
    with ZipFile(archive) as opened:
        return "".join(opened.read(name).decode() for name in sorted(opened.namelist()))


@pytest.mark.real
@pytest.mark.parametrize("day", [STAND, "2011-07-01", "2015-01-01"])
def test_doesburg_stands_as_its_own_text_says(real_data, doesburg_text, tmp_path, day):
    assert doesburg_text.count("<Historie:voorkomenidentificatie>") == 13_098
    assert doesburg_text.count("<Historie:eindGeldigheid>") == 5_301
    states = list(plain_states(doesburg_text, "Pand", day))
    names = [values(found, "identificatie")[0] for found in states]
    assert len(names) == len(set(names))
    if day == STAND:
        assert len(names) == 7_797
    years = {
        name: int(values(found, "oorspronkelijkBouwjaar")[0])
        for name, found in zip(names, states, strict=True)
        if values(found, "status")[0] in STANDING
    }
    archive = real_data / "geo" / "doesburg-bag2-extract" / "0221PND15092020.zip"
    on = None if day == STAND else date.fromisoformat(day)
    reading, buildings = read_all(archive, tmp_path, on=on)
    assert set(buildings.index) == set(years)
    assert reading.published == date.fromisoformat(day)
    unknown = {name for name, year in years.items() if year in {1005, 9999}}
    assert reading.repairs.get("year_unknown", 0) == len(unknown)
    known = buildings["built_year"].dropna()
    assert known.to_dict() == {n: y for n, y in years.items() if n not in unknown}


@pytest.mark.real
def test_doesburg_covers_the_ground_that_its_coordinates_say(
    real_data, doesburg_text, tmp_path
):
    """Recompute footprints from the text alone, by the shoelace formula."""
    archive = real_data / "geo" / "doesburg-bag2-extract" / "0221PND15092020.zip"
    _, buildings = read_all(archive, tmp_path)
    areas, checked = buildings.area, 0
    for found in plain_states(doesburg_text, "Pand", STAND):
        name = values(found, "identificatie")[0]
        if name not in areas or "gml:interior" in found:
            continue
        numbers = [float(number) for number in values(found, "posList")[0].split()]
        x, y = ([n - low for n in numbers[i::3]] for i, low in ((0, X), (1, Y)))
        steps = zip(x, y, x[1:], y[1:], strict=False)
        area_m2 = abs(sum(a * d - c * b for a, b, c, d in steps)) / 2
        assert areas[name] == pytest.approx(area_m2, abs=1e-4)
        checked += 1
    assert checked > 7_000


@pytest.mark.real
@pytest.mark.parametrize("day", [STAND, "2019-02-01", "2012-01-01"])
def test_floor_areas_of_the_small_extract_are_those_of_its_units(
    real_data, tmp_path, day
):
    folder = real_data / "geo" / "doesburg-bag2-extract"
    file = folder / "los_xml" / "0221VBO15092020-000001.xml"
    expected = {}
    for unit in etree.parse(str(file)).iter("{*}Verblijfsobject"):
        told = {str(e.tag).rpartition("}")[2]: e.text for e in unit.iter("*")}
        ends = told.get("eindGeldigheid", "9999")
        if told["beginGeldigheid"] <= day < ends and told["status"] in UNITS_IN_USE:
            number = told["PandRef"]
            expected[number] = expected.get(number, 0) + float(told["oppervlakte"])
    on = None if day == STAND else date.fromisoformat(day)
    _, buildings = read_all(folder / "BAGNLDL-15092020-small.zip", tmp_path, on=on)
    assert buildings["floor_area_m2"].dropna().to_dict() == expected != {}


@pytest.mark.real
def test_delft_is_read_from_both_its_layers(real_data, tmp_path):
    folder = real_data / "geo" / "delft-wippolder-campus"
    reading, campus = read_all(folder / "bag_panden_tudcampus.geojson", tmp_path)
    told = json.loads((folder / "bag_panden_tudcampus.geojson").read_text())["features"]
    assert len(told) == 1_529
    standing = [f for f in told if f["properties"]["status"] in STANDING]
    names = [f["properties"]["identificatie"].rpartition(".")[2] for f in standing]
    assert set(campus.index) == set(names)
    # One building is in the file in four parts that do not overlap.
    assert reading.repairs == {"footprint_merged": len(names) - len(set(names))}
    drawn_m2 = sum(
        shapely.from_geojson(json.dumps(f["geometry"])).area for f in standing
    )
    assert campus.area.sum() == pytest.approx(drawn_m2, rel=1e-9)
    reading, street = read_all(
        folder / "bag_panden_wippolder_gebruiksdoel.gpkg", tmp_path
    )
    # Sixty rows, one of them of no building; their numbers lost the first zero.
    assert len(street) == reading.repairs["bag_id_padded"] == 59
    assert street.index.str.fullmatch(r"0503100\d{9}").all()
    assert street["floor_area_m2"].notna().sum() == 38


@pytest.mark.real
def test_files_of_the_bag_are_recognised_by_no_other_source(real_data, tmp_path):
    found = list(documents([real_data / "geo"], workspace=tmp_path))
    own = {document.origin for document in SOURCE.recognise(found)}
    expected = {d.origin for d in found if re.search("(PND|VBO)1509|bag_pan", d.origin)}
    # What is being investigated is said in a file of its own.
    assert own == {o for o in expected if "InOnderzoek" not in o}
    for name, source in SOURCES.items():
        if name != "bag_buildings":
            others = {document.origin for document in source.recognise(found)}
            assert not own & others, name
