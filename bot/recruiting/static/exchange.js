// An open exchange shows what comes without being asked; without scripts, « Actualiser » does.
"use strict";
const exchange = document.getElementById("exchange");
const news = document.getElementById("news");
const EVERY_MS = 5000;

const countMessages = () => exchange.querySelectorAll(".transcript > li").length;

const isOver = () =>
  document.querySelector("#ecrire button") !== null && exchange.querySelector("#state")?.dataset.mine === "no";

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
    const count = countMessages();
    exchange.replaceChildren(...parsed.body.childNodes);
    // Ended meanwhile, by the person or by time: what is being written stays there to be copied.
    if (isOver()) {
      for (const button of document.querySelectorAll("#ecrire button, #rendre button")) button.disabled = true;
      news.textContent = "L'échange est terminé : l'assistant répond à nouveau, vos messages ne partiraient plus.";
      news.scrollIntoView({ block: "nearest" });
      return;
    }
    const more = countMessages() - count;
    news.textContent = more > 1 ? `${more} nouveaux messages.` : more === 1 ? "Un nouveau message." : "L'échange a changé.";
  } catch {
    news.dataset.trouble = "yes";
    news.textContent = "L'échange ne s'actualise plus : vérifiez votre connexion, ou rechargez la page.";
  }
}

setInterval(follow, EVERY_MS);
document.addEventListener("visibilitychange", follow);
