// Two minutes before a session ends for want of use, says so and offers to go on. What is typed stays on the page, and nowhere else.
"use strict";
{
  const bar = document.getElementById("session");
  const said = bar.querySelector("[role=alert]");
  const stay = bar.querySelector("button");
  const WARNED_BEFORE_S = 120;
  let timer;

  async function ask(path, options) {
    const answer = await fetch(path, { redirect: "error", cache: "no-store", ...options });
    if (!answer.ok) throw new Error(String(answer.status));
    return (await answer.json()).seconds;
  }

  const later = (seconds) => {
    clearTimeout(timer);
    timer = setTimeout(look, Math.min(Math.max(seconds, 1), 86_400) * 1000);
  };

  function tell(words, mayStay) {
    bar.hidden = false;
    stay.hidden = !mayStay;
    if (said.textContent !== words) said.textContent = words;
  }

  // Another window may have been used meanwhile, so the server is asked, which is no use of the session.
  async function look() {
    let left;
    try {
      left = await ask(bar.dataset.left);
    } catch {
      return later(30); // no connection, or nobody is signed in: nothing is known
    }
    if (left === null) {
      tell("Votre session est terminée. Ce que vous avez écrit ici n'est pas enregistré : copiez-le, puis reconnectez-vous.", false);
    } else if (left <= WARNED_BEFORE_S) {
      tell("Sans action de votre part, votre session se termine dans deux minutes au plus, et ce que vous écrivez serait perdu.", true);
      later(left + 1);
    } else {
      bar.hidden = true;
      said.textContent = "";
      later(left - WARNED_BEFORE_S);
    }
  }

  stay.addEventListener("click", async () => {
    try {
      const left = await ask(bar.dataset.stay, { method: "POST", body: new URLSearchParams({ csrf: bar.dataset.csrf }) });
      if (left > WARNED_BEFORE_S) {
        bar.hidden = true;
        said.textContent = "";
        return later(left - WARNED_BEFORE_S);
      }
      tell("Cette session ne peut pas durer plus longtemps (huit heures) : enregistrez, puis reconnectez-vous.", false);
      later(left + 1);
    } catch {
      tell("La session n'a pas pu être prolongée : vérifiez votre connexion, ou copiez ce que vous avez écrit.", true);
    }
  });

  later(Number(bar.dataset.seconds) - WARNED_BEFORE_S);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") look(); // timers sleep with the machine
  });
}
