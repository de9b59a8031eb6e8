/**
 * What the browser keeps, never in a cookie: the session's token (until it is replaced), and for this tab only
 * the draft, the messages not sent yet and the words that the server did not keep.
 *
 * A browser may forbid storage: then nothing outlives the page, and the chat works all the same.
 */

export interface Unsent {
  key: string;
  text: string;
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
    attempt(() => localStorage.setItem(this.#name, token));
  }

  /** Keeps nothing any more. */
  forget(): void {
    attempt(() => sessionStorage.removeItem(this.#name));
    attempt(() => localStorage.removeItem(this.#name));
  }

  /** Has a function called when another tab keeps nothing any more. */
  whenForgotten(act: () => void): void {
    window.addEventListener("storage", ({ key, newValue }) => {
      if (newValue === null && (key === this.#name || key === null)) act();
    });
  }

  readTab(): TabKeepsakes {
    const kept = attempt(() => JSON.parse(sessionStorage.getItem(this.#name) ?? "{}"));
    return { draft: "", unsent: [], unkeptWords: {}, ...kept };
  }

  writeTab(kept: TabKeepsakes): void {
    const isEmpty = kept.draft === "" && kept.unsent.length === 0 && Object.keys(kept.unkeptWords).length === 0;
    attempt(() =>
      isEmpty ? sessionStorage.removeItem(this.#name) : sessionStorage.setItem(this.#name, JSON.stringify(kept)),
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
