"""Heights: cells are recomputed from the points, rasters are known by their content."""

import shutil
from datetime import date

import laspy
import numpy as np
import pytest
import rasterio
from pyproj import CRS
from rasterio import Affine
from shapely import box, union_all

from werklandschap.geo.rasters import read_grid
from werklandschap.sources import SOURCES, _pointcloud, ahn, documents
from werklandschap.sources._collect import adopt
from werklandschap.sources._protocols import check_settings
from werklandschap.sources.ahn import TooManyCells
from werklandschap.sources.errors import (
    NoGroundPoints,
    NoReferenceSystem,
    TruncatedFile,
)
from werklandschap.store.lake import Lake

TERRAIN, SURFACE = SOURCES["ahn_terrain"], SOURCES["ahn_surface"]
AHN_NODATA = float(np.finfo(np.float32).max)
WEST, SOUTH = 100_000.0, 400_000.0
ON = date(2026, 3, 1)


@pytest.fixture
def look(tmp_path):
    def look(*files):
        return list(documents(files, workspace=tmp_path / "work"))

    return look


# Rasters


def bare_ground(seed=1, side=120):
    """Gently sloping ground with some noise, m."""
    random = np.random.default_rng(seed)
    slope = np.linspace(0, 1.5, side)[None, :] + np.linspace(0, 0.5, side)[:, None]
    return (slope + random.normal(0, 0.02, (side, side))).astype(np.float32)


def built_up(ground):
    """The same ground with halls and trees on it."""
    surface = ground + 0.01
    surface[20:60, 30:70] += 9
    surface[80:84, 10:100:7] += 5
    return surface


def raster(path, values, *, crs="EPSG:28992", cell_m=0.5, nodata=None, **told):
    path.parent.mkdir(parents=True, exist_ok=True)
    profile = {
        "driver": "GTiff",
        "height": values.shape[0],
        "width": values.shape[1],
        "count": 1,
        "dtype": values.dtype,
        "transform": Affine(cell_m, 0, WEST, 0, -cell_m, SOUTH + 100),
        "nodata": nodata,
    }
    if crs:
        profile["crs"] = crs
    with rasterio.open(path, "w", **profile) as file:
        file.write(values, 1)
        file.update_tags(**told.get("tags", {}))
        if "description" in told:
            file.set_band_description(1, told["description"])
    return path


def names(source, found):
    return {document.origin for document in source.recognise(found)}


def test_the_surface_is_the_raster_that_lies_above_the_other(look, tmp_path):
    ground = bare_ground()
    found = look(
        raster(tmp_path / "one.tif", built_up(ground)),
        raster(tmp_path / "two.tif", ground),
    )
    assert names(SURFACE, found) == {"one.tif"}
    assert names(TERRAIN, found) == {"two.tif"}


def test_content_is_believed_and_not_names(look, tmp_path):
    ground = bare_ground()
    found = look(
        raster(tmp_path / "dtm.tif", built_up(ground)),
        raster(tmp_path / "dsm.tif", ground),
    )
    assert names(SURFACE, found) == {"dtm.tif"}
    assert names(TERRAIN, found) == {"dsm.tif"}


def test_two_years_of_the_same_model_are_not_taken_for_a_pair(look, tmp_path):
    later = built_up(bare_ground(2))
    later[90:110, 80:110] += 12
    found = look(
        raster(tmp_path / "one.tif", built_up(bare_ground(1))),
        raster(tmp_path / "two.tif", later),
        raster(tmp_path / "three.tif", bare_ground(3) + 0.3),
    )
    assert names(SURFACE, found) == {"one.tif", "two.tif"}
    assert names(TERRAIN, found) == {"three.tif"}
    alone = look(tmp_path / "one.tif", tmp_path / "two.tif")
    assert not names(SURFACE, alone)
    assert not names(TERRAIN, alone)


@pytest.mark.parametrize(
    ("name", "told", "kind"),
    [
        ("a.tif", {"tags": {"TIFFTAG_IMAGEDESCRIPTION": "AHN DTM 0,5 m"}}, TERRAIN),
        ("a.tif", {"description": "Digital Surface Model"}, SURFACE),
        ("dsm.tif", {"description": "dtm_05m"}, TERRAIN),
        ("M_37EN1.tif", {}, TERRAIN),
        ("R5_37EN1.TIF", {}, SURFACE),
        ("2023_dtm_05m.tif", {}, TERRAIN),
        ("a.tif", {}, None),
        ("dtm-dsm.tif", {}, None),
        ("a.tif", {"description": "grondwaterstand onder maaiveld"}, None),
        ("a.tif", {"description": "land surface temperature"}, None),
        ("goudsma.tif", {}, None),
    ],
)
def test_a_raster_alone_is_told_by_words_or_not_at_all(
    look, tmp_path, name, told, kind
):
    found = look(raster(tmp_path / name, bare_ground(), **told))
    for source in (TERRAIN, SURFACE):
        assert names(source, found) == ({name} if source is kind else set())


@pytest.mark.parametrize("dtype", [np.uint8, np.int32])
def test_whole_numbers_are_classes_and_not_heights(look, tmp_path, dtype):
    found = look(raster(tmp_path / "dtm.tif", bare_ground().astype(dtype)))
    assert not names(TERRAIN, found)


def test_generated_heights_are_left_to_their_own_source(look, tmp_path):
    path = raster(
        tmp_path / "dtm.tif",
        bare_ground(),
        tags={"WERKLANDSCHAP_GENERATED": "terrain_m"},
    )
    found = look(path)
    assert not names(TERRAIN, found)
    assert names(SOURCES["generated_terrain_m"], found) == {"dtm.tif"}


@pytest.mark.parametrize("declared", [AHN_NODATA, None])
def test_what_was_not_measured_is_nan(look, tmp_path, declared):
    values = bare_ground()
    values[10:20, 10:20] = AHN_NODATA
    found = look(raster(tmp_path / "dtm.tif", values, nodata=declared))
    read = TERRAIN.read(TERRAIN.recognise(found), None).grid.values
    assert np.isnan(read).sum() == 100
    assert np.isnan(read[10:20, 10:20]).all()


def test_a_raster_without_a_reference_system_is_an_error_of_its_own(look, tmp_path):
    found = look(raster(tmp_path / "heights.tif", bare_ground(), crs=None))
    assert not names(SURFACE, found)
    own = TERRAIN.recognise(found)
    with pytest.raises(NoReferenceSystem, match=r"heights\.tif"):
        TERRAIN.read(own, None)


def test_a_raster_that_does_not_say_where_in_its_system_is_refused(look, tmp_path):
    path = raster(tmp_path / "dtm.tif", bare_ground())
    # Tag 33922 ties a cell to a place; under another number nobody knows it.
    tie = (33922).to_bytes(2, "little")
    path.write_bytes(path.read_bytes().replace(tie, (33921).to_bytes(2, "little")))
    own = TERRAIN.recognise(look(path))
    with pytest.raises(NoReferenceSystem, match=r"dtm\.tif"):
        TERRAIN.read(own, None)


def test_a_raster_in_another_system_is_refused(look, tmp_path):
    found = look(raster(tmp_path / "dtm.tif", bare_ground(), crs="EPSG:32631"))
    with pytest.raises(_pointcloud.OtherReferenceSystem, match=r"dtm\.tif"):
        TERRAIN.read(TERRAIN.recognise(found), None)


@pytest.mark.parametrize("kept_share", [0.01, 0.3, 0.9])
def test_a_truncated_raster_is_refused(look, tmp_path, kept_share):
    whole = raster(tmp_path / "a" / "dtm.tif", bare_ground()).read_bytes()
    path = tmp_path / "dtm.tif"
    path.write_bytes(whole[: int(len(whole) * kept_share)])
    own = TERRAIN.recognise(look(path))
    with pytest.raises(TruncatedFile, match=r"dtm\.tif"):
        TERRAIN.read(own, None)


def test_the_finest_heights_count_and_the_others_fill_the_holes(look, tmp_path):
    fine = np.full((40, 40), 1, np.float32)
    fine[:10] = np.nan
    found = look(
        raster(tmp_path / "coarse_dtm.tif", np.full((20, 20), 2, np.float32), cell_m=5),
        raster(tmp_path / "fine_dtm.tif", fine, nodata=np.nan),
    )
    area = box(WEST, SOUTH + 80, WEST + 30, SOUTH + 100)
    grid = TERRAIN.read(TERRAIN.recognise(found), area).grid
    assert grid.definition.cell_m == 0.5
    assert grid.definition.bounds == area.bounds
    expected = np.full((40, 60), 2, np.float32)
    expected[10:, :40] = 1
    np.testing.assert_array_equal(grid.values, expected)


def test_heights_elsewhere_give_no_cell_at_all(look, tmp_path):
    found = look(raster(tmp_path / "dtm.tif", bare_ground()))
    away = TERRAIN.read(TERRAIN.recognise(found), box(0, 3e5, 5e4, 4e5)).grid
    assert away.values.size == 0


def test_places_far_apart_do_not_fill_the_memory(look, tmp_path):
    near = raster(tmp_path / "dtm.tif", bare_ground())
    cloud(tmp_path / "far.laz", [(200_000, 600_000, 1, 2, 1)])
    found = look(near, tmp_path / "far.laz")
    with pytest.raises(TooManyCells):
        TERRAIN.read(TERRAIN.recognise(found), None)


# Point clouds: (x, y, z, class, number of the return)


def cloud(path, points, *, crs=None, precision=0.001):
    header = laspy.LasHeader(point_format=1, version="1.2")
    header.scales = [precision] * 3
    table = np.array(points, np.float64).reshape(-1, 5)
    header.offsets = [0, 0, 0]
    if crs:
        header.add_crs(CRS.from_user_input(crs))
    las = laspy.LasData(header)
    las.x, las.y, las.z = table[:, :3].T
    las.classification = table[:, 3].astype(np.uint8)
    las.return_number = table[:, 4].astype(np.uint8)
    las.number_of_returns = np.full(len(table), 5, np.uint8)
    las.write(path)
    return path


def random_points(seed=1, count=4_000, side_m=20):
    random = np.random.default_rng(seed)
    return np.column_stack(
        [
            WEST + random.integers(0, side_m * 1_000, count) / 1_000,
            SOUTH + random.integers(0, side_m * 1_000, count) / 1_000,
            random.integers(-2_000, 15_000, count) / 1_000,
            random.choice([1, 2, 6, 7, 9, 26], count),
            random.integers(1, 6, count),
        ]
    )


def read_in(source, look, area, *files):
    return source.read(source.recognise(look(*files)), area).grid


AREA = box(WEST, SOUTH, WEST + 20, SOUTH + 20)


def by_hand(points, terrain):
    """One cell at a time, in the millimetres of the file."""
    out = np.full((40, 40), np.nan)
    across = (np.round((points[:, 0] - WEST) * 1_000).astype(int)) // 500
    down = (np.round((SOUTH + 20 - points[:, 1]) * 1_000).astype(int)) // 500
    for row in range(40):
        for column in range(40):
            here = points[(across == column) & (down == row)]
            if terrain:
                ground = here[here[:, 3] == 2, 2]
                out[row, column] = ground.mean() if len(ground) else np.nan
            else:
                first = here[(here[:, 4] == 1) & (here[:, 3] != 7), 2]
                out[row, column] = first.max() if len(first) else np.nan
    return out


@pytest.mark.parametrize("suffix", [".laz", ".las"])
@pytest.mark.parametrize("source", [TERRAIN, SURFACE], ids=lambda s: s.name)
def test_cells_are_what_their_points_say(look, tmp_path, source, suffix):
    points = random_points()
    path = cloud(tmp_path / f"a{suffix}", points)
    grid = read_in(source, look, AREA, path)
    assert grid.definition.bounds == AREA.bounds
    expected = by_hand(points, terrain=source is TERRAIN)
    np.testing.assert_allclose(grid.values, expected, atol=1e-5)
    assert np.isnan(expected).any()


@pytest.mark.parametrize("source", [TERRAIN, SURFACE], ids=lambda s: s.name)
def test_reading_in_chunks_changes_nothing(look, tmp_path, source, monkeypatch):
    path = cloud(tmp_path / "a.laz", random_points())
    whole = read_in(source, look, AREA, path)
    monkeypatch.setattr(_pointcloud, "_POINTS_PER_CHUNK", 333)
    np.testing.assert_array_equal(
        read_in(source, look, AREA, path).values, whole.values
    )


@pytest.mark.parametrize("source", [TERRAIN, SURFACE], ids=lambda s: s.name)
def test_a_smaller_area_has_the_same_cells(look, tmp_path, source):
    path = cloud(tmp_path / "a.laz", random_points())
    whole = read_in(source, look, None, path)
    part = read_in(
        source, look, box(WEST + 3.2, SOUTH + 4, WEST + 9, SOUTH + 7.7), path
    )
    assert part.definition.bounds == (WEST + 3, SOUTH + 4, WEST + 9, SOUTH + 8)
    np.testing.assert_array_equal(part.values, whole.on(part.definition).values)


def test_points_on_the_outer_edges_are_in_a_cell(look, tmp_path):
    corners = [(WEST + x, SOUTH + y, x + y, 2, 1) for x in (0, 1) for y in (0, 1)]
    grid = read_in(TERRAIN, look, None, cloud(tmp_path / "a.laz", corners))
    assert np.isfinite(grid.values).sum() == 4


def test_noise_and_birds_are_no_surface_wherever_the_ground_is(look, tmp_path):
    """South Limburg lies above 120 m, and is not a bird."""
    points = [
        (WEST + 0.1, SOUTH + 0.1, 210.0, 2, 1),
        (WEST + 1.1, SOUTH + 0.1, 222.0, 6, 1),
        (WEST + 1.1, SOUTH + 0.2, 229.0, 7, 1),
        (WEST + 1.1, SOUTH + 0.3, 340.0, 1, 1),
        (WEST + 1.1, SOUTH + 0.3, 228.0, 1, 2),
    ]
    grid = read_in(SURFACE, look, None, cloud(tmp_path / "a.laz", points))
    assert grid.values[0, 0] == 210
    assert grid.values[0, 2] == 222


def test_a_cloud_without_ground_is_no_terrain_but_has_a_surface(look, tmp_path):
    points = random_points()
    path = cloud(tmp_path / "a.laz", points[points[:, 3] != 2])
    with pytest.raises(NoGroundPoints, match=r"a\.laz"):
        read_in(TERRAIN, look, None, path)
    assert np.isfinite(read_in(SURFACE, look, None, path).values).any()


def test_a_header_without_a_system_will_do_inside_the_netherlands_only(look, tmp_path):
    far = cloud(tmp_path / "far.laz", [(552e3, 59e5, 3, 2, 1)], precision=0.01)
    with pytest.raises(NoReferenceSystem, match=r"far\.laz"):
        read_in(TERRAIN, look, None, far)
    degrees = cloud(tmp_path / "deg.laz", [(5.1, 52.0, 3, 2, 1)], precision=1e-7)
    with pytest.raises(NoReferenceSystem, match=r"deg\.laz"):
        read_in(TERRAIN, look, None, degrees)


@pytest.mark.parametrize("crs", ["EPSG:28992", "EPSG:7415"])
def test_the_national_system_is_known_with_and_without_nap(look, tmp_path, crs):
    path = cloud(tmp_path / "a.laz", random_points(), crs=crs)
    assert np.isfinite(read_in(TERRAIN, look, AREA, path).values).any()


def test_a_cloud_in_another_system_is_refused(look, tmp_path):
    path = cloud(tmp_path / "a.laz", random_points(), crs="EPSG:32631")
    with pytest.raises(_pointcloud.OtherReferenceSystem, match=r"a\.laz"):
        read_in(TERRAIN, look, None, path)


@pytest.mark.parametrize("suffix", [".laz", ".las"])
@pytest.mark.parametrize("kept_share", [0.0005, 0.001, 0.005, 0.02, 0.3, 0.9, 0.9999])
@pytest.mark.parametrize("source", [TERRAIN, SURFACE], ids=lambda s: s.name)
def test_a_truncated_cloud_is_refused(look, tmp_path, source, kept_share, suffix):
    whole = cloud(tmp_path / f"whole{suffix}", random_points()).read_bytes()
    path = tmp_path / f"cut{suffix}"
    path.write_bytes(whole[: max(5, int(len(whole) * kept_share))])
    with pytest.raises(TruncatedFile, match="cut"):
        read_in(source, look, None, path)


# Taking into the lake, and asking the service


def test_what_cannot_be_told_is_reported_and_what_is_wrong_is_said(tmp_path):
    given = tmp_path / "given"
    raster(given / "a.tif", bare_ground())
    raster(given / "b_dtm.tif", bare_ground(), crs=None)
    raster(given / "c_dsm.tif", built_up(bare_ground(2)), cell_m=0.4)
    registry = {"ahn_terrain": TERRAIN, "ahn_surface": SURFACE}
    lake = Lake.create(tmp_path / "lake")
    area = box(WEST, SOUTH + 70, WEST + 20, SOUTH + 90)
    report = adopt(area, lake, places=[given], on=ON, registry=registry)
    assert report.unused == ("a.tif",)
    assert [type(problem) for problem in report.failed] == [NoReferenceSystem]
    assert [collected.name for collected in report.collected] == ["surface_m"]
    assert not list(lake.folder.glob("pieces/terrain_m/*.tif"))


@pytest.mark.parametrize("source", [TERRAIN, SURFACE], ids=lambda s: s.name)
def test_the_service_is_asked_for_the_area_in_tiles_and_no_more(source):
    area = union_all(
        [
            box(99_500.3, 400_100, 101_200, 400_900.2),
            box(99_500.3, 402_000, 99_600, 404_000),
        ]
    )
    assets = source.locate(area, ON)
    boxes = [box(*map(float, asset.settings["bounds"].split(","))) for asset in assets]
    for asset in assets:
        check_settings(asset)
        assert asset.url == ahn.SERVICE
    assert {asset.settings["coverage"] for asset in assets} == {
        {"terrain_m": "dtm_05m", "surface_m": "dsm_05m"}[source.delivers]
    }
    assert union_all(boxes).covers(area)
    assert sum(each.area for each in boxes) == pytest.approx(union_all(boxes).area)
    assert union_all(boxes).bounds == (99_500, 400_100, 101_200, 404_000)
    assert max(each.area for each in boxes) <= ahn.TILE_M**2
    assert all(each.intersects(area) for each in boxes)


def test_answers_of_the_service_are_known_and_laid_together(look, tmp_path):
    ground = bare_ground(side=200)
    raster(tmp_path / "whole.tif", ground)
    answers = []
    for number, rows in enumerate((slice(0, 80), slice(80, 200))):
        path = tmp_path / f"{number:04d}" / "dtm_05m.tif"
        raster(path, ground[rows])
        with rasterio.open(path, "r+") as file:
            file.transform = Affine(0.5, 0, WEST, 0, -0.5, SOUTH + 100 - rows.start / 2)
        answers.append(path)
    found = look(*answers)
    assert len(TERRAIN.recognise(found)) == 2
    assert not SURFACE.recognise(found)
    np.testing.assert_array_equal(TERRAIN.read(found, None).grid.values, ground)


# Real files


def elevation_files(real_data):
    files = sorted((real_data / "geo").rglob("*"))
    return [file for file in files if file.suffix.lower() in {".tif", ".laz", ".las"}]


@pytest.mark.real
def test_every_real_file_is_known_by_its_own_source_only(look, real_data):
    found = look(*elevation_files(real_data))
    rasters = {d.path.name for d in found if d.kind == "geotiff"}
    clouds = {d.path for d in found if d.kind == "laz"}
    assert len(clouds) == 9
    for source, word in ((TERRAIN, "dtm"), (SURFACE, "dsm")):
        own = source.recognise(found)
        assert {d.path for d in own if d.kind == "laz"} == clouds
        assert {d.path.name for d in own if d.kind == "geotiff"} == {
            name for name in rasters if word in name
        }
    others = {d.origin for name, s in SOURCES.items() if "ahn" not in name
              for d in s.recognise(found)}  # fmt: skip
    assert not others


@pytest.mark.real
@pytest.mark.parametrize(
    ("low", "high"),
    [
        (
            "delft-centrum/ahn3_dtm_05m_afgeleid.tif",
            "delft-centrum/ahn3_dsm_05m_afgeleid.tif",
        ),
        (
            "delft-wippolder-campus/ahn_dtm_5m.tif",
            "delft-wippolder-campus/ahn_dsm_5m.tif",
        ),
    ],
)
def test_real_pairs_are_told_apart_without_their_names(
    look, real_data, tmp_path, low, high
):
    shutil.copy(real_data / "geo" / low, tmp_path / "b.tif")
    shutil.copy(real_data / "geo" / high, tmp_path / "a.tif")
    found = look(tmp_path / "a.tif", tmp_path / "b.tif")
    assert names(TERRAIN, found) == {"b.tif"}
    assert names(SURFACE, found) == {"a.tif"}


@pytest.mark.real
@pytest.mark.parametrize(
    ("source", "name", "filled_share"),
    [
        (TERRAIN, "ahn3_dtm_05m_afgeleid.tif", 0.49),
        (SURFACE, "ahn3_dsm_05m_afgeleid.tif", 0.86),
    ],
    ids=["terrain", "surface"],
)
def test_points_of_delft_give_the_rasters_derived_from_them(
    look, real_data, source, name, filled_share
):
    folder = real_data / "geo" / "delft-centrum"
    reference = read_grid(folder / name)
    area = box(*reference.definition.bounds)
    files = [folder / f"ahn3_cropped_{number}.laz" for number in (1, 2)]
    grid = read_in(source, look, area, *files)
    assert grid.definition == reference.definition
    assert (grid.definition.west_m, grid.definition.north_m) == (84_808, 447_642)
    is_filled = np.isfinite(grid.values)
    assert is_filled.mean() == pytest.approx(filled_share, abs=0.005)
    is_known = np.isfinite(reference.values)
    assert (is_filled == is_known).mean() >= 0.99
    both = is_filled & is_known
    difference_m = np.abs(grid.values - reference.values)[both]
    assert (difference_m <= 1e-3).mean() >= 0.99


@pytest.mark.real
@pytest.mark.parametrize(
    ("place", "rmse_m"), [("Delft", 0.014), ("Amsterdam", 0.031), ("Biesbosch", 0.013)]
)
def test_terrain_is_near_that_of_the_ground_classified_by_hand(
    look, real_data, place, rmse_m
):
    """The classes of the AHN against those by hand: what misclassified points cost."""
    folder = real_data / "geo" / "ahn3-laz-tegels"
    found = read_in(TERRAIN, look, None, folder / f"{place}_AHN.laz")
    truth = read_in(TERRAIN, look, None, folder / f"{place}_manually_classified.laz")
    difference_m = found.values - truth.on(found.definition).values
    both = np.isfinite(difference_m)
    assert both.sum() > 4_000
    assert np.sqrt(np.mean(difference_m[both] ** 2)) == pytest.approx(rmse_m, abs=0.001)


@pytest.mark.real
def test_the_nodata_of_zeeland_is_nan(look, real_data):
    path = real_data / "geo" / "zeeland-ahn5m-bgt-water" / "ahn_dtm_5m.tif"
    with rasterio.open(path) as file:
        raw = file.read(1)
    grid = read_in(TERRAIN, look, None, path)
    assert grid.definition.cell_m == 5
    np.testing.assert_array_equal(np.isnan(grid.values), raw > 1e30)
    assert np.isnan(grid.values).any()
    assert np.nanmax(grid.values) < 20
