// @ts-check
/** While a question is typed: what may already answer it. */

const form = document.querySelector("form[data-known]");
const text = document.querySelector("textarea[name=text]");
const known = document.getElementById("known");
let waiting = 0;

async function look() {
  const address = new URL(form.dataset.known, location.href);
  address.searchParams.set("q", text.value.slice(0, 1500));
  const answer = await fetch(address);
  if (answer.ok) known.innerHTML = await answer.text();
}

if (form && text && known) {
  text.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, 500);
  });
}
