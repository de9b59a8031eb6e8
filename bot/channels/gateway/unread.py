"""What people send that is not read: what they are told, and what somebody of the team who talks with them is told."""

from dataclasses import dataclass

from bot.channels.turn.sentences import REFUSALS

_TEXT_ONLY = "Je suis un programme et je ne lis que le texte. "
OPENED_NOT = "Je n'ai pas ouvert ce que vous avez envoyé, et je ne le garde pas ; je lis ce que vous avez écrit avec."


@dataclass(frozen=True)
class Unread:
    """A kind of thing that is not read.

    Attributes:
        sentence: what is answered.
        sent: what the person did, for somebody of the team who talks with them; empty: nothing that concerns them.
        is_captioned: words that came with it are the person's own.
    """

    sentence: str
    sent: str = ""
    is_captioned: bool = False


KINDS = {
    "photo": Unread(
        _TEXT_ONLY + "Je n'ai pas ouvert votre image et je ne la garde pas. Pouvez-vous m'écrire ce qu'elle montre ?",
        "a envoyé une image (non lue)", True,
    ),
    "audio": Unread(
        _TEXT_ONLY + "Je n'ai pas écouté votre message audio et je ne le garde pas. Pouvez-vous l'écrire, même en quelques mots ?",
        "a envoyé un message audio (non lu)", True,
    ),
    "video": Unread(
        _TEXT_ONLY + "Je n'ai pas regardé votre vidéo et je ne la garde pas. Pouvez-vous m'écrire ce que vous vouliez dire ?",
        "a envoyé une vidéo (non lue)", True,
    ),
    "animation": Unread(
        "Merci pour cette image animée ! Je ne lis que le texte : écrivez-moi votre réponse avec des mots.", "a envoyé une image animée (non lue)", True
    ),
    "sticker": Unread("Merci pour l'autocollant ! Je ne lis que le texte : écrivez-moi votre réponse avec des mots.", "a envoyé un autocollant"),
    "document": Unread(
        _TEXT_ONLY + "Je n'ai pas ouvert votre document et je ne le garde pas. Un CV n'est pas demandé ici : écrivez-moi simplement votre réponse.",
        "a envoyé un document (non lu)", True,
    ),
    "contact": Unread(
        _TEXT_ONLY + "Je n'ai pas gardé cette fiche de contact. Si je vous demande un numéro, écrivez-le simplement.", "a envoyé une fiche de contact (non lue)"
    ),
    "location": Unread(_TEXT_ONLY + "Je n'ai pas gardé votre position. Si je vous demande votre commune, écrivez son nom.", "a envoyé une position (non lue)"),
    "poll": Unread(_TEXT_ONLY + "Je ne peux pas répondre à un sondage. Posez-moi votre question directement.", "a envoyé un sondage (non lu)"),
    "call": Unread("Je suis un programme : je ne peux pas prendre d'appel. Écrivez-moi, ou demandez « parler à un humain ».", "a essayé d'appeler"),
    "dice": Unread("Je ne joue pas aux dés, mais merci ! Écrivez-moi votre réponse avec des mots."),
    "game": Unread("Je ne sais pas jouer, mais merci ! Écrivez-moi votre réponse avec des mots."),
    "story": Unread(_TEXT_ONLY + "Je n'ai pas ouvert cette story. Pouvez-vous m'écrire ce que vous vouliez dire ?", "a envoyé une story (non lue)"),
    "money": Unread("Je ne demande et ne reçois jamais d'argent : tout est gratuit ici. N'envoyez ni paiement ni cadeau."),
    "forwarded": Unread(
        "Ce message est transféré : je ne lis que ce que vous m'écrivez vous-même. Si ce sont vos mots, copiez-les dans un nouveau message.",
        "a transféré un message (non lu)",
    ),
    "edited": Unread(
        "Vous avez modifié un message auquel j'ai déjà répondu : c'est le premier qui compte. "
        "Pour corriger, envoyez un nouveau message, par exemple « en fait, mon nom c'est … » ou « modifier la situation 1 ».",
        "a modifié un message :", True,
    ),
    "stale_button": Unread(
        "Ce bouton appartient à une question passée : je n'en ai pas tenu compte. Répondez à ma dernière question, ou écrivez ce que vous souhaitez."
    ),
    "verification": Unread(
        "Je suis un programme : personne ne peut comparer les émojis de vérification avec vous. Nos messages restent chiffrés ; "
        "vous pouvez continuer sans vérifier."
    ),
    "undecryptable": Unread(
        "Je n'arrive pas à déchiffrer votre dernier message : il me manque une clé. Pouvez-vous me l'envoyer encore une fois ?",
        "a envoyé un message qui n'a pas pu être déchiffré",
    ),
    "encrypted": Unread(
        "Je ne sais pas ouvrir un e-mail chiffré (S/MIME ou PGP). Envoyez-le-moi sans chiffrement, ou écrivez-moi sur le site.",
        "a envoyé un e-mail chiffré (non lu)",
    ),
    "empty": Unread(REFUSALS["empty"]),
    "other": Unread(_TEXT_ONLY + "Je n'ai pas pu lire ce message. Pouvez-vous l'écrire avec des mots ?", "a envoyé quelque chose qui n'a pas pu être lu", True),
}  # fmt: skip
SENTENCES = frozenset(kind.sentence for kind in KINDS.values())
