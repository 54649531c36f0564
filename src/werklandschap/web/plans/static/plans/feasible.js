// @ts-check
/** Beside each target that is being set: what is feasible on this park, and what it costs. */

let data = dataOf(document);
const english = document.documentElement.lang === "en";
const euros = new Intl.NumberFormat(english ? "en-GB" : "nl-NL", {
  style: "currency",
  currency: "EUR",
  maximumFractionDigits: 0,
});

/** @type {(() => void)[]} */
const hints = [];
for (const choice of document.querySelectorAll("select[name^=indicator_]")) {
  follow(choice.getAttribute("name")?.replace("indicator_", "") ?? "");
}

const asked = document.querySelector("a[data-guess]");
if (asked instanceof HTMLAnchorElement) {
  void guess(asked);
}

/** @param {Document} page */
function dataOf(page) {
  return JSON.parse(page.getElementById("reach-data")?.textContent ?? "{}");
}

/**
 * Put a first guess in the place of the link to it; where that fails, the link is still there.
 *
 * @param {HTMLAnchorElement} link
 */
async function guess(link) {
  const told = document.createElement("p");
  told.setAttribute("role", "status");
  told.textContent = english ? "A first guess is being made from the map…" : "Van de kaart wordt een eerste schatting gemaakt…";
  link.after(told);
  try {
    const answer = await fetch(link.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = page.querySelector("[data-feasible]");
    if (answer.ok && found) {
      link.closest("[data-feasible]")?.replaceWith(found);
      data = dataOf(page);
      hints.forEach((tell) => tell());
    }
  } catch {
    // Somebody went on to another page, or is offline: the link does the same.
  }
  told.remove();
}

/** @param {string} number */
function follow(number) {
  const fields = ["indicator", "operator", "value"].map(
    (name) => /** @type {HTMLInputElement} */ (document.querySelector(`[name=${name}_${number}]`)),
  );
  const [indicator, operator, value] = fields;
  const hint = document.createElement("output");
  hint.className = "wl-field__hint";
  hint.htmlFor.add(...fields.map(({ id }) => id));
  (value.closest(".wl-target__fields") ?? value.parentElement)?.append(hint);
  const tell = () => {
    hint.textContent = told(data[`${indicator.value} ${operator.value}`], value.value);
  };
  fields.forEach((field) => field.addEventListener("input", tell));
  hints.push(tell);
  tell();
}

/**
 * @param {{scale: number, today: number, best: number, points: [number, number][], told: string[], is_guess: boolean} | undefined} reach
 * @param {string} typed
 */
function told(reach, typed) {
  if (!reach) {
    return "";
  }
  const [today, best] = reach.told;
  const sure = english ? `Now ${today}; feasible up to ${best}.` : `Nu ${today}; haalbaar tot ${best}.`;
  const range = reach.is_guess ? `${english ? "First guess" : "Eerste schatting"}: ${sure}` : sure;
  const value = Number(typed) / reach.scale;
  if (typed === "" || Number.isNaN(value)) {
    return range;
  }
  const cost = costOf(reach, value);
  if (cost === undefined) {
    return `${range} ${english ? "This value cannot be reached with measures." : "Deze waarde is met maatregelen niet te halen."}`;
  }
  return `${range} ${english ? "This costs about" : "Dit kost ongeveer"} ${euros.format(cost)}.`;
}

/**
 * What must be invested, between the points of the curve; undefined beyond its end.
 *
 * @param {{today: number, best: number, points: [number, number][]}} reach
 * @param {number} value
 */
function costOf({ today, best, points }, value) {
  const way = Math.sign(best - today);
  if (way * (value - today) <= 0) {
    return way === 0 ? undefined : 0;
  }
  for (let place = 1; place < points.length; place += 1) {
    const [from, low] = points[place - 1];
    const [to, high] = points[place];
    if (way * (value - to) <= 0) {
      return to === from ? high : low + ((high - low) * (value - from)) / (to - from);
    }
  }
  return undefined;
}
