// @ts-check
/** Works out anew what a plan is worth while somebody moves a slider. */

const WAIT_MS = 250;
const form = /** @type {HTMLFormElement | null} */ (document.querySelector("[data-try]"));
const box = document.getElementById("deel-uitkomst");
const numbers = new Intl.NumberFormat(document.documentElement.lang, {
  maximumSignificantDigits: 3,
});
/** @type {ReturnType<typeof setTimeout> | undefined} */
let waiting;
/** @type {AbortController | undefined} */
let asking;

form?.addEventListener("input", (event) => {
  if (event.target instanceof HTMLInputElement && event.target.type === "range") {
    tell(event.target);
    clearTimeout(waiting);
    waiting = setTimeout(work, WAIT_MS);
  }
});

/** @param {HTMLInputElement} slider Write its number, and mark that it was moved. */
function tell(slider) {
  const output = form?.querySelector(`output[for="${CSS.escape(slider.id)}"]`);
  const told = output?.textContent ?? "";
  const number = numbers.format(slider.valueAsNumber * Number(slider.dataset.scale));
  if (output) {
    output.textContent = told.replace(/-?\d[\d.,]*/, number);
    output.classList.add("wl-assumption");
  }
}

/** Ask for the outcome; an older question that has no answer yet is dropped. */
async function work() {
  if (!form || !box) {
    return;
  }
  asking?.abort();
  asking = new AbortController();
  const words = new URLSearchParams(
    [...new FormData(form)].map(([name, value]) => [name, String(value)]),
  );
  history.replaceState(null, "", `?${words}`);
  words.set("deel", "uitkomst");
  box.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(`${form.dataset.try}?${words}`, { signal: asking.signal });
    if (answer.ok) {
      const told = new DOMParser().parseFromString(await answer.text(), "text/html");
      box.replaceChildren(...told.body.childNodes);
    }
    box.removeAttribute("aria-busy");
  } catch (problem) {
    // Offline: the button of the form still works once the line is back.
    if (!(problem instanceof DOMException && problem.name === "AbortError")) {
      box.removeAttribute("aria-busy");
    }
  }
}
