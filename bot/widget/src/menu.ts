/** The menu: what may be asked, taken along, continued elsewhere, erased. */

import { html, nothing, type TemplateResult } from "lit";

import type { Copyable } from "./documents";
import * as words from "./words";

/** What the menu has done. */
export interface MenuActs {
  say(text: string): void;
  copy(found: Copyable): void;
  downloadData(): void;
  downloadTranscript(): void;
  printNotes(): void;
  askForCode(): void;
  /** A link was followed. */
  close(): void;
}

/**
 * Returns the list of what may be chosen.
 *
 * @param notice address of the privacy notice
 * @param found codes and receipts that may be copied
 */
export function renderItems(acts: MenuActs, notice: string, found: readonly Copyable[]): TemplateResult {
  const item = (label: string, act: () => void): TemplateResult =>
    html`<li><button class="plain item" type="button" @click=${act}>${label}</button></li>`;
  const saying = ({ label, says }: { label: string; says: string }): TemplateResult =>
    item(label, () => acts.say(says));
  return html`<ul aria-label=${words.MENU_ITEMS} @keydown=${moveAmongItems}>
    ${found.map((one) => item(`${one.label} ${one.value}`, () => acts.copy(one)))} ${saying(words.MY_DATA)}
    ${item(words.DOWNLOAD_DATA, acts.downloadData)} ${item(words.PRINT_NOTES, acts.printNotes)}
    ${item(words.DOWNLOAD_TRANSCRIPT, acts.downloadTranscript)} ${saying(words.GET_CODE)}
    ${item(words.HAVE_CODE, acts.askForCode)} ${saying(words.A_HUMAN)}
    <li>
      <a class="plain item" href=${notice} target="_blank" rel="noopener noreferrer" @click=${acts.close}
        >${words.NOTICE}<span class="hidden">${words.NEW_WINDOW}</span></a
      >
    </li>
    ${saying(words.ERASE)}
  </ul>`;
}

/** Returns the field for a resume code. */
export function renderCode(isWrong: boolean, resume: (event: Event) => void, cancel: () => void): TemplateResult {
  return html`<form class="code" novalidate @submit=${resume}>
    <label for="code">${words.CODE}</label>
    <input
      id="code"
      autocomplete="off"
      autocapitalize="characters"
      spellcheck="false"
      aria-describedby="code-hint"
      aria-invalid=${isWrong}
    />
    <p id="code-hint" class="hint" role=${isWrong ? "alert" : nothing}>${isWrong ? words.CODE_WRONG : words.CODE_HINT}</p>
    <button class="filled" type="submit">${words.RESUME}</button>
    <button class="plain" type="button" @click=${cancel}>${words.CANCEL}</button>
  </form>`;
}

/** Arrows, Home and End move among the items; so does Tab. */
function moveAmongItems(event: KeyboardEvent): void {
  const items = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>(".item")];
  const here = items.indexOf(event.target as HTMLElement);
  const to = { ArrowDown: here + 1, ArrowUp: here - 1 + items.length, Home: 0, End: items.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  items[to % items.length]?.focus();
}
