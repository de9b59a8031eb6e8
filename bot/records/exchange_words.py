"""What is said to a person around an exchange with the team: by the team, by the bot that is quiet and comes back."""

from sqlalchemy.orm import Session

from bot.records import addresses, conversations, outbox, transcripts
from bot.records.said import ASIDE, PERSON, TAKES_OVER

TAKEN = (
    "Une personne de l'équipe prend la suite : je me tais. Ce que vous écrivez maintenant lui est transmis. "
    "Pour revenir à l'assistant à tout moment, écrivez « retour à l'assistant »."
)
NOT_KEPT = " Comme vous n'avez pas donné d'accord, vos messages seront effacés à la fin de cet échange."
HANDED_BACK = "Me revoici : c'est à nouveau l'assistant, un programme, qui vous répond."
SIGNED = "Une personne de l'équipe :\n"
ANSWERED_ONCE = (
    "C'est à nouveau l'assistant qui vous répond. Pour écrire encore à l'équipe, dites « parler à un humain »."
)
STILL_WAITING = (
    "Votre demande reste dans la liste de l'équipe : vous n'avez rien à refaire, la réponse arrivera ici. "
    + HANDED_BACK
)
NOBODY_FOR_NOW = (
    "Votre message est bien transmis, mais la personne de l'équipe n'a rien écrit depuis un moment. Elle vous répondra ici. "
    "Si vous préférez continuer avec l'assistant en attendant, écrivez « retour à l'assistant »."
)
NOBODY_ANY_MORE = (
    "La personne de l'équipe n'a pas pu poursuivre cet échange. Votre demande reste dans sa liste, avec ce dernier message. "
    + HANDED_BACK
)
NOBODY_HERE_ANY_MORE = (
    "La personne de l'équipe ne peut plus poursuivre cet échange. Votre demande attend ses collègues : vous n'avez rien à refaire. "
    + HANDED_BACK
)


def tell(
    session: Session,
    conversation_id: str,
    mark: str,
    text: str,
    buttons: list[str] | None = None,
    *,
    takes_over: bool = False,
) -> str:
    """Says something in the conversation, delivered to the address last used; the website fetches it by itself.

    Args:
        session: an open session.
        conversation_id: the conversation.
        mark: `said.ASIDE` or `PERSON`.
        text: what is said.
        buttons: titles of the choices offered with it.
        takes_over: from here on a person of the team answers: the website takes earlier choices away.

    Returns:
        The channel on which the person is told.
    """
    carries = {"buttons": [{"title": title} for title in buttons or ()]}
    custom = {"custom": {TAKES_OVER: True}} if takes_over else {}
    conversations.add_aside(session, conversation_id, mark, answer=text, carries=carries | custom)
    address = addresses.address_of(session, conversation_id)
    if address is None or address.channel == addresses.WEB:
        return addresses.WEB
    told = SIGNED + text if mark == PERSON else text
    parts = [{"text": told, "buttons": buttons or []}]
    outbox.post(session, conversation_id, address.channel, address.place, parts)
    return address.channel


def give_back(session: Session, conversation_id: str, sentence: str) -> None:
    """Lets the bot say that it is back, and repeat its pending question, if there is one."""
    tell(session, conversation_id, ASIDE, sentence)
    question = transcripts.pending_question(session, conversation_id)
    if question is not None:
        tell(session, conversation_id, ASIDE, question["text"], question["buttons"])
