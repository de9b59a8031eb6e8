"""What only Telegram's channel says: to groups, under old buttons, and of itself."""

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
