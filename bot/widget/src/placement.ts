/** Where the bundle comes from, which is where the bot is served, and how it is placed on the page. */

// Known only while the script runs: not later, and never in a module.
const script = document.currentScript as HTMLScriptElement | null;

/** Address of the bot that served this file; empty when it is the page's own. */
export const HOME = homeOf(script?.src ?? "");

function homeOf(source: string): string {
  if (source === "") return "";
  const { href } = new URL(".", source);
  return href === `${location.origin}/` ? "" : href;
}

/** Puts an element at the end of a page that has none, unless the script tag says `data-manual`. */
export function placeOnPage(name: string): void {
  if (script === null || script.dataset["manual"] !== undefined) return;
  const { theme, label } = script.dataset;
  const place = (): void => {
    if (document.querySelector(name) !== null) return;
    const element = document.createElement(name);
    if (theme !== undefined) element.setAttribute("theme", theme);
    if (label !== undefined) element.setAttribute("label", label);
    document.body.append(element);
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", place, { once: true });
  else place();
}
