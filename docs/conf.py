"""Build the documentation; the catalogue pages are written from the registries."""

import os
import sys
from pathlib import Path

import django

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

os.environ["DJANGO_SETTINGS_MODULE"] = "werklandschap.web.settings"
os.environ.setdefault("WERKLANDSCHAP_SECRET_KEY", "the documentation signs nothing")
django.setup()

from _catalogue import write_catalogue  # noqa: E402 - it lies beside this file and needs the apps

project = "werklandschap"
author = "werklandschap"
extensions = [
    "myst_parser",
    "numpydoc",
    "sphinx.ext.autodoc",
    "sphinx.ext.mathjax",
]
html_theme = "pydata_sphinx_theme"
html_theme_options = {"show_prev_next": False, "navigation_with_keys": False}
html_title = "werklandschap"
exclude_patterns = ["_build"]
myst_heading_anchors = 3
nitpicky = True
# Types in signatures are for readers and mypy; they are no links.
nitpick_ignore_regex = [("py:.*", r".*")]
numpydoc_xref_param_type = False
numpydoc_show_class_members = False
autodoc_typehints = "none"

write_catalogue(HERE / "generated")
