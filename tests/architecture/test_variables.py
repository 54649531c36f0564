"""The deployment guide names every environment variable, and no other."""

import re
from pathlib import Path

import werklandschap

PACKAGE = Path(werklandschap.__file__).parent
GUIDE = Path(__file__).parents[2] / "docs" / "how-to" / "deploy.md"


def read_by_the_platform():
    asked = re.compile(r'(?:value|values|number)\(\s*"([A-Z0-9_]+)"')
    code = "\n".join(file.read_text("utf-8") for file in (PACKAGE / "web").glob("*.py"))
    ours = {f"WERKLANDSCHAP_{name}" for name in asked.findall(code)}
    told = (PACKAGE / "cli" / "__init__.py").read_text("utf-8")
    return ours | set(re.findall(r'environ\.get\("([A-Z_0-9]+)"', told))


def test_the_guide_lists_what_the_platform_reads():
    listed = re.findall(
        r"^\| `([A-Z0-9_]+)` \|", GUIDE.read_text("utf-8"), re.MULTILINE
    )
    assert sorted(listed) == sorted(set(listed))
    assert set(listed) == read_by_the_platform()
