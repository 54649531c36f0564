"""Turning the register as published into one table with one set of names."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from geopandas import GeoDataFrame

from werklandschap.register.fields import FIELDS, Field, ReadsAs, schema_of

Columns: TypeAlias = "Mapping[str, pd.Series[Any]]"
Values: TypeAlias = "pd.Series[Any]"

YEAR_REPAIRS = ("year_before", "year_circa")
"""What can be mended in a year of first issue: ``v1900`` and ``±1950``."""

_HA_PER_M2 = 1e-4


def canonical(frame: pd.DataFrame, *, file: str = "") -> pd.DataFrame:
    """Give the register our own names, units and types, whatever file it came from.

    Parameters
    ----------
    frame : DataFrame or GeoDataFrame
        The register in the publisher's words, one row per record.
    file : str
        What people call the file, for the error.

    Returns
    -------
    DataFrame or GeoDataFrame
        One row per record of ``frame``, in the same order and with the same index and
        geometry: every field of `FIELDS`, areas in hectares, missing where the file
        does not have it; ``unreadable``, the values that could not be read, as
        ``gross_ha=n.v.t.``, separated by ``;``; and ``mended``, one of `YEAR_REPAIRS`.

    Raises
    ------
    NoRegister
        If the table is not the register in any form we know.
    """
    version = schema_of(map(str, frame.columns), file=file).name
    supplied = {str(column).lower(): column for column in frame.columns}
    texts = {
        name: _texts(frame[supplied[column.name.lower()]])
        for name, field in FIELDS.items()
        if (column := field.columns.get(version)) and column.name.lower() in supplied
    }
    columns: dict[str, Values] = {
        name: _READERS[field.reads_as](texts[name], field, version)
        if name in texts
        else _absent(field, frame.index)
        for name, field in FIELDS.items()
    }
    columns["unreadable"] = _unreadable(texts, columns)
    columns["mended"] = _mended(texts, frame.index)
    columns["issuable_ha"] = columns["issuable_ha"].fillna(_still_issuable_ha(columns))
    register = pd.DataFrame(columns, index=frame.index)
    return _with_geometry_of(frame, register)


def _with_geometry_of(frame: pd.DataFrame, register: pd.DataFrame) -> pd.DataFrame:
    if not isinstance(frame, GeoDataFrame):
        return register
    whole: pd.DataFrame = GeoDataFrame(
        register, geometry=frame.geometry.values, crs=frame.crs
    )
    return whole


def read_years(texts: "pd.Series[str]") -> "tuple[pd.Series[int], pd.Series[str]]":
    """Read years of first issue, that may be no more than an indication.

    Parameters
    ----------
    texts : Series of str
        ``1998``, ``v1900`` (before 1900), ``±1950`` or an unreadable character and
        ``1950`` (about 1950).

    Returns
    -------
    Series of Int16
        The year; missing where there is none.
    Series of str
        What was mended, one of `YEAR_REPAIRS`; missing where nothing was.
    """
    parts = texts.str.extract(r"^(?P<sign>.*?)\s*(?P<year>[12]\d{3})(?:\.0+)?$")
    sign = parts["sign"].str.strip().str.lower()
    is_before = sign.isin(["v", "v.", "voor", "<"])
    is_circa = sign.isin(["\ufffd", "±", "ca", "ca.", "c.", "circa", "~"])
    is_readable = is_before | is_circa | sign.eq("").fillna(value=False)
    years = pd.to_numeric(parts["year"].where(is_readable)).astype("Int16")
    repairs = pd.Series(None, index=texts.index, dtype="str")
    repairs[is_before] = "year_before"
    repairs[is_circa] = "year_circa"
    return years, repairs


def _texts(values: Values) -> "pd.Series[str]":
    """Write values as trimmed text, missing where empty."""
    texts = values.astype("str").str.strip()
    return texts.mask(texts.eq("") | values.isna())


def _text(texts: "pd.Series[str]", _field: Field, _version: str) -> Values:
    # A number that was read as one comes out with a fraction of nothing: 691.0.
    return texts.str.replace(r"^(\d+)\.0+$", r"\1", regex=True)


def _name(texts: "pd.Series[str]", _field: Field, _version: str) -> Values:
    return texts.str.replace(r"\s+", " ", regex=True)


def _code(texts: "pd.Series[str]", field: Field, _version: str) -> Values:
    """Write codes as CBS does, ``GM0518``; several are separated by ``;``."""
    digits = 4 if field.prefix == "GM" else 2
    bare = texts.str.replace(r"[;,/\s]+", ";", regex=True).str.strip(";")
    return bare.str.replace(
        rf"(?:{field.prefix})?(\d+)(?:\.0+)?(?=;|$)",
        lambda match: f"{field.prefix}{match[1].zfill(digits)}",
        regex=True,
    )


def _area(texts: "pd.Series[str]", field: Field, version: str) -> Values:
    factor = _HA_PER_M2 if field.columns[version].unit == "m2" else 1.0
    return _numbers(texts) * factor


def _year(texts: "pd.Series[str]", _field: Field, _version: str) -> Values:
    return _whole(texts, smallest=1000, largest=2999)


def _first_year(texts: "pd.Series[str]", _field: Field, _version: str) -> Values:
    return read_years(texts)[0]


def _category(texts: "pd.Series[str]", _field: Field, _version: str) -> Values:
    return _whole(texts, smallest=1, largest=6)


def _yes_no(texts: "pd.Series[str]", _field: Field, _version: str) -> Values:
    answers = {"ja": True, "j": True, "nee": False, "n": False}
    return texts.str.lower().map(answers).astype("boolean")


def _whole(texts: "pd.Series[str]", *, smallest: int, largest: int) -> Values:
    numbers = _numbers(texts)
    is_whole = numbers.between(smallest, largest) & (numbers % 1 == 0)
    return numbers.where(is_whole).astype("Int16")


def _numbers(texts: "pd.Series[str]") -> "pd.Series[float]":
    """Read numbers, also with a decimal comma (1.234,5); missing where unreadable."""
    is_dutch = texts.str.match(r"-?[\d.]*,\d+$").fillna(value=False).astype(bool)
    dutch = texts.str.replace(".", "", regex=False).str.replace(",", ".", regex=False)
    numbers = pd.to_numeric(texts.mask(is_dutch, dutch), errors="coerce")
    return numbers.astype("float64").replace([np.inf, -np.inf], np.nan)


def _absent(field: Field, index: "pd.Index[int]") -> Values:
    return pd.Series(None, index=index, dtype=_KINDS[field.reads_as])


def _unreadable(texts: Columns, columns: Columns) -> "pd.Series[str]":
    """Name the values that were there and could not be read."""
    index = next(iter(texts.values())).index
    told = pd.Series("", index=index, dtype="str")
    for name, text in texts.items():
        is_lost = text.notna() & columns[name].isna()
        told[is_lost] += f"{name}=" + text[is_lost] + ";"
    return told.str.rstrip(";").replace("", None)


def _mended(texts: Columns, index: "pd.Index[int]") -> "pd.Series[str]":
    if "start_year" in texts:
        return read_years(texts["start_year"])[1]
    return pd.Series(None, index=index, dtype="str")


def _still_issuable_ha(
    columns: Columns,
) -> "pd.Series[float]":
    """Compute what is left to issue, as PBL does where it is not reported.

    Net minus issued minus issued this year plus bought back, not below zero; missing
    where one of the first three is.

    References
    ----------
    PBL, RuimteScanner (RSopen), IBIS 2021-2023: ``nog_uitgeefbaar``.
    """
    left_ha = (
        columns["net_ha"]
        - columns["issued_ha"]
        - columns["issued_this_year_ha"]
        + columns["bought_back_ha"].fillna(0.0)
    )
    return left_ha.clip(lower=0.0)


_KINDS: Mapping[ReadsAs, str] = {
    "text": "str",
    "name": "str",
    "code": "str",
    "area": "float64",
    "year": "Int16",
    "first_year": "Int16",
    "category": "Int16",
    "yes_no": "boolean",
}
_READERS: Mapping[ReadsAs, Callable[["pd.Series[str]", Field, str], Values]] = {
    "text": _text,
    "name": _name,
    "code": _code,
    "area": _area,
    "year": _year,
    "first_year": _first_year,
    "category": _category,
    "yes_no": _yes_no,
}
