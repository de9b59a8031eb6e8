/**
 * « Mes notes » in a tab of its own, laid out for paper.
 *
 * A tab, because only the page itself may say what of it is printed; made of nodes and a constructed style sheet, which
 * any Content Security Policy lets through.
 */

import type { Notes, Pair } from "./channel";
import { withFirmSpaces } from "./typography";
import * as words from "./words";

const STYLES = `
:root { color-scheme: light; }
body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; background: #fff; color: #1b2430; font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; }
h2 { margin: 2rem 0 0.5rem; font-size: 1.2rem; }
h3 { margin: 1rem 0 0.25rem; font-size: 1rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.3rem 1.5rem; margin: 0; }
dt { font-weight: 600; }
dd { margin: 0; }
blockquote { margin: 0.25rem 0; padding-left: 1rem; border-left: 3px solid #6b7889; white-space: pre-wrap; }
ul { margin: 0; padding-left: 1.25rem; }
button { margin: 0 0.5rem 0.5rem 0; min-height: 2.75rem; padding: 0.4rem 1.1rem; border: 1px solid; border-radius: 0.4rem; background: #1c4f91; color: #fff; font: inherit; font-weight: 600; cursor: pointer; }
:focus-visible { outline: 3px solid #1c4f91; outline-offset: 2px; }
@media (max-width: 30rem) { dl { display: block; } dd { margin-bottom: 0.5rem; } }
@media print { button { display: none; } body { margin: 0; } h2, h3 { break-after: avoid; } blockquote, dl { break-inside: avoid-page; } }
`;

const views = new Set<Window>();

/** Opens the tab; to be called while a click is handled. Null when the browser allows none. */
export function openNotesWindow(): Window | null {
  const view = window.open("", "_blank");
  if (view === null) return null;
  views.add(view);
  const { document: page } = view;
  page.documentElement.lang = "fr";
  page.title = words.NOTES_TITLE;
  const sheet = new (view as Window & typeof globalThis).CSSStyleSheet();
  sheet.replaceSync(STYLES);
  page.adoptedStyleSheets = [sheet];
  const viewport = page.createElement("meta");
  viewport.name = "viewport";
  viewport.content = "width=device-width, initial-scale=1";
  page.head.append(viewport);
  layOut(view, (add) => {
    add("h1", words.NOTES_TITLE);
    add("p", words.NOTES_ON_THEIR_WAY);
  });
  return view;
}

/** Closes all such tabs. */
export function closeNotesWindows(): void {
  for (const view of views) view.close();
  views.clear();
}

/** Says in the tab why there is nothing to read. */
export function tellTrouble(view: Window, sentence: string): void {
  layOut(view, (add) => {
    add("h1", words.NOTES_TITLE);
    add("p", sentence).setAttribute("role", "alert");
  });
}

/**
 * Lays the notes out in the tab.
 *
 * @param download has the browser save all that is kept
 */
export function showNotes(view: Window, { introduction, registration, notes, read_by }: Notes, download: () => void): void {
  layOut(view, (add) => {
    add("h1", words.NOTES_TITLE);
    add("p", introduction);
    if (registration.length === 0) return;
    add("button", words.PRINT).addEventListener("click", () => view.print());
    add("button", words.DOWNLOAD).addEventListener("click", download);
    add("h2", words.REGISTRATION);
    addPairs(add, registration);
    for (const { title, question, answers, quotes_title, quotes, remarks, comments } of notes) {
      add("h2", title);
      add("p", question);
      for (const [label, own] of [...answers, ...comments]) {
        add("h3", label);
        add("blockquote", own);
      }
      if (quotes.length > 0) {
        add("h3", quotes_title);
        const list = add("ul", "");
        for (const [quote, shown] of quotes) add("li", `« ${quote} » : ${shown}`, list);
      }
      for (const remark of remarks) add("p", remark);
    }
    add("h2", words.READ_BY);
    for (const reading of read_by) add("p", reading);
  });
}

type Add = (tag: string, text: string, parent?: Element) => HTMLElement;

function layOut(view: Window, fill: (add: Add) => void): void {
  if (view.closed) return;
  const page = view.document;
  const main = page.createElement("main");
  fill((tag, text, parent = main) => {
    const element = page.createElement(tag);
    element.textContent = withFirmSpaces(text);
    parent.append(element);
    return element;
  });
  page.body.replaceChildren(main);
}

function addPairs(add: Add, pairs: readonly Pair[]): void {
  const list = add("dl", "");
  for (const [label, value] of pairs) {
    add("dt", label, list);
    add("dd", value, list);
  }
}
