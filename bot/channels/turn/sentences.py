"""What channels say by themselves: refusals, troubles, resuming."""

MAX_MESSAGE_CHARACTERS = 6000
MAX_BODY_BYTES = 64 * 1024  # bytes of a request of the website

REFUSALS = {
    "empty": "Votre message est vide. Écrivez quelques mots.",
    "too_long": f"Votre message est trop long : {MAX_MESSAGE_CHARACTERS} caractères au plus. Vous pouvez l'envoyer en deux fois.",
    "too_many": "Vous écrivez plus vite que je ne lis ! Attendez une minute, puis réessayez.",
}
TROUBLE = "Je n'arrive pas à répondre pour l'instant. Réessayez dans un moment : rien n'est perdu."
GAVE_UP = "Je suis désolé, un souci technique m'a empêché de répondre à votre message. Pouvez-vous l'écrire à nouveau ?"
KEPT = " Ce que vous aviez donné avant est conservé."
UNREAD = "Je n'ai pas réussi à lire ce message. Pouvez-vous l'écrire autrement, en plus court ou en plusieurs fois ?"
UNREAD_KEPT = (
    "Je n'ai pas réussi à lire ce message : il est gardé tel quel dans notre conversation. "
    "Pouvez-vous l'écrire autrement, en plus court ou en plusieurs fois ?"
)
YES_AND_NO = (
    "J'ai reçu un oui, puis un non. Votre inscription est commencée : voulez-vous que j'efface tout ? Sinon, je la garde "
    "et nous continuons."
)
ERASE_OR_KEEP = ("Oui, tout effacer", "Non, garder")  # the buttons of utter_ask_erasure
WRONG_CODE = (
    "Ce code n'est pas valable : il sert une seule fois, pendant deux jours. Vérifiez-le, ou demandez-en un nouveau "
    "là où vous aviez commencé en écrivant « code de reprise »."
)
WRONG_LINK = " Celui d'un lien reçu par e-mail vaut 30 minutes : pour un autre lien, écrivez « reprendre par e-mail » et votre adresse."
TOO_MANY_CODES = "Trop d'essais pour l'instant. Patientez un peu avant de réessayer."
LINK_ASKED = (
    "Si un dossier a cette adresse, un e-mail y arrive d'ici quelques minutes : son lien, valable 30 minutes, ramène au dossier. "
    "Rien n'arrive ? Vérifiez l'adresse et les indésirables ; un seul e-mail part par heure."
)
NO_LINKS = "Je n'envoie pas de lien par e-mail ici. Là où vous aviez commencé, écrivez « code de reprise »."
OWN_FILE = (
    "Un dossier est déjà ouvert dans cette conversation : je ne le remplace pas par un autre. Il n'est pas à vous ? N'effacez rien : {own_way}. "
    "Il est à vous, et vous préférez l'autre ? Supprimez d'abord celui-ci (« supprimer »), puis recommencez."
)
OWN_BROWSER = "menu, « Quitter cet appareil », puis recommencez"
OWN_ACCOUNT = "continuez depuis un compte à vous, ou sur le site"
HELD_HERE = "Une personne de l'équipe suit cette conversation. Pour en continuer une autre ici, écrivez d'abord « retour à l'assistant », puis redonnez le code."
NOBODY_ELSE = "C'est moi, l'assistant : personne de l'équipe n'écrit ici en ce moment. Continuez quand vous voulez."
ALREADY_HERE = "Ce code est celui de cette conversation : vous y êtes déjà !"
BACK_WITH_A_PERSON = (
    "Nous continuons ici la conversation commencée ailleurs. Une personne de l'équipe la suit en ce moment : ce que vous écrivez lui est transmis. "
    "Pour revenir à l'assistant, écrivez « retour à l'assistant »."
)
MOVED = (
    "Votre conversation continue ailleurs : quelqu'un vient d'y donner votre code de reprise. C'est vous ? Rien à faire. "
    "Ce n'est pas vous ? Écrivez ici « parler à un humain », ou « supprimer » pour tout effacer."
)
REMINDER = (
    "Bonjour ! Votre inscription est restée en route ; rien ne presse. Pour la continuer, écrivez « reprendre ». "
    "C'est le seul rappel : il n'y en aura pas d'autre."
)
