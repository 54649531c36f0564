// @ts-check
/** What lies under a design or a plan: the ground as a scan found it, and the border. */

import { token } from "../../theme/client/map.js";

/**
 * @param {import("maplibre-gl").Map} map
 * @param {{cover: string, outline: GeoJSON.Feature}} data
 */
export function addBase(map, { cover, outline }) {
  if (cover) {
    map.addSource("cover", { type: "geojson", data: cover });
    const paint = { "fill-color": /** @type {any} */ (["get", "colour"]), "fill-opacity": 0.45 };
    map.addLayer({ id: "cover", type: "fill", source: "cover", paint });
  }
  map.addSource("park", { type: "geojson", data: outline });
  map.addLayer({ id: "park", type: "line", source: "park", paint: { "line-color": token("green"), "line-width": 2.5 } });
}
