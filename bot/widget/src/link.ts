/** The link of an e-mail that leads back to a conversation: its code stands where no server reads it. */

const LINK = /^#reprendre=([A-Z0-9]{4}-[A-Z0-9]{4})$/i;

/** Returns the code of the page's address, once: it is taken out of it. Null if there is none. */
export function codeOfLink(): string | null {
  const code = LINK.exec(location.hash)?.[1];
  if (code === undefined) return null;
  history.replaceState(history.state, "", location.pathname + location.search);
  return code;
}
