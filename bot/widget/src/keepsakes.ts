/**
 * What the browser keeps, never in a cookie: the session's token (until it is replaced), and for this tab only
 * the draft, the messages not sent yet and the words that the server did not keep.
 *
 * A browser may forbid storage: then nothing outlives the page, and the chat works all the same.
 */

import { sessionOf } from "./channel";

export interface Unsent {
  key: string;
  text: string;
  seen?: number | undefined;
}

export interface TabKeepsakes {
  draft: string;
  unsent: Unsent[];
  /** By the server's message id. */
  unkeptWords: Record<string, string>;
}

const NAME = "conseiller-bot";

export class Keepsakes {
  readonly #name: string;
  /** Whose words this tab keeps: who leaves one tab leaves all, also those that hear of it late. */
  #session: string | undefined;

  /** @param server conversations with different servers are kept apart */
  constructor(server: string) {
    this.#name = server === "" ? NAME : `${NAME} ${server}`;
  }

  /** Does some work while no other tab does the same: two tabs opened at once must not begin two conversations. */
  async alone(work: () => Promise<void>): Promise<void> {
    let isBegun = false;
    const begin = (): Promise<void> => {
      isBegun = true;
      return work();
    };
    try {
      await navigator.locks.request(this.#name, begin);
    } catch (error) {
      // Insecure origins have no locks; where storage is forbidden, none is given.
      if (isBegun) throw error;
      await work();
    }
  }

  readToken(): string | null {
    return attempt(() => localStorage.getItem(this.#name)) ?? null;
  }

  writeToken(token: string): void {
    attempt(() => {
      localStorage.setItem(this.#name, token);
      this.#session = sessionOf(token);
    });
  }

  forgetToken(): void {
    attempt(() => localStorage.removeItem(this.#name));
  }

  forgetTab(): void {
    this.#session = undefined;
    attempt(() => sessionStorage.removeItem(this.#name));
  }

  /** Has a function called when the session was left in another tab. */
  whenForgotten(act: () => void): void {
    window.addEventListener("storage", ({ key, newValue }) => {
      if (newValue === null && (key === this.#name || key === null)) act();
    });
    // A page that the browser had put aside was not told.
    window.addEventListener("pageshow", () => {
      if (this.#session !== undefined && this.#session !== sessionOf(this.readToken())) act();
    });
  }

  readTab(): TabKeepsakes {
    this.#session = sessionOf(this.readToken());
    const kept = attempt(() => JSON.parse(sessionStorage.getItem(this.#name) ?? "{}"));
    return { draft: "", unsent: [], unkeptWords: {}, ...(kept?.session === this.#session ? kept : {}) };
  }

  writeTab(kept: TabKeepsakes): void {
    const isEmpty = kept.draft === "" && kept.unsent.length === 0 && Object.keys(kept.unkeptWords).length === 0;
    attempt(() =>
      isEmpty
        ? sessionStorage.removeItem(this.#name)
        : sessionStorage.setItem(this.#name, JSON.stringify({ ...kept, session: this.#session })),
    );
  }
}

function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
