"""Telling how far a scan is."""

from collections.abc import Callable

from werklandschap.core.text import Text

Tell = Callable[[Text], None]
"""Is told each step when it begins."""


def nobody(_step: Text) -> None:
    """Tell nobody."""
