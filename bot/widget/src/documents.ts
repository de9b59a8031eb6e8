/** What somebody takes along: texts to download, and codes to copy. */

import type { Entry } from "./conversation";
import { dayOf, timeOf } from "./times";
import * as words from "./words";

export interface Copyable {
  label: string;
  value: string;
}

const RECEIPT = /\bEFF-\d{8}-[0-9A-F]{8}\b/;
const RESUME_CODE = /(?<![\w-])[A-Z2-9]{4}-[A-Z2-9]{4}(?![\w-])/;

/** Returns the receipt of an erasure or the resume code that a message of the bot tells, if it does. */
export function copyableOf({ from, text }: Entry): Copyable | null {
  if (from !== "bot" || text === null) return null;
  const receipt = RECEIPT.exec(text)?.[0];
  if (receipt !== undefined) return { label: words.COPY_RECEIPT, value: receipt };
  const code = /code de reprise/i.test(text) ? RESUME_CODE.exec(text)?.[0] : undefined;
  return code === undefined ? null : { label: words.COPY_CODE, value: code };
}

/** Returns the last receipt and the last code that were told, if any. */
export function copyables(entries: readonly Entry[]): Copyable[] {
  const last = new Map<string, Copyable>();
  for (const entry of entries) {
    const found = copyableOf(entry);
    if (found !== null) last.set(found.label, found);
  }
  return [...last.values()];
}

/** Puts a text in the clipboard; false if the browser lets nobody. */
export async function copy(value: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(value); // there on secure origins only
    return true;
  } catch {
    return false;
  }
}

/** Returns the conversation as a text, one message after the other. */
export function transcriptOf(entries: readonly Entry[]): string {
  const lines = [words.TRANSCRIPT_TITLE];
  let day = "";
  for (const { from, person, text, withdrawn, at } of entries) {
    const today = dayOf(at, true);
    if (today !== day) lines.push(today);
    day = today;
    const speaker = person ? words.PERSON_SAYS : from === "bot" ? words.BOT_SAYS : words.USER_SAYS;
    lines.push(`${timeOf(at)} ${speaker}${text ?? `(${withdrawn ? words.WITHDRAWN : words.NOT_KEPT})`}`);
  }
  return `${lines.join("\n\n")}\n`;
}

/** Has the browser save a text as a file. */
export function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
