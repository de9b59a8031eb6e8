/** Everything that the widget itself says. */

export const TITLE = "Assistant";
export const SUBTITLE = "programme, pas une personne";
export const OPEN = "Une question ? Écrire à l'assistant";
export const CLOSE = "Fermer la discussion";
export const LOG = "Conversation avec l'assistant";
export const PANEL = "Discussion avec l'assistant, un programme";
export const BOT_SAYS = "Assistant : ";
export const PERSON = "Une personne de l'équipe";
export const USER_SAYS = "Vous : ";
export const CHOICES = "Réponses proposées";
export const INPUT = "Votre message";
export const PLACEHOLDER = "Votre message";
export const KEYS = "Entrée pour envoyer, Maj + Entrée pour aller à la ligne.";
export const SEND = "Envoyer";
export const RETRY = "Réessayer";
export const NEW_WINDOW = " (nouvelle fenêtre)";

export const OPENING = "La discussion s'ouvre…";
export const SLOW = "La réponse prend plus de temps que d'habitude. Elle arrive, rien n'est perdu.";
export const NOT_KEPT = "message non conservé (avant votre accord)";
export const NOT_SENT = "Non envoyé";
export const REFUSED = "Refusé";

export const OFFLINE =
  "Vous semblez hors connexion. Vous pouvez continuer à écrire et envoyer quand elle sera revenue.";
export const NO_CONNECTION = "Je n'arrive pas à joindre le service. Vérifiez votre connexion, puis réessayez.";
export const TROUBLE = "Le service ne répond pas comme prévu. Réessayez dans un moment : rien n'est perdu.";
export const TIMED_OUT = "La réponse n'est pas arrivée à temps. Vous pouvez réessayer : votre message ne sera pas compté deux fois.";
export const LEFT_UNSENT = "Un message n'est pas parti avant la fermeture de la page.";
export const STARTED_AGAIN =
  "Votre session n'était plus valable : une nouvelle conversation a commencé. Votre message n'est pas parti ; « Réessayer » l'envoie ici.";

/** Tells how much room is left in the message. */
export function remaining(count: number): string {
  if (count <= 0) return "Vous êtes au bout : envoyez ce message, puis continuez dans un second.";
  return count === 1 ? "Il reste 1 caractère." : `Il reste ${count} caractères.`;
}
