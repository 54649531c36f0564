// @ts-check
/** Pointing at a place on the map; it stands in the form as longitude and latitude. */

import { Marker } from "maplibre-gl";
import { baseMap, token } from "../../theme/client/map.js";

const DECIMALS = 5;
const NEAR = 10;
const LAST_TILES = 14;

const box = /** @type {HTMLElement} */ (document.querySelector("[data-point]"));
const field = /** @type {HTMLInputElement} */ (document.querySelector("[name=point]"));
const status = /** @type {HTMLElement} */ (box.querySelector("[data-chosen]"));
const clear = /** @type {HTMLButtonElement} */ (box.querySelector("[data-point-clear]"));
const element = /** @type {HTMLElement} */ (document.getElementById("point-map"));
box.hidden = false;

const map = baseMap(element);
const marker = new Marker({ color: token("green") });
map.on("load", addParks);
map.on("click", ({ lngLat }) => choose(lngLat));
box.querySelector("[data-point-middle]")?.addEventListener("click", () => choose(map.getCenter()));
clear.addEventListener("click", () => {
  marker.remove();
  field.value = "";
  status.textContent = "";
  clear.hidden = true;
});
if (field.value) {
  const [lng, lat] = field.value.split(",").map(Number);
  choose({ lng, lat });
  map.jumpTo({ center: [lng, lat], zoom: NEAR });
}

/** @param {{lng: number, lat: number}} point */
function choose({ lng, lat }) {
  marker.setLngLat([lng, lat]).addTo(map);
  field.value = [lng, lat].map((degrees) => degrees.toFixed(DECIMALS)).join(",");
  status.textContent = status.dataset.chosen ?? "";
  clear.hidden = false;
}

/** The parks, quietly, so that people find theirs. */
function addParks() {
  const tiles = new URL(element.dataset.tiles ?? "", location.href).href;
  map.addSource("parks", {
    type: "vector",
    tiles: [tiles.replace(/%7B/g, "{").replace(/%7D/g, "}")],
    maxzoom: LAST_TILES,
  });
  const colour = token("green");
  map.addLayer({ id: "outlines", type: "fill", source: "parks", "source-layer": "outlines", paint: { "fill-color": colour, "fill-opacity": 0.4 } });
  map.addLayer({ id: "points", type: "circle", source: "parks", "source-layer": "points", paint: { "circle-color": colour, "circle-radius": 2.5 } });
  element.dataset.ready = "true";
}
