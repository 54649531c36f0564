// @ts-check
/** Keeps the page of a run up to date by asking how far it is. */

const EVERY_MS = 1500;
const box = /** @type {HTMLElement | null} */ (document.querySelector("[data-poll]"));
let tag = "";

if (box) {
  setTimeout(look, EVERY_MS);
}

async function look() {
  const answer = await ask();
  if (answer && !answer.is_open) {
    location.reload();
    return;
  }
  if (answer) {
    show(answer);
  }
  setTimeout(look, EVERY_MS);
}

/** What changed since we last asked; nothing if nothing did, or if the line is down. */
async function ask() {
  try {
    const answer = await fetch(box?.dataset.poll ?? "", {
      headers: tag ? { "If-None-Match": tag } : {},
    });
    if (answer.status === 403 || answer.status === 404) {
      location.reload();
    }
    if (answer.status !== 200) {
      return null;
    }
    tag = answer.headers.get("ETag") ?? "";
    return await answer.json();
  } catch {
    return null;
  }
}

/** @param {{status: string, done: number, total: number, step: string, log: {at: string, text: string}[]}} state */
function show({ status, done, total, step, log }) {
  if (box?.dataset.status !== status) {
    location.reload();
    return;
  }
  const words = box?.querySelector("[data-words]");
  const bar = box?.querySelector("progress");
  if (words) {
    const link = document.documentElement.lang === "en" ? "of" : "van";
    const number = document.createElement("strong");
    number.textContent = `${Math.min(done + 1, total)} ${link} ${total}`;
    words.replaceChildren(...(total ? [number, `: ${step}`] : [step]));
  }
  if (bar && total) {
    bar.max = total;
    bar.value = done;
  }
  document.querySelector("[data-log]")?.replaceChildren(...log.map(line));
}

/** @param {{at: string, text: string}} note */
function line({ at, text }) {
  const item = document.createElement("li");
  const time = document.createElement("time");
  time.dateTime = at;
  time.textContent = new Date(at).toLocaleTimeString("nl-NL");
  item.append(time, ` ${text}`);
  return item;
}
