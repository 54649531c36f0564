// @ts-check
/** The map that all pages share: an own quiet base that needs nobody else's tiles. */

import {
  AttributionControl,
  Map as MapLibre,
  NavigationControl,
  ScaleControl,
  setWorkerUrl,
} from "maplibre-gl";
import land from "./land.json";

setWorkerUrl(new URL("./maplibre-gl-worker.mjs", import.meta.url).href);

const PATIENCE_MS = 4000;
const TILES = "/brt/achtergrondkaart/wmts/v2_0/grijs/EPSG:3857/";
const NETHERLANDS = /** @type {[number, number, number, number]} */ ([3.2, 50.7, 7.3, 53.6]);
const WORDS = {
  nl: {
    "Map.Title": "Kaartbeeld",
    "NavigationControl.ZoomIn": "Inzoomen",
    "NavigationControl.ZoomOut": "Uitzoomen",
    "NavigationControl.ResetBearing": "Naar het noorden draaien",
    "AttributionControl.ToggleAttribution": "Bronnen tonen of verbergen",
    "Popup.Close": "Sluiten",
    own: "Omtrek van Nederland: eigen schets",
    base: "Kaart: BRT Achtergrondkaart, Kadaster (CC BY 4.0)",
  },
  en: {
    "Map.Title": "Map view",
    "NavigationControl.ResetBearing": "Turn to the north",
    "AttributionControl.ToggleAttribution": "Show or hide sources",
    own: "Outline of the Netherlands: own sketch",
    base: "Map: BRT Achtergrondkaart, Kadaster (CC BY 4.0)",
  },
};

const dark = matchMedia("(prefers-color-scheme: dark)");
const calm = matchMedia("(prefers-reduced-motion: reduce)");

/**
 * Draw the base of a map; add your own layers on its "load" event.
 *
 * Before its first layer, "wl-top" is where the base ends. The element gets
 * `data-idle="true"` once everything is drawn.
 *
 * @param {HTMLElement} element - Gets the map; its size is kept free by its class wl-map.
 * @param {object} [options]
 * @param {[number, number, number, number]} [options.bounds] - West, south, east, north.
 * @param {boolean} [options.interactive] - Whether it can be moved.
 * @returns {MapLibre}
 */
export function baseMap(element, { bounds = NETHERLANDS, interactive = true } = {}) {
  const map = new MapLibre({
    container: element,
    style: quietStyle(),
    bounds,
    fitBoundsOptions: { padding: 24 },
    interactive,
    attributionControl: false,
    canvasContextAttributes: { preserveDrawingBuffer: true },
    dragRotate: interactive,
    pitchWithRotate: false,
    maxPitch: 0,
    maxZoom: 20,
    fadeDuration: calm.matches ? 0 : 150,
    locale: words(),
  });
  addControls(map, interactive);
  map.on("idle", () => {
    element.dataset.idle = "true";
  });
  dark.addEventListener("change", () => recolour(map));
  map.once("load", () => addPublishedBase(map));
  return map;
}

/**
 * A control that explains colours; on small screens the legend below the map does.
 *
 * @param {{colour: string, label: string}[]} items
 * @param {string} [title]
 * @returns {import("maplibre-gl").IControl}
 */
export function legendControl(items, title = "") {
  const box = document.createElement("div");
  box.className = "maplibregl-ctrl wl-map__legend wl-legend";
  if (title) {
    const head = document.createElement("p");
    head.className = "wl-legend__title";
    head.textContent = title;
    box.append(head);
  }
  const list = document.createElement("ul");
  list.append(...items.map(legendItem));
  box.append(list);
  return { onAdd: () => box, onRemove: () => box.remove() };
}

/**
 * Read a token of the theme, as it is in the colours of this moment.
 *
 * @param {string} name - Without "--wl-".
 * @returns {string}
 */
export function token(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--wl-${name}`).trim();
}

/** Whether things may move on the screen. */
export function mayMove() {
  return !calm.matches;
}

/** @returns {import("maplibre-gl").StyleSpecification} */
function quietStyle() {
  return {
    version: 8,
    sources: {
      land: {
        type: "geojson",
        data: /** @type {GeoJSON.GeoJSON} */ (land),
        attribution: words().own,
      },
    },
    layers: [
      { id: "water", type: "background", paint: { "background-color": token("map-water") } },
      { id: "land", type: "fill", source: "land", paint: { "fill-color": token("map-land") } },
      {
        id: "shore",
        type: "line",
        source: "land",
        paint: { "line-color": token("map-shore"), "line-width": 1 },
      },
      { id: "wl-top", type: "background", layout: { visibility: "none" } },
    ],
  };
}

/** @param {MapLibre} map */
function recolour(map) {
  map.setPaintProperty("water", "background-color", token("map-water"));
  map.setPaintProperty("land", "fill-color", token("map-land"));
  map.setPaintProperty("shore", "line-color", token("map-shore"));
  if (map.getLayer("published")) {
    for (const [name, value] of Object.entries(publishedPaint())) {
      map.setPaintProperty("published", name, value);
    }
  }
}

/**
 * @param {MapLibre} map
 * @param {boolean} interactive
 */
function addControls(map, interactive) {
  map.addControl(new AttributionControl({ compact: false }), "bottom-right");
  map.addControl(new ScaleControl({ maxWidth: 120, unit: "metric" }), "bottom-left");
  if (interactive) {
    map.addControl(new NavigationControl({ visualizePitch: false }), "top-right");
  }
}

/**
 * The published map comes over our own as soon as it is known to answer.
 *
 * @param {MapLibre} map
 */
async function addPublishedBase(map) {
  const host = document.querySelector('meta[name="wl-base-map"]')?.getAttribute("content");
  if (!host || !navigator.onLine || !(await answers(`${host}${TILES}7/65/42.png`))) {
    return;
  }
  map.addSource("published", {
    type: "raster",
    tiles: [`${host}${TILES}{z}/{x}/{y}.png`],
    tileSize: 256,
    maxzoom: 19,
    bounds: NETHERLANDS,
    attribution: words().base,
  });
  map.addLayer(
    { id: "published", type: "raster", source: "published", paint: publishedPaint() },
    "wl-top",
  );
}

/** In the dark, the grey map is turned over: light lines on dark ground. */
function publishedPaint() {
  return dark.matches
    ? { "raster-brightness-min": 0.85, "raster-brightness-max": 0.08, "raster-opacity": 0.8 }
    : { "raster-brightness-min": 0, "raster-brightness-max": 1, "raster-opacity": 0.8 };
}

/**
 * @param {string} url
 * @returns {Promise<boolean>}
 */
async function answers(url) {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
    return answer.status === 200;
  } catch {
    return false;
  }
}

/** @param {{colour: string, label: string}} item */
function legendItem({ colour, label }) {
  const row = document.createElement("li");
  const swatch = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const box = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  swatch.setAttribute("viewBox", "0 0 24 16");
  swatch.setAttribute("aria-hidden", "true");
  const shape = { x: "0.5", y: "0.5", width: "23", height: "15", fill: colour };
  Object.entries(shape).forEach(([name, value]) => box.setAttribute(name, value));
  swatch.append(box);
  const text = document.createElement("span");
  text.textContent = label;
  row.append(swatch, text);
  return row;
}

/** @returns {Record<string, string>} */
function words() {
  return document.documentElement.lang === "en" ? WORDS.en : WORDS.nl;
}
