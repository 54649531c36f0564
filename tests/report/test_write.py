"""Everything a scan writes, whole or not at all."""

import json
from dataclasses import replace

import pytest
import rasterio

from werklandschap.report import write as module
from werklandschap.report.write import write_scan
from werklandschap.store.lake import DiskFull


def test_writes_the_agreed_files(scan, tmp_path):
    written = write_scan(scan, tmp_path / "out", language="nl")
    names = [path.name for path in written]
    assert names == [
        "map.png",
        "report.pdf",
        "scan.gpkg",
        "scan.json",
        "terrain_RIN001.tif",
    ]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == names
    assert (tmp_path / "out" / "map.png").read_bytes().startswith(b"\x89PNG")


def test_several_parks_have_a_map_each(many_parks, tmp_path):
    names = {path.name for path in write_scan(many_parks, tmp_path, language="en")}
    assert "map.png" not in names
    assert {f"map_RIN00{n}.png" for n in range(6)} <= names
    assert len(json.loads((tmp_path / "scan.json").read_text("utf-8"))["parks"]) == 6


def test_heights_come_back_as_they_were(scan, tmp_path):
    write_scan(scan, tmp_path, language="nl")
    grid = scan.parks[0].landscape.terrain_m
    with rasterio.open(tmp_path / "terrain_RIN001.tif") as file:
        assert file.crs.to_epsg() == 28992
        assert tuple(file.bounds) == grid.definition.bounds
        assert (file.read(1) == grid.values).all()


def test_twice_the_same_scan_gives_the_same_bytes(scan, tmp_path):
    one, two = (
        [path.read_bytes() for path in write_scan(scan, tmp_path / name, language="nl")]
        for name in ("one", "two")
    )
    assert one == two


def test_leaves_a_former_scan_alone_when_it_fails(scan, tmp_path, monkeypatch):
    write_scan(scan, tmp_path, language="nl")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def disk_full(template, data):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module, "as_pdf", disk_full)
    renamed = replace(scan, parks=(replace(scan.parks[0], name="Anders"),))
    with pytest.raises(DiskFull):
        write_scan(renamed, tmp_path, language="nl")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_identifiers_never_leave_the_folder(scan, make_park, tmp_path):
    parks = (make_park("../../etc/x"), make_park("a/b"), make_park("a b"))
    written = write_scan(replace(scan, parks=parks), tmp_path / "out", language="nl")
    assert all(path.parent == tmp_path / "out" for path in written)
    assert {"map_etc_x.png", "map_a_b.png", "map_a_b_2.png"} <= {
        p.name for p in written
    }


def test_tells_each_step_in_order(scan, tmp_path):
    told = []
    write_scan(
        scan,
        tmp_path,
        language="nl",
        progress=lambda step, number, total: told.append((step.nl, number, total)),
    )
    assert [number for _, number, _ in told] == list(range(1, len(told) + 1))
    assert {total for *_, total in told} == {len(told)}
    assert told[-1][0] == "rapport (report.pdf)"


def test_of_very_many_parks_each_has_a_report_and_one_is_an_overview(
    make_park, scan, tmp_path
):
    parks = tuple(
        make_park(f"RIN{n:03d}", f"Terrein {n}", west_m=120_000.0 + 1000 * n)
        for n in range(14)
    )
    written = write_scan(replace(scan, parks=parks), tmp_path, language="nl")
    names = {file.name for file in written}
    assert {f"report_RIN{n:03d}.pdf" for n in range(14)} < names
    whole = (tmp_path / "report.pdf").stat().st_size
    own = (tmp_path / "report_RIN000.pdf").stat().st_size
    assert 0 < whole < 3 * own
