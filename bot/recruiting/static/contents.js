// A measure that is under way shows how far it is; without scripts, « Actualiser » does.
"use strict";
const measure = document.getElementById("measure");
const measureNews = document.getElementById("measure-news");
const LOOK_MS = 2000;

async function look() {
  const before = measure.querySelector("[data-running]")?.dataset.running;
  if (before === undefined) return;
  setTimeout(look, LOOK_MS);
  if (document.visibilityState !== "visible") return;
  try {
    const answer = await fetch(measure.dataset.more, { redirect: "error", cache: "no-store" });
    if (!answer.ok) return;
    // Our own page, escaped on the server.
    const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
    measure.replaceChildren(...parsed.body.childNodes);
    const now = measure.querySelector("[data-running]");
    if (now === null) measureNews.textContent = "La mesure est finie.";
    else if (now.dataset.running !== before) measureNews.textContent = now.dataset.says;
  } catch {
    // The next look may go better.
  }
}

if (measure !== null) setTimeout(look, LOOK_MS);
