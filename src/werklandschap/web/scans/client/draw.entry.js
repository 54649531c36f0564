// @ts-check
/** Drawing the outline of an area; what is drawn stands as text in the form. */

import { TerraDraw, TerraDrawPolygonMode, TerraDrawSelectMode } from "terra-draw";
import { TerraDrawMapLibreGLAdapter } from "terra-draw-maplibre-gl-adapter";
import { baseMap, token } from "../../theme/client/map.js";

const box = /** @type {HTMLElement} */ (document.querySelector("[data-draw]"));
const text = /** @type {HTMLTextAreaElement} */ (document.querySelector("[name=outline]"));
const DECIMALS = 7;
box.hidden = false;

const told = document.getElementById("bounds")?.textContent;
const map = baseMap(
  /** @type {HTMLElement} */ (document.getElementById("draw-map")),
  told ? { bounds: JSON.parse(told) } : {},
);
map.on("load", () => {
  const colour = /** @type {`#${string}`} */ (token("green"));
  const draw = new TerraDraw({
    adapter: new TerraDrawMapLibreGLAdapter({ map, coordinatePrecision: DECIMALS }),
    modes: [
      new TerraDrawPolygonMode({
        styles: { fillColor: colour, outlineColor: colour, outlineWidth: 3 },
      }),
      new TerraDrawSelectMode({
        flags: {
          polygon: {
            feature: {
              draggable: true,
              coordinates: { midpoints: true, draggable: true, deletable: true },
            },
          },
        },
      }),
    ],
  });
  draw.start();
  draw.setMode("polygon");
  draw.on("finish", () => write(draw));
  draw.on("change", (_ids, type) => type === "delete" && write(draw));
  for (const button of box.querySelectorAll("[data-draw-mode]")) {
    button.addEventListener("click", () => {
      draw.setMode(/** @type {HTMLElement} */ (button).dataset.drawMode ?? "polygon");
    });
  }
  box.querySelector("[data-draw-clear]")?.addEventListener("click", () => {
    draw.clear();
    text.value = "";
    draw.setMode("polygon");
  });
  box.dataset.ready = "true";
});

/** @param {TerraDraw} draw */
function write(draw) {
  const features = draw
    .getSnapshot()
    .filter(({ geometry, properties }) => geometry.type === "Polygon" && !properties.midPoint)
    .map(({ geometry }) => ({ type: "Feature", properties: {}, geometry }));
  text.value = features.length ? JSON.stringify({ type: "FeatureCollection", features }) : "";
}
