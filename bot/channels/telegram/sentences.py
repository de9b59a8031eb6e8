"""What the channel itself says, where the conversation has no word: things it cannot read, groups, old buttons."""

NOT_MINE = "Je suis un programme et je ne lis que le texte. "

UNREADABLE = {
    "photo": NOT_MINE + "Je n'ai pas ouvert votre photo et je ne la garde pas. Pouvez-vous m'écrire ce qu'elle montre ?",
    "voice": NOT_MINE + "Je n'ai pas écouté votre message vocal et je ne le garde pas. Pouvez-vous l'écrire, même en quelques mots ?",
    "audio": NOT_MINE + "Je n'ai pas écouté ce son et je ne le garde pas. Pouvez-vous m'écrire quelques mots à la place ?",
    "video": NOT_MINE + "Je n'ai pas regardé votre vidéo et je ne la garde pas. Pouvez-vous m'écrire ce que vous vouliez dire ?",
    "video_note": NOT_MINE + "Je n'ai pas regardé votre message vidéo et je ne le garde pas. Pouvez-vous l'écrire, même en quelques mots ?",
    "animation": "Merci pour cette image animée ! Je ne lis que le texte : écrivez-moi votre réponse avec des mots.",
    "sticker": "Merci pour l'autocollant ! Je ne lis que le texte : écrivez-moi votre réponse avec des mots.",
    "document": NOT_MINE + "Je n'ai pas ouvert votre document et je ne le garde pas. Un CV n'est pas demandé ici : écrivez-moi simplement votre réponse.",
    "contact": NOT_MINE + "Je n'ai pas gardé cette fiche de contact. Si je vous demande un numéro, écrivez-le simplement.",
    "location": NOT_MINE + "Je n'ai pas gardé votre position. Si je vous demande votre commune, écrivez son nom.",
    "poll": NOT_MINE + "Je ne peux pas répondre à un sondage. Posez-moi votre question directement.",
    "dice": "Je ne joue pas aux dés, mais merci ! Écrivez-moi votre réponse avec des mots.",
    "game": "Je ne sais pas jouer, mais merci ! Écrivez-moi votre réponse avec des mots.",
    "story": NOT_MINE + "Je n'ai pas ouvert cette story. Pouvez-vous m'écrire ce que vous vouliez dire ?",
    "money": "Je ne demande et ne reçois jamais d'argent : tout est gratuit ici. N'envoyez ni paiement ni cadeau.",
    "other": NOT_MINE + "Je n'ai pas pu lire ce message. Pouvez-vous l'écrire avec des mots ?",
}  # fmt: skip

EDITED = (
    "Vous avez modifié un message : je ne relis pas les messages modifiés, seul le premier compte. "
    "Pour corriger, envoyez un nouveau message, par exemple « en fait, mon nom c'est … »."
)
FORWARDED = (
    "Ce message est transféré : je ne lis que ce que vous m'écrivez vous-même. "
    "Si ce sont vos mots, copiez-les dans un nouveau message."
)
STALE_BUTTON = (
    "Ce bouton appartient à une question passée : je n'en ai pas tenu compte. "
    "Répondez à ma dernière question, ou écrivez ce que vous souhaitez."
)
STALE_BUTTON_SHORT = "Ce bouton n'est plus valable."
GROUP = (
    "Bonjour ! Je suis un programme qui parle avec une seule personne à la fois, pour protéger ses données : "
    "je ne lis pas les groupes et je quitte celui-ci. Écrivez-moi en message privé."
)

COMMANDS = {
    "start": "Commencer ou dire bonjour",
    "aide": "Ce que je peux faire",
    "reprendre": "Reprendre avec un code : /reprendre CODE",
    "mesdonnees": "Voir mes données",
    "supprimer": "Supprimer mes données",
    "humain": "Parler à un humain",
}
DESCRIPTION = (
    "Je suis un programme, pas une personne : un assistant pour les candidates et candidats aux postes de conseiller "
    "numérique. Je réponds à vos questions et je peux vous inscrire. Vos messages passent par Telegram, "
    "une entreprise privée ; le site web offre la même conversation sans elle. Appuyez sur « Démarrer »."
)
SHORT_DESCRIPTION = "Assistant automatique pour les candidats aux postes de conseiller numérique."
