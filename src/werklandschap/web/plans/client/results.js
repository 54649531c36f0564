// @ts-check
/** What simulations found of a design, on its map: now left of a line, the design right of it. */

import { mayMove, token } from "../../theme/client/map.js";

/**
 * @typedef {[[number, number], [number, number], [number, number], [number, number]]} Corners
 * @typedef {{before: string[], after: string[]}} Addresses
 * @typedef {{name: string, corners: Corners, urls: Addresses}} Layer
 * @typedef {{line: [number, number][], before: number, after: number}} Pair
 * @typedef {{layers: Layer[], at_min: number[], between: Pair[]}} Results
 * @typedef {Record<"before" | "after", HTMLImageElement>} Pictures
 */

const FILM = "film";
const FRAME_MS = 700;
const LEAST_DOTS = 1000;
const SOURCE = "results";
const english = document.documentElement.lang === "en";

/**
 * @param {import("maplibre-gl").Map} map
 * @param {Results} results
 * @param {string} below - The layer of the map that stays on top.
 */
export function showResults(map, results, below) {
  const panel = /** @type {HTMLElement} */ (document.querySelector("[data-results]"));
  new Screen(map, results, below, panel).start();
}

class Screen {
  /** @type {Layer | undefined} */
  layer;
  moment = 0;
  /** @type {number | undefined} */
  timer;
  canvas = document.createElement("canvas");
  /** @type {Map<string, Promise<HTMLImageElement>>} */
  loaded = new Map();

  /**
   * @param {import("maplibre-gl").Map} map
   * @param {Results} results
   * @param {string} below
   * @param {HTMLElement} panel
   */
  constructor(map, results, below, panel) {
    this.map = map;
    this.results = results;
    this.below = below;
    this.panel = panel;
  }

  start() {
    this.panel.addEventListener("change", (event) => this.changed(event.target));
    this.panel.addEventListener("input", (event) => this.changed(event.target));
    this.find("[data-play]")?.addEventListener("click", () => this.playOrPause());
    const play = this.find("[data-play]");
    if (play && !mayMove()) {
      play.hidden = true;
    }
    this.addPairs();
    this.choose();
  }

  /** @param {string} what */
  find(what) {
    return /** @type {HTMLElement | null} */ (this.panel.querySelector(what));
  }

  /** @param {string} what */
  number(what) {
    return Number(/** @type {HTMLInputElement | null} */ (this.find(what))?.value ?? 0);
  }

  /** @param {EventTarget | null} target */
  changed(target) {
    if (!(target instanceof HTMLInputElement)) {
      return;
    }
    if (target.name === "laag") {
      this.choose();
    } else if ("between" in target.dataset) {
      this.map.setLayoutProperty("pairs", "visibility", target.checked ? "visible" : "none");
      this.map.setLayoutProperty("pairs-ends", "visibility", target.checked ? "visible" : "none");
    } else if ("opacity" in target.dataset && this.map.getLayer(SOURCE)) {
      this.map.setPaintProperty(SOURCE, "raster-opacity", this.number("[data-opacity]") / 100);
    } else if ("moment" in target.dataset) {
      this.stop();
      this.show(Number(target.value));
    } else if ("split" in target.dataset) {
      this.draw();
    }
  }

  choose() {
    const chosen = /** @type {HTMLInputElement | null} */ (this.find("[name=laag]:checked"));
    const name = chosen?.value ?? "";
    this.stop();
    this.layer = this.results.layers.find((each) => each.name === name);
    for (const legend of this.panel.querySelectorAll("[data-legend]")) {
      /** @type {HTMLElement} */ (legend).hidden = /** @type {HTMLElement} */ (legend).dataset.legend !== name;
    }
    /** @type {HTMLElement} */ (this.find("[data-for-layer]")).hidden = !this.layer;
    const film = this.find("[data-for-film]");
    if (film) {
      film.hidden = name !== FILM;
    }
    this.show(name === FILM ? this.number("[data-moment]") : 0);
  }

  /** @param {number} moment */
  async show(moment) {
    this.moment = moment;
    this.tell();
    await this.draw();
  }

  /** Put the minute in words, for eyes and for readers of the screen. */
  tell() {
    const minute = this.results.at_min[this.moment];
    const words = english ? `${minute} minutes` : `${minute} minuten`;
    const slider = /** @type {HTMLInputElement | null} */ (this.find("[data-moment]"));
    const said = this.find("[data-minute]");
    if (slider && said && this.layer?.name === FILM) {
      slider.value = String(this.moment);
      slider.setAttribute("aria-valuetext", words);
      said.textContent = words;
    }
  }

  async draw() {
    const { layer, moment } = this;
    if (!layer) {
      if (this.map.getLayer(SOURCE)) {
        this.map.setLayoutProperty(SOURCE, "visibility", "none");
      }
      return;
    }
    const [before, after] = await Promise.all([
      this.load(layer.urls.before[moment]),
      this.load(layer.urls.after[moment]),
    ]);
    if (layer === this.layer && moment === this.moment) {
      this.paint(layer, { before, after });
    }
  }

  /**
   * @param {Layer} layer
   * @param {Pictures} pictures
   */
  paint(layer, { before, after }) {
    const { canvas } = this;
    // Of large cells there are few, and the line between both would be as wide as they are.
    const times = Math.ceil(LEAST_DOTS / before.width);
    if (canvas.width !== before.width * times || canvas.height !== before.height * times) {
      canvas.width = before.width * times;
      canvas.height = before.height * times;
    }
    const { width, height } = canvas;
    const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    const line = Math.round((width * this.number("[data-split]")) / 100);
    pen.imageSmoothingEnabled = false;
    pen.clearRect(0, 0, width, height);
    pen.drawImage(before, 0, 0, width, height);
    if (line < width) {
      pen.clearRect(line, 0, width - line, height);
      pen.drawImage(after, line / times, 0, (width - line) / times, height / times, line, 0, width - line, height);
    }
    if (line > 0 && line < width) {
      pen.fillStyle = token("ink");
      pen.fillRect(line - 1, 0, 2, height);
    }
    this.lay(layer);
  }

  /** @param {Layer} layer */
  lay(layer) {
    const source = /** @type {import("maplibre-gl").CanvasSource | undefined} */ (this.map.getSource(SOURCE));
    if (!source) {
      this.map.addSource(SOURCE, { type: "canvas", canvas: this.canvas, coordinates: layer.corners, animate: false });
      const paint = {
        "raster-resampling": /** @type {const} */ ("nearest"),
        "raster-fade-duration": 0,
        "raster-opacity": this.number("[data-opacity]") / 100,
      };
      this.map.addLayer({ id: SOURCE, type: "raster", source: SOURCE, paint }, this.below);
    } else {
      source.setCoordinates(layer.corners);
      source.play();
      source.pause();
      this.map.setLayoutProperty(SOURCE, "visibility", "visible");
    }
    this.map.getContainer().dataset.layer = `${layer.name}:${this.moment}`;
  }

  /**
   * @param {string} url
   * @returns {Promise<HTMLImageElement>}
   */
  load(url) {
    const known = this.loaded.get(url);
    if (known) {
      return known;
    }
    const picture = new Image();
    picture.src = url;
    const ready = picture.decode().then(() => picture);
    this.loaded.set(url, ready);
    return ready;
  }

  playOrPause() {
    if (this.timer === undefined) {
      this.play();
    } else {
      this.stop();
    }
  }

  play() {
    const last = this.results.at_min.length - 1;
    const next = async () => {
      await this.show(this.moment >= last ? 0 : this.moment + 1);
      if (this.timer !== undefined) {
        this.timer = window.setTimeout(next, FRAME_MS);
      }
    };
    this.timer = window.setTimeout(next, 0);
    this.label(true);
  }

  stop() {
    window.clearTimeout(this.timer);
    this.timer = undefined;
    this.label(false);
  }

  /** @param {boolean} isPlaying */
  label(isPlaying) {
    const button = this.find("[data-play]");
    if (button) {
      button.dataset.label ??= button.textContent ?? "";
      button.textContent = (isPlaying ? button.dataset.pause : button.dataset.label) ?? "";
    }
  }

  /** Lines from the plot where water fell to the plot where it stands; thicker for more. */
  addPairs() {
    const most = Math.max(1, ...this.results.between.map(({ before, after }) => Math.max(before, after)));
    const features = this.results.between.flatMap(({ line, before, after }) => [
      { type: "Feature", properties: { share: Math.max(before, after) / most }, geometry: { type: "LineString", coordinates: line } },
      { type: "Feature", properties: {}, geometry: { type: "Point", coordinates: line[1] } },
    ]);
    const collection = /** @type {GeoJSON.FeatureCollection} */ ({ type: "FeatureCollection", features });
    this.map.addSource("pairs", { type: "geojson", data: collection });
    const lines = /** @type {any} */ (["==", ["geometry-type"], "LineString"]);
    const points = /** @type {any} */ (["==", ["geometry-type"], "Point"]);
    const width = /** @type {any} */ (["+", 1, ["*", 7, ["get", "share"]]]);
    const layout = { visibility: /** @type {const} */ ("none") };
    this.map.addLayer({ id: "pairs", type: "line", source: "pairs", filter: lines, layout, paint: { "line-color": token("ink"), "line-width": width, "line-opacity": 0.7 } });
    this.map.addLayer({ id: "pairs-ends", type: "circle", source: "pairs", filter: points, layout, paint: { "circle-radius": 5, "circle-color": token("paper"), "circle-stroke-color": token("ink"), "circle-stroke-width": 2 } });
  }
}
