/** Moments in French, in the reader's own time zone. */

const TIME = new Intl.DateTimeFormat("fr-FR", { hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat("fr-FR", { weekday: "long", day: "numeric", month: "long" });
const DAY_OF_YEAR = new Intl.DateTimeFormat("fr-FR", { weekday: "long", day: "numeric", month: "long", year: "numeric" });

/** Returns the time of day, « 14:32 ». @param at seconds since 1970 */
export function timeOf(at: number): string {
  return TIME.format(at * 1000);
}

/** Returns the day as a machine reads it, « 2026-11-27 ». @param at seconds since 1970 */
export function dateOf(at: number): string {
  const date = new Date(at * 1000);
  const two = (part: number): string => String(part).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/**
 * Returns the day as it is told: « aujourd'hui », « hier », « mercredi 25 novembre ».
 *
 * @param at seconds since 1970
 * @param isForLater it is read on another day: never « aujourd'hui »
 */
export function dayOf(at: number, isForLater = false): string {
  if (isForLater) return DAY_OF_YEAR.format(at * 1000);
  const today = new Date();
  const yesterday = new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1);
  const date = dateOf(at);
  if (date === dateOf(today.getTime() / 1000)) return "aujourd'hui";
  if (date === dateOf(yesterday.getTime() / 1000)) return "hier";
  return (date.startsWith(`${today.getFullYear()}-`) ? DAY : DAY_OF_YEAR).format(at * 1000);
}
