/**
 * What is kept about the person as cards in the conversation: the file and each answer, with what may be done beside
 * every line. The server makes them and says which sentence does what; here they are only laid out.
 */

import { css, html, nothing, type TemplateResult } from "lit";

import { withFirmSpaces, withReadablePhones } from "./typography";
import * as words from "./words";

export interface CardAction {
  label: string;
  /** What it is about: read aloud after the label. */
  about: string;
  /** The sentence that does it. */
  says: string;
  /** What the person begins to write from, once they are asked. */
  draft?: string;
  /** Words are erased for good: it may be called off for a while. */
  holds?: boolean;
}

export interface Card {
  title: string;
  question: string;
  rows: { label: string; text: string; actions: CardAction[] }[];
  passages_title: string;
  passages: { text: string; label: string; struck: boolean; actions: CardAction[] }[];
  remarks: string[];
  actions: CardAction[];
}

export type Cards = Record<string, Card>;

/** What a card does when one of its buttons is pressed. */
export interface Hand {
  act(action: CardAction): void;
  /** Whether the action waits, and may still be called off. */
  isHeld(action: CardAction): boolean;
}

/** Tells that a card is shown again further down. */
export function renderOlder({ title }: Card): TemplateResult {
  return html`<p class="text older"><span class="hidden">${words.BOT_SAYS}</span>${words.shownBelow(title)}</p>`;
}

export function renderCard(card: Card, hand: Hand): TemplateResult {
  const act = (action: CardAction): TemplateResult => {
    const isHeld = hand.isHeld(action);
    return html`<button class="act" type="button" @click=${() => hand.act(action)}>
      ${isHeld ? words.CALL_OFF : action.label}<span class="hidden">${words.DASH}${isHeld ? action.label : nothing} ${action.about}</span>
    </button>`;
  };
  const held = card.actions.find((action) => hand.isHeld(action));
  return html`<div class="text card" role="group" aria-label=${card.title}>
    <h3><span class="hidden">${words.BOT_SAYS}</span>${card.title}</h3>
    ${card.question ? html`<p class="question">${withFirmSpaces(card.question)}</p>` : nothing}
    ${card.rows.length
      ? html`<dl>
          ${card.rows.map(
            ({ label, text, actions }) => html`<div class=${actions.length ? "field" : "words"}>
              <dt>${label}</dt>
              <dd>${actions.length ? withFirmSpaces(withReadablePhones(text)) : text}</dd>
              ${actions.length ? html`<dd class="acts">${actions.map(act)}</dd>` : nothing}
            </div>`,
          )}
        </dl>`
      : nothing}
    ${card.passages.length
      ? html`<h4>${card.passages_title}</h4>
          <ul>
            ${card.passages.map(
              ({ text, label, struck, actions }) => html`<li>
                ${struck ? html`<s>${quoted(text)}</s>` : html`<span class="passage">${quoted(text)}</span>`}
                <span class="shows">${struck ? words.CONTESTED : withFirmSpaces(label)}</span>
                ${actions.map(act)}
              </li>`,
            )}
          </ul>`
      : nothing}
    ${card.remarks.map((remark) => html`<p class="remark">${withFirmSpaces(remark)}</p>`)}
    ${held ? html`<p class="remark held">${words.HELD}</p>` : nothing}
    ${card.actions.length ? html`<div class="acts">${card.actions.map(act)}</div>` : nothing}
  </div>`;
}

function quoted(text: string): string {
  return withFirmSpaces(`« ${text} »`);
}

export const cardStyles = css`
  .text.card {
    width: 100%;
    max-width: min(100%, 38em);
    white-space: normal;
  }

  .text.card + .text {
    margin-top: 0.6em;
  }

  .text.older {
    padding-block: 0.25em;
    color: var(--_muted);
  }

  .card :is(h3, h4, p, dl, dd, ul) {
    margin: 0;
  }

  .card :is(h3, dt) {
    font-size: 1em;
    font-weight: 600;
  }

  .card :is(h4, .question, .shows, .remark, .words dt) {
    font-size: 0.875em;
    color: var(--_muted);
  }

  .card h4 {
    margin-top: 0.8em;
    font-weight: 600;
  }

  .card .question {
    margin-bottom: 0.5em;
  }

  .card .field {
    display: grid;
    grid-template-columns: 7.5em 1fr auto;
    align-items: center;
    gap: 0 0.6em;
    padding-block: 0.3em;
    border-top: 1px solid var(--_line);
  }

  .card .words dd {
    white-space: pre-wrap;
  }

  .card ul {
    padding: 0;
    list-style: none;
  }

  .card li {
    display: grid;
    grid-template-columns: 1fr auto;
    align-items: center;
    gap: 0 0.6em;
    padding-block: 0.35em;
    border-top: 1px solid var(--_line);
  }

  .card li > :is(s, .passage, .shows) {
    grid-column: 1;
  }

  .card li > .act {
    grid-area: 1 / 2 / span 2;
  }

  .card .remark {
    margin-top: 0.5em;
  }

  .card .held {
    color: var(--_text);
    font-weight: 600;
  }

  .card > .acts {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
    margin-top: 0.7em;
  }

  .act {
    min-height: 2.95em; /* fingers: 44 pixels */
    min-width: 2.95em;
    padding: 0.2em 0.7em;
    border: 1px solid var(--_field-line);
    border-radius: 0.5em;
    background: var(--_surface);
    color: var(--_accent);
    font-size: 0.9375em;
  }

  .act:hover {
    background: var(--_user);
  }

  @media (max-width: 24em) {
    .card .field {
      grid-template-columns: 1fr auto;
    }

    .card .field dt {
      grid-column: 1;
      font-size: 0.875em;
    }

    .card .field dd {
      grid-column: 1;
    }

    .card .field .acts {
      grid-area: 1 / 2 / span 2;
    }
  }

  @media (forced-colors: active) {
    .act {
      color: ButtonText;
    }
  }

  @media print {
    .act {
      display: none;
    }
  }
`;
