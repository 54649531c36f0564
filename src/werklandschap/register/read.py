"""Reading the register from a file."""

from pathlib import Path

import pandas as pd
import pyogrio
from pyogrio.errors import DataLayerError, DataSourceError

from werklandschap.register.canonical import canonical
from werklandschap.register.fields import NoRegister, is_register

_BINARY = (b"PK\x03\x04", b"SQLite format 3\0", b"PAR1")


def read_register(file: Path) -> pd.DataFrame:
    """Read the register of business parks, without geometry.

    Parameters
    ----------
    file : Path
        A table separated by commas, semicolons or tabs (UTF-8 or Windows-1252), an
        Excel workbook or a GeoPackage; told by content, not by name.

    Returns
    -------
    DataFrame
        As `canonical` gives it, with one row per record.

    Raises
    ------
    NoRegister
        If it holds no table with RIN numbers and names.
    """
    with file.open("rb") as stream:
        is_binary = stream.read(16).startswith(_BINARY)
    frame = _from_layers(file) if is_binary else _from_text(file)
    return canonical(frame, file=file.name)


def _from_text(file: Path) -> pd.DataFrame:
    encoding = _encoding(file)
    with file.open(encoding=encoding, errors="replace") as stream:
        header = stream.readline()
    separator = max(",;\t", key=header.count)
    try:
        return pd.read_csv(
            file,
            sep=separator,
            dtype="str",
            keep_default_na=False,
            encoding=encoding,
            encoding_errors="replace",
        )
    except (pd.errors.ParserError, pd.errors.EmptyDataError):
        raise NoRegister(file.name) from None


def _encoding(file: Path) -> str:
    try:
        file.read_text("utf-8-sig")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _from_layers(file: Path) -> pd.DataFrame:
    try:
        for layer in pyogrio.list_layers(file)[:, 0]:
            if is_register(pyogrio.read_info(file, layer=layer)["fields"]):
                frame: pd.DataFrame = pyogrio.read_dataframe(
                    file, layer=layer, read_geometry=False
                )
                return frame
    except (DataSourceError, DataLayerError):
        pass
    raise NoRegister(file.name)
