"""What a user of the command line may count on."""

import json
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from werklandschap.cli import main
from werklandschap.parameters import parameter

COMMAND = Path(sys.executable).parent / "werklandschap"


def tree(folder):
    """Every file with its bytes."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def test_collect_tells_what_it_took_and_takes_it_once(
    werklandschap, generated, tmp_path
):
    given = ("collect", generated / "area.gpkg", "--lake", tmp_path / "lake")
    first = werklandschap(*given, "--from", generated)
    once = tree(tmp_path / "lake")
    second = werklandschap(*given, "--from", generated)

    assert first.status == second.status == 0
    assert "nieuw" in first.out
    assert "nieuw" not in second.out
    assert "lag er al" in second.out
    assert tree(tmp_path / "lake") == once


def test_scan_writes_everything_and_the_same_twice(
    werklandschap, generated, collected, tmp_path
):
    for name in ("one", "two"):
        done = werklandschap(
            "scan",
            generated / "area.gpkg",
            "--lake",
            collected,
            "--out",
            tmp_path / name,
            "--on",
            "2026-11-01",
            "--language",
            "en",
        )
        assert done.status == 0
        assert "Signals, no verdict" in done.err
    one = tree(tmp_path / "one")
    assert one == tree(tmp_path / "two")
    assert {"scan.json", "scan.gpkg", "report.pdf", "map.png"} <= set(one)
    assert one["report.pdf"].startswith(b"%PDF-")


@pytest.mark.slow
def test_numbers_do_not_depend_on_the_number_of_threads(generated, collected, tmp_path):
    figures = []
    for threads in ("1", "2"):
        out = tmp_path / threads
        subprocess.run(
            [
                COMMAND,
                *("scan", generated / "area.gpkg", "--lake", collected),
                *("--out", out, "--on", "2026-11-01"),
                *("--simulate", "heat,sun", "--cell", "2"),
            ],
            check=True,
            capture_output=True,
            env={
                "NUMBA_NUM_THREADS": threads,
                "OMP_NUM_THREADS": threads,
                "PATH": "/bin",
            },
        )
        figures.append((out / "scan.json").read_bytes())
    assert figures[0] == figures[1]


def test_a_value_of_the_users_own_counts_and_is_told(
    werklandschap, generated, collected, tmp_path
):
    def scan(name, *more):
        done = werklandschap(
            *("scan", generated / "area.gpkg", "--lake", collected),
            *("--out", tmp_path / name, "--on", "2026-11-01", *more),
        )
        assert done.status == 0
        park = json.loads((tmp_path / name / "scan.json").read_text("utf-8"))["parks"][
            0
        ]
        return {figure["name"]: figure["value"] for figure in park["indicators"]}

    twice_m2 = 2 * parameter("plots.parking_space_m2", on=date(2026, 11, 1)).value
    usual = scan("usual")
    own = scan("own", "--assume", f"plots.parking_space_m2={twice_m2}")
    assert own["parking_spaces_count"] == pytest.approx(
        usual["parking_spaces_count"] / 2
    )
    assert {n for n in usual if usual[n] != own[n]} == {"parking_spaces_count"}


def test_an_unknown_assumption_is_said(werklandschap, generated, collected, tmp_path):
    done = werklandschap(
        *("scan", generated / "area.gpkg", "--lake", collected),
        *("--out", tmp_path / "out", "--assume", "plots.parking_spaces=25"),
    )
    assert done.status == 2
    assert "plots.parking_space_m2" in done.err
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
def test_a_demo_does_the_second_time_only_what_changed(werklandschap, tmp_path):
    home = tmp_path / "home"
    first = werklandschap("demo", "--no-serve", "--home", home)
    before = tree(home)
    second = werklandschap("demo", "--no-serve", "--home", home)
    (home / "scan" / "report.pdf").unlink()
    third = werklandschap("demo", "--no-serve", "--home", home)

    assert first.status == second.status == third.status == 0
    assert "ongewijzigd" not in first.out
    assert second.out.count("ongewijzigd") == 3
    assert third.out.count("ongewijzigd") == 2
    assert tree(home) == before
    assert "gegenereerd" in first.out


def test_an_empty_lake_is_said(werklandschap, generated, tmp_path):
    done = werklandschap(
        *(
            "scan",
            generated / "area.gpkg",
            "--lake",
            tmp_path,
            "--out",
            tmp_path / "out",
        )
    )
    assert done.status == 2
    assert "[lake.absent]" in done.err
    assert not (tmp_path / "out").exists()


def test_a_lake_about_another_place_is_said(werklandschap, collected, tmp_path):
    from geopandas import GeoDataFrame
    from shapely import box

    there = GeoDataFrame(geometry=[box(2e5, 5e5, 2.01e5, 5.01e5)], crs=28992)
    there.to_file(tmp_path / "area.gpkg")
    done = werklandschap(
        *("scan", tmp_path / "area.gpkg", "--lake", collected),
        *("--out", tmp_path / "out", "--language", "en"),
    )
    assert done.status == 2
    assert "has nothing about this area" in done.err


def test_a_lake_of_a_later_version_is_left_alone(
    werklandschap, generated, collected, tmp_path
):
    lake = shutil.copytree(collected, tmp_path / "lake")
    (lake / "lake.json").write_text('{"schema": 99}')
    before = tree(lake)
    for given in (("collect", "--from", generated), ("scan", "--out", tmp_path / "o")):
        command, *more = given
        done = werklandschap(command, generated / "area.gpkg", "--lake", lake, *more)
        assert done.status == 2
        assert "[lake.newer_schema]" in done.err
    assert tree(lake) == before


def test_a_bad_area_writes_nothing(werklandschap, tmp_path):
    area = tmp_path / "area.gpkg"
    area.write_bytes(b"PK\x03\x04")
    done = werklandschap(
        "collect", area, "--lake", tmp_path / "lake", "--from", tmp_path
    )
    assert done.status == 2
    assert done.err.count("\n") == 1
    assert "[area.unreadable]" in done.err
    assert not (tmp_path / "lake").exists()


def test_a_service_that_is_down_names_itself_and_keeps_the_lake(
    werklandschap, generated, collected, tmp_path
):
    lake = shutil.copytree(collected, tmp_path / "lake")
    before = tree(lake / "pieces")
    done = werklandschap(
        *("collect", generated / "area.gpkg", "--lake", lake, "--source", "bgt_cover"),
        # Port 9 of this very machine: nobody answers there.
        *("--endpoint", "https://api.pdok.nl=http://127.0.0.1:9"),
        *("--language", "en"),
    )
    assert done.status == 2
    assert "[service.unavailable]" in done.err
    assert "--from FOLDER" in done.err
    assert tree(lake / "pieces") == before


def test_services_that_are_all_silent_are_told_in_one_sentence(
    werklandschap, generated, tmp_path
):
    down = [
        argument
        for host in ("api.pdok.nl", "service.pdok.nl")
        for argument in ("--endpoint", f"https://{host}=http://127.0.0.1:9")
    ]
    done = werklandschap(
        *("collect", generated / "area.gpkg", "--lake", tmp_path / "lake"),
        *("--source", "bgt_cover", "--source", "bag_buildings", *down),
        *("--source", "ahn_terrain", "--language", "en"),
    )
    assert done.status == 2
    assert done.err.count("\n") == 1
    assert "Buildings (BAG)" in done.err
    assert "Ground cover (BGT)" in done.err


def test_damaged_files_are_named_and_the_rest_is_taken(
    werklandschap, generated, tmp_path
):
    files = shutil.copytree(generated, tmp_path / "files")
    (files / "empty.zip").write_bytes(b"")
    (files / "broken.zip").write_bytes(b"PK\x03\x04 broken")
    done = werklandschap(
        *("collect", generated / "area.gpkg", "--lake", tmp_path / "lake"),
        *("--from", files),
    )
    assert done.status == 2
    assert "[file.broken_archive]" in done.err
    assert "Bomen" in done.out


@pytest.mark.slow
def test_a_full_disk_is_said_and_a_former_scan_stays(
    werklandschap, generated, collected, tmp_path
):
    given = [
        *("scan", generated / "area.gpkg", "--lake", collected),
        *("--out", tmp_path / "out", "--on", "2026-11-01"),
        *("--simulate", "none"),
    ]
    assert werklandschap(*given).status == 0
    before = tree(tmp_path / "out")
    for kib in (20, 200, 600):
        line = " ".join(map(str, [COMMAND, *given]))
        done = subprocess.run(
            ["bash", "-c", f"ulimit -f {kib}; {line}"],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 2, done.stderr
        assert "[disk.full]" in done.stderr
        assert tree(tmp_path / "out") == before


def test_a_folder_that_cannot_be_written_is_said(
    werklandschap, generated, collected, tmp_path
):
    (tmp_path / "out").write_text("a file")
    done = werklandschap(
        *("scan", generated / "area.gpkg", "--lake", collected),
        *("--out", tmp_path / "out"),
    )
    assert done.status == 2
    assert "[place.not_writable]" in done.err


@pytest.mark.real
def test_a_register_is_read_checked_and_added_up(werklandschap, real_data):
    file = real_data / "stat" / "ibis_landelijk" / "ibis_bedrijventerreinen.csv"
    done = werklandschap("register", file, "--language", "en")
    assert done.status == 0
    assert "3,646 parks" in done.out


@pytest.mark.parametrize(
    ("option", "value"), [("--simulate", "hitte"), ("--cell", "3")]
)
def test_an_unknown_simulation_is_refused_in_one_sentence(
    generated, collected, tmp_path, capsys, option, value
):
    asked = ["scan", generated / "area.gpkg", "--lake", collected]
    asked += ["--out", tmp_path / "out", option, value]
    with pytest.raises(SystemExit) as stop:
        main([str(word) for word in asked])
    assert stop.value.code == 2
    assert value in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_help_names_every_command():
    done = subprocess.run(
        [COMMAND, "--help"], capture_output=True, text=True, check=True
    )
    for command in ("collect", "scan", "register", "demo", "serve", "worker"):
        assert command in done.stdout
