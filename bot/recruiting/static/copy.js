// A button that copies what a field shows; without scripts the field is selected by hand.
"use strict";
for (const button of document.querySelectorAll("[data-copies]")) {
  const field = document.getElementById(button.dataset.copies);
  field.addEventListener("focus", () => field.select());
  button.hidden = false;
  button.addEventListener("click", async () => {
    const told = document.getElementById("copie");
    try {
      await navigator.clipboard.writeText(field.value);
      told.textContent = "Le lien est copié.";
    } catch {
      field.focus();
      told.textContent = "Le lien est sélectionné : copiez-le avec Ctrl-C.";
    }
  });
}
