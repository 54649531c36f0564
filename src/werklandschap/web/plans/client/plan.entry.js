// @ts-check
/** The map of a plan: each part in the colour of its year, with its number in the table. */

import { Marker } from "maplibre-gl";
import { baseMap, token } from "../../theme/client/map.js";
import { addBase } from "./park.js";

const data = JSON.parse(document.getElementById("plan-data")?.textContent ?? "{}");
const element = /** @type {HTMLElement} */ (document.getElementById("plan-map"));
const map = baseMap(element, { bounds: data.bounds });
map.on("load", () => {
  addBase(map, data);
  map.addSource("parts", { type: "geojson", data: data.parts });
  const colour = /** @type {any} */ (["get", "colour"]);
  const points = /** @type {any} */ (["==", ["geometry-type"], "Point"]);
  const areas = /** @type {any} */ (["==", ["geometry-type"], "Polygon"]);
  map.addLayer({ id: "parts", type: "fill", source: "parts", filter: areas, paint: { "fill-color": colour, "fill-opacity": 0.85 } });
  map.addLayer({ id: "parts-lines", type: "line", source: "parts", paint: { "line-color": token("ink"), "line-width": 1.5 } });
  map.addLayer({ id: "parts-points", type: "circle", source: "parts", filter: points, paint: { "circle-radius": 6, "circle-color": colour, "circle-stroke-color": token("ink"), "circle-stroke-width": 1.5 } });
  for (const { at, number } of data.numbers) {
    const label = document.createElement("span");
    label.className = "wl-plan__number";
    label.textContent = String(number);
    new Marker({ element: label, anchor: "bottom-left", offset: [3, -3] }).setLngLat(at).addTo(map);
  }
  element.dataset.ready = "true";
});
