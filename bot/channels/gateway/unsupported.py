"""Content that the bot does not read, such as attachments: the reply to it, and what a team member is told."""

from dataclasses import dataclass

from bot.channels.turn.sentences import REFUSALS

_TEXT_ONLY = "Je suis un programme et je ne lis que le texte. "
OPENED_NOT = "Je n'ai pas ouvert ce que vous avez envoyé, et je ne le garde pas ; je lis ce que vous avez écrit avec."


@dataclass(frozen=True)
class UnsupportedKind:
    """A kind of content that is not read.

    Attributes:
        sent: for the team member during a takeover; empty for what does not concern them.
        is_captioned: text that came with it is the user's own.
    """

    sentence: str
    sent: str = ""
    is_captioned: bool = False


KINDS = {
    "photo": UnsupportedKind(
        _TEXT_ONLY + "Je n'ai pas ouvert votre image et je ne la garde pas. Pouvez-vous m'écrire ce qu'elle montre ?",
        "a envoyé une image (non lue)", True,
    ),
    "audio": UnsupportedKind(
        _TEXT_ONLY + "Je n'ai pas écouté votre message audio et je ne le garde pas. Pouvez-vous l'écrire, même en quelques mots ?",
        "a envoyé un message audio (non lu)", True,
    ),
    "video": UnsupportedKind(
        _TEXT_ONLY + "Je n'ai pas regardé votre vidéo et je ne la garde pas. Pouvez-vous m'écrire ce que vous vouliez dire ?",
        "a envoyé une vidéo (non lue)", True,
    ),
    "animation": UnsupportedKind(
        "Merci pour cette image animée ! Je ne lis que le texte : écrivez-moi votre réponse avec des mots.", "a envoyé une image animée (non lue)", True
    ),
    "sticker": UnsupportedKind("Merci pour l'autocollant ! Je ne lis que le texte : écrivez-moi votre réponse avec des mots.", "a envoyé un autocollant"),
    "document": UnsupportedKind(
        _TEXT_ONLY + "Je n'ai pas ouvert votre document et je ne le garde pas. Un CV n'est pas demandé ici : écrivez-moi simplement votre réponse.",
        "a envoyé un document (non lu)", True,
    ),
    "contact": UnsupportedKind(
        _TEXT_ONLY + "Je n'ai pas gardé cette fiche de contact. Si je vous demande un numéro, écrivez-le simplement.", "a envoyé une fiche de contact (non lue)"
    ),
    "location": UnsupportedKind(_TEXT_ONLY + "Je n'ai pas gardé votre position. Si je vous demande votre commune, écrivez son nom.", "a envoyé une position (non lue)"),
    "poll": UnsupportedKind(_TEXT_ONLY + "Je ne peux pas répondre à un sondage. Posez-moi votre question directement.", "a envoyé un sondage (non lu)"),
    "call": UnsupportedKind("Je suis un programme : je ne peux pas prendre d'appel. Écrivez-moi, ou demandez « parler à un humain ».", "a essayé d'appeler"),
    "dice": UnsupportedKind("Je ne joue pas aux dés, mais merci ! Écrivez-moi votre réponse avec des mots."),
    "game": UnsupportedKind("Je ne sais pas jouer, mais merci ! Écrivez-moi votre réponse avec des mots."),
    "story": UnsupportedKind(_TEXT_ONLY + "Je n'ai pas ouvert cette story. Pouvez-vous m'écrire ce que vous vouliez dire ?", "a envoyé une story (non lue)"),
    "money": UnsupportedKind("Je ne demande et ne reçois jamais d'argent : tout est gratuit ici. N'envoyez ni paiement ni cadeau."),
    "forwarded": UnsupportedKind(
        "Ce message est transféré : je ne lis que ce que vous m'écrivez vous-même. Si ce sont vos mots, copiez-les dans un nouveau message.",
        "a transféré un message (non lu)",
    ),
    "edited": UnsupportedKind(
        "Vous avez modifié un message auquel j'ai déjà répondu : c'est le premier qui compte. "
        "Pour corriger, envoyez un nouveau message, par exemple « en fait, mon nom c'est … » ou « modifier la situation 1 ».",
        "a modifié un message :", True,
    ),
    "stale_button": UnsupportedKind(
        "Ce bouton appartient à une question passée : je n'en ai pas tenu compte. Répondez à ma dernière question, ou écrivez ce que vous souhaitez."
    ),
    "verification": UnsupportedKind(
        "Je suis un programme : personne ne peut comparer les émojis de vérification avec vous. Nos messages restent chiffrés ; "
        "vous pouvez continuer sans vérifier."
    ),
    "undecryptable": UnsupportedKind(
        "Je n'arrive pas à déchiffrer votre dernier message : il me manque une clé. Pouvez-vous me l'envoyer encore une fois ?",
        "a envoyé un message qui n'a pas pu être déchiffré",
    ),
    "encrypted": UnsupportedKind(
        "Je ne sais pas ouvrir un e-mail chiffré (S/MIME ou PGP). Envoyez-le-moi sans chiffrement, ou écrivez-moi sur le site.",
        "a envoyé un e-mail chiffré (non lu)",
    ),
    "empty": UnsupportedKind(REFUSALS["empty"]),
    "other": UnsupportedKind(_TEXT_ONLY + "Je n'ai pas pu lire ce message. Pouvez-vous l'écrire avec des mots ?", "a envoyé quelque chose qui n'a pas pu être lu", True),
}  # fmt: skip
SENTENCES = frozenset(kind.sentence for kind in KINDS.values())
