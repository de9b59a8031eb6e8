/** Where somebody is in the conversation: what they have seen, and that what arrives never pulls them away from it. */

import type { Entry } from "./conversation";

// So near the end, one is at the end; so far up, a message is in view.
const NEAR_END = 24;
const IN_VIEW = 24;
const ROOM_ABOVE = 8;

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
  readonly #sizes = new ResizeObserver(() => this.#keepPlace());

  /** @param changed called when `unseen` or `isQuestionAway` have changed */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Takes note of what is shown now, and scrolls who is at the end, or has just written, to the first new message. */
  follow(log: HTMLElement | null, entries: readonly Entry[], question: Entry | null): void {
    if (log !== this.#log) {
      this.#sizes.disconnect();
      if (log !== null) this.#sizes.observe(log);
      this.#shown.clear();
    }
    this.#log = log;
    this.#entries = entries;
    this.#question = question;
    if (log === null) return;
    const isAnother = this.#seenUpTo === 0 || !entries.some(({ key }) => this.#shown.has(key));
    if (isAnother && this.#shown.size > 0) this.#seenUpTo = 0;
    const first = isAnother ? this.#whereToBegin() : entries.findIndex(({ key }) => !this.#shown.has(key));
    const own = entries.findLast(({ key }) => !this.#shown.has(key))?.delivery === "waiting";
    this.#shown = new Set(entries.map(({ key }) => key));
    const wasAtEnd = this.#wasAtEnd(log);
    if (isAnother || (first >= 0 && wasAtEnd && !own)) this.#scrollTo(first);
    else if (own || wasAtEnd) this.#scrollTo(-1);
    this.look();
  }

  /** Takes note of what is in view. */
  look = (): void => {
    const log = this.#log;
    if (log === null) return;
    this.#end = endOf(log);
    this.#height = log.scrollHeight;
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

  /** Scrolls so that a message begins at the top, as far as there is enough below; to the end if there is no such one. */
  #scrollTo(index: number): void {
    const log = this.#log;
    if (log === null) return;
    const message = log.querySelectorAll<HTMLElement>(".message")[index];
    const above = (message?.getBoundingClientRect().top ?? 0) - log.getBoundingClientRect().top;
    const start = index === 0 ? 0 : log.scrollTop + above - ROOM_ABOVE;
    log.scrollTop = message === undefined ? endOf(log) : Math.min(endOf(log), start);
  }

  /** Who is at the end stays there when the room changes: a keyboard opens, choices come. */
  #keepPlace(): void {
    if (this.#log !== null && this.#wasAtEnd(this.#log)) this.#scrollTo(-1);
    this.look();
  }
}

/** How far it can be scrolled, in pixels. */
function endOf({ scrollHeight, clientHeight }: HTMLElement): number {
  return scrollHeight - clientHeight;
}
