"""Business parks (IBIS) of the provinces, as polygons with a RIN number."""

from collections.abc import Sequence
from datetime import date, timedelta

import pandas as pd
import shapely
from geopandas import GeoDataFrame
from shapely import Polygon

from werklandschap.core.text import Text
from werklandschap.landscape import PARKS, RIJKSDRIEHOEK
from werklandschap.register import canonical, is_register
from werklandschap.sources._declare import SOURCES, Asset, Reading, Source
from werklandschap.sources._documents import Document
from werklandschap.sources._layers import layers_where, mend, read_layer, touching

_NO_RECORDS = GeoDataFrame(
    {"RIN_NUMMER": [], "PLAN_NAAM": []}, geometry=[], crs=RIJKSDRIEHOEK
)


def locate(_area: Polygon, _on: date) -> list[Asset]:
    """Find the open WFS with the parks of all provinces.

    It mixes reference years and leaves some municipality codes unknown (GM0000).
    """
    return [
        Asset(
            "https://www.warmteatlas.nl/geoserver/WarmteAtlas/wfs",
            "wfs",
            {
                "typenames": "WarmteAtlas:IBISbedrijventerreinen",
                "output_format": "application/json",
                "srsName": RIJKSDRIEHOEK,
            },
        )
    ]


def recognise(documents: Sequence[Document]) -> list[Document]:
    """Pick the files with a column of RIN numbers and geometry."""
    return [document for document in documents if layers_where(document, is_register)]


def read(documents: Sequence[Document], area: Polygon | None) -> Reading:
    """Read the records of all parks that lie at least partly in ``area``.

    The frame has the fields of the register under our own names, since every file calls
    them differently; a park may be in several records, one per polygon or year.

    Raises
    ------
    TruncatedFile, NoReferenceSystem
        If a file cannot be read, or does not say where it lies.
    """
    frames = [
        canonical(_NO_RECORDS),
        *(
            canonical(read_layer(document, layer), file=document.origin)
            for document in documents
            for layer in layers_where(document, is_register)
        ),
    ]
    records, mended = mend(pd.concat(frames, ignore_index=True))
    inside = records.loc[touching(records, area), "rin"]
    records = records[records["rin"].isin(inside)]
    years = records["reference_year"].dropna()
    return Reading(
        records,
        published=date(int(years.max()), 1, 1) if len(years) else None,
        repairs=_repairs(records, mended),
    )


def tidy(records: GeoDataFrame) -> GeoDataFrame:
    """Make one park of all polygons of a RIN, as in its newest reference year.

    Areas are those of the whole park, repeated in each of its records. The municipality,
    COROP region and province are not taken from the register: derive them from the
    geometry with `register.with_regions`. A park without a name is called by its RIN.
    """
    newest = _newest(records)
    parks = newest.drop_duplicates("rin").set_index("rin").sort_index()
    shapes = newest.geometry.groupby(newest["rin"]).agg(
        lambda polygons: shapely.union_all(polygons.values)
    )
    own = parks.drop(columns=["corop_code", "province_code"])
    named = own.assign(name=own["name"].fillna(own.index.to_series()))
    whole = named.set_geometry(shapes.loc[parks.index].values, crs=records.crs)
    return whole.rename_axis(PARKS.key)


def _newest(records: GeoDataFrame) -> GeoDataFrame:
    """Leave out older years of a park, repeated polygons and records without a RIN."""
    known = records[records["rin"].notna()]
    year = known["reference_year"].astype("float64").fillna(0.0)
    latest = known[year == year.groupby(known["rin"]).transform("max")]
    shape = pd.Series(shapely.to_wkb(latest.geometry.values), index=latest.index)
    return latest[~pd.DataFrame({"rin": latest["rin"], "shape": shape}).duplicated()]


def _repairs(records: GeoDataFrame, mended: int) -> dict[str, int]:
    newest = _newest(records)
    parks = newest.groupby("rin")
    differing = parks[["gross_ha", "net_ha"]].nunique().gt(1).any(axis=1)
    counts = {
        "invalid_ring": mended,
        "without_rin": int(records["rin"].isna().sum()),
        "older_record": int(records["rin"].notna().sum()) - len(newest),
        "polygon_merged": len(newest) - parks.ngroups,
        "areas_differ_within_rin": int(differing.sum()),
        "without_name": int(newest["name"].isna().sum()),
    }
    counts |= {
        str(repair): int(count)
        for repair, count in newest["mended"].value_counts().items()
    }
    return {repair: count for repair, count in counts.items() if count}


SOURCES.add(
    Source(
        name="ibis_parks",
        title=Text(nl="Bedrijventerreinen (IBIS)", en="Business parks (IBIS)"),
        publisher="Provincies (IPO)",
        licence="CC0-1.0",
        landing_page="https://www.ibis-bedrijventerreinen.nl",
        refreshed_every=timedelta(days=366),
        resolution_m=5.0,
        delivers=PARKS,
        locate=locate,
        recognise=recognise,
        read=read,
        tidy=tidy,
    )
)
