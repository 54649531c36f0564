"""What is kept stays whole, whatever happens to the one who keeps it."""

import os
import signal
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werklandschap.store.results import NoSuchResult, Results


@pytest.fixture
def files(tmp_path):
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "scan.json").write_text("{}")
    (folder / "report_nl.pdf").write_bytes(b"%PDF" * 1000)
    return folder


@pytest.fixture
def results(tmp_path):
    return Results(tmp_path / "results")


def test_what_was_kept_can_be_read_back(files, results):
    digest = results.keep(files)
    assert results.has(digest)
    assert results.file(digest, "scan.json").read_text() == "{}"


def test_the_same_files_lie_there_once(files, results):
    digest = results.keep(files)
    before = results.file(digest, "scan.json").stat().st_ino
    assert results.keep(files) == digest
    assert results.file(digest, "scan.json").stat().st_ino == before


def test_another_byte_or_another_name_is_another_result(files, results):
    first = results.keep(files)
    (files / "scan.json").write_text("[]")
    second = results.keep(files)
    (files / "scan.json").rename(files / "figures.json")
    assert len({first, second, results.keep(files)}) == 3
    assert results.file(first, "scan.json").read_text() == "{}"


@pytest.mark.parametrize(
    "name", ["../scan.json", "/etc/passwd", "", ".", "..", "a/b", "scan.json\0", "nee"]
)
def test_no_name_leads_elsewhere(files, results, name):
    digest = results.keep(files)
    with pytest.raises(NoSuchResult):
        results.file(digest, name)


@given(st.text(), st.text())
def test_no_text_at_all_leads_elsewhere(digest, name):
    with pytest.raises(NoSuchResult):
        Results(Path("/")).file(digest, name)


def test_links_and_folders_are_not_kept(files, results):
    (files / "link").symlink_to(files / "scan.json")
    with pytest.raises(ValueError, match="link"):
        results.keep(files)
    (files / "link").unlink()
    (files / "folder").mkdir()
    with pytest.raises(ValueError, match="folder"):
        results.keep(files)


def test_two_at_once_keep_one_whole_result(files, results):
    found = []
    threads = [
        threading.Thread(target=lambda: found.append(results.keep(files)))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == 1
    assert len(found) == 8
    assert not list(results.folder.glob(".*"))


@pytest.mark.parametrize("write", ["copyfile", "rename", "flush"])
def test_a_kill_leaves_nothing_half(files, results, write):
    """Kill the process in the middle of its first copy, flush or rename."""
    script = f"""
        import os, signal, pathlib, shutil
        from werklandschap.store import results
        def die(*_, **__): os.kill(os.getpid(), signal.SIGKILL)
        results.shutil.copyfile = die if {write!r} == "copyfile" else shutil.copyfile
        if {write!r} == "flush": results.flush = die
        if {write!r} == "rename": pathlib.Path.rename = die
        results.Results(pathlib.Path({str(results.folder)!r})).keep(
            pathlib.Path({str(files)!r}))
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(script)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert list(results.folder.glob(".*"))
    assert not list(results.folder.glob("[!.]*/*"))
    results.sweep()
    assert not list(results.folder.glob(".*"))
    assert results.file(results.keep(files), "scan.json").read_text() == "{}"


def test_a_sweep_leaves_the_work_of_the_living(results):
    with results.workspace() as own:
        (own / "busy").touch()
        results.sweep()
        assert (own / "busy").exists()
    assert str(os.getpid()) in own.name
    assert not own.exists()
