/**
 * Where somebody is in the conversation: what they have seen, and that what arrives never pulls them away from it.
 *
 * Places are kept here and not by the browser (`overflow-anchor: none`): as cards above shrink to a line it would scroll
 * before it is known whether somebody was at the end.
 */

import type { Entry } from "./conversation";

// So near the end, one is at the end; so far up, a message is in view.
const NEAR_END = 24;
const IN_VIEW = 24;
const ROOM_ABOVE = 8;

/** A part of the conversation by which a place is kept, and where it stood. */
interface Anchor {
  part: HTMLElement;
  message: HTMLElement;
  top: number;
  hasFocus: boolean;
}

export class Reader {
  /** Messages of the bot that have not come into view, oldest first. */
  unseen: readonly Entry[] = [];
  /** The question is out of view. */
  isQuestionAway = false;

  readonly #changed: () => void;
  #log: HTMLElement | null = null;
  #entries: readonly Entry[] = [];
  #question: Entry | null = null;
  #shown = new Set<string>();
  #seenUpTo = 0;
  #end = 0;
  #height = 0;
  #isAtEnd = false;
  #anchor: Anchor | null = null;
  readonly #sizes = new ResizeObserver(() => this.#keepPlace());

  /** @param changed called when `unseen` or `isQuestionAway` have changed */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Takes note of where one is, before anything changes: the browser tells of scrolling with its next frame only. */
  hold(): void {
    if (this.#log === null) return;
    this.#isAtEnd = this.#wasAtEnd(this.#log);
    this.#anchor = anchorOf(this.#log);
  }

  /**
   * Takes note of what is shown now. Who has just written goes to the end, and then, as anybody who is at the end, to
   * where the answer begins; anybody else stays.
   */
  follow(log: HTMLElement | null, entries: readonly Entry[], question: Entry | null): void {
    if (log !== this.#log) {
      this.#sizes.disconnect();
      if (log !== null) this.#sizes.observe(log);
      this.#shown.clear();
      this.#anchor = null;
      this.#isAtEnd = false;
    }
    this.#log = log;
    this.#entries = entries;
    this.#question = question;
    if (log === null) return;
    const isAnother = this.#seenUpTo === 0 || !entries.some(({ key }) => this.#shown.has(key));
    if (isAnother && this.#shown.size > 0) this.#seenUpTo = 0;
    const first = isAnother ? this.#whereToBegin() : entries.findIndex(({ key }) => !this.#shown.has(key));
    const last = entries.findLast(({ key }) => !this.#shown.has(key));
    this.#shown = new Set(entries.map(({ key }) => key));
    const [news, before] = [entries[first], entries[first - 1]];
    if (isAnother) this.#scrollTo(first);
    else if (news?.inPlace || (news && before?.inPlace)) this.#restore(log);
    else if (last?.delivery === "waiting") this.#scrollTo(-1);
    else if (!this.#isAtEnd) this.#restore(log);
    else if (first < 0) this.#stayAtEnd(log);
    else {
      this.#scrollTo(first);
      // What answers them is no news, however long it is.
      if (before?.from === "user") this.#seenUpTo = Math.max(this.#seenUpTo, last?.id ?? 0);
    }
    this.look();
  }

  /** Takes note of what is in view. */
  look = (): void => {
    const log = this.#log;
    if (log === null) return;
    this.#end = endOf(log);
    this.#height = log.scrollHeight;
    this.#anchor = anchorOf(log);
    const { top, bottom } = log.getBoundingClientRect();
    const messages = log.querySelectorAll<HTMLElement>(".message");
    for (let index = this.#entries.length - 1; index >= 0 && bottom > top; index -= 1) {
      const { id } = this.#entries[index]!;
      if (id === null) continue;
      if (id <= this.#seenUpTo) break;
      if (messages[index]!.getBoundingClientRect().top > bottom - IN_VIEW) continue;
      this.#seenUpTo = id;
      break;
    }
    const unseen = this.countAfterSeen(this.#entries);
    const box = messages[this.#question === null ? -1 : this.#entries.indexOf(this.#question)]?.getBoundingClientRect();
    const isAway = box !== undefined && (box.top > bottom - IN_VIEW || box.bottom < top + IN_VIEW);
    const isSame = unseen.length === this.unseen.length && isAway === this.isQuestionAway;
    this.unseen = unseen;
    this.isQuestionAway = isAway;
    if (!isSame) this.#changed();
  };

  /** Whether one was at the end before the conversation or its room changed, or would have been in the room that there is
   *  now: the browser tells of scrolling with its next frame only. */
  #wasAtEnd(log: HTMLElement): boolean {
    return Math.min(this.#end, endOf(log), this.#height - log.clientHeight) - log.scrollTop < NEAR_END;
  }

  /** Returns which messages of the bot have not been seen yet. */
  countAfterSeen(entries: readonly Entry[]): Entry[] {
    return entries.filter(({ from, id }) => from === "bot" && (id ?? 0) > this.#seenUpTo);
  }

  /** Goes to the first message that was not seen. */
  jump(): void {
    this.show(this.unseen[0] ?? null);
  }

  /** Goes to a message, or to the end. */
  show(entry: Entry | null): void {
    this.#scrollTo(entry === null ? -1 : this.#entries.indexOf(entry));
    this.look();
  }

  /** The first message that was not seen; where that is not known, what the team said last, or the person, with what follows. */
  #whereToBegin(): number {
    if (this.#seenUpTo > 0) return this.#entries.indexOf(this.countAfterSeen(this.#entries)[0]!);
    const own = this.#entries.findLastIndex(({ from }) => from === "user");
    const team = this.#entries.findIndex(({ byTeam }, index) => byTeam && index > own);
    return Math.max(0, own, team);
  }

  /**
   * Scrolls so that a message begins at the top, as far as there is enough below, or below what it answers, in the upper
   * half; to the end if there is no such one.
   */
  #scrollTo(index: number): void {
    const log = this.#log;
    if (log === null) return;
    const messages = log.querySelectorAll(".message");
    const message = messages[index];
    if (message === undefined) {
      log.scrollTop = endOf(log);
      return;
    }
    const answered = this.#entries[index - 1]?.from === "user" ? topOf(messages[index - 1]!, log) - ROOM_ABOVE : Infinity;
    const top = topOf(message, log);
    const above = Math.min(top - ROOM_ABOVE, Math.max(answered, top - log.clientHeight / 2));
    log.scrollTop = index === 0 ? 0 : Math.min(endOf(log), log.scrollTop + above);
  }

  /** Who is at the end stays there when the room changes, as a keyboard opens or choices come; anybody else where they are. */
  #keepPlace(): void {
    const log = this.#log;
    if (log === null) return;
    if (this.#wasAtEnd(log)) this.#stayAtEnd(log);
    else this.#restore(log);
    this.look();
  }

  /** Where nothing was added nothing moves: somebody near the end may be where an answer begins. */
  #stayAtEnd(log: HTMLElement): void {
    if (endOf(log) !== this.#end) this.#scrollTo(-1);
  }

  /** Brings what was at the top, or has the focus, back to where it was; of a card that shrank, its line. */
  #restore(log: HTMLElement): void {
    if (this.#anchor === null) return;
    const { part, message, top, hasFocus } = this.#anchor;
    log.scrollTop += part.isConnected ? topOf(part, log) - top : topOf(message, log) - ROOM_ABOVE;
    if (hasFocus) log.scrollTop += Math.max(0, topOf(part, log) + part.offsetHeight + ROOM_ABOVE - log.clientHeight);
  }
}

/** How far it can be scrolled, in pixels. */
function endOf({ scrollHeight, clientHeight }: HTMLElement): number {
  return scrollHeight - clientHeight;
}

/** How far below the top of what is seen something begins, in pixels. */
function topOf(part: Element, log: HTMLElement): number {
  return part.getBoundingClientRect().top - log.getBoundingClientRect().top;
}

/** What has the focus, if that is in view; else the last part that begins above what is seen. */
function anchorOf(log: HTMLElement): Anchor | null {
  const isInView = (part: HTMLElement) => topOf(part, log) >= 0 && topOf(part, log) < log.clientHeight;
  const focused = log.querySelector<HTMLElement>(":focus");
  const parts = [...log.querySelectorAll<HTMLElement>(".message, .card :is(dt, li, .acts)")];
  const hasFocus = focused !== null && isInView(focused);
  const part = hasFocus ? focused : (parts.findLast((one) => topOf(one, log) <= 0) ?? parts[0]);
  const message = part?.closest<HTMLElement>(".message");
  return part && message ? { part, message, top: topOf(part, log), hasFocus } : null;
}
