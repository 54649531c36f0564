// @ts-check
/** The page of the map: what the table and the form cannot do by themselves. */

import { suggest } from "./suggest.js";
import { slide } from "./slide.js";

for (const box of document.querySelectorAll("[data-suggest]")) {
  suggest(/** @type {HTMLElement} */ (box));
}
for (const field of document.querySelectorAll("[data-slider]")) {
  slide(/** @type {HTMLElement} */ (field));
}

const form = /** @type {HTMLFormElement | null} */ (document.querySelector("#parks-form"));
form?.addEventListener("submit", (event) => {
  event.preventDefault();
  location.search = withView(new URLSearchParams(filled(form))).toString();
});
form?.querySelector("#kleur")?.addEventListener("change", () => form.requestSubmit());

document.addEventListener("click", (event) => {
  const link = /** @type {HTMLElement} */ (event.target).closest('a[href^="?"]');
  if (link instanceof HTMLAnchorElement && !link.closest("#parks-table")) {
    link.search = withView(new URLSearchParams(link.search)).toString();
  }
});

const element = document.querySelector("#parks-map");
if (element instanceof HTMLElement) {
  element.hidden = false;
  // Text and table first: the map is a large script and comes after them.
  import("./parks_map.js").then(({ showParks }) => showParks(element));
}

/**
 * What somebody filled in, without what they left open.
 *
 * @param {HTMLFormElement} form
 * @returns {string[][]}
 */
function filled(form) {
  return [...new FormData(form)]
    .map(([name, value]) => [name, String(value)])
    .filter(([, value]) => value !== "");
}

/**
 * Where the map stands goes along to the next page.
 *
 * @param {URLSearchParams} query
 */
function withView(query) {
  const view = new URLSearchParams(location.search).get("kaart");
  if (view) {
    query.set("kaart", view);
  }
  return query;
}
