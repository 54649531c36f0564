"""What a table of a landscape is: named columns with kinds, and a geometry or none."""

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

import pandas as pd
from geopandas import GeoDataFrame

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text

RIJKSDRIEHOEK = "EPSG:28992"

Kind = Literal["str", "float64", "Int16", "bool", "boolean", "datetime64[s, UTC]"]
Shape = Literal["polygon", "line", "point"]

_SHAPES: dict[Shape, set[str]] = {
    "polygon": {"Polygon", "MultiPolygon"},
    "line": {"LineString", "MultiLineString"},
    "point": {"Point"},
}


@dataclass(eq=False)
class TableMismatch(WerklandschapError):
    """A frame that does not have the columns its table promises."""

    code: ClassVar[str] = "landscape.table_mismatch"
    message: ClassVar[Text] = Text(
        nl="Tabel ‘{table}’ klopt niet: {problem}.",
        en="Table ‘{table}’ is not as declared: {problem}.",
    )

    table: str
    problem: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name carries the unit; missing is never zero."""

    name: str
    kind: Kind
    means: Text
    may_be_missing: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """The shape of one kind of thing in the landscape.

    A table without ``shape`` has no geometry: it is a plain frame.
    """

    name: str
    key: str
    shape: Shape | None
    label: Text
    columns: tuple[Column, ...]

    def check(self, frame: GeoDataFrame) -> GeoDataFrame:
        """Return ``frame`` unchanged, or raise if it is not this table.

        Raises
        ------
        TableMismatch
            If a column lacks, has another type or misses values it must have.
        """
        for problem in self._problems(frame):
            raise TableMismatch(self.name, problem)
        return frame

    def complete(self, frame: GeoDataFrame) -> GeoDataFrame:
        """Bring ``frame`` into the table's shape: its columns, order and types.

        A column that the supplier does not have becomes missing in every row; a
        column that the table does not know is left out.
        """
        columns = {column.name: _typed(frame, column) for column in self.columns}
        if self.shape is None:
            return self.check(pd.DataFrame(columns, index=frame.index))
        whole = GeoDataFrame(
            columns, geometry=frame.geometry.values, crs=frame.crs, index=frame.index
        )
        return self.check(whole)

    def empty(self) -> GeoDataFrame:
        """Return the table without rows."""
        index = pd.Index([], name=self.key, dtype="str")
        if self.shape is None:
            return self.complete(pd.DataFrame(index=index))
        return self.complete(GeoDataFrame(geometry=[], crs=RIJKSDRIEHOEK, index=index))

    def _problems(self, frame: GeoDataFrame) -> list[str]:
        problems = [
            f"column {column.name!r} should be {column.kind}"
            for column in self.columns
            if column.name not in frame or frame[column.name].dtype != column.kind
        ]
        problems += [
            f"column {column.name!r} may not be missing"
            for column in self.columns
            if not column.may_be_missing
            and column.name in frame
            and frame[column.name].isna().any()
        ]
        if frame.index.name != self.key or not frame.index.is_unique:
            problems.append(f"index should be a unique {self.key!r}")
        return problems if self.shape is None else problems + self._misplaced(frame)

    def _misplaced(self, frame: GeoDataFrame) -> list[str]:
        problems = []
        if frame.crs != RIJKSDRIEHOEK:
            problems.append(f"reference system should be {RIJKSDRIEHOEK}")
        strange = (
            set(frame.geom_type.dropna().unique()) - _SHAPES[self.shape or "point"]
        )
        if strange:
            problems.append(f"geometry should be {self.shape}, not {sorted(strange)}")
        if frame.geometry.isna().any() or frame.geometry.is_empty.any():
            problems.append("geometry may not be missing")
        return problems


def _typed(frame: GeoDataFrame, column: Column) -> "pd.Series[Any]":
    if column.name in frame:
        values: pd.Series[Any] = frame[column.name]
        return values.astype(column.kind)
    return pd.Series([None] * len(frame), index=frame.index).astype(column.kind)
