"""Compiles a catalogue of translations: ``python -m … from.po to.mo``, for the Makefile.

Django's own command needs gettext on the machine, which not every machine has.
"""

import sys
from pathlib import Path


def compile_catalogue(source: Path, target: Path) -> None:
    """Write the binary form of a catalogue; texts that are marked fuzzy are left out."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with source.open("rb") as texts:
        catalogue = read_po(texts, abort_invalid=True)
    with target.open("wb") as compiled:
        write_mo(compiled, catalogue)


if __name__ == "__main__":
    compile_catalogue(Path(sys.argv[1]), Path(sys.argv[2]))
