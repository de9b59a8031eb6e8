/* The list: boxes that stay checked from page to page, and keys. Everything works without it. */
(() => {
  "use strict";
  const chosen = new Set();
  const form = () => document.getElementById("choisis");
  const boxes = () => [...document.querySelectorAll("#choisis input[name=id]")];
  const links = () => [...document.querySelectorAll("#choisis [data-open]")];

  function show() {
    if (!form()) return;
    const here = new Set(boxes().map((box) => box.value));
    for (const box of boxes()) {
      box.checked = chosen.has(box.value);
      box.closest("tr").classList.toggle("checked", box.checked);
    }
    document.getElementById("ailleurs").value = [...chosen].filter((id) => !here.has(id)).join(" ");
    const number = chosen.size;
    const elsewhere = [...chosen].filter((id) => !here.has(id)).length;
    const others = elsewhere > 0 ? `, dont ${elsewhere} sur d'autres pages` : "";
    document.getElementById("nombre").textContent =
      number === 0 ? "" : number === 1 ? "1 personne cochée" + others : `${number} personnes cochées${others}`;
    document.getElementById("aucun").hidden = number === 0;
    document.getElementById("toutes").hidden = boxes().every((box) => box.checked);
  }

  function put(box) {
    if (box.checked) chosen.add(box.value);
    else chosen.delete(box.value);
    show();
  }

  document.addEventListener("change", (event) => {
    if (event.target.matches("#choisis input[name=id]")) put(event.target);
    if (event.target.id === "raccourcis") {
      try { localStorage.setItem("raccourcis", event.target.checked ? "oui" : "non"); } catch { /* not kept */ }
    }
  });

  document.addEventListener("click", (event) => {
    if (event.target.id === "aucun") { chosen.clear(); show(); boxes()[0]?.focus(); }
    if (event.target.id === "toutes") {
      for (const box of boxes()) chosen.add(box.value);
      show();
      document.getElementById("aucun").focus();
    }
    if (event.target.id === "touches") help();
  });

  const isActive = () => document.getElementById("raccourcis")?.checked ?? false;

  function help() {
    const dialog = document.getElementById("aide");
    if (dialog && !dialog.open) dialog.showModal();
  }

  function move(step) {
    const all = links();
    if (!all.length) return;
    const row = document.activeElement?.closest("[data-row]");
    const at = row ? all.findIndex((link) => row.contains(link)) : step > 0 ? -1 : all.length;
    const next = all[Math.min(all.length - 1, Math.max(0, at + step))];
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  }

  function toggle() {
    const box = document.activeElement?.closest("[data-row]")?.querySelector("input[name=id]");
    if (box) { box.checked = !box.checked; put(box); }
  }

  const keys = { j: () => move(1), k: () => move(-1), x: toggle, "?": help };
  document.addEventListener("keydown", (event) => {
    const writes = event.target.closest?.("textarea, select, dialog, input:not([type=checkbox]):not([type=radio])");
    if (event.ctrlKey || event.metaKey || event.altKey || writes || !isActive()) return;
    const act = keys[event.key.toLowerCase()];
    if (act) { event.preventDefault(); act(); }
  });

  function begin() {
    const active = document.getElementById("raccourcis");
    const button = document.getElementById("touches");
    if (!active || !button) return;
    try { active.checked = localStorage.getItem("raccourcis") !== "non"; } catch { /* as it is */ }
    button.hidden = false;
    for (const box of boxes()) if (box.checked) chosen.add(box.value); // the browser brought them back
    show();
  }

  // A part of the page was loaded anew: what was focused and is no more gives the focus to what was found.
  document.addEventListener("htmx:afterSettle", () => {
    begin();
    if (!document.activeElement || document.activeElement === document.body) {
      const result = document.getElementById("resultat");
      if (result) { result.tabIndex = -1; result.focus({ preventScroll: true }); }
    }
  });
  document.addEventListener("DOMContentLoaded", begin);
})();
