"""What an event of a room means for the conversation. Pure: from the event's JSON to a text or a kind notice."""

import hashlib
import itertools
from dataclasses import dataclass
from typing import Any

_TEXT_TYPES = {"m.text", "m.emote"}
_LONGEST_ID = 80

NOT_READ = {
    "m.image": "J'ai bien reçu votre image, mais je ne sais lire que du texte. Pouvez-vous m'écrire ce qu'elle montre ?",
    "m.audio": "J'ai bien reçu votre message audio, mais je ne peux pas l'écouter. Pouvez-vous l'écrire en quelques mots ?",
    "m.video": "J'ai bien reçu votre vidéo, mais je ne sais lire que du texte. Pouvez-vous m'écrire l'essentiel ?",
    "m.file": "J'ai bien reçu votre fichier, mais je ne l'ouvre pas : je ne lis que les messages écrits. Aucun document n'est demandé ici.",
    "m.location": "J'ai bien reçu votre position, mais je ne la lis pas. Écrivez-moi plutôt le nom de votre commune.",
    "m.sticker": "Joli autocollant ! Mais je ne lis que du texte. Pouvez-vous me répondre en quelques mots ?",
    "m.poll.start": "Je ne sais pas répondre aux sondages. Posez-moi votre question en toutes lettres.",
    "m.call.invite": "Je suis un programme : je ne peux pas prendre d'appel. Écrivez-moi, ou demandez « parler à un humain ».",
    "m.key.verification.request": "Je suis un programme : personne ne peut comparer les émojis de vérification avec vous. Nos messages restent chiffrés ; vous pouvez continuer sans vérifier.",
    "edit": "Vous avez modifié un message : je ne relis pas les messages modifiés. Pour corriger une réponse, écrivez par exemple « en fait mon nom c'est … ».",
    "empty": "Votre message est vide. Écrivez quelques mots.",
    "other": "J'ai bien reçu votre envoi, mais je ne sais lire que du texte. Pouvez-vous me l'écrire ?",
    "undecryptable": "Je n'arrive pas à déchiffrer votre dernier message : il me manque une clé. Pouvez-vous me l'envoyer encore une fois ?",
}
_NOT_READ_TYPES = {
    "m.sticker": "m.sticker",
    "m.location": "m.location",
    "m.poll.start": "m.poll.start",
    "org.matrix.msc3381.poll.start": "m.poll.start",
    "m.call.invite": "m.call.invite",
}


@dataclass(frozen=True)
class Incoming:
    """What the person did.

    Attributes:
        message_id: tells it apart from every other message of the conversation.
        event_id: the event to mark as read.
        text: what they wrote; None if it cannot be read.
        notice: what to tell them when it cannot be read.
    """

    message_id: str
    event_id: str
    text: str | None = None
    notice: str | None = None


def read_event(event: dict[str, Any], own_user: str) -> Incoming | None:
    """Returns what an event (decrypted if it was encrypted) means, or None if it needs no answer.

    Args:
        event: the event as the homeserver gives it.
        own_user: the bot's own user id: its echoes are no messages.
    """
    content, event_id = event.get("content"), event.get("event_id")
    if not isinstance(content, dict) or not isinstance(event_id, str) or event.get("sender") == own_user:
        return None
    if "state_key" in event or not content:  # a change of the room, or a redacted message
        return None
    kind = _kind(event.get("type"), content)
    if kind is None:
        return None
    if kind not in _TEXT_TYPES:
        return Incoming(message_id(event_id), event_id, notice=NOT_READ[kind])
    body = content.get("body")
    if not isinstance(body, str):
        return Incoming(message_id(event_id), event_id, notice=NOT_READ["other"])
    text = (without_quotation(body) if _is_reply(content) else body).strip()
    if not text:
        return Incoming(message_id(event_id), event_id, notice=NOT_READ["empty"])
    return Incoming(message_id(event_id), event_id, text=text)


def _kind(event_type: Any, content: dict[str, Any]) -> str | None:
    """Returns a text type, a key of NOT_READ, or None for what is passed over in silence."""
    if event_type != "m.room.message":
        return _NOT_READ_TYPES.get(event_type) if isinstance(event_type, str) else None
    if _relation(content).get("rel_type") == "m.replace":
        return "edit"
    kind = content.get("msgtype")
    if kind == "m.notice":  # by convention what a program says: two programs must not answer each other for ever
        return None
    if isinstance(kind, str) and kind.startswith("m.") and (kind in _TEXT_TYPES or kind in NOT_READ):
        return kind
    return "other"


def _relation(content: dict[str, Any]) -> dict[str, Any]:
    relation = content.get("m.relates_to")
    return relation if isinstance(relation, dict) else {}


def _is_reply(content: dict[str, Any]) -> bool:
    return isinstance(_relation(content).get("m.in_reply_to"), dict)


def without_quotation(body: str) -> str:
    """Returns what was written in a reply, without the quoted message that clients put before it."""
    if not body.startswith("> "):
        return body
    lines = itertools.dropwhile(lambda line: line.startswith(">"), body.split("\n"))
    return "\n".join(lines).lstrip("\n")


def message_id(event_id: str) -> str:
    """Returns an id of bounded length: those of old room versions may be long."""
    return event_id if len(event_id) <= _LONGEST_ID else hashlib.sha256(event_id.encode()).hexdigest()


def is_encrypted(event: dict[str, Any]) -> bool:
    """Returns whether an event could not be decrypted."""
    return event.get("type") == "m.room.encrypted" and bool(event.get("content"))
