// J and K lead to the next and the previous file, while nobody writes; links do the same.
"use strict";
const KEYS = { j: 'a[rel="next"]', k: 'a[rel="prev"]' };

document.addEventListener("keydown", (event) => {
  const writes = event.target.closest("input, textarea, select, [contenteditable]");
  const selector = KEYS[event.key.toLowerCase()];
  if (selector && !writes && !event.ctrlKey && !event.metaKey && !event.altKey) {
    document.querySelector(selector)?.click();
  }
});

// What the person is told stands below the choice; without scripts it is opened, for all choices.
const choice = document.getElementById("statut");
if (choice) {
  const all = document.getElementById("dits");
  const told = document.getElementById("dit");
  all.hidden = true;
  const show = () => {
    const one = [...all.querySelectorAll("[data-choice]")].find((each) => each.dataset.choice === choice.value);
    told.textContent = one ? one.querySelector("dd").textContent.trim() : "";
  };
  choice.addEventListener("change", show);
  show();
}
