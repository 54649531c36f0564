// @ts-check
// Checks a certificate without any connection: Ed25519 over canonical JSON.

/**
 * @typedef {object} Key
 * @property {string} key
 * @property {string} public
 *
 * @typedef {object} Signed
 * @property {Record<string, any>} says
 * @property {string} key
 * @property {string} signature
 */

const told = JSON.parse(document.getElementById("told")?.textContent ?? "{}");
const form = document.querySelector("form");
const out = document.querySelector("output");

/** @param {any} value @returns {string} JSON with sorted keys and no spaces */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const own = Object.keys(value).sort();
  return `{${own.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
}

/** @param {string} text */
function bytes(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

/** @param {Signed} signed @param {Key} key */
async function fits(signed, key) {
  const raw = bytes(key.public);
  const known = await crypto.subtle.importKey("raw", raw, "Ed25519", false, ["verify"]);
  const says = new TextEncoder().encode(canonical(signed.says));
  return crypto.subtle.verify("Ed25519", known, bytes(signed.signature), says);
}

/** @param {Signed} signed */
function keyOf(signed) {
  return told.keys.find((/** @type {Key} */ each) => each.key === signed.key);
}

/** @param {string} text @returns {Signed | null} */
function read(text) {
  try {
    const found = JSON.parse(text);
    const isOurs = found.says.schema === told.schema && atob(found.signature).length === 64;
    return isOurs && !Number.isNaN(Date.parse(found.says.expires_on)) ? found : null;
  } catch {
    return null;
  }
}

/** @param {Signed | null} signed @param {string} today */
async function verdict(signed, today) {
  if (signed === null) return "unreadable";
  const key = keyOf(signed);
  if (key === undefined) return "unknown_key";
  if (!(await fits(signed, key))) return "forged";
  if (told.revoked.says.revoked.includes(signed.says.number)) return "revoked";
  return today > signed.says.expires_on ? "expired" : "valid";
}

/** @param {string} text */
function line(text) {
  const paragraph = document.createElement("p");
  paragraph.textContent = text;
  return paragraph;
}

form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const today = new Date().toISOString().slice(0, 10);
  const signed = read(String(new FormData(form).get("told")));
  let found;
  try {
    found = await verdict(signed, today);
  } catch {
    out?.replaceChildren(line(told.words.unable));
    return;
  }
  const lines = [line(told.verdicts[found])];
  if (signed !== null && ["valid", "expired", "revoked"].includes(found)) {
    const { name, grade, moment, expires_on: until, is_generated: isGenerated } = signed.says;
    lines.push(line(`${name}: ${grade} (${told.moments[moment] ?? moment}), ${told.words.until} ${until}`));
    if (isGenerated) lines.push(line(told.words.generated));
  }
  if (found === "valid" && today > told.revoked.says.expires_on) lines.push(line(told.words.old));
  out?.replaceChildren(...lines);
});
