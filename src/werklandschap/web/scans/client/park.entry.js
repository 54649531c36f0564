// @ts-check
/** The map of a park: one layer at a time over the quiet base, with its legend beside it. */

import { Popup } from "maplibre-gl";
import { baseMap, token } from "../../theme/client/map.js";
import { readPicture } from "./picture.js";

/**
 * @typedef {{name: string, kind: "picture" | "shapes", url: string, title: string,
 *   theme: string, corners?: [number, number][],
 *   legend: {colour: string, name: string}[]}} Layer
 */

const element = /** @type {HTMLElement} */ (document.getElementById("park-map"));
const { bounds, layers, outline } = /** @type {{bounds: [number, number, number, number],
 *   layers: Layer[], outline: string}} */ (
  JSON.parse(document.getElementById("layers")?.textContent ?? "{}")
);
const choice = /** @type {HTMLElement} */ (document.querySelector("[data-layer-choice]"));
const slider = /** @type {HTMLInputElement} */ (document.querySelector("[data-opacity]"));
const clicked = document.querySelector("[data-clicked]");
const language = document.documentElement.lang === "en" ? "en" : "nl";

const map = baseMap(element, { bounds });
map.on("load", () => {
  map.addSource("outline", { type: "geojson", data: outline });
  map.addLayer({
    id: "outline",
    type: "line",
    source: "outline",
    paint: { "line-color": token("green"), "line-width": 2.5 },
  });
  show(wanted());
});

choice.hidden = false;
choice.addEventListener("change", () => show(chosen()));
const field = /** @type {HTMLElement} */ (document.querySelector("[data-opacity-choice]"));
field.hidden = false;
slider.addEventListener("input", () => layers.forEach(fade));
legendOf(wanted());

/** The layer that the address asks for, or else the first. */
function wanted() {
  const name = new URLSearchParams(location.search).get("laag");
  const layer = layers.find((each) => each.name === name) ?? layers[0];
  const input = choice.querySelector(`[value="${layer.name}"]`);
  if (input instanceof HTMLInputElement) {
    input.checked = true;
  }
  return layer;
}

/** @returns {Layer} */
function chosen() {
  const input = choice.querySelector(":checked");
  const name = input instanceof HTMLInputElement ? input.value : "";
  const address = new URL(location.href);
  address.searchParams.set("laag", name);
  history.replaceState(null, "", address);
  return layers.find((each) => each.name === name) ?? layers[0];
}

/** @param {Layer} layer */
function show(layer) {
  delete element.dataset.idle;
  if (!map.getLayer(layer.name)) {
    add(layer);
  }
  for (const { name } of layers) {
    if (map.getLayer(name)) {
      map.setLayoutProperty(name, "visibility", name === layer.name ? "visible" : "none");
    }
  }
  legendOf(layer);
}

/** @param {Layer} layer */
function legendOf(layer) {
  for (const legend of document.querySelectorAll("[data-legend]")) {
    if (legend instanceof HTMLElement) {
      legend.hidden = legend.dataset.legend !== layer.name;
    }
  }
}

/** @param {Layer} layer */
function add(layer) {
  if (layer.kind === "picture") {
    map.addSource(layer.name, {
      type: "image",
      url: layer.url,
      coordinates: /** @type {any} */ (layer.corners),
    });
    const paint = { "raster-resampling": /** @type {const} */ ("nearest"), "raster-fade-duration": 0 };
    map.addLayer({ id: layer.name, type: "raster", source: layer.name, paint }, "outline");
    const read = readPicture(layer);
    map.on("click", async ({ lngLat }) => {
      const words = map.getLayoutProperty(layer.name, "visibility") !== "none" && (await read)(lngLat);
      if (words) {
        tell(`${layer.title}: ${words}`, layer, lngLat);
      }
    });
  } else {
    map.addSource(layer.name, { type: "geojson", data: layer.url });
    const paint = { "fill-color": /** @type {any} */ (["get", "colour"]) };
    map.addLayer({ id: layer.name, type: "fill", source: layer.name, paint }, "outline");
    map.on("click", layer.name, ({ lngLat, features }) => {
      tell(String(features?.[0]?.properties[language] ?? ""), layer, lngLat);
    });
    map.on("mouseenter", layer.name, () => (map.getCanvas().style.cursor = "pointer"));
    map.on("mouseleave", layer.name, () => (map.getCanvas().style.cursor = ""));
  }
  fade(layer);
}

/**
 * Say what was clicked, and open the figures of its theme.
 *
 * @param {string} words
 * @param {Layer} layer
 * @param {import("maplibre-gl").LngLat} place
 */
function tell(words, layer, place) {
  const link = document.createElement("a");
  link.href = `#cijfers-${layer.theme}`;
  link.textContent = language === "en" ? "Figures of this theme" : "Cijfers bij dit thema";
  const text = document.createElement("p");
  text.textContent = words;
  const box = document.createElement("div");
  box.append(text, link);
  new Popup({ maxWidth: "18rem" }).setLngLat(place).setDOMContent(box).addTo(map);
  const drawer = document.getElementById(`cijfers-${layer.theme}`);
  if (drawer instanceof HTMLDetailsElement) {
    drawer.open = true;
  }
  if (clicked) {
    clicked.textContent = words;
  }
}

/** @param {Layer} layer */
function fade(layer) {
  if (map.getLayer(layer.name)) {
    const property = layer.kind === "picture" ? "raster-opacity" : "fill-opacity";
    map.setPaintProperty(layer.name, property, Number(slider.value) / 100);
  }
}
