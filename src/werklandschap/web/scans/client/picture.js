// @ts-check
/** What a picture of classes says at a place: its colours are those of its legend. */

import { MercatorCoordinate } from "maplibre-gl";

/**
 * Load the picture of a layer and give how to read it; nothing is read outside it, nor
 * where it is see-through.
 *
 * @param {{url: string, corners?: [number, number][], legend: {colour: string, name: string}[]}} layer
 * @returns {Promise<(place: import("maplibre-gl").LngLat) => string | undefined>}
 */
export async function readPicture({ url, corners = [], legend }) {
  const picture = new Image();
  picture.src = url;
  await picture.decode();
  const { naturalWidth: width, naturalHeight: height } = picture;
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width, height });
  const pen = /** @type {CanvasRenderingContext2D} */ (
    canvas.getContext("2d", { willReadFrequently: true })
  );
  pen.drawImage(picture, 0, 0);
  const [upperLeft, lowerRight] = [corners[0], corners[2]].map((each) =>
    MercatorCoordinate.fromLngLat(each),
  );
  const classes = legend.map(({ colour, name }) => ({ name, rgb: parts(colour) }));
  return (place) => {
    const at = MercatorCoordinate.fromLngLat(place);
    const column = ((at.x - upperLeft.x) / (lowerRight.x - upperLeft.x)) * width;
    const row = ((at.y - upperLeft.y) / (lowerRight.y - upperLeft.y)) * height;
    const [red, green, blue, opacity] = pen.getImageData(column, row, 1, 1).data;
    return opacity ? nearest([red, green, blue], classes) : undefined;
  };
}

/** @param {string} colour as #rrggbb */
function parts(colour) {
  return [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16));
}

/**
 * The class whose colour is nearest: fading rounds colours.
 *
 * @param {number[]} rgb
 * @param {{name: string, rgb: number[]}[]} classes
 */
function nearest(rgb, classes) {
  const away = (/** @type {number[]} */ other) =>
    other.reduce((sum, part, index) => sum + (part - rgb[index]) ** 2, 0);
  return classes.toSorted((one, two) => away(one.rgb) - away(two.rgb))[0]?.name;
}
