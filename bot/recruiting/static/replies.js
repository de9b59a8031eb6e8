// A ready reply is put into the message at hand, where it can be edited; without scripts, the server does it.
"use strict";
for (const form of document.querySelectorAll("form.composer")) {
  const [list, text] = [form.querySelector("select"), form.querySelector("textarea")];
  const insert = form.querySelector("button[value=inserer]");
  insert.addEventListener("click", (event) => {
    event.preventDefault();
    const words = list.selectedOptions[0].dataset.text;
    if (!words) return list.focus();
    const before = text.value.trimEnd();
    text.value = before ? `${before}\n\n${words}` : words;
    list.selectedIndex = 0;
    text.focus();
    text.setSelectionRange(text.value.length, text.value.length);
  });
}
