// An open exchange shows what comes without being asked; without scripts, « Actualiser » does.
"use strict";
const exchange = document.getElementById("exchange");
const news = document.getElementById("news");
const EVERY_MS = 5000;

// Ids grow: whatever is above the last one seen is new, however many are shown.
const idsShown = () => (exchange.querySelector("#state")?.dataset.ids ?? "").split(" ").filter(Boolean).map(Number);

const isMine = () => exchange.querySelector("#state")?.dataset.mine === "yes";
const wasMine = isMine();

async function follow() {
  if (document.visibilityState !== "visible") return;
  try {
    const answer = await fetch(exchange.dataset.more, { redirect: "error", cache: "no-store" });
    if (!answer.ok) throw new Error(String(answer.status));
    const fresh = (await answer.text()).trim();
    if (news.dataset.trouble) {
      news.textContent = "";
      delete news.dataset.trouble;
    }
    if (fresh === exchange.dataset.shown) return;
    const isFirst = exchange.dataset.shown === undefined;
    exchange.dataset.shown = fresh;
    const before = exchange.textContent.replace(/\s+/g, " ").trim();
    // Our own page, escaped on the server.
    const parsed = new DOMParser().parseFromString(fresh, "text/html");
    if (isFirst && parsed.body.textContent.replace(/\s+/g, " ").trim() === before) return;
    const seen = Math.max(0, ...idsShown());
    // Who reads further up goes on reading there; 0 is the last message.
    const at = exchange.querySelector(".said")?.scrollTop ?? 0;
    exchange.replaceChildren(...parsed.body.childNodes);
    if (at < 0) exchange.querySelector(".said")?.scrollTo({ top: at });
    // Ended meanwhile, by the person or by time: what is being written stays there to be copied.
    if (wasMine && !isMine()) {
      for (const button of document.querySelectorAll(".composer button, #rendre button")) button.disabled = true;
      news.textContent = "L'échange est terminé : l'assistant répond à nouveau, vos messages ne partiraient plus.";
      news.scrollIntoView({ block: "nearest" });
      return;
    }
    const more = idsShown().filter((id) => id > seen).length;
    news.textContent = more > 1 ? `${more} nouveaux messages.` : more === 1 ? "Un nouveau message." : "L'échange a changé.";
  } catch {
    news.dataset.trouble = "yes";
    news.textContent = "L'échange ne s'actualise plus : vérifiez votre connexion, ou rechargez la page.";
  }
}

setInterval(follow, EVERY_MS);
document.addEventListener("visibilitychange", follow);
