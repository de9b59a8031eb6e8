// Reading by situation: J and K go from answer to answer, S sets aside, and what one has gone past is kept as read.
// Without scripts the buttons do the same.
"use strict";
const answers = [...document.querySelectorAll("article.answer")];
const progress = document.getElementById("progress");
const news = document.getElementById("news");
const keys = document.getElementById("keys");
const keysSwitch = document.getElementById("keys-switch");
const done = document.getElementById("done");
const STORED = "recrutement-touches";
const WAIT_MS = 800;
const FAILED = "Cela n'a pas pu être enregistré : vérifiez votre connexion, ou rechargez la page.";

async function post(form, data) {
  const answer = await fetch(form.action, {
    method: "POST", body: new URLSearchParams(data), headers: { Accept: "application/json" }, redirect: "error", keepalive: true,
  });
  if (!answer.ok) throw new Error(String(answer.status));
}

// What was read: answers that were left above.
const waiting = new Set();
let timer;

async function keepRead() {
  const refs = [...waiting];
  if (refs.length === 0) return;
  waiting.clear();
  const data = new FormData(done);
  data.delete("lue");
  for (const ref of refs) data.append("lue", ref);
  try {
    await post(done, data);
    progress.dataset.read = Number(progress.dataset.read) + refs.length;
    const { read, total } = progress.dataset;
    progress.textContent = `${read} sur ${total} ${total === "1" ? "lue" : "lues"}`;
    count("non-lues", -refs.length);
    for (const answer of answers) if (refs.includes(answer.dataset.ref)) showRead(answer);
  } catch {
    for (const ref of refs) document.getElementById(`r-${ref}`).removeAttribute("data-read");
    news.textContent = FAILED;
  }
}

function count(name, step) {
  for (const number of document.querySelectorAll(`[data-count="${name}"]`)) number.textContent = Number(number.textContent) + step;
}

function showRead(answer) {
  const title = answer.querySelector("h2");
  if (title.querySelector(".state")) return;
  const state = document.createElement("span");
  state.className = "state";
  state.textContent = "lue";
  title.append(" ", state);
}

function readNow(answer) {
  if (answer.hasAttribute("data-read")) return;
  answer.setAttribute("data-read", "");
  waiting.add(answer.dataset.ref);
  clearTimeout(timer);
  timer = setTimeout(keepRead, WAIT_MS);
}

const seen = new WeakSet();
const watcher = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target, boundingClientRect } of entries) {
    if (isIntersecting) seen.add(target);
    else if (seen.has(target) && boundingClientRect.bottom < innerHeight / 2) readNow(target);
  }
});
for (const answer of answers) watcher.observe(answer);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") keepRead();
});

// Adding to the selection, without leaving the place: shown at once, and taken back if it could not be kept.
function showSelected(form, is) {
  form.elements.retirer.value = is ? "oui" : "";
  form.querySelector(".words").textContent = is ? "Retirer de ma sélection" : "Ajouter à ma sélection";
  form.closest("article").classList.toggle("aside-mine", is);
  count("de-cote", is ? 1 : -1);
}

for (const form of document.querySelectorAll("form.set-aside")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (form.ariaBusy === "true") return;
    form.ariaBusy = "true";
    const was = form.elements.retirer.value === "oui";
    const data = new FormData(form);
    const who = form.closest("article").querySelector("h2").firstChild.textContent.replace("Personne", "").trim();
    showSelected(form, !was);
    news.textContent = was ? `${who} : retirée.` : `${who} : ajoutée.`;
    try {
      await post(form, data);
    } catch {
      showSelected(form, was);
      news.textContent = FAILED;
    }
    form.ariaBusy = null;
  });
}

// Keys. They can be switched off, for who speaks to the computer or hits keys by accident (WCAG 2.1.4).
function areOn() {
  try {
    return localStorage.getItem(STORED) !== "non";
  } catch {
    return true;
  }
}

function showKeys() {
  keysSwitch.textContent = areOn() ? "Désactiver ces touches" : "Activer ces touches";
}

function here() {
  const inside = document.activeElement?.closest("article.answer");
  return inside ? answers.indexOf(inside) : -1;
}

document.addEventListener("focusin", (event) => {  // what was said of one answer is over at the next
  if (event.target.matches("article.answer")) news.textContent = "";
});

function go(step) {
  const isAtEnd = done?.contains(document.activeElement);
  if (isAtEnd && step > 0) return;
  const from = isAtEnd ? answers.length : here();
  const to = from < 0 ? firstInSight() : from + step;
  if (answers[from] && step > 0) readNow(answers[from]);
  if (to >= answers.length) done?.querySelector("button").focus();
  else if (to >= 0) {
    answers[to].focus({ preventScroll: true });
    answers[to].scrollIntoView({ block: "start" });
  }
}

function firstInSight() {
  const top = document.querySelector(".asked").getBoundingClientRect().bottom;
  return Math.max(0, answers.findIndex((answer) => answer.getBoundingClientRect().top >= top - 8));
}

if (answers.length > 0) {
  keys.hidden = false;
  showKeys();
  keysSwitch.addEventListener("click", () => {
    try {
      localStorage.setItem(STORED, areOn() ? "non" : "oui");
    } catch {
      return;
    }
    showKeys();
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || !areOn()) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const key = event.key.toLowerCase();
    if (key === "j") go(1);
    else if (key === "k") go(-1);
    else if (key === "s" && here() >= 0) answers[here()].querySelector("form.set-aside")?.requestSubmit();
    else return;
    event.preventDefault();
  });
}
