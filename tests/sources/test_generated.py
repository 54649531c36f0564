"""Generated files are recognised by what they say, and come back as they were."""

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pyogrio
import pytest
import rasterio
import shapely
from shapely import box

from werklandschap.examples import MARK, GeneratedPlace, model_park
from werklandschap.sources import SOURCES, Document, documents
from werklandschap.sources.errors import TruncatedFile
from werklandschap.sources.generated import GENERATED

ON = date(2026, 6, 1)


@pytest.fixture(scope="module")
def place() -> GeneratedPlace:
    return model_park(seed=4, area_ha=30.0, cell_m=2.0)


@pytest.fixture(scope="module")
def folder(place, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("generated")
    for number, file in enumerate(place.write(folder)):
        file.rename(folder / f"{number}{file.suffix}")  # names tell nothing
    return folder


@pytest.fixture(scope="module")
def found(folder, tmp_path_factory) -> list[Document]:
    return list(documents([folder], workspace=tmp_path_factory.mktemp("workspace")))


every_table = pytest.mark.parametrize("name", GENERATED)
every_grid = pytest.mark.parametrize("name", ["terrain_m", "surface_m"])


@every_table
def test_tables_come_back_as_they_were(name, found, place):
    source = SOURCES[f"generated_{name}"]
    recognised = source.recognise(found)
    assert [document.origin for document in recognised] == ["0.gpkg"]
    reading = source.read(recognised, None)
    table = source.tidy(reading.frame)
    expected = place.tables[name]
    pd.testing.assert_frame_equal(
        table.drop(columns="geometry", errors="ignore"),
        expected.drop(columns="geometry", errors="ignore"),
    )
    if source.delivers.shape is not None:
        assert table.geometry.to_wkb().equals(expected.geometry.to_wkb())
    assert source.delivers.check(table) is table


@every_grid
def test_grids_come_back_as_they_were(name, found, place):
    source = SOURCES[f"generated_{name}"]
    recognised = source.recognise(found)
    assert len(recognised) == 1
    reading = source.read(recognised, None)
    assert reading.grid.definition == place.grids[name].definition
    np.testing.assert_array_equal(reading.grid.values, place.grids[name].values)


def test_reads_only_what_lies_in_the_area(found, place):
    x, y = shapely.get_coordinates(place.parks.geometry.iloc[0].centroid)[0]
    area = box(x, y, x + 100, y + 60)
    source = SOURCES["generated_cover"]
    cover = source.tidy(source.read(source.recognise(found), area).frame)
    expected = place.tables["cover"][place.tables["cover"].intersects(area)]
    assert cover.index.equals(expected.index)
    assert 0 < len(cover) < len(place.tables["cover"])


def test_nature_is_read_from_afar(found, place):
    source = SOURCES["generated_protected_areas"]
    frame = source.read(source.recognise(found), place.parks.geometry.iloc[0]).frame
    assert len(frame) == 1


@every_grid
def test_reads_the_cells_in_the_area_and_misses_those_beyond(name, found, place):
    source, whole = SOURCES[f"generated_{name}"], place.grids[name]
    west, south, _, _ = whole.definition.bounds
    area = box(west - 50, south - 30, west + 41, south + 21)
    grid = source.read(source.recognise(found), area).grid
    assert grid.definition.bounds == (west - 50, south - 30, west + 42, south + 22)
    inside = grid.values[:11, -21:]
    np.testing.assert_array_equal(inside, whole.values[-11:, :21])
    assert np.isnan(grid.values[11:]).all()
    assert np.isnan(grid.values[:, :25]).all()


def test_several_places_are_read_together(tmp_path):
    centres = ((155_000.0, 463_000.0), (157_000.0, 463_000.0))
    for seed, centre in enumerate(centres, start=1):
        place = model_park(seed=seed, area_ha=30.0, cell_m=4.0, centre_m=centre)
        place.write(tmp_path / str(seed))
    found = list(documents([tmp_path], workspace=tmp_path / "work"))
    parks = SOURCES["generated_parks"]
    both = parks.tidy(parks.read(parks.recognise(found), None).frame)
    assert both.index.tolist() == ["GEN000001", "GEN000002"]
    terrain = SOURCES["generated_terrain_m"]
    area = box(154_000, 462_800, 158_000, 463_200)
    grid = terrain.read(terrain.recognise(found), area).grid
    left, right = grid.values[:, : 1_000 // 2], grid.values[:, 1_000 // 2 :]
    assert 0.2 < np.isfinite(left).mean() < 1
    assert 0.2 < np.isfinite(right).mean() < 1


def test_says_that_it_is_made_up(found):
    for name in (*GENERATED, "terrain_m", "surface_m"):
        source = SOURCES[f"generated_{name}"]
        assert source.is_generated
        assert "gegenereerd" in source.publisher
        assert "generated" in source.title.en
        assert source.licence == "CC0-1.0"
        assert source.locate(box(0, 0, 1, 1), ON) == []
        reading = source.read(source.recognise(found), None)
        assert reading.published == date(2026, 1, 1)


def test_only_generated_sources_are_generated():
    made_up = {name for name, source in SOURCES.items() if source.is_generated}
    assert made_up == {f"generated_{n}" for n in (*GENERATED, "terrain_m", "surface_m")}


def test_files_without_the_mark_are_not_ours(folder, tmp_path):
    cover = pyogrio.read_dataframe(folder / "0.gpkg", layer="cover")
    pyogrio.write_dataframe(cover, tmp_path / "generated.gpkg", layer="cover")
    with rasterio.open(folder / "2.tif") as file:
        profile, cells = file.profile, file.read()
    with rasterio.open(tmp_path / "terrain.tif", "w", **profile) as file:
        file.write(cells)
    found = list(documents([tmp_path], workspace=tmp_path / "work"))
    assert len(found) == 2
    for name in ("cover", "terrain_m", "surface_m"):
        assert SOURCES[f"generated_{name}"].recognise(found) == []


def test_the_files_tell_people_what_they_are(folder):
    marks = pyogrio.read_dataframe(folder / "0.gpkg", layer=MARK)
    told = dict(zip(marks["name"], marks["value"], strict=True))
    assert told["generator"] == "werklandschap"
    assert told["seed"] == "4"
    assert "niet" in told["meaning"]
    with rasterio.open(folder / "3.tif") as file:
        assert "gegenereerd" in file.tags()["TIFFTAG_IMAGEDESCRIPTION"]
    area = pyogrio.read_dataframe(folder / "1.gpkg")
    assert area.columns.tolist() == ["park_id", "name", "geometry"]
    assert "(gegenereerd)" in area["name"].item()


@pytest.mark.parametrize("part", ["0.gpkg", "2.tif"])
def test_a_truncated_file_is_told_in_a_sentence(folder, found, part, tmp_path):
    (document,) = (d for d in found if d.origin == part)
    broken = tmp_path / part
    broken.write_bytes(document.path.read_bytes()[:20_000])
    short = Document(
        path=broken,
        origin=part,
        kind=document.kind,
        head="",
        layers=document.layers,
        outer=broken,
        sha256="",
    )
    source = SOURCES["generated_cover" if part == "0.gpkg" else "generated_terrain_m"]
    with pytest.raises(TruncatedFile):
        source.read([short], None)
