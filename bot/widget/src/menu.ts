/** The menu: what may be asked, taken along, continued elsewhere, left, erased. */

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
  comeBack(): void;
  askToLeave(): void;
  leave(): void;
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
    ${item(words.COME_BACK, acts.comeBack)} ${saying(words.A_HUMAN)}
    <li>
      <a class="plain item" href=${notice} target="_blank" rel="noopener noreferrer" @click=${acts.close}
        >${words.NOTICE}<span class="hidden">${words.NEW_WINDOW}</span></a
      >
    </li>
    ${item(words.LEAVE, acts.askToLeave)} ${saying(words.ERASE)}
  </ul>`;
}

/** Returns the field for an e-mail address to which a link back is sent. */
export function renderEmail(sendLink: (event: Event) => void): TemplateResult {
  return html`<form class="code" @submit=${sendLink}>
    <label for="email">${words.EMAIL}</label>
    <input id="email" type="email" required autocomplete="email" aria-describedby="email-hint" />
    <p id="email-hint" class="hint">${words.EMAIL_HINT}</p>
    <button class="filled" type="submit">${words.SEND_LINK}</button>
  </form>`;
}

/** Returns the question before this device is left, with the way back: a new code, as one told before may be used up. */
export function renderLeave(acts: MenuActs, mailsLinks: boolean): TemplateResult {
  return html`<div id="leave" class="code" role="group" tabindex="-1" aria-labelledby="leave-it" aria-describedby="way-back">
    <p id="leave-it">${words.LEAVE_IT}</p>
    <p id="way-back">${words.WAY_BACK}${mailsLinks ? words.OR_A_LINK : nothing}</p>
    <button class="filled" type="button" @click=${acts.leave}>${words.LEAVE_NOW}</button>
    <button class="plain" type="button" @click=${() => acts.say(words.CODE_FIRST.says)}>${words.CODE_FIRST.label}</button>
    <button class="plain" type="button" @click=${acts.close}>${words.CANCEL}</button>
  </div>`;
}

/**
 * Returns the field for a resume code.
 *
 * @param given the code of the link that was followed, if any
 */
export function renderCode(
  given: string,
  isWrong: boolean,
  resume: (event: Event) => void,
  cancel: () => void,
): TemplateResult {
  return html`<form class="code" novalidate @submit=${resume}>
    <label for="code">${words.CODE}</label>
    <input
      id="code"
      value=${given}
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
