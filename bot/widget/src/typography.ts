/** French text made ready to be shown: addresses found, so that they become links without any HTML being read. */

export interface Piece {
  text: string;
  /** Where the piece leads, if it is an address. */
  href: string | null;
}

const ADDRESS = /https:\/\/[^\s<>"\u00ab\u00bb]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+/giu;
const SENTENCE_END = /[.,;:!?\u2026'\u2019)\]]+$/u;

/** Cuts a text into plain pieces and addresses (https and e-mail only), in order. */
export function cutAtAddresses(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = match[0].replace(SENTENCE_END, "");
    const href = /^https:/i.test(address) ? safeHref(address) : `mailto:${address}`;
    if (href === null) continue;
    if (match.index > end) pieces.push({ text: text.slice(end, match.index), href: null });
    pieces.push({ text: address, href });
    end = match.index + address.length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end), href: null });
  return pieces;
}

function safeHref(address: string): string | null {
  try {
    const url = new URL(address);
    return url.protocol === "https:" && url.username === "" && url.password === "" ? url.href : null;
  } catch {
    return null;
  }
}

/** Keeps French punctuation on the line of its word. */
export function withFirmSpaces(text: string): string {
  return text.replace(/ (?=[:;!?\u00bb%\u20ac](?:\s|$|[.,)]))/g, "\u00a0").replace(/\u00ab /g, "\u00ab\u00a0");
}
