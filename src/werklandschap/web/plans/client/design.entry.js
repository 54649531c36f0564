// @ts-check
/** Drawing measures on the map of a design; each change is saved at once and measured. */

import {
  TerraDraw,
  TerraDrawLineStringMode,
  TerraDrawPointMode,
  TerraDrawPolygonMode,
  TerraDrawSelectMode,
} from "terra-draw";
import { TerraDrawMapLibreGLAdapter } from "terra-draw-maplibre-gl-adapter";
import { baseMap, token } from "../../theme/client/map.js";
import { addBase } from "./park.js";
import { showResults } from "./results.js";

/**
 * @typedef {{id: string, measure: string, geometry: any, host: string, site: string}} Placement
 * @typedef {{placed: Placement[], removed: string[]}} Change
 * @typedef {{there: Change, back: Change}} Step
 */

const DECIMALS = 9;
const AGAIN_MS = 1500;
const data = JSON.parse(document.getElementById("design-data")?.textContent ?? "{}");
const box = /** @type {HTMLElement} */ (document.querySelector("[data-design]"));
const effect = /** @type {HTMLElement} */ (document.querySelector("[data-effect]"));
const said = box.querySelector("[data-said]");
const csrf = /** @type {HTMLInputElement | null} */ (box.querySelector("[name=csrfmiddlewaretoken]"));
const english = document.documentElement.lang === "en";
const words = english
  ? { saving: "Saving…", saved: "Everything is saved.", cost: "Costs about", final: "final", provisional: "provisional", nothing: "No figure changes yet.", lost: "Not saved: the line is down. Your change stays on the map; try again.", to: "to" }
  : { saving: "Bewaren…", saved: "Alles is bewaard.", cost: "Kosten ongeveer", final: "definitief", provisional: "voorlopig", nothing: "Nog geen enkel cijfer verandert.", lost: "Niet bewaard: de verbinding is weg. Uw wijziging blijft op de kaart staan; probeer het opnieuw.", to: "tot" };
const MODES = /** @type {Record<string, string>} */ ({ Polygon: "polygon", LineString: "linestring", Point: "point" });

let version = data.version;
/** @type {Map<string, Placement>} */
let placements = new Map(data.placements.map((/** @type {Placement} */ each) => [each.id, each]));
/** @type {Step[]} */
const undone = [];
/** @type {Step[]} */
const done = [];
/** @type {Promise<void>} */
let queue = Promise.resolve();
/** @type {string | null} */
let selected = null;
/** @type {TerraDraw | undefined} */
let draw;

box.hidden = false;
const map = baseMap(/** @type {HTMLElement} */ (document.getElementById("design-map")), {
  bounds: data.bounds,
});
map.on("load", () => {
  addPark();
  if (data.results) {
    showResults(map, data.results, "park");
  }
  if (box.dataset.save) {
    draw = startDrawing();
    listen(draw);
  }
  show();
  box.dataset.ready = "true";
});
if (document.querySelector("[data-waiting]")) {
  setTimeout(follow, AGAIN_MS);
}

function addPark() {
  addBase(map, data);
  map.addSource("sites", { type: "geojson", data: data.sites });
  map.addSource("placed", { type: "geojson", data: features() });
  map.addLayer({ id: "sites", type: "line", source: "sites", paint: { "line-color": token("ink"), "line-dasharray": [2, 2] } });
  const areas = /** @type {any} */ (["==", ["geometry-type"], "Polygon"]);
  map.addLayer({ id: "placed", type: "fill", source: "placed", filter: areas, paint: { "fill-color": token("green"), "fill-opacity": 0.55 } });
  map.addLayer({ id: "placed-lines", type: "line", source: "placed", paint: { "line-color": token("green-strong"), "line-width": 2 } });
  const points = /** @type {any} */ (["==", ["geometry-type"], "Point"]);
  map.addLayer({ id: "placed-points", type: "circle", source: "placed", filter: points, paint: { "circle-radius": 5, "circle-color": token("green") } });
}

function startDrawing() {
  const colour = /** @type {`#${string}`} */ (token("green"));
  const flags = { feature: { draggable: true, coordinates: { midpoints: true, draggable: true, deletable: true } } };
  const made = new TerraDraw({
    adapter: new TerraDrawMapLibreGLAdapter({ map, coordinatePrecision: DECIMALS }),
    idStrategy: { isValidId: (id) => typeof id === "string", getId: () => crypto.randomUUID() },
    modes: [
      new TerraDrawPolygonMode({ styles: { fillColor: colour, outlineColor: colour } }),
      new TerraDrawLineStringMode({ styles: { lineStringColor: colour } }),
      new TerraDrawPointMode({ styles: { pointColor: colour } }),
      new TerraDrawSelectMode({ flags: { polygon: flags, linestring: flags, point: { feature: { draggable: true } } } }),
    ],
  });
  made.start();
  made.setMode("select");
  return made;
}

/** @param {TerraDraw} drawing */
function listen(drawing) {
  drawing.on("finish", (id) => finished(drawing, String(id)));
  drawing.on("select", (id) => choose(String(id)));
  drawing.on("deselect", () => choose(null));
  const acts = /** @type {Record<string, () => void>} */ ({
    draw: () => drawing.setMode(data.shapes[data.measure]),
    select: () => drawing.setMode("select"),
    delete: () => selected && act({ placed: [], removed: [selected] }),
    undo: () => step(done, undone, "back"),
    redo: () => step(undone, done, "there"),
  });
  for (const [name, does] of Object.entries(acts)) {
    box.querySelector(`[data-do=${name}]`)?.addEventListener("click", does);
  }
}

/** @param {string | null} id */
function choose(id) {
  selected = id;
  button("delete").disabled = id === null;
}

/** @param {string} name */
function button(name) {
  return /** @type {HTMLButtonElement} */ (box.querySelector(`[data-do=${name}]`));
}

/**
 * Something was drawn or moved.
 *
 * @param {TerraDraw} drawing
 * @param {string} id
 */
function finished(drawing, id) {
  const feature = drawing.getSnapshot().find((each) => each.id === id);
  if (!feature) {
    return;
  }
  const was = placements.get(id);
  const placed = was
    ? { ...was, geometry: feature.geometry, site: "", host: "" }
    : { id, measure: data.measure, geometry: feature.geometry, host: "", site: "" };
  act({ placed: [placed], removed: [] });
}

/** @param {Change} there */
function act(there) {
  done.push({ there, back: inverse(there) });
  undone.length = 0;
  carryOut(there);
}

/**
 * @param {Step[]} from
 * @param {Step[]} to
 * @param {"there" | "back"} way
 */
function step(from, to, way) {
  const taken = from.pop();
  if (taken) {
    to.push(taken);
    carryOut(taken[way]);
    show();
  }
}

/**
 * @param {Change} change
 * @returns {Change}
 */
function inverse({ placed, removed }) {
  const before = [...placed.map(({ id }) => id), ...removed].map((id) => placements.get(id));
  return {
    placed: /** @type {Placement[]} */ (before.filter(Boolean)),
    removed: placed.map(({ id }) => id).filter((id) => !placements.has(id)),
  };
}

/** @param {Change} change */
function carryOut(change) {
  change.removed.forEach((id) => placements.delete(id));
  change.placed.forEach((each) => placements.set(each.id, each));
  button("undo").disabled = done.length === 0;
  button("redo").disabled = undone.length === 0;
  if (change.removed.length) {
    show();
  }
  tell(words.saving);
  queue = queue.then(() => save(change));
}

/** @param {Change} change */
async function save(change) {
  try {
    const answer = await fetch(box.dataset.save ?? "", {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": csrf?.value ?? "" },
      body: JSON.stringify({ version, ...change }),
    });
    const told = await answer.json();
    if (told.problem) {
      tell(told.problem);
      return;
    }
    version = told.version;
    measured(told);
    if (told.merged.length || told.placements.length !== placements.size) {
      placements = new Map(told.placements.map((/** @type {Placement} */ each) => [each.id, each]));
      show();
    }
    tell(told.merged.join(" ") || words.saved);
  } catch {
    tell(words.lost);
  }
}

/** @param {string} text */
function tell(text) {
  if (said) {
    said.textContent = text;
  }
}

/** Draw what stands: what can be moved is with the drawing, all else is a layer. */
function show() {
  if (!draw) {
    const source = /** @type {import("maplibre-gl").GeoJSONSource} */ (map.getSource("placed"));
    source.setData(features());
    return;
  }
  choose(null);
  draw.clear();
  const simple = [...placements.values()].filter(({ geometry }) => MODES[geometry.type]);
  draw.addFeatures(
    simple.map(({ id, geometry }) => ({
      id,
      type: "Feature",
      geometry,
      properties: { mode: MODES[geometry.type] },
    })),
  );
  const source = /** @type {import("maplibre-gl").GeoJSONSource} */ (map.getSource("placed"));
  source.setData(features((each) => !MODES[each.geometry.type]));
}

/** @param {(each: Placement) => boolean} which */
function features(which = () => true) {
  return /** @type {GeoJSON.FeatureCollection} */ ({
    type: "FeatureCollection",
    features: [...placements.values()].filter(which).map(({ geometry }) => ({
      type: "Feature",
      properties: {},
      geometry,
    })),
  });
}

/** Ask again until heat and water are there. */
async function follow() {
  try {
    const answer = await fetch(effect.dataset.url ?? "");
    const told = await answer.json();
    measured(told);
    const step = document.querySelector("[data-step]");
    if (step) {
      step.textContent = told.step;
    }
    if (!told.is_waiting) {
      location.reload();
      return;
    }
  } catch {
    // The line is down; the next time may be better.
  }
  setTimeout(follow, AGAIN_MS);
}

/** @param {{cost: string, cost_range: string, parts: Record<string, string>, figures: {label: string, before: string, after: string, is_final: boolean, is_first: boolean}[]}} told */
function measured(told) {
  const cost = effect.querySelector("[data-cost]");
  if (cost) {
    cost.textContent = `${words.cost} ${told.cost} (${told.cost_range}).`;
  }
  for (const part of effect.querySelectorAll("[data-part]")) {
    part.textContent = told.parts[/** @type {HTMLElement} */ (part).dataset.part ?? ""];
  }
  const rows = (/** @type {boolean} */ isFirst) =>
    told.figures
      .filter(({ is_first }) => is_first === isFirst)
      .map(({ label, before, after, is_final }) =>
        row([label, before, after, "", is_final ? words.final : words.provisional]),
      );
  const first = rows(true);
  const more = rows(false);
  effect.querySelector("[data-figures]")?.replaceChildren(...(first.length ? first : [row([words.nothing, "", "", "", ""])]));
  effect.querySelector("[data-more-figures]")?.replaceChildren(...more);
  /** @type {HTMLElement} */ (effect.querySelector("[data-more]")).hidden = more.length === 0;
}

/** @param {string[]} texts */
function row(texts) {
  const line = document.createElement("tr");
  texts.forEach((text, place) => {
    const cell = document.createElement(place === 0 ? "th" : "td");
    if (place === 0) {
      cell.setAttribute("scope", "row");
    }
    if (place === 1 || place === 2) {
      cell.className = "wl-number";
    }
    cell.textContent = text;
    line.append(cell);
  });
  return line;
}
