/**
 * The element `<conseiller-bot>`: the candidates' chat.
 *
 * Attributes: `server`, where the bot is served (by default where the script comes from); `open`, to fill the element's
 * place in the page instead of waiting as a button at the bottom right; `label`, what that button says; `theme`,
 * `light` or `dark`, where the page does not follow the person's setting.
 */

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { repeat } from "lit/directives/repeat.js";

import { cardStyles, renderCard, renderOlder } from "./cards";
import { ChannelError } from "./channel";
import { Conversation, type Entry } from "./conversation";
import { type Copyable, copy, copyableOf, copyables, download, transcriptOf } from "./documents";
import { codeOfLink } from "./link";
import { type MenuActs, renderCode, renderEmail, renderItems, renderLeave } from "./menu";
import { closeNotesWindows, openNotesWindow, showNotes, tellTrouble } from "./notes-window";
import { HOME } from "./placement";
import { Reader } from "./reader";
import { fitToScreen } from "./screen";
import { SMALL_SCREEN, styles } from "./styles";
import { dateOf, dayOf, timeOf } from "./times";
import { cutAtAddresses, withFirmSpaces, withReadablePhones } from "./typography";
import * as words from "./words";

const LONGEST_MESSAGE = 6000;
const TELL_ROOM_FROM = 600;
const POLL_MS = 15_000;
const POLLS_WHILE_CLOSED = 4;
const HISTORY_SETTLES_MS = 500;
const smallScreen = matchMedia(SMALL_SCREEN);

type Menu = "closed" | "open" | "code" | "leave";

export class ConseillerBot extends LitElement {
  static override styles = [styles, cardStyles];
  static override properties = {
    server: { type: String },
    open: { type: Boolean },
    label: { type: String },
    expanded: { state: true },
    menu: { state: true },
    readAloud: { state: true },
    codeIsWrong: { state: true },
    wasTooLong: { state: true },
    copied: { state: true },
  };

  declare server: string;
  declare open: boolean;
  declare label: string;
  declare expanded: boolean;
  declare menu: Menu;
  /** The log is a live region now. */
  declare readAloud: boolean;
  declare codeIsWrong: boolean;
  /** A message that is too long was to be sent. */
  declare wasTooLong: boolean;
  /** What was copied last. */
  declare copied: string;

  #conversation: Conversation | null = null;
  /** The code of the link that was followed. */
  #given = "";
  #isRetryFocused = false;
  #poll: ReturnType<typeof setInterval> | undefined;
  #polls = 0;
  #settling: ReturnType<typeof setTimeout> | undefined;
  readonly #reader = new Reader(() => this.requestUpdate());

  constructor() {
    super();
    this.server = HOME;
    this.open = false;
    this.label = "";
    this.expanded = false;
    this.menu = "closed";
    this.readAloud = false;
    this.codeIsWrong = false;
    this.wasTooLong = false;
    this.copied = "";
  }

  /** Opens the chat of a button. */
  show(): void {
    this.expanded = true;
    this.#beginAnew();
  }

  /** Closes the chat of a button. */
  hide(): void {
    this.expanded = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.lang) this.lang = "fr";
    this.#conversation?.watch(this.#changed);
    this.#poll = setInterval(this.#askForNews, POLL_MS);
    document.addEventListener("visibilitychange", this.#visibilityChanged);
    window.addEventListener("hashchange", this.#followLink);
    this.#followLink();
    window.addEventListener("online", this.#connected);
    window.addEventListener("offline", this.#disconnected);
    smallScreen.addEventListener("change", this.#screenChanged);
    window.visualViewport?.addEventListener("resize", this.#fit);
    window.visualViewport?.addEventListener("scroll", this.#fit);
    document.addEventListener("pointerdown", this.#pressedSomewhere);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#conversation?.unwatch(this.#changed);
    clearInterval(this.#poll);
    document.removeEventListener("visibilitychange", this.#visibilityChanged);
    window.removeEventListener("hashchange", this.#followLink);
    window.removeEventListener("online", this.#connected);
    window.removeEventListener("offline", this.#disconnected);
    smallScreen.removeEventListener("change", this.#screenChanged);
    window.visualViewport?.removeEventListener("resize", this.#fit);
    window.visualViewport?.removeEventListener("scroll", this.#fit);
    document.removeEventListener("pointerdown", this.#pressedSomewhere);
  }

  get #isExpanded(): boolean {
    return this.open || this.expanded;
  }

  #changed = (): void => {
    if (this.#conversation?.left) this.#forget();
    this.requestUpdate();
  };

  /** Leaves nothing of who left to who comes next. */
  #forget(): void {
    this.expanded = false;
    this.menu = "closed";
    this.#given = this.copied = "";
    closeNotesWindows();
  }

  /** A link of an e-mail leads back to a conversation, once its code is sent. */
  #followLink = (): void => {
    const code = codeOfLink();
    if (code === null) return;
    this.#given = code;
    this.codeIsWrong = false;
    this.show();
    void this.updateComplete.then(() => (this.menu = "code"));
  };

  /** Who left this device, or somebody else, begins a conversation. */
  #beginAnew = (): void => {
    if (!this.#conversation?.left) return;
    void this.#conversation.open();
    this.requestUpdate();
    void this.updateComplete.then(() => this.#input?.focus());
  };

  #askForNews = (): void => {
    this.#polls += 1;
    if (document.visibilityState !== "visible" || !this.#conversation?.isOpen) return;
    if (this.#isExpanded || this.#polls % POLLS_WHILE_CLOSED === 0) void this.#conversation.catchUp();
  };

  #visibilityChanged = (): void => {
    if (document.visibilityState === "visible") void this.#conversation?.refresh();
  };

  #connected = (): void => void this.#conversation?.connectionBack();

  #disconnected = (): void => this.#conversation?.connectionLost();

  protected override willUpdate(changed: PropertyValues): void {
    this.#reader.hold();
    this.#isRetryFocused = this.shadowRoot?.activeElement?.matches(".retry") === true;
    if (changed.has("expanded")) this.menu = "closed";
    if (!this.#isExpanded || this.#conversation !== null) return;
    // Nothing is asked, and nothing kept, before the chat is opened.
    this.#conversation = Conversation.with(this.server);
    this.#conversation.watch(this.#changed);
    if (!this.#conversation.isOpen) void this.#conversation.open();
  }

  protected override updated(changed: PropertyValues): void {
    this.#showDialog();
    if (changed.has("expanded") && changed.get("expanded") !== undefined) {
      (this.expanded ? this.#input : this.#find(".bubble"))?.focus();
    }
    if (changed.has("menu") && (this.menu === "code" || this.menu === "leave")) this.#find(`#${this.menu}`)?.focus();
    if (this.#isRetryFocused && this.#find(".retry") === null) this.#toLog();
    this.#growInput();
    this.#fit();
    const conversation = this.#conversation;
    this.#reader.follow(this.#find(".log"), conversation?.entries ?? [], conversation?.question ?? null);
    this.#goOnWriting();
    this.#settle();
  }

  /** Makes the log a live region once the history stands in it: that is there to be read, not to be read aloud. */
  #settle(): void {
    const conversation = this.#conversation;
    const isSettled = this.#isExpanded && conversation?.isOpen === true && !conversation.opening;
    if (!isSettled) {
      clearTimeout(this.#settling);
      this.#settling = undefined;
      this.readAloud = this.#isExpanded && conversation?.isNew === true;
    } else if (!this.readAloud) {
      this.#settling ??= setTimeout(() => (this.readAloud = true), HISTORY_SETTLES_MS);
    }
  }

  override render(): TemplateResult {
    const conversation = this.#conversation;
    if (conversation?.left && this.open) return this.#renderLeft(conversation.left);
    if (!this.#isExpanded || conversation === null) return this.#renderBubble();
    const content = html`
      ${this.#renderHead()}
      <div class="body">
        ${this.#renderMenu(conversation)} ${this.#renderLog(conversation)} ${this.#renderDock(conversation)}
      </div>
      ${this.#renderState(conversation)} ${this.#renderTrouble(conversation)} ${this.#renderForm(conversation)}
      <p class="hidden" role="status">${this.#announcement(conversation) || nothing}</p>
    `;
    return this.open
      ? html`<section class="panel" aria-label=${words.PANEL} @keydown=${this.#panelKey}>${content}</section>`
      : html`<dialog
          class="panel floating"
          aria-labelledby="title"
          @keydown=${this.#panelKey}
          @keyup=${keepTyping}
          @keypress=${keepTyping}
          @cancel=${this.#cancelled}
        >
          ${content}
        </dialog>`;
  }

  #renderBubble(): TemplateResult {
    const count = this.#reader.countAfterSeen(this.#conversation?.entries ?? []).length;
    return html`<button class="bubble" type="button" aria-haspopup="dialog" @click=${this.show}>
        ${icon("M4 3h16a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H9l-5 4v-4a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2z")}
        <span>${this.#conversation?.left} ${this.label || words.OPEN}</span>
        ${count ? html`<span class="unread">${words.unread(count)}</span>` : nothing}
      </button>
      <p class="hidden" role="status">${count ? words.unread(count) : nothing}</p>`;
  }

  #renderLeft(sentence: string): TemplateResult {
    return html`<section class="panel" aria-label=${words.PANEL}>
      <div class="bar">
        <p id="left">${sentence}</p>
        <button class="filled" type="button" aria-describedby="left" @click=${this.#beginAnew}>${words.OPEN}</button>
      </div>
    </section>`;
  }

  #renderHead(): TemplateResult {
    return html`<div class="head">
      <h2 id="title">${words.TITLE}<span class="hidden">${words.DASH}</span><span class="subtitle">${words.SUBTITLE}</span></h2>
      <button
        class="plain menu-button"
        type="button"
        aria-expanded=${this.menu !== "closed"}
        aria-controls="menu"
        @click=${this.#toggleMenu}
        @keydown=${this.#menuButtonKey}
      >
        ${words.MENU}
      </button>
      ${this.open
        ? nothing
        : html`<button class="plain" type="button" aria-label=${words.CLOSE} @click=${this.hide}>
            ${icon("m6.4 5 5.6 5.6L17.6 5 19 6.4 13.4 12l5.6 5.6-1.4 1.4-5.6-5.6L6.4 19 5 17.6l5.6-5.6L5 6.4z")}
          </button>`}
    </div>`;
  }

  #renderMenu({ entries, mailsLinks }: Conversation): TemplateResult {
    const content = {
      closed: () => nothing,
      open: () => renderItems(this.#menuActs, `${this.server.replace(/\/+$/, "")}/notice`, copyables(entries)),
      code: () => html`${renderCode(this.#given, this.codeIsWrong, this.#resume, this.#closeMenu)}
      ${mailsLinks ? renderEmail(this.#sendLink) : nothing}`,
      leave: () => renderLeave(this.#menuActs, mailsLinks),
    }[this.menu];
    return html`<div id="menu" class="menu" ?hidden=${this.menu === "closed"} @focusout=${this.#leftMenu}>${content()}</div>`;
  }

  readonly #menuActs: MenuActs = {
    say: (text) => this.#say(text),
    copy: (found) => (this.#closeMenu(), this.#copy(found)),
    downloadData: () => this.#downloadData(),
    downloadTranscript: () => (this.#closeMenu(), download(words.TRANSCRIPT_FILE, transcriptOf(this.#conversation?.entries ?? []))),
    printNotes: () => this.#printNotes(),
    comeBack: () => (this.menu = "code"),
    askToLeave: () => (this.menu = "leave"),
    leave: () => this.#leave(),
    close: () => this.#closeMenu(),
  };

  #renderLog(conversation: Conversation): TemplateResult {
    const { entries } = conversation;
    return html`<div
      class="log"
      role="log"
      tabindex="0"
      aria-label=${words.LOG}
      aria-live=${this.readAloud ? "polite" : "off"}
      aria-busy=${conversation.opening || conversation.delivering}
      @scroll=${this.#reader.look}
    >
      ${repeat(
        entries,
        ({ key }) => key,
        (entry, index) => html`${renderDay(entry, entries[index - 1])}${this.#renderEntry(entry, entries[index + 1])}`,
      )}
      ${conversation.answering
        ? html`<div class="typing" aria-hidden="true"><span></span><span></span><span></span></div>`
        : nothing}
    </div>`;
  }

  #renderEntry(entry: Entry, next: Entry | undefined): TemplateResult {
    const isUndelivered = entry.delivery === "failed" || entry.delivery === "refused";
    const speaker = entry.from === "bot" ? words.BOT_SAYS : words.USER_SAYS;
    return html`<div
      class="message ${entry.from} ${isUndelivered ? "undelivered" : ""}"
      data-from=${entry.from}
      data-key=${entry.key}
      data-delivery=${entry.delivery}
    >
      ${entry.person ? html`<p class="person">${words.PERSON}</p>` : nothing}
      ${this.#renderCards(entry) ??
      html`<p class="text"><span class="hidden">${entry.person ? nothing : speaker}</span>${renderText(entry)}</p>`}
      ${isUndelivered
        ? html`<span class="delivery">${entry.delivery === "failed" ? words.NOT_SENT : words.REFUSED}</span>`
        : nothing}
      ${this.#renderCopy(copyableOf(entry))} ${renderTime(entry, next)}
    </div>`;
  }

  #renderCopy(found: Copyable | null): TemplateResult | typeof nothing {
    if (found === null) return nothing;
    return html`<button class="plain copy" type="button" @click=${() => this.#copy(found)}>
      ${this.copied === found.value ? words.COPIED : found.label}
    </button>`;
  }

  /** What stays in sight wherever one reads: how much is new, the question that waits, its choices. */
  #renderDock({ offered, question }: Conversation): TemplateResult {
    const { unseen, isQuestionAway } = this.#reader;
    const pinned = isQuestionAway ? question?.text : undefined;
    const isPinnedAlone = Boolean(pinned) && unseen.length === 1 && unseen[0] === question;
    return html`<div class="dock">
      ${unseen.length > 0 && !isPinnedAlone
        ? html`<button class="filled jump" type="button" @click=${this.#jump}>${words.unread(unseen.length)}</button>`
        : nothing}
      ${pinned
        ? html`<button class="plain pinned" type="button" @click=${this.#jumpToQuestion}>
            <span class="hidden">${words.QUESTION}</span><span class="asked">${withFirmSpaces(pinned)}</span>
          </button>`
        : nothing}
      <div aria-live=${this.readAloud ? "polite" : "off"}>${offered ? this.#renderChoices(offered.buttons) : nothing}</div>
    </div>`;
  }

  #renderCards(entry: Entry): TemplateResult[] | null {
    const conversation = this.#conversation;
    const shown = conversation?.cardsOf(entry) ?? [];
    if (!conversation || shown.length === 0) return null;
    return shown.map(({ card, isOlder }) => (isOlder ? renderOlder(card) : renderCard(card, conversation)));
  }

  #renderChoices(titles: readonly string[]): TemplateResult {
    return html`<ul class="choices" aria-label=${words.CHOICES}>
      ${titles.map(
        (title) => html`<li><button class="choice" type="button" @click=${() => this.#say(title)}>${title}</button></li>`,
      )}
    </ul>`;
  }

  #renderState({ patience, opening, waking }: Conversation): TemplateResult {
    const waiting = waking ? words.WAKING : { short: "", thinking: words.THINKING, slow: words.SLOW }[patience];
    return html`<div class="state" role="status">${waiting || (opening ? words.OPENING : nothing)}</div>`;
  }

  #renderTrouble({ trouble, offline }: Conversation): TemplateResult {
    const again = html`<button class="filled retry" type="button" @click=${this.#retry}>${words.RETRY}</button>`;
    return html`<div class="alert" role="alert">
      ${trouble !== null
        ? html`<div class="bar error">
            <p>${withFirmSpaces(trouble.sentence)}</p>
            ${trouble.canRetry ? again : nothing}
          </div>`
        : offline
          ? html`<div class="bar offline">
              <p>${withFirmSpaces(words.OFFLINE)}</p>
              ${again}
            </div>`
          : nothing}
    </div>`;
  }

  #renderForm(conversation: Conversation): TemplateResult {
    const left = roomLeft(conversation);
    return html`<form class="write" @submit=${this.#submit}>
      <label class="hidden" for="input">${words.INPUT}</label>
      <textarea
        id="input"
        rows="1"
        placeholder=${words.PLACEHOLDER}
        aria-describedby="hint count"
        aria-invalid=${left < 0}
        enterkeyhint="send"
        .value=${live(conversation.draft)}
        @input=${this.#typed}
        @keydown=${this.#inputKey}
      ></textarea>
      <button class="filled" type="submit">${words.SEND}</button>
      <p class="hint keys" id="hint">${words.KEYS}</p>
      <p class="count ${left < 0 ? "wrong" : ""}" id="count" role=${this.wasTooLong ? "alert" : nothing}>${
        left <= TELL_ROOM_FROM ? words.room(left) : nothing
      }</p>
    </form>`;
  }

  /** What is told to ears only: that earlier messages are there, and how much room is left. */
  #announcement(conversation: Conversation): string {
    const left = roomLeft(conversation);
    if (left <= TELL_ROOM_FROM && !this.wasTooLong) return words.roomAloud(left);
    if (this.copied) return words.COPIED;
    const { found } = conversation;
    if (found === null) return "";
    return found.byCode ? words.RESUMED : words.restored(found.count);
  }

  #find(selector: string): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>(selector);
  }

  get #input(): HTMLTextAreaElement | null {
    return this.#find("textarea") as HTMLTextAreaElement | null;
  }

  /** Shows the dialog: over everything where it fills the screen, beside the page elsewhere. */
  #showDialog(): void {
    const dialog = this.#find("dialog") as HTMLDialogElement | null;
    if (dialog === null || dialog.open) return;
    if (smallScreen.matches) dialog.showModal();
    else dialog.show();
  }

  #screenChanged = (): void => {
    const dialog = this.#find("dialog") as HTMLDialogElement | null;
    if (dialog === null) return;
    const focused = this.shadowRoot?.activeElement as HTMLElement | null;
    dialog.close();
    this.#showDialog();
    focused?.focus();
  };

  #typed = (): void => {
    this.wasTooLong = false;
    this.#conversation?.keepDraft(this.#input?.value ?? "");
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
    this.wasTooLong = roomLeft(conversation) < 0;
    if (this.wasTooLong) return;
    conversation.keepDraft("");
    conversation.send(text);
  }

  /** Says words that were offered. */
  #say(title: string): void {
    this.copied = "";
    this.#conversation?.send(title);
    this.menu = "closed";
    this.#toLog();
  }

  /** Buttons that go take the focus with them: from the conversation, the next ones are one Tab away. */
  #toLog(): void {
    this.#find(".log")?.focus({ preventScroll: true });
  }

  #retry = (): void => {
    const conversation = this.#conversation;
    if (conversation?.trouble) conversation.retry();
    else void conversation?.connectionBack();
    this.#toLog();
  };

  #jump = (): void => {
    this.#reader.jump();
    this.#toLog();
  };

  #jumpToQuestion = (): void => {
    this.#reader.show(this.#conversation?.question ?? null);
    this.#toLog();
  };

  #copy(found: Copyable): void {
    void copy(found.value).then((isDone) => {
      if (isDone) this.copied = found.value;
      else this.#conversation?.complain(words.NOT_COPIED);
    });
  }

  #fit = (): void => {
    const panel = this.#find(".panel");
    if (panel !== null) fitToScreen(panel, smallScreen.matches && this.matches(":focus-within"));
  };

  #pressedSomewhere = (event: Event): void => {
    const within = event.composedPath();
    if (this.menu !== "open" || within.some((one) => one instanceof Element && one.matches(".menu, .menu-button"))) return;
    this.menu = "closed";
  };

  /** Who tabs out of the list goes on behind it. */
  #leftMenu = ({ relatedTarget }: FocusEvent): void => {
    const menu = this.#find(".menu");
    const to = relatedTarget as Element | null;
    if (this.menu === "open" && to !== null && !menu?.contains(to) && !to.closest(".head")) this.menu = "closed";
  };

  #menuButtonKey = (event: KeyboardEvent): void => {
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    this.menu = "open";
    void this.updateComplete.then(() => this.#find(".item")?.focus());
  };

  #toggleMenu = (): void => {
    this.codeIsWrong = false;
    this.menu = this.menu === "closed" ? "open" : "closed";
  };

  #closeMenu = (): void => {
    this.menu = "closed";
    this.#find(".menu-button")?.focus();
  };

  #resume = (event: Event): void => {
    event.preventDefault();
    const field = this.#find("#code") as HTMLInputElement | null;
    const read = /([a-z0-9]{4})[\s.\u2013\u2014-]*([a-z0-9]{4})\W*$/i.exec(field?.value ?? "");
    this.codeIsWrong = read === null;
    if (read === null) field?.focus();
    else this.#say(words.resumeWith(`${read[1]}-${read[2]}`.toUpperCase()));
  };

  #sendLink = (event: Event): void => {
    event.preventDefault();
    this.#say(words.linkTo((this.#find("#email") as HTMLInputElement | null)?.value ?? ""));
  };

  #leave(): void {
    this.menu = "closed";
    void this.#conversation?.leave();
    void this.updateComplete.then(() => this.#find("button")?.focus());
  }

  #downloadData(): void {
    this.#closeMenu();
    this.#conversation?.fetchData().then(
      (data) => download(words.DATA_FILE, JSON.stringify(data, null, 2)),
      (error) => this.#conversation?.complain(error instanceof ChannelError ? error.message : words.TROUBLE),
    );
  }

  #printNotes(): void {
    const view = openNotesWindow();
    this.#closeMenu();
    if (view === null) {
      this.#conversation?.complain(words.NO_TAB);
      return;
    }
    this.#conversation?.fetchNotes().then(
      (notes) => showNotes(view, notes, () => this.#downloadData()),
      (error) => tellTrouble(view, error instanceof ChannelError ? error.message : words.TROUBLE),
    );
  }

  #cancelled = (event: Event): void => {
    event.preventDefault();
    this.hide();
  };

  #panelKey = (event: KeyboardEvent): void => {
    keepTyping(event);
    if (event.key !== "Escape" || event.isComposing) return;
    if (this.menu === "closed" && this.open) return;
    event.preventDefault();
    event.stopPropagation();
    if (this.menu === "closed") this.hide();
    else this.#closeMenu();
  };

  /** Leads to the words that are to be changed. */
  #goOnWriting(): void {
    const [conversation, input] = [this.#conversation, this.#input];
    if (!conversation?.prefilled || input === null) return;
    conversation.prefilled = false;
    input.focus({ preventScroll: true });
    input.setSelectionRange(input.value.length, input.value.length);
  }

  #growInput(): void {
    const input = this.#input;
    if (input === null) return;
    input.style.height = "auto";
    input.style.height = `${input.scrollHeight + input.offsetHeight - input.clientHeight}px`;
  }
}

/** Keeps what is typed from the page's own keyboard shortcuts, which do not see that it goes into a field. */
function keepTyping(event: Event): void {
  const target = event.composedPath()[0];
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement) event.stopPropagation();
}

/** Counts as the server does: characters, not the halves that some are made of. */
function roomLeft(conversation: Conversation): number {
  return LONGEST_MESSAGE - Array.from(conversation.draft.trim()).length;
}

function icon(path: string): TemplateResult {
  return html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d=${path} /></svg>`;
}

/** The day, where another begins. */
function renderDay({ at }: Entry, before: Entry | undefined): TemplateResult | typeof nothing {
  const date = dateOf(at);
  if (before !== undefined && dateOf(before.at) === date) return nothing;
  return html`<p class="day"><time datetime=${date}>${dayOf(at)}</time></p>`;
}

function minuteOf(at: number): number {
  return Math.floor(at / 60);
}

/** The time, below the last of the messages that somebody says in one minute. */
function renderTime({ from, at, delivery }: Entry, next: Entry | undefined): TemplateResult | typeof nothing {
  const time = timeOf(at);
  if (delivery !== "sent" || (next?.from === from && minuteOf(next.at) === minuteOf(at))) return nothing;
  return html`<time class="at" datetime=${`${dateOf(at)}T${time}`}>${time}</time>`;
}

function renderText(entry: Entry): TemplateResult | TemplateResult[] {
  if (entry.text === null) return html`<em class="unkept">${entry.withdrawn ? words.WITHDRAWN : words.NOT_KEPT}</em>`;
  if (entry.from === "user") return html`${withFirmSpaces(entry.text)}`;
  return cutAtAddresses(withReadablePhones(entry.text)).map(({ text, href }) => {
    if (href === null) return html`${withFirmSpaces(text)}`;
    if (href.startsWith("mailto:")) return html`<a href=${href}>${text}</a>`;
    return html`<a href=${href} target="_blank" rel="noopener noreferrer"
      >${text}<span class="hidden">${words.NEW_WINDOW}</span></a
    >`;
  });
}
