/** French text made ready to be shown: addresses found, so that they become links without any HTML being read. */

export interface Piece {
  text: string;
  /** Where the piece leads, if it is an address. */
  href: string | null;
}

// Words are looked at one by one, and every expression but the first is anchored and without choice: a text takes a
// time in proportion to its length, whatever it holds.
const WORD = /[^\s<>"\u00ab\u00bb]+/gu;
const OPENING = /^(?:[([{*_\u2018\u201c]|\p{L}{1,2}['\u2019])*/u;
const CLOSING = ".,;:!?\u2026'\u2019\u201d)]}*_";
const WEB = /^https?:\/\//i;
const EMAIL = /^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/u;
const DOMAIN = /^(?:[\p{L}\p{N}][\p{L}\p{N}-]*\.)+(?:fr|org|com|net|eu|info|bzh)(?:[/?#][^@]*)?$/u;

/** Cuts a text into plain pieces and addresses (web and e-mail), in order. */
export function cutAtAddresses(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const { 0: word, index } of text.matchAll(WORD)) {
    const start = index + (OPENING.exec(word)?.[0].length ?? 0);
    let stop = index + word.length;
    while (stop > start && CLOSING.includes(text.charAt(stop - 1))) stop -= 1;
    const address = text.slice(start, stop);
    const href = hrefOf(address);
    if (href === null) continue;
    if (start > end) pieces.push({ text: text.slice(end, start), href: null });
    pieces.push({ text: address, href });
    end = stop;
  }
  if (end < text.length) pieces.push({ text: text.slice(end), href: null });
  return pieces;
}

function hrefOf(address: string): string | null {
  if (WEB.test(address)) return safeHref(address);
  if (EMAIL.test(address)) return `mailto:${address}`;
  return DOMAIN.test(address) ? safeHref(`https://${address}`) : null;
}

function safeHref(address: string): string | null {
  try {
    const url = new URL(address);
    return /^https?:$/.test(url.protocol) && url.username === "" && url.password === "" ? url.href : null;
  } catch {
    return null;
  }
}

/** Keeps on one line a word and its punctuation, the groups of a number, a number and its unit. */
export function withFirmSpaces(text: string): string {
  return text
    .replace(/ (?=[:;!?\u00bb%\u20ac](?:\s|$|[.,)]))/g, "\u00a0")
    .replace(/\u00ab /g, "\u00ab\u00a0")
    .replace(/(?<=\d|\d[ \u00a0]h) (?=\d|(?:h|km|min|mois|ans?|euros?|heures?|jours?|semaines?)(?!\p{L}))/gu, "\u00a0");
}

/** Writes phone numbers of France as people do: 06 12 34 56 78, which stays on one line. */
export function withReadablePhones(text: string): string {
  return text.replace(/(?<![\w+.])(?:\+33 ?|0)([1-9]) ?(\d\d) ?(\d\d) ?(\d\d) ?(\d\d)(?!\w)/g, "0$1 $2 $3 $4 $5");
}
