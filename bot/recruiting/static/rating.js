// Rating: words are quoted by selecting them, and a draft is kept as one goes. Without scripts: by pasting, and by the button.
"use strict";
const form = document.getElementById("rating");
const passage = document.getElementById("passage");
const saved = document.getElementById("saved");
const cite = document.getElementById("cite");
const WAIT_MS = 1200;
let chosen = "";
let timer;

cite.hidden = false;
for (const words of document.querySelectorAll(".with-script")) words.hidden = false;

// A touch on the button ends the selection: the last one is remembered, one made while the page was still loading too.
function remember() {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed) return;
  const inside = (node) => (node instanceof Element ? node : node?.parentElement)?.closest("[data-quotable]");
  const place = inside(selection.anchorNode);
  if (place && place === inside(selection.focusNode)) chosen = selection.toString().trim();
}
document.addEventListener("selectionchange", remember);
remember();

document.getElementById("cite-button").addEventListener("click", () => {
  if (!chosen) {
    saved.textContent = "Sélectionnez d'abord des mots de la réponse.";
    return;
  }
  passage.value = chosen;
  passage.focus();
  save();
});

async function keep() {
  const data = new FormData(form);
  data.set("action", "brouillon");
  try {
    // Not `form.action`: that is the buttons of this name.
    const answer = await fetch(form.getAttribute("action"), {
      method: "POST", body: new URLSearchParams(data), headers: { Accept: "application/json" }, redirect: "error",
    });
    if (!answer.ok) throw new Error(String(answer.status));
    saved.textContent = (await answer.json()).said;
  } catch {
    saved.textContent = "Le brouillon n'est pas enregistré : vérifiez votre connexion.";
  }
}

function save() {
  clearTimeout(timer);
  timer = setTimeout(keep, WAIT_MS);
}

form.addEventListener("input", save);
form.addEventListener("submit", () => clearTimeout(timer));
