// @ts-check
/** A combobox (WAI-ARIA 1.2) that suggests parks while somebody types. */

const PATIENCE_MS = 120;

/** @typedef {{name: string, where: string, url: string}} Found */

/** @param {HTMLElement} box */
export function suggest(box) {
  const input = /** @type {HTMLInputElement} */ (box.querySelector("input"));
  const list = /** @type {HTMLElement} */ (box.querySelector('[role="listbox"]'));
  const told = /** @type {HTMLElement} */ (box.querySelector('[role="status"]'));
  let active = -1;
  let asked = new AbortController();
  let timer = 0;

  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  close();

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(ask, PATIENCE_MS);
  });
  input.addEventListener("keydown", onKey);
  input.addEventListener("blur", close);
  list.addEventListener("mousedown", (event) => {
    event.preventDefault(); // else the field loses its focus before the click
    const option = /** @type {HTMLElement} */ (event.target).closest("li");
    go(option);
  });

  async function ask() {
    asked.abort();
    const query = input.value.trim();
    if (!query) {
      close();
      return;
    }
    asked = new AbortController();
    try {
      const address = `${box.dataset.suggest}?q=${encodeURIComponent(query)}`;
      const answer = await fetch(address, { signal: asked.signal });
      if (answer.ok) {
        open(/** @type {{parks: Found[]}} */ (await answer.json()).parks);
      }
    } catch {
      close(); // offline or overtaken by the next letter: the form still works
    }
  }

  /** @param {Found[]} parks */
  function open(parks) {
    list.replaceChildren(...parks.map(option));
    list.hidden = parks.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    told.textContent = parks.length ? `${parks.length} ${box.dataset.found}` : box.dataset.none ?? "";
    mark(-1);
  }

  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    mark(-1);
  }

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    const count = list.hidden ? 0 : list.children.length;
    if (event.key === "Escape" && count) {
      event.preventDefault();
      close();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      mark((active + step + count + (active < 0 && step < 0 ? 1 : 0)) % count);
    } else if (event.key === "Enter" && active >= 0 && count) {
      event.preventDefault();
      go(/** @type {HTMLElement} */ (list.children[active]));
    }
  }

  /** @param {number} index */
  function mark(index) {
    active = index;
    [...list.children].forEach((each, place) =>
      each.setAttribute("aria-selected", String(place === index)),
    );
    const chosen = list.children[index];
    chosen?.scrollIntoView({ block: "nearest" });
    if (chosen) {
      input.setAttribute("aria-activedescendant", chosen.id);
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  }

  /**
   * @param {Found} park
   * @param {number} place
   */
  function option(park, place) {
    const item = document.createElement("li");
    item.id = `${list.id}-${place}`;
    item.setAttribute("role", "option");
    item.dataset.url = park.url;
    const where = document.createElement("span");
    where.className = "wl-muted wl-small";
    where.textContent = park.where;
    item.append(park.name, " ", where);
    return item;
  }

  /** @param {HTMLElement | null} option */
  function go(option) {
    if (option?.dataset.url) {
      location.assign(option.dataset.url);
    }
  }
}
