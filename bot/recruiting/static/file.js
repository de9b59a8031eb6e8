// J and K lead to the next and the previous file, while nobody writes; links do the same.
const KEYS = { j: 'a[rel="next"]', k: 'a[rel="prev"]' };

document.addEventListener("keydown", (event) => {
  const writes = event.target.closest("input, textarea, select, [contenteditable]");
  const selector = KEYS[event.key.toLowerCase()];
  if (selector && !writes && !event.ctrlKey && !event.metaKey && !event.altKey) {
    document.querySelector(selector)?.click();
  }
});
