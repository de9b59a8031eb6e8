/**
 * `<conseiller-bot>`: the candidates' chat.
 *
 * Attributes: `server`, where the bot is served (by default the page's own origin); `open`, to fill the element's
 * place in the page instead of waiting as a button at the bottom right.
 */

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";

import { Channel } from "./channel";
import { Conversation, type Entry, type Trouble } from "./conversation";
import { Keepsakes } from "./keepsakes";
import { styles } from "./styles";
import { cutAtAddresses, withFirmSpaces } from "./typography";
import * as words from "./words";

const LONGEST_MESSAGE = 6000;
const COUNT_FROM = 5400;
const POLL_MS = 15_000;

export class ConseillerBot extends LitElement {
  static override styles = styles;
  static override properties = {
    server: { type: String },
    open: { type: Boolean },
    expanded: { state: true },
    length: { state: true },
  };

  declare server: string;
  declare open: boolean;
  declare expanded: boolean;
  declare length: number;

  #conversation: Conversation | null = null;
  #poll: ReturnType<typeof setInterval> | undefined;
  #shown = new Set<string>();
  #troubleShown: Trouble | null = null;
  #readAloud = false;

  constructor() {
    super();
    this.server = "";
    this.open = false;
    this.expanded = false;
    this.length = 0;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.lang) this.lang = "fr";
    this.#poll = setInterval(() => this.#isVisible && void this.#conversation?.catchUp(), POLL_MS);
    document.addEventListener("visibilitychange", this.#visibilityChanged);
    window.addEventListener("online", this.#connected);
    window.addEventListener("offline", this.#disconnected);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#poll);
    document.removeEventListener("visibilitychange", this.#visibilityChanged);
    window.removeEventListener("online", this.#connected);
    window.removeEventListener("offline", this.#disconnected);
  }

  get #isExpanded(): boolean {
    return this.open || this.expanded;
  }

  get #isVisible(): boolean {
    return this.#isExpanded && document.visibilityState === "visible";
  }

  #visibilityChanged = (): void => {
    if (this.#isVisible) void this.#conversation?.refresh();
  };

  #connected = (): void => {
    const conversation = this.#conversation;
    if (conversation === null) return;
    conversation.offline = false;
    this.requestUpdate();
    if (conversation.isOpen) void conversation.refresh();
    else if (this.#isExpanded) void conversation.open();
  };

  #disconnected = (): void => this.#conversation?.connectionLost();

  protected override willUpdate(): void {
    if (!this.#isExpanded || this.#conversation !== null) return;
    // Nothing is asked, and nothing kept, before the chat is opened.
    this.#conversation = new Conversation(new Channel(this.server), new Keepsakes(this.server), () =>
      this.requestUpdate(),
    );
    this.length = this.#conversation.draft.length;
    void this.#conversation.open();
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has("expanded") && changed.get("expanded") !== undefined) {
      (this.expanded ? this.#input : this.#find(".bubble"))?.focus();
    }
    this.#growInput();
    this.#scrollToNews();
    if (!this.#readAloud && this.#conversation?.isOpen && !this.#conversation.opening) {
      // What was said before is there to be read, not to be read aloud: the region goes live afterwards.
      setTimeout(() => {
        this.#readAloud = true;
        this.requestUpdate();
      }, 500);
    }
  }

  override render(): TemplateResult {
    const conversation = this.#conversation;
    if (!this.#isExpanded || conversation === null) return this.#renderBubble();
    const name = html`${words.TITLE} <span>– ${words.SUBTITLE}</span>`;
    const content = html`
      <header>
        <h2 id="title">${name}</h2>
        ${this.open ? nothing : this.#renderClose()}
      </header>
      ${this.#renderLog(conversation)} ${this.#renderState(conversation)} ${this.#renderTrouble(conversation)}
      ${this.#renderForm(conversation)}
    `;
    return this.open
      ? html`<section class="panel" aria-label=${words.PANEL}>${content}</section>`
      : html`<div class="panel floating" role="dialog" aria-labelledby="title" @keydown=${this.#panelKey}>${content}</div>`;
  }

  #renderBubble(): TemplateResult {
    return html`<button class="bubble" type="button" aria-haspopup="dialog" @click=${() => (this.expanded = true)}>
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="M4 3h16a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H9l-5 4v-4a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2z" />
      </svg>
      ${words.OPEN}
    </button>`;
  }

  #renderClose(): TemplateResult {
    return html`<button class="close" type="button" aria-label=${words.CLOSE} @click=${this.#close}>
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="m6.4 5 5.6 5.6L17.6 5 19 6.4 13.4 12l5.6 5.6-1.4 1.4-5.6-5.6L6.4 19 5 17.6l5.6-5.6L5 6.4z" />
      </svg>
    </button>`;
  }

  #renderLog(conversation: Conversation): TemplateResult {
    const { offered } = conversation;
    return html`<div
      class="log"
      role="log"
      tabindex="0"
      aria-label=${words.LOG}
      aria-live=${this.#readAloud ? "polite" : "off"}
      aria-busy=${conversation.opening || conversation.delivering}
    >
      ${repeat(
        conversation.entries,
        ({ key }) => key,
        (entry) => this.#renderEntry(entry, entry === offered),
      )}
      ${conversation.answering
        ? html`<div class="typing" aria-hidden="true"><span></span><span></span><span></span></div>`
        : nothing}
    </div>`;
  }

  #renderEntry(entry: Entry, isOffered: boolean): TemplateResult {
    const isUndelivered = entry.delivery === "failed" || entry.delivery === "refused";
    return html`<div
      class="message ${entry.from} ${isUndelivered ? "undelivered" : ""}"
      data-from=${entry.from}
      data-key=${entry.key}
      data-delivery=${entry.delivery}
    >
      ${entry.person ? html`<p class="person">${words.PERSON}</p>` : nothing}
      <p class="text"><span class="hidden">${entry.person ? nothing : entry.from === "bot" ? words.BOT_SAYS : words.USER_SAYS}</span>${renderText(entry)}</p>
      ${isUndelivered
        ? html`<span class="delivery">${entry.delivery === "failed" ? words.NOT_SENT : words.REFUSED}</span>`
        : nothing}
      ${isOffered ? this.#renderChoices(entry.buttons) : nothing}
    </div>`;
  }

  #renderChoices(titles: readonly string[]): TemplateResult {
    return html`<ul class="choices" aria-label=${words.CHOICES}>
      ${titles.map(
        (title) =>
          html`<li><button class="choice" type="button" @click=${() => this.#choose(title)}>${title}</button></li>`,
      )}
    </ul>`;
  }

  #renderState(conversation: Conversation): TemplateResult {
    const sentence = conversation.slow ? words.SLOW : conversation.opening ? words.OPENING : "";
    return html`<div class="state" role="status">${sentence || nothing}</div>`;
  }

  #renderTrouble({ trouble, offline }: Conversation): TemplateResult {
    return html`<div class="alert" role="alert">
      ${trouble === null
        ? offline
          ? html`<div class="bar offline"><p>${words.OFFLINE}</p></div>`
          : nothing
        : html`<div class="bar error">
            <p>${withFirmSpaces(trouble.sentence)}</p>
            ${trouble.canRetry
              ? html`<button class="retry" type="button" @click=${this.#retry}>${words.RETRY}</button>`
              : nothing}
          </div>`}
    </div>`;
  }

  #renderForm(conversation: Conversation): TemplateResult {
    return html`<form @submit=${this.#submit}>
      <label class="hidden" for="input">${words.INPUT}</label>
      <textarea
        id="input"
        rows="1"
        maxlength=${LONGEST_MESSAGE}
        placeholder=${words.PLACEHOLDER}
        aria-describedby="hint count"
        enterkeyhint="send"
        .value=${conversation.draft}
        @input=${this.#typed}
        @keydown=${this.#inputKey}
      ></textarea>
      <button class="send" type="submit">${words.SEND}</button>
      <p class="hint" id="hint">${words.KEYS}</p>
      <p class="count" id="count" role="status">${
        this.length >= COUNT_FROM ? words.remaining(LONGEST_MESSAGE - this.length) : nothing
      }</p>
    </form>`;
  }

  #find(selector: string): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>(selector);
  }

  get #input(): HTMLTextAreaElement | null {
    return this.#find("textarea") as HTMLTextAreaElement | null;
  }

  #typed = (): void => {
    const draft = this.#input?.value ?? "";
    this.length = draft.length;
    this.#conversation?.keepDraft(draft);
    this.#growInput();
  };

  #inputKey = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#sendDraft();
  };

  #submit = (event: Event): void => {
    event.preventDefault();
    this.#sendDraft();
    this.#input?.focus();
  };

  #sendDraft(): void {
    const conversation = this.#conversation;
    const text = conversation?.draft.trim() ?? "";
    if (conversation === null || text === "") return;
    this.length = 0;
    conversation.keepDraft("");
    conversation.send(text);
  }

  #choose(title: string): void {
    this.#conversation?.send(title);
    // The buttons go: from the conversation, the next ones are one Tab away, and no keyboard covers a small screen.
    this.#find(".log")?.focus({ preventScroll: true });
  }

  #retry = (): void => {
    this.#conversation?.retry();
    this.#find(".log")?.focus({ preventScroll: true });
  };

  #close = (): void => {
    this.expanded = false;
  };

  #panelKey = (event: KeyboardEvent): void => {
    if (event.key === "Escape" && !event.isComposing) this.#close();
  };

  #growInput(): void {
    const input = this.#input;
    if (input === null) return;
    input.style.height = "auto";
    input.style.height = `${input.scrollHeight + input.offsetHeight - input.clientHeight}px`;
  }

  /** Shows what is new from its beginning; the very first time, the end of the conversation. */
  #scrollToNews(): void {
    const log = this.#find(".log");
    const conversation = this.#conversation;
    if (log === null || conversation === null) {
      this.#shown.clear();
      return;
    }
    const isFirst = this.#shown.size === 0;
    const index = conversation.entries.findIndex(({ key }) => !this.#shown.has(key));
    this.#shown = new Set(conversation.entries.map(({ key }) => key));
    const end = log.scrollHeight - log.clientHeight;
    if (index >= 0 && !isFirst) {
      const start = log.querySelectorAll<HTMLElement>(".message")[index]?.offsetTop ?? Infinity;
      log.scrollTop = Math.min(end, start - log.offsetTop - 8);
    } else if (index >= 0 || conversation.answering || conversation.trouble !== this.#troubleShown) {
      log.scrollTop = end;
    }
    this.#troubleShown = conversation.trouble;
  }
}

function renderText(entry: Entry): TemplateResult | TemplateResult[] {
  if (entry.text === null) return html`<em class="unkept">${words.NOT_KEPT}</em>`;
  if (entry.from === "user") return html`${entry.text}`;
  return cutAtAddresses(entry.text).map(({ text, href }) => {
    if (href === null) return html`${withFirmSpaces(text)}`;
    if (href.startsWith("mailto:")) return html`<a href=${href}>${text}</a>`;
    return html`<a href=${href} target="_blank" rel="noopener noreferrer"
      >${text}<span class="hidden">${words.NEW_WINDOW}</span></a
    >`;
  });
}

customElements.define("conseiller-bot", ConseillerBot);
