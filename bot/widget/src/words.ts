/** Everything that the widget itself says. */

export const TITLE = "Assistant";
export const DASH = " – ";
export const SUBTITLE = "programme, pas une personne";
export const OPEN = "Écrire à l'assistant";
export const CLOSE = "Fermer la discussion";
export const LOG = "Conversation avec l'assistant";
export const PANEL = "Discussion avec l'assistant, un programme";
export const BOT_SAYS = "Assistant : ";
export const PERSON = "Une personne de l'équipe";
export const PERSON_SAYS = "Une personne de l'équipe : ";
export const USER_SAYS = "Vous : ";
export const CHOICES = "Réponses proposées";
export const QUESTION = "Question en attente : ";
export const INPUT = "Votre message";
export const PLACEHOLDER = "Votre message";
export const KEYS = "Entrée pour envoyer, Maj + Entrée pour aller à la ligne.";
export const SEND = "Envoyer";
export const RETRY = "Réessayer";
export const NEW_WINDOW = " (nouvelle fenêtre)";

export const MENU = "Menu";
export const MENU_ITEMS = "Options de la discussion";
export const MY_DATA = { label: "Relire ce qui est gardé sur moi", says: "mes données" };
export const GET_CODE = { label: "Continuer sur un autre appareil", says: "code de reprise" };
export const CODE_FIRST = { label: "Recevoir un code d'abord", says: GET_CODE.says };
export const A_HUMAN = { label: "Parler à un humain", says: "parler à un humain" };
export const ERASE = { label: "Tout supprimer", says: "supprimer" };
export const NOTICE = "Notice d'information";
export const DOWNLOAD_DATA = "Télécharger mes données";
export const DOWNLOAD_TRANSCRIPT = "Télécharger la conversation";
export const DATA_FILE = "mes-donnees.json";
export const TRANSCRIPT_FILE = "conversation.txt";
export const TRANSCRIPT_TITLE = "Conversation avec l'assistant des candidates et candidats";
export const COPY_CODE = "Copier le code";
export const COPY_RECEIPT = "Copier le reçu";
export const COPIED = "Copié.";
export const NOT_COPIED = "Votre navigateur n'a pas permis de copier. Sélectionnez le texte dans la conversation.";
export const PRINT_NOTES = "Imprimer mes notes";
export const COME_BACK = "Reprendre ma candidature";
export const CODE = "Votre code de reprise";
export const CODE_HINT = "8 lettres et chiffres, par exemple ABCD-EF23. Le code sert une fois.";
export const CODE_WRONG = "Un code de reprise a 8 lettres et chiffres. Vérifiez celui que vous avez recopié.";
export const RESUME = "Reprendre";
export const EMAIL = "Ou l'e-mail de votre dossier";
export const EMAIL_HINT = "Vous y recevrez un lien, valable 30 minutes.";
export const SEND_LINK = "Recevoir un lien";
export const linkTo = (email: string): string => `reprendre par e-mail ${email}`;
export const CANCEL = "Annuler";
export const resumeWith = (code: string): string => `reprendre code ${code}`;

export const LEAVE = "Quitter cet appareil";
export const LEAVE_IT =
  "Quitter cet appareil ? La conversation s'efface d'ici, avec ce qui n'est pas envoyé. Votre candidature ne change pas.";
export const WAY_BACK =
  "Pour revenir, il faudra un code de reprise qui n'a pas encore servi, à noter avant de partir.";
export const OR_A_LINK = " Ou bien l'e-mail de votre dossier : vous y recevrez un lien.";
export const LEAVE_NOW = "Quitter";
export const LEFT = "Vous avez quitté cet appareil : rien de notre échange n'y reste.";
export const LEFT_ALONE =
  "Rien de notre échange ne reste ici, mais le service n'a pas répondu : la session se fermera d'elle-même dans 30 jours.";
export const ENDED =
  "La discussion d'avant n'est plus ouverte ici. Pour la retrouver : Menu, « Reprendre ma candidature ».";

export const shownBelow = (title: string): string => `${title} : relu plus bas, à jour.`;
export const CONTESTED = "Contesté : un recruteur ne lit pas ce passage comme surligné.";
export const CALL_OFF = "Annuler";
export const HELD = "Vos mots seront retirés dans 10 secondes. « Annuler » les garde.";

export const NOTES_TITLE = "Mes notes";
export const NOTES_ON_THEIR_WAY = "Vos notes arrivent…";
export const REGISTRATION = "Inscription";
export const PRINT = "Imprimer, ou enregistrer en PDF";
export const DOWNLOAD = "Télécharger";
export const READ_BY = "Qui l'a lu";
export const NO_TAB =
  "Votre navigateur a empêché l'ouverture d'un onglet. Autorisez les fenêtres de ce site, ou écrivez « mes données » ici.";

export const OPENING = "La discussion s'ouvre…";
export const WAKING = "L'assistant se réveille… Encore quelques secondes : rien n'est perdu.";
export const THINKING = "Je réfléchis…";
export const SLOW = "La réponse prend plus de temps que d'habitude. Elle arrive, rien n'est perdu.";
export const NOT_KEPT = "message non conservé (avant votre accord)";
export const WITHDRAWN = "réponse retirée, comme vous l'avez demandé";
export const NOT_SENT = "Non envoyé";
export const REFUSED = "Refusé";
export const RESUMED = "Votre conversation est reprise ici.";

export const OFFLINE =
  "Vous semblez hors connexion. Vous pouvez continuer à écrire : vos messages partiront au retour de la connexion.";
export const NO_CONNECTION = "Je n'arrive pas à joindre le service. Vérifiez votre connexion, puis réessayez.";
export const NOT_ALLOWED =
  "Ce site n'est pas autorisé à montrer l'assistant : ce n'est pas votre connexion. Prévenez la personne qui tient ce site.";
export const TROUBLE = "Le service ne répond pas comme prévu. Réessayez dans un moment : rien n'est perdu.";
export const TIMED_OUT =
  "La réponse n'est pas arrivée à temps. Vous pouvez réessayer : votre message ne sera pas compté deux fois.";
export const LEFT_UNSENT = "Un message n'est pas parti avant la fermeture de la page.";
export const STARTED_AGAIN =
  "Votre session n'était plus valable : une nouvelle conversation a commencé. Votre message n'est pas parti ; « Réessayer » l'envoie ici.";

/** Tells how much room is left in the message, or by how much it is too long. */
export function room(left: number): string {
  if (left >= 0) return left === 1 ? "Il reste 1 caractère." : `Il reste ${left} caractères.`;
  return `Message trop long : ${-left} ${left === -1 ? "caractère" : "caractères"} de trop. Raccourcissez-le, ou envoyez-le en deux fois.`;
}

/** The same for ears: it changes at thresholds only, so that typing is not talked over. */
export function roomAloud(left: number): string {
  if (left < 0) return "Message trop long. Raccourcissez-le, ou envoyez-le en deux fois.";
  return `Il reste moins de ${[100, 300, 600].find((threshold) => left < threshold) ?? 1000} caractères.`;
}

/** Tells that earlier messages are there to be read. */
export function restored(count: number): string {
  return `Conversation retrouvée : ${count} messages.`;
}

/** Tells what arrived and was not read yet. */
export function unread(count: number): string {
  return count === 1 ? "1 nouveau message" : `${count} nouveaux messages`;
}
