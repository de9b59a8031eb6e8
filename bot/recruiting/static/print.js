// A button that opens the browser's print dialogue; without scripts, the sentence beside it says how.
"use strict";
for (const button of document.querySelectorAll("[data-prints]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
