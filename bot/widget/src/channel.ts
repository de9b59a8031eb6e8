/** The server's side of the chat: its requests, and errors that say what to do next. */

import type { Cards } from "./cards";
import * as words from "./words";

export interface Message {
  id: number;
  from: "user" | "bot";
  text: string | null;
  buttons: string[];
  /** Seconds since 1970. */
  at: number;
  /** Of a message of the person: the id that its client sent it under. */
  message_id?: string;
  /** A person of the team wrote it, not the bot. */
  person?: boolean;
  /** It says that a person of the team takes over. */
  takes_over?: boolean;
  /** It leaves the question before it open. */
  aside?: boolean;
  /** Its author took the words back. */
  withdrawn?: boolean;
  /** The names of the cards that are shown in the place of the text. */
  shows?: string[];
}

export interface Said {
  cursor: number;
  messages: Message[];
  /** A resume code led to another conversation: its whole history is to be read. */
  elsewhere?: boolean;
  /** What cards say now, by name. */
  cards?: Cards;
  /** The session goes on under this one. */
  token?: string;
}

/** A session that was opened. */
export interface Opened extends Said {
  token: string;
  /** Who gave an e-mail may come back by a link. */
  mails_links?: boolean;
}

/** Returns what of a session's token stays as it is renewed. */
export const sessionOf = (token: string | null): string | undefined => token?.split(".")[0];

export type Pair = [string, string];

/** What is kept about the person, in French words. */
export interface Notes {
  introduction: string;
  /** Who read it, and when. */
  read_by: string[];
  registration: Pair[];
  notes: {
    title: string;
    question: string;
    answers: Pair[];
    quotes_title: string;
    quotes: Pair[];
    remarks: string[];
    comments: Pair[];
  }[];
}

/**
 * What kind of failure: `network` and `trouble` may be tried again, `session` needs a new session,
 * `refused` will be refused again, `blocked` means that this site may not show the chat.
 */
export type Failure = "network" | "trouble" | "session" | "refused" | "blocked";

/** A request that failed; the message is a sentence for the person. */
export class ChannelError extends Error {
  constructor(
    readonly failure: Failure,
    sentence: string,
  ) {
    super(sentence);
  }
}

// A little longer than the server gives itself, so that its own sentence arrives first.
const LONGEST_WAIT_MS = 65_000;
const REFUSALS = new Set([400, 413, 415]);
// The server's word for a bot that is being started: what was asked was not taken, and is asked again.
const WAKING = "waking";
const WAKING_PAUSE_MS = 1_500;
const MOST_WAKING_TRIES = 60;
const LONGEST_PROBE_MS = 10_000;

type Answer = Record<string, unknown>;

export class Channel {
  readonly #server: string;
  readonly #onWaking: (isWaking: boolean) => void;
  #hasAnswered = false;

  /**
   * @param server where the bot is served, such as `https://exemple.fr`; empty for the page's own origin
   * @param onWaking told while the bot is being started and a request waits for it
   */
  constructor(server: string, onWaking: (isWaking: boolean) => void) {
    this.#server = server.replace(/\/+$/, "");
    this.#onWaking = onWaking;
  }

  /** Opens the session of a token, or a new one if there is none or it is no longer valid. */
  async openSession(token: string | null): Promise<Opened> {
    const answer = await this.#request("/session", null, token === null ? {} : { token });
    if (typeof answer["token"] !== "string") throw new ChannelError("trouble", words.TROUBLE);
    return { ...said(answer), token: answer["token"] };
  }

  /** Sends a message; sent again with the same id, it is taken once and answered alike. It answers the question of what
   *  was `seen` last, though another tab may have gone on since. */
  async sendMessage(token: string, id: string, text: string, seen?: number): Promise<Said> {
    return said(await this.#request("/messages", token, { id, text, seen }));
  }

  /** Asks for what was said after a cursor. */
  async fetchNews(token: string, after: number): Promise<Said> {
    return said(await this.#request(`/messages?after=${after}`, token));
  }

  /** Asks for what is kept about the person. */
  async fetchNotes(token: string): Promise<Notes> {
    const answer = await this.#request("/notes", token);
    if (!Array.isArray(answer["notes"])) throw new ChannelError("trouble", words.TROUBLE);
    return answer as unknown as Notes;
  }

  /** Asks for all that is kept about the person, as it is kept. */
  fetchData(token: string): Promise<object> {
    return this.#request("/data", token);
  }

  /** Ends the session, in every tab. */
  async leave(token: string): Promise<void> {
    await this.#request("/session", token, undefined, "DELETE");
  }

  async #request(
    path: string,
    token: string | null,
    body?: object,
    method = body === undefined ? "GET" : "POST",
  ): Promise<Answer> {
    const headers: Record<string, string> = {};
    if (token !== null) headers["authorization"] = `Bearer ${token}`;
    if (body !== undefined) headers["content-type"] = "application/json";
    const request = {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
    };
    let tries = 1;
    try {
      for (; ; tries += 1) {
        const response = await this.#fetch(path, request);
        const answer = await response.json().catch(() => null);
        if (response.ok && answer !== null) return answer;
        if (body === undefined || answer?.error !== WAKING || tries === MOST_WAKING_TRIES) {
          const sentence = typeof answer?.message === "string" ? answer.message : words.TROUBLE;
          throw new ChannelError(response.ok ? "trouble" : failureOf(response.status), sentence);
        }
        this.#onWaking(true);
        await new Promise((resolve) => setTimeout(resolve, WAKING_PAUSE_MS));
      }
    } finally {
      if (tries > 1) this.#onWaking(false);
    }
  }

  async #fetch(path: string, request: RequestInit): Promise<Response> {
    try {
      const response = await this.#ask(`/webhooks/web${path}`, LONGEST_WAIT_MS, request);
      this.#hasAnswered = true;
      return response;
    } catch (error) {
      if (error instanceof DOMException && error.name === "TimeoutError") {
        throw new ChannelError("trouble", words.TIMED_OUT);
      }
      if (await this.#isBlocked()) throw new ChannelError("blocked", words.NOT_ALLOWED);
      throw new ChannelError("network", words.NO_CONNECTION);
    }
  }

  /** Returns whether the server is there, but never let this site read an answer. */
  async #isBlocked(): Promise<boolean> {
    if (this.#hasAnswered || this.#server === "") return false;
    return this.#ask("/health", LONGEST_PROBE_MS, { mode: "no-cors" }).then(
      () => true,
      () => false,
    );
  }

  #ask(path: string, longest: number, request: RequestInit): Promise<Response> {
    return fetch(this.#server + path, {
      ...request,
      // What is sent while the page goes arrives all the same.
      keepalive: request.method !== "GET",
      credentials: "omit",
      cache: "no-store",
      referrerPolicy: "no-referrer",
      signal: AbortSignal.timeout(longest),
    });
  }
}

function said(answer: Answer): Said {
  if (!Array.isArray(answer["messages"]) || typeof answer["cursor"] !== "number") {
    throw new ChannelError("trouble", words.TROUBLE);
  }
  return answer as unknown as Said;
}

function failureOf(status: number): Failure {
  if (status === 401) return "session";
  return REFUSALS.has(status) ? "refused" : "trouble";
}
