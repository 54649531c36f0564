// @ts-check
/** Two sliders over the two fields of a range; the fields work without them. */

const STEPS = 100;

/** @param {HTMLElement} box */
export function slide(box) {
  const low = Number(box.dataset.low);
  const high = Number(box.dataset.high);
  const fields = [...box.querySelectorAll("input")];
  if (!(high > low)) {
    return;
  }
  const track = document.createElement("div");
  track.className = "parks-slider__track";
  const sliders = fields.map((field, end) => sliderOf(field, end, low, high));
  track.append(...sliders);
  box.append(track);
  sliders.forEach((slider, end) => {
    slider.addEventListener("input", () => {
      const [from, upTo] = sliders;
      if (Number(from.value) > Number(upTo.value)) {
        slider.value = sliders[1 - end].value;
      }
      const isOpen = Number(slider.value) === (end === 0 ? 0 : STEPS);
      fields[end].value = isOpen ? "" : written(low + (Number(slider.value) / STEPS) * (high - low), high - low);
    });
    slider.addEventListener("change", () => fields[end].form?.requestSubmit());
    fields[end].addEventListener("input", () => place(slider, fields[end], end, low, high));
  });
}

/**
 * @param {HTMLInputElement} field
 * @param {number} end
 * @param {number} low
 * @param {number} high
 */
function sliderOf(field, end, low, high) {
  const slider = document.createElement("input");
  slider.type = "range";
  slider.min = "0";
  slider.max = String(STEPS);
  const label = field.labels?.[0]?.textContent ?? "";
  const legend = field.closest("fieldset")?.querySelector("legend")?.textContent ?? "";
  slider.setAttribute("aria-label", `${legend.trim()} ${label.trim()}`);
  place(slider, field, end, low, high);
  return slider;
}

/**
 * @param {HTMLInputElement} slider
 * @param {HTMLInputElement} field
 * @param {number} end
 * @param {number} low
 * @param {number} high
 */
function place(slider, field, end, low, high) {
  const value = field.value === "" ? [low, high][end] : Number(field.value);
  slider.value = String(Math.round(((value - low) / (high - low)) * STEPS));
  slider.setAttribute("aria-valuetext", written(value, high - low));
}

/**
 * @param {number} value
 * @param {number} span
 */
function written(value, span) {
  return value.toFixed(span >= 50 ? 0 : span >= 5 ? 1 : 2);
}
