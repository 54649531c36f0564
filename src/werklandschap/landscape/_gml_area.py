"""Outlines in GML, whoever wrote it: surfaces only, and nothing that refers elsewhere."""

import re
from dataclasses import dataclass
from typing import ClassVar

import geopandas as gpd
import numpy as np
import shapely
from geopandas import GeoDataFrame
from lxml import etree

from werklandschap.core.text import Text
from werklandschap.geo.gml import parse_geometry
from werklandschap.landscape.areas import (
    AboutArea,
    AreaWithoutReference,
    NoPolygons,
    UnreadableArea,
)

_SURFACES = {"Polygon", "Surface", "MultiSurface", "MultiPolygon", "CompositeSurface"}
_NORTH_FIRST = {"4326", "4258"}


@dataclass(eq=False)
class HostileXml(AboutArea):
    """XML that asks for more than it is."""

    code: ClassVar[str] = "area.hostile_xml"
    message: ClassVar[Text] = Text(
        nl="{file} bevat een verwijzing (DOCTYPE) die we niet volgen. Sla het opnieuw op "
        "als gewone GML.",
        en="{file} holds a reference (DOCTYPE) that we do not follow. Save it again as "
        "plain GML.",
    )


def read_gml(content: bytes, called: str) -> GeoDataFrame:
    """Read the surfaces in a GML file, in the reference system that they name.

    Parameters
    ----------
    content : bytes
        The file.
    called : str
        What people call it.

    Raises
    ------
    HostileXml
        If it refers to anything outside itself.
    UnreadableArea, NoPolygons, AreaWithoutReference
        If there is no outline in it.
    """
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise HostileXml(called)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        raise UnreadableArea(called) from None
    if root.getroottree().docinfo.doctype:
        raise HostileXml(called)  # in another encoding than we looked in
    shapes, code = [], ""
    for element in _surfaces(root):
        try:
            shape = parse_geometry(element).geometry
        except ValueError:
            raise UnreadableArea(called) from None
        code, is_north_first = _reference(element, code)
        shapes.append(shapely.transform(shape, _swap) if is_north_first else shape)
    if not shapes:
        raise NoPolygons(called)
    if not code:
        raise AreaWithoutReference(called)
    return gpd.GeoDataFrame(geometry=shapes, crs=f"EPSG:{code}")


def _surfaces(root: etree._Element) -> list[etree._Element]:
    """Find the outermost surfaces."""
    found: list[etree._Element] = []
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if not isinstance(element.tag, str):
            continue
        if etree.QName(element).localname in _SURFACES:
            found.append(element)
        else:
            waiting += reversed(list(element))
    return found


def _reference(element: etree._Element, before: str) -> tuple[str, bool]:
    """Find the reference system of a surface, and whether it puts north first."""
    names = [each.get("srsName", "") for each in (element, *element.iterancestors())]
    inner = [each.get("srsName", "") for each in element.iter()]
    name = next((name for name in (*names, *inner) if name), "")
    if not name:
        return before, False
    code = re.search(r"(\d{4,5})$", name)
    if code is None or code[1] not in {"28992", "7415", *_NORTH_FIRST}:
        return before, False
    is_long_name = name.startswith(("urn:", "http"))
    return code[1], code[1] in _NORTH_FIRST and is_long_name


def _swap(xy: "np.typing.NDArray[np.float64]") -> "np.typing.NDArray[np.float64]":
    return xy[:, ::-1]
