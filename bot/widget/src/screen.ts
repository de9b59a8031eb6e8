/** The part of the screen that a keyboard leaves. */

const SHORT_LINES = 30;
const COVERED = 100;

/**
 * Gives a panel the room that is really seen: `--_room`, its height, and `--_under`, what covers the page below;
 * the class `short` where there is little room, and `alone` where it may fill what a keyboard leaves.
 *
 * A browser may lay a keyboard over the page without telling the page's styles; only the visual viewport knows. Where
 * the person has magnified the page it tells of that instead, and nothing is to be changed.
 *
 * @param isTypedIn somebody writes in it, on a small screen
 */
export function fitToScreen(panel: HTMLElement, isTypedIn: boolean): void {
  const seen = window.visualViewport;
  if (seen === null || Math.abs(seen.scale - 1) > 0.05) return;
  const under = Math.max(0, Math.round(window.innerHeight - seen.offsetTop - seen.height));
  panel.style.setProperty("--_room", `${Math.round(seen.height)}px`);
  panel.style.setProperty("--_under", `${under}px`);
  panel.classList.toggle("alone", isTypedIn && window.innerHeight - seen.height > COVERED);
  panel.classList.toggle("short", panel.offsetHeight < SHORT_LINES * parseFloat(getComputedStyle(panel).fontSize));
}
