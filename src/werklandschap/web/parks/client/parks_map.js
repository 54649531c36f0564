// @ts-check
/** All parks on a map, in step with the table beside it. */

import { Popup } from "maplibre-gl";
import { baseMap, mayMove, token } from "../../theme/client/map.js";

const SOURCE = "parks";
const OWN = "own";
const LAST_TILES = 14;
const NEAR = 11;
const TARGETS = ["parks-outlines", "parks-points", "own-points"];

/** @typedef {{colours: string[], classes: Record<string, number>, matches: number[] | null, bounds: [number, number, number, number] | null}} Values */

/** @param {HTMLElement} element */
export function showParks(element) {
  const map = baseMap(element);
  const view = viewIn(location.search);
  if (view) {
    map.jumpTo(view);
  }
  map.on("load", async () => {
    addParks(map, element);
    await Promise.all([colour(map, element), addOwn(map, element)]);
    element.dataset.ready = "true";
  });
  map.on("moveend", () => keepView(map));
  listen(map, element);
}

/**
 * @param {import("maplibre-gl").Map} map
 * @param {HTMLElement} element
 */
function addParks(map, element) {
  map.addImage("not-measured", hatch());
  map.addSource(SOURCE, {
    type: "vector",
    tiles: [new URL(element.dataset.tiles ?? "", location.href).href.replace(/%7B/g, "{").replace(/%7D/g, "}")],
    maxzoom: LAST_TILES,
  });
  const from = { source: SOURCE, "source-layer": "outlines" };
  map.addLayer({ id: "parks-hatch", type: "fill", ...from, paint: { "fill-pattern": "not-measured", "fill-opacity": 0 } });
  map.addLayer({ id: "parks-outlines", type: "fill", ...from, paint: { "fill-color": fill(), "fill-opacity": faded(0.85, 0) } });
  map.addLayer({ id: "parks-borders", type: "line", ...from, paint: { "line-color": edge(), "line-width": width(1), "line-opacity": faded(1) } });
  map.addLayer({ id: "parks-points", type: "circle", source: SOURCE, "source-layer": "points", paint: circle() });
}

/**
 * @param {import("maplibre-gl").Map} map
 * @param {HTMLElement} element
 */
async function addOwn(map, element) {
  if (!element.dataset.private) {
    return;
  }
  const answer = await fetch(element.dataset.private + location.search);
  if (!answer.ok) {
    return;
  }
  const own = await answer.json();
  map.addSource(OWN, { type: "geojson", data: own });
  map.addLayer({ id: "own-points", type: "circle", source: OWN, paint: circle() });
  const { colours } = palette;
  for (const each of own.features) {
    map.setFeatureState(
      { source: OWN, id: each.id },
      { colour: colours[each.properties.class] ?? null, dim: !each.properties.matches },
    );
  }
}

const palette = { colours: /** @type {string[]} */ ([]) };

/**
 * Give every park the colour of its class and fade what the filters leave out.
 *
 * @param {import("maplibre-gl").Map} map
 * @param {HTMLElement} element
 */
async function colour(map, element) {
  const query = new URLSearchParams(location.search);
  for (const name of ["kaart", "terrein", "pagina", "sorteer"]) {
    query.delete(name);
  }
  if (![...query].length) {
    return;
  }
  const answer = await fetch(`${element.dataset.values}?${query}`);
  if (!answer.ok) {
    return;
  }
  const values = /** @type {Values} */ (await answer.json());
  palette.colours = values.colours;
  state.isColoured = values.colours.length > 0;
  repaint(map);
  const matches = values.matches && new Set(values.matches);
  const keys = new Set([...Object.keys(values.classes).map(Number), ...(matches ?? [])]);
  for (const id of keys) {
    const shown = { colour: values.colours[values.classes[id]] ?? null, is: matches ? matches.has(id) : true };
    for (const layer of ["points", "outlines"]) {
      map.setFeatureState({ source: SOURCE, sourceLayer: layer, id }, shown);
    }
  }
  state.isFiltered = matches !== null;
  repaint(map);
  if (values.bounds && !viewIn(location.search)) {
    map.fitBounds(values.bounds, { padding: 48, maxZoom: NEAR, animate: mayMove() });
  }
}

const state = { isColoured: false, isFiltered: false, selected: /** @type {number | null} */ (null) };

/** @param {import("maplibre-gl").Map} map */
function repaint(map) {
  for (const [name, value] of Object.entries(circle())) {
    map.setPaintProperty("parks-points", name, value);
  }
  map.setPaintProperty("parks-hatch", "fill-opacity", state.isColoured ? faded(0, 1) : 0);
  map.setPaintProperty("parks-borders", "line-color", edge());
  map.setPaintProperty("parks-outlines", "fill-color", fill());
  map.setPaintProperty("parks-outlines", "fill-opacity", faded(0.85, 0));
  map.setPaintProperty("parks-borders", "line-opacity", faded(1));
}

/** @returns {any} The colour of its class; white where nothing was measured. */
function fill() {
  const plain = state.isColoured ? "#ffffff" : token("green");
  return ["coalesce", ["feature-state", "colour"], plain];
}

/** @returns {any} */
function edge() {
  return ["case", ["boolean", ["feature-state", "selected"], false], token("focus"), state.isColoured ? token("ink") : token("paper")];
}

/**
 * @param {number} plain
 * @returns {any}
 */
function width(plain) {
  return ["case", ["boolean", ["feature-state", "selected"], false], plain + 3, plain];
}

/**
 * How clearly a park is seen: hardly if the filters leave it out.
 *
 * @param {number} clear
 * @param {number} [unmeasured] - Where it has no colour, so that the hatching shows.
 * @param {number} [out] - What the filters leave out.
 * @returns {any}
 */
function faded(clear, unmeasured = clear, out = 0.07) {
  const shown = state.isColoured
    ? ["case", ["==", ["feature-state", "colour"], null], unmeasured, clear]
    : clear;
  return state.isFiltered
    ? ["case", ["boolean", ["feature-state", "is"], false], shown, out]
    : shown;
}

/** @returns {any} */
function circle() {
  return {
    "circle-color": fill(),
    "circle-opacity": faded(0.9),
    "circle-radius": ["interpolate", ["linear"], ["zoom"], 5, 2, 7, 2.8, 9, 4.5, 12, 9],
    "circle-stroke-color": edge(),
    "circle-stroke-width": width(0.6),
    "circle-stroke-opacity": faded(1, 1, 0),
  };
}

/** Stripes for what was not measured, so that it is told by more than its colour. */
function hatch() {
  const size = 8;
  const data = new Uint8Array(size * size * 4);
  for (let at = 0; at < size * size; at += 1) {
    const isLine = (at + Math.floor(at / size)) % size < 1;
    data.set(isLine ? [98, 92, 83, 255] : [255, 255, 255, 255], at * 4);
  }
  return { width: size, height: size, data };
}

// -- In step with the table ------------------------------------------------------------

/**
 * @param {import("maplibre-gl").Map} map
 * @param {HTMLElement} element
 */
function listen(map, element) {
  const section = /** @type {HTMLElement} */ (document.querySelector("#parks-table"));
  map.on("click", (event) => {
    const here = map.queryRenderedFeatures(around(event.point), {
      layers: TARGETS.filter((layer) => map.getLayer(layer)),
    });
    const found = here.find((each) => !state.isFiltered || map.getFeatureState(each).is || each.source === OWN);
    if (found) {
      choose(map, element, String(found.properties.code), Number(found.properties.pk), event.lngLat);
    }
  });
  map.on("mousemove", (event) => {
    const layers = TARGETS.filter((layer) => map.getLayer(layer));
    const isOver = map.queryRenderedFeatures(event.point, { layers }).length > 0;
    map.getCanvas().style.cursor = isOver ? "pointer" : "";
  });
  section.addEventListener("click", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    const link = target.closest('a[href^="?"]');
    const row = target.closest("tr[data-at]");
    if (link instanceof HTMLAnchorElement && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      turnTo(link.search);
    } else if (row instanceof HTMLElement && !target.closest("a")) {
      chooseRow(map, row, true);
    }
  });
  section.addEventListener("focusin", (event) => {
    const row = /** @type {HTMLElement} */ (event.target).closest("tr[data-at]");
    if (row instanceof HTMLElement) {
      chooseRow(map, row, false);
    }
  });
  const first = section.querySelector("tr.is-selected");
  if (first instanceof HTMLElement) {
    map.once("load", () => chooseRow(map, first, !viewIn(location.search)));
    first.scrollIntoView({ block: "center" });
  }
}

/** @param {import("maplibre-gl").Point} point */
function around(point) {
  const reach = 4;
  return /** @type {[[number, number], [number, number]]} */ ([
    [point.x - reach, point.y - reach],
    [point.x + reach, point.y + reach],
  ]);
}

/** @type {Popup | null} */
let popup = null;

/**
 * A park was clicked on the map: find its row, on whatever page of the table it is.
 *
 * @param {import("maplibre-gl").Map} map
 * @param {HTMLElement} element
 * @param {string} code
 * @param {number} pk
 * @param {import("maplibre-gl").LngLat} at
 */
async function choose(map, element, code, pk, at) {
  if (!rowOf(code)) {
    const query = new URLSearchParams(location.search);
    query.delete("pagina");
    query.set("terrein", code);
    await turnTo(`?${query}`);
  }
  const row = rowOf(code);
  highlight(map, pk, row);
  row?.scrollIntoView({ block: "nearest", behavior: mayMove() ? "smooth" : "auto" });
  remember(code);
  popup?.remove();
  if (row) {
    popup = new Popup({ maxWidth: "18rem", closeButton: true, locale: { "Popup.Close": element.dataset.close } })
      .setLngLat(at)
      .setDOMContent(card(row, element))
      .addTo(map);
  }
}

/**
 * @param {HTMLElement} row
 * @param {HTMLElement} element
 */
function card(row, element) {
  const box = document.createElement("div");
  const name = document.createElement("strong");
  const facts = document.createElement("p");
  const link = document.createElement("a");
  const source = row.querySelector("th a");
  name.textContent = source?.textContent ?? "";
  facts.textContent = [...row.querySelectorAll("td")].map((cell) => cell.textContent?.trim()).filter((text) => text && text !== "–").join(" · ");
  link.href = source?.getAttribute("href") ?? "";
  link.textContent = element.dataset.open ?? "";
  box.append(name, facts, link);
  return box;
}

/**
 * @param {import("maplibre-gl").Map} map
 * @param {HTMLElement} row
 * @param {boolean} isAsked - Whether the map should go there, or only if it is not in sight.
 */
function chooseRow(map, row, isAsked) {
  const at = /** @type {[number, number]} */ ((row.dataset.at ?? "").split(",").map(Number));
  highlight(map, Number(row.dataset.pk), row);
  remember(row.dataset.code ?? "");
  popup?.remove();
  if (isAsked || !map.getBounds().contains(at)) {
    const zoom = isAsked ? Math.max(map.getZoom(), NEAR) : map.getZoom();
    map.easeTo({ center: at, zoom, animate: mayMove() });
  }
}

/**
 * @param {import("maplibre-gl").Map} map
 * @param {number} pk
 * @param {Element | null} row
 */
function highlight(map, pk, row) {
  for (const each of document.querySelectorAll("#parks-table tr.is-selected")) {
    each.classList.remove("is-selected");
    each.querySelector("th a")?.removeAttribute("aria-current");
  }
  row?.classList.add("is-selected");
  row?.querySelector("th a")?.setAttribute("aria-current", "true");
  if (map.getSource(SOURCE)) {
    mark(map, state.selected, false);
    mark(map, pk, true);
  }
  state.selected = pk;
}

/**
 * @param {import("maplibre-gl").Map} map
 * @param {number | null} id
 * @param {boolean} selected
 */
function mark(map, id, selected) {
  if (id === null) {
    return;
  }
  for (const sourceLayer of ["points", "outlines"]) {
    map.setFeatureState({ source: SOURCE, sourceLayer, id }, { selected });
  }
  if (map.getSource(OWN)) {
    map.setFeatureState({ source: OWN, id }, { selected });
  }
}

/** @param {string} code */
function rowOf(code) {
  return /** @type {HTMLElement | null} */ (document.querySelector(`#parks-table tr[data-code="${CSS.escape(code)}"]`));
}

/**
 * Show another page or order of the table, and leave the rest as it is.
 *
 * @param {string} query
 */
async function turnTo(query) {
  const asked = new URLSearchParams(query);
  const view = new URLSearchParams(location.search).get("kaart");
  if (view) {
    asked.set("kaart", view);
  }
  const address = `${location.pathname}?${asked}`;
  const answer = await fetch(address);
  if (!answer.ok) {
    location.assign(address);
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("#parks-table");
  const old = document.querySelector("#parks-table");
  if (fresh && old) {
    old.replaceChildren(...fresh.children);
    history.replaceState(null, "", address);
  }
}

// -- The address of the page -----------------------------------------------------------

/** @param {string} code */
function remember(code) {
  const query = new URLSearchParams(location.search);
  query.set("terrein", code);
  query.delete("pagina");
  history.replaceState(null, "", `?${query}`);
}

/** @param {import("maplibre-gl").Map} map */
function keepView(map) {
  const { lng, lat } = map.getCenter();
  const query = new URLSearchParams(location.search);
  query.set("kaart", [map.getZoom().toFixed(2), lat.toFixed(5), lng.toFixed(5)].join("/"));
  history.replaceState(null, "", `?${query.toString().replace(/%2F/g, "/")}`);
}

/**
 * @param {string} search
 * @returns {{zoom: number, center: [number, number]} | null}
 */
function viewIn(search) {
  const parts = (new URLSearchParams(search).get("kaart") ?? "").split("/").map(Number);
  if (parts.length !== 3 || !parts.every(Number.isFinite)) {
    return null;
  }
  const [zoom, lat, lng] = parts;
  const isThere = zoom >= 0 && zoom <= 20 && Math.abs(lat) <= 85 && Math.abs(lng) <= 180;
  return isThere ? { zoom, center: [lng, lat] } : null;
}
