/**
 * A conversation as the person sees it: the server's messages, in the server's order, then those on their way.
 *
 * Everything that arrives is merged by the server's message id, so it does not matter which request brings it, nor how
 * often. A message is sent under the same id until it is answered, one at a time, in the order it was written.
 */

import type { Card, CardAction } from "./cards";
import { Channel, ChannelError, type Message, type Notes, type Said, sessionOf } from "./channel";
import { Keepsakes } from "./keepsakes";
import * as words from "./words";

export type Delivery = "waiting" | "failed" | "refused" | "sent";

export interface Entry {
  /** The same for as long as the message is shown; of a message of this tab, also the id it is sent under. */
  readonly key: string;
  readonly from: "user" | "bot";
  readonly buttons: readonly string[];
  /** Written by a person of the team. */
  readonly person: boolean;
  /** Here a person of the team speaks, or takes over: what the bot asked before is no more in the way. */
  readonly byTeam: boolean;
  /** The names of the cards that it shows in the place of its text. */
  readonly shows: readonly string[];
  /** Null when the words were not kept, or were taken back. */
  text: string | null;
  withdrawn: boolean;
  /** It leaves the question before it open. */
  aside: boolean;
  /** Its answer is seen where it was said: in the card above. */
  inPlace?: boolean;
  /** Seconds since 1970. */
  at: number;
  /** The server's id, null until known. */
  id: number | null;
  /** Of a message of this tab: the server's id of the last one that was shown when it was written. */
  seen?: number | undefined;
  /** Where it stands among the others. */
  position: number;
  delivery: Delivery;
}

export interface Trouble {
  sentence: string;
  canRetry: boolean;
  /** It goes with the connection: tried again by itself when that is back. */
  isConnection?: boolean;
}

/** How long the answer has been waited for. */
export type Patience = "short" | "thinking" | "slow";

const THINKING_AFTER_MS = 2_000;
const SLOW_AFTER_MS = 8_000;
const HELD_MS = 10_000;
// A reply that speaks of erasing or taking back makes us read the history again; the history decides.
const MAY_BE_ERASED = /effac|supprim|retir/i;
// Where the server keeps no resume code; the one that was told stays on the screen.
const HIDDEN_CODE = "••••-••••";

export class Conversation {
  entries: Entry[] = [];
  draft = "";
  opening = false;
  /** A message is on its way or its answer is being put in order. */
  delivering = false;
  /** The bot is preparing an answer. */
  answering = false;
  patience: Patience = "short";
  /** The bot is being started; what waits for it goes by itself. */
  waking = false;
  /** Earlier messages were found again: how many; and whether a resume code brought them. */
  found: { count: number; byCode: boolean } | null = null;
  /** Nothing was said before: what comes is to be read aloud. */
  isNew = false;
  offline = !navigator.onLine;
  trouble: Trouble | null = null;
  /** What was to be changed is in the draft: the person goes on there. */
  prefilled = false;
  /** Who gave an e-mail may come back by a link. */
  mailsLinks = false;
  /** What there is to be said to somebody who left this computer. */
  left: string | null = null;

  readonly #cards = new Map<string, Card>();
  readonly #drafts = new Map<string, string>();
  #held: { says: string; timer: ReturnType<typeof setTimeout> } | null = null;
  readonly #channel: Channel;
  readonly #keepsakes: Keepsakes;
  readonly #watchers = new Set<() => void>();
  #token: string | null = null;
  #cursor = 0;
  #unkeptWords = new Map<number, string>();
  #openingNow: Promise<void> | null = null;
  #waiting: ReturnType<typeof setTimeout>[] = [];
  readonly #underway = new Set<Entry>();

  static readonly #all = new Map<string, Conversation>();

  /** Returns the page's conversation with a server: elements of one page share it. */
  static with(server: string): Conversation {
    const known = Conversation.#all.get(server);
    const conversation = known ?? new Conversation(server);
    if (known === undefined) Conversation.#all.set(server, conversation);
    return conversation;
  }

  private constructor(server: string) {
    this.#channel = new Channel(server, (isWaking) => this.#setWaking(isWaking));
    this.#keepsakes = new Keepsakes(server);
    const kept = this.#keepsakes.readTab();
    this.draft = kept.draft;
    this.entries = kept.unsent.map(({ key, text, seen }) => ({ ...newEntry(key, text, "failed"), seen }));
    this.#unkeptWords = new Map(Object.entries(kept.unkeptWords).map(([id, text]) => [Number(id), text]));
    this.#keepsakes.whenForgotten(async () => {
      await this.#openingNow;
      this.#forget();
    });
    // Whoever leaves the page has decided: of the two, a phone may tell of one alone.
    window.addEventListener("pagehide", this.#letGo);
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.#letGo();
    });
  }

  /** Has a function called after every change of the public fields. */
  watch(changed: () => void): void {
    this.#watchers.add(changed);
  }

  unwatch(changed: () => void): void {
    this.#watchers.delete(changed);
  }

  #changed(): void {
    for (const changed of this.#watchers) changed();
  }

  get isOpen(): boolean {
    return this.#token !== null;
  }

  /** What the bot said since it last took something from the person, or one of the team spoke. */
  get #openTurn(): Entry[] {
    if (this.answering) return [];
    const isTaken = ({ from, delivery, aside, byTeam }: Entry) =>
      byTeam || (from === "user" && delivery === "sent" && !aside);
    return this.entries.slice(this.entries.findLastIndex(isTaken) + 1).filter(({ from }) => from === "bot");
  }

  /** The choices that may be clicked: the last ones of a question that was not answered yet. */
  get offered(): Entry | null {
    return this.#openTurn.findLast(({ buttons }) => buttons.length > 0) ?? null;
  }

  /** The question that waits for an answer; what only says what may be done is none. */
  get question(): Entry | null {
    const isQuestion = ({ text, person, aside }: Entry) => !person && !aside && text?.includes("?") === true;
    const { offered } = this;
    return offered?.text?.includes("?") ? offered : (this.#openTurn.findLast(isQuestion) ?? null);
  }

  /** Opens the session that the browser remembers, or a new one, and reads what was said. */
  open(): Promise<void> {
    this.left = null;
    this.#openingNow ??= this.#keepsakes.alone(() => this.#openSession()).finally(() => (this.#openingNow = null));
    return this.#openingNow;
  }

  async #openSession(): Promise<void> {
    const remembered = this.#keepsakes.readToken();
    this.opening = true;
    this.isNew = remembered === null;
    this.trouble = null;
    this.#changed();
    try {
      const session = await this.#channel.openSession(remembered);
      this.#reached();
      const isRestored = sessionOf(session.token) === sessionOf(remembered);
      if (!isRestored || (this.isOpen && !this.#isCurrent(session.token))) this.#clear();
      this.#renew(session.token);
      this.mailsLinks = session.mails_links === true;
      this.#replaceHistory(session);
      if (!isRestored && remembered !== null) this.complain(words.ENDED);
      if (isRestored) this.found = { count: session.messages.length, byCode: false };
      if (this.entries.some(isUnsent)) this.trouble = { sentence: words.LEFT_UNSENT, canRetry: true };
    } catch (error) {
      this.#failed(error);
    } finally {
      this.opening = false;
      this.#changed();
    }
  }

  #renew(token: string): void {
    this.#token = token;
    this.#keepsakes.writeToken(token);
  }

  #isCurrent(token: string): boolean {
    return sessionOf(token) === sessionOf(this.#token);
  }

  /** Ends the session everywhere and keeps nothing of it here; what was to be taken back still is. */
  async leave(): Promise<void> {
    if (this.#openingNow !== null) await this.#openingNow;
    const token = this.#token;
    const says = this.#drop();
    this.#keepsakes.forgetToken();
    this.#forget();
    if (token === null) return;
    try {
      if (says !== null) await this.#channel.sendMessage(token, newKey(), says);
      await this.#channel.leave(token);
    } catch (error) {
      if (error instanceof ChannelError && error.failure === "session") return;
      this.left = words.LEFT_ALONE;
      this.#changed();
    }
  }

  #forget(): void {
    this.#drop();
    this.#token = this.found = this.trouble = null;
    this.#drafts.clear();
    this.#clear();
    this.entries = [];
    this.draft = "";
    this.left = words.LEFT;
    this.#keepsakes.forgetTab();
    this.#setAnswering(false);
  }

  /** Forgets the conversation that is shown, but what was not sent. */
  #clear(): void {
    this.#unkeptWords.clear();
    this.#cards.clear();
    this.entries = this.entries.filter(isUnsent);
    this.#cursor = 0;
  }

  /** Returns the cards of a message, and of each whether it is shown again further down. */
  cardsOf(entry: Entry): { card: Card; isOlder: boolean }[] {
    return entry.shows.flatMap((name) => {
      const card = this.#cards.get(name);
      const isOlder = this.entries.findLast(({ shows }) => shows.includes(name)) !== entry;
      return card === undefined ? [] : [{ card, isOlder }];
    });
  }

  /** Does what a card's button is for. Words that would be erased may be kept after all for ten seconds. */
  act = (action: CardAction): void => {
    if (this.isHeld(action)) {
      this.#drop();
      this.#changed();
    } else if (action.holds) {
      this.#letGo();
      this.#held = { says: action.says, timer: setTimeout(this.#letGo, HELD_MS) };
      this.#changed();
    } else {
      const key = this.send(action.says, action.draft === undefined);
      if (action.draft !== undefined) this.#drafts.set(key, action.draft);
    }
  };

  isHeld = (action: CardAction): boolean => this.#held?.says === action.says;

  #drop(): string | null {
    const says = this.#held?.says ?? null;
    clearTimeout(this.#held?.timer);
    this.#held = null;
    return says;
  }

  /** Sends what was held back. */
  #letGo = (): void => {
    const says = this.#drop();
    if (says !== null) this.send(says);
  };

  /**
   * Sends words of the person, after those that are still to be sent; returns the key of the message.
   *
   * @param inPlace the answer is seen where one is
   */
  send(text: string, inPlace = false): string {
    this.#letGo();
    const last = this.entries.at(-1);
    const isAgain = last?.delivery === "failed" && last.text === text;
    const key = isAgain ? last.key : newKey();
    const seen = Math.max(0, ...this.entries.map(({ id }) => id ?? 0));
    if (!isAgain) this.entries.push({ ...newEntry(key, text, "waiting"), seen, inPlace });
    this.retry();
    return key;
  }

  /** Tries again what failed: opening the session, or sending messages. */
  retry(): void {
    for (const entry of this.entries) if (entry.delivery === "failed") entry.delivery = "waiting";
    this.trouble = null;
    this.#keep();
    this.#changed();
    void this.#deliver();
  }

  /** Remembers what is being written, for a reload of this tab. */
  keepDraft(draft: string): void {
    this.draft = draft;
    this.#keep();
    this.#changed();
  }

  /** Returns what is kept about the person. */
  async fetchNotes(): Promise<Notes> {
    return this.#channel.fetchNotes(await this.#opened());
  }

  /** Returns all that is kept about the person, as it is kept. */
  async fetchData(): Promise<object> {
    return this.#channel.fetchData(await this.#opened());
  }

  async #opened(): Promise<string> {
    if (this.#token === null) await this.open();
    if (this.#token === null) throw new ChannelError("trouble", this.trouble?.sentence ?? words.TROUBLE);
    return this.#token;
  }

  /** Says a trouble of the element's own, which trying again does not mend. */
  complain(sentence: string): void {
    this.trouble = { sentence, canRetry: false };
    this.#changed();
  }

  /** Asks what is new, quietly. */
  async catchUp(): Promise<void> {
    if (!this.delivering) await this.#ask(this.#cursor);
  }

  /** Reads the whole history again, quietly: what was erased goes from the screen and from this tab. */
  async refresh(): Promise<void> {
    if (!this.delivering) await this.#ask(0);
  }

  connectionLost(): void {
    this.offline = true;
    this.#changed();
  }

  /** Goes on where the connection was lost. */
  async connectionBack(): Promise<void> {
    this.offline = false;
    if (this.trouble?.isConnection) this.retry();
    else if (this.isOpen) await this.refresh();
    else if (this.left === null) await this.open();
    this.#changed();
  }

  /** Sends what waits, in order. What is written while an answer is prepared does not wait for it: the channel takes
   *  what somebody says in several messages as one. */
  async #deliver(): Promise<void> {
    if (this.#token === null && this.delivering) return; // sent once the session is open
    this.delivering = true;
    if (this.#token === null) await this.open();
    const token = this.#token;
    if (token === null) this.#giveUp();
    const batch = this.entries.filter((entry) => entry.delivery === "waiting" && !this.#underway.has(entry));
    for (const entry of batch) this.#underway.add(entry);
    for (const entry of batch) {
      if (token !== null && this.#isCurrent(token) && entry.delivery === "waiting") await this.#deliverOne(entry, token);
      this.#underway.delete(entry);
    }
    this.delivering = this.#underway.size > 0;
    this.#changed();
  }

  async #deliverOne(entry: Entry, token: string): Promise<void> {
    this.#setAnswering(true);
    try {
      const answer = await this.#channel.sendMessage(token, entry.key, entry.text ?? "", entry.seen);
      if (!this.#isCurrent(token)) return;
      this.#reached();
      if (answer.token !== undefined) this.#renew(answer.token);
      entry.delivery = "sent";
      entry.aside = answer.messages.length > 0 && answer.messages.every(({ aside }) => aside);
      if (answer.elsewhere) {
        this.#setAnswering(false);
        await this.#goElsewhere();
        return;
      }
      // Just before its answer, until the history tells its own id.
      entry.position = Math.min(...answer.messages.map(({ id }) => id), Infinity) - 0.5;
      if (!Number.isFinite(entry.position)) entry.position = this.#cursor + 0.5;
      this.#merge(answer);
      this.#prefill(entry.key);
      this.#keep();
      this.#setAnswering(this.#underway.size > 1);
      const mayBeErased = answer.messages.some(({ text }) => MAY_BE_ERASED.test(text ?? ""));
      await this.#ask(mayBeErased ? 0 : this.#cursor);
    } catch (error) {
      if (!this.#isCurrent(token)) return;
      this.#setAnswering(this.#underway.size > 1);
      await this.#notDelivered(entry, error);
    }
  }

  /** Puts what is to be changed where the person writes, unless they are writing already. */
  #prefill(key: string): void {
    const draft = this.#drafts.get(key);
    this.#drafts.delete(key);
    if (draft === undefined || this.draft !== "") return;
    this.draft = draft;
    this.prefilled = true;
  }

  /** A resume code led to another conversation: shows that one instead. */
  async #goElsewhere(): Promise<void> {
    this.opening = true;
    this.isNew = false;
    this.#clear();
    this.#changed();
    await this.#ask(0);
    this.opening = false;
    this.found = { count: this.entries.length, byCode: true };
  }

  async #notDelivered(entry: Entry, error: unknown): Promise<void> {
    const failure = error instanceof ChannelError ? error.failure : "trouble";
    if (failure === "refused") {
      entry.delivery = "refused";
      entry.position = this.#cursor + 0.5;
      this.trouble = { sentence: (error as ChannelError).message, canRetry: false };
    } else {
      this.#giveUp();
      if (failure === "session") {
        await this.open();
        if (this.#token !== null) this.trouble = { sentence: words.STARTED_AGAIN, canRetry: true };
      } else {
        this.#failed(error);
      }
    }
    this.#keep();
  }

  #giveUp(): void {
    for (const entry of this.entries) if (entry.delivery === "waiting") entry.delivery = "failed";
  }

  async #ask(after: number): Promise<void> {
    const token = this.#token;
    if (token === null) return;
    try {
      const said = await this.#channel.fetchNews(token, after);
      if (!this.#isCurrent(token)) return;
      this.#reached();
      if (after === 0) this.#replaceHistory(said);
      else this.#takeNews(said);
    } catch (error) {
      if (!this.#isCurrent(token)) return;
      if (error instanceof ChannelError && error.failure === "session") await this.open();
      else if (error instanceof ChannelError && error.failure === "network") this.offline = true;
    }
    this.#changed();
  }

  #takeNews(said: Said): void {
    this.#merge(said);
    this.#cursor = Math.max(this.#cursor, said.cursor);
    this.#keep();
  }

  #replaceHistory(said: Said): void {
    const present = new Set(said.messages.map(({ id }) => id));
    const isGone = (id: number | null) => id !== null && !present.has(id);
    const isErased = this.entries.some(({ id }) => isGone(id)) || [...this.#unkeptWords.keys()].some(isGone);
    this.#merge(said, true);
    if (isErased) this.#unkeptWords.clear();
    this.entries = this.entries.filter((entry) => !isGone(entry.id) && (entry.id !== null || isUnsent(entry)));
    this.#cursor = Math.max(this.#cursor, said.cursor);
    this.#keep();
  }

  #merge({ messages, cards = {} }: Said, isWhole = false): void {
    for (const [name, card] of Object.entries(cards)) this.#cards.set(name, card);
    const known = new Map(this.entries.map((entry) => [entry.id ?? entry.key, entry]));
    for (const message of messages) {
      // One that failed may have arrived all the same.
      const entry = known.get(message.id) ?? known.get(message.message_id ?? "");
      if (entry === undefined) this.entries.push(entryOf(message, this.#unkeptWords.get(message.id)));
      else this.#bringUpToDate(entry, message, isWhole);
    }
    if (this.trouble?.canRetry && !this.entries.some(isUnsent)) this.trouble = null; // there is nothing to retry
    // Infinity - Infinity is NaN, hence the comparison.
    this.entries.sort((a, b) => (a.position === b.position ? 0 : a.position - b.position));
  }

  #bringUpToDate(entry: Entry, message: Message, isWhole: boolean): void {
    entry.id = entry.position = message.id;
    entry.delivery = "sent";
    entry.at = message.at;
    entry.aside = message.aside === true;
    entry.withdrawn = message.withdrawn === true;
    if (entry.withdrawn) {
      entry.text = null;
      this.#unkeptWords.delete(message.id);
    } else if (!message.text) {
      if (entry.text) this.#unkeptWords.set(message.id, entry.text);
    } else if (isWhole && !message.text.includes(HIDDEN_CODE)) {
      entry.text = message.text; // several messages that were one answer are one
    }
  }

  #reached(): void {
    this.offline = false;
  }

  #failed(error: unknown): void {
    if (error instanceof ChannelError) {
      const isConnection = error.failure === "network";
      if (isConnection) this.offline = !navigator.onLine;
      this.trouble = { sentence: error.message, canRetry: error.failure !== "refused", isConnection };
    } else {
      this.trouble = { sentence: words.TROUBLE, canRetry: true };
    }
  }

  #setWaking(isWaking: boolean): void {
    if (this.waking === isWaking) return;
    this.waking = isWaking;
    this.#changed();
  }

  #setAnswering(answering: boolean): void {
    this.#waiting.forEach(clearTimeout);
    this.#waiting = [];
    this.answering = answering;
    this.patience = "short";
    if (answering) this.#waiting = [this.#lose("thinking", THINKING_AFTER_MS), this.#lose("slow", SLOW_AFTER_MS)];
    this.#changed();
  }

  #lose(patience: Patience, after: number): ReturnType<typeof setTimeout> {
    return setTimeout(() => {
      this.patience = patience;
      this.#changed();
    }, after);
  }

  #keep(): void {
    const unsent = this.entries.filter(isUnsent).map(({ key, text, seen }) => ({ key, text: text ?? "", seen }));
    this.#keepsakes.writeTab({ draft: this.draft, unsent, unkeptWords: Object.fromEntries(this.#unkeptWords) });
  }
}

function newEntry(key: string, text: string, delivery: Delivery): Entry {
  const own = { from: "user", person: false, byTeam: false, shows: [], buttons: [], withdrawn: false, aside: false } as const;
  return { ...own, key, text, delivery, id: null, position: Infinity, at: Date.now() / 1000 };
}

/** @param ownWords of a message of before consent, of which the server sends no words */
function entryOf(message: Message, ownWords: string | undefined): Entry {
  const { id, from, at, withdrawn = false } = message;
  return {
    key: `server-${id}`,
    from,
    at,
    withdrawn,
    person: message.person === true,
    byTeam: message.person === true || message.takes_over === true,
    aside: message.aside === true,
    shows: message.shows ?? [],
    buttons: from === "bot" ? (message.buttons ?? []) : [],
    text: message.text || (withdrawn ? null : (ownWords ?? null)),
    id,
    position: id,
    delivery: "sent",
  };
}

function isUnsent(entry: Entry): boolean {
  return entry.delivery === "waiting" || entry.delivery === "failed";
}

/** `randomUUID` exists only on secure origins; plain http in a local network is none. */
function newKey(): string {
  return crypto.randomUUID?.() ?? Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
