"""What is said to a person around an exchange with the team: by the team, by the bot that is quiet and comes back."""

from sqlalchemy.orm import Session

from bot.base import clock
from bot.records.conversations import addresses, conversations, outbox, transcripts
from bot.records.conversations.event_rows import ASIDE, PERSON, TAKES_OVER
from bot.records.models import HumanRequest

TAKEN = (
    "Une personne de l'équipe prend la suite : je me tais. Ce que vous écrivez maintenant lui est transmis. "
    "Pour revenir à l'assistant à tout moment, écrivez « retour à l'assistant »."
)
NOT_KEPT = " Comme vous n'avez pas donné d'accord, vos messages seront effacés à la fin de cet échange."
HANDED_BACK = "Me revoici : c'est à nouveau l'assistant, un programme, qui vous répond."
# Behind an answer of the team: what is written next is for them, and what leads on with the bot.
GO_ON, FOR_THE_BOT = "Continuer avec l'assistant", "C'était pour l'assistant"
REPLY_HERE = (
    "Si vous répondez à l'équipe, écrivez ici : je lui transmets vos mots. Sinon, dites « continuer avec l'assistant »."
)
ANSWERED_ONCE = f"C'est à nouveau l'assistant, un programme, qui est là. {REPLY_HERE}"
PASSED_ON = (
    "C'est transmis à l'équipe : sa réponse arrivera ici. Ce que vous écrivez encore lui est transmis aussi. "
    "Si c'était pour l'assistant, dites-le."
)
PASSED_ON_TOO = "C'est transmis aussi."
GOES_ON, STILL_AWAITED = "Très bien, continuons ensemble.", " Votre demande, elle, attend toujours l'équipe."
SIGNED = "Une personne de l'équipe :\n"
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


def send(
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
    conversations.append_out_of_band(session, conversation_id, mark, answer=text, carries=carries | custom)
    address = addresses.latest_address(session, conversation_id)
    if address is None or address.channel == addresses.WEB:
        return addresses.WEB
    told = SIGNED + text if mark == PERSON else text
    parts = [{"text": told, "buttons": buttons or []}]
    outbox.post(session, conversation_id, address.channel, address.place, parts)
    return address.channel


def has_answered(request: HumanRequest) -> bool:
    """Returns whether the person of the team who holds a conversation has written in it."""
    taken, written = request.taken_at, request.written_at
    return taken is not None and written is not None and written >= taken


def is_question(words: str) -> bool:
    """Returns whether words of the team ask something: a reply will follow."""
    return any(word.endswith("?") for word in words.split())


def give_back(session: Session, request: HumanRequest, sentence: str, *, may_reply: bool) -> None:
    """Lets the bot say that it is back, and repeat its pending question, if there is one.

    Behind an answer of the team it asks nothing: what the person writes then may be their reply, and is passed on.

    Args:
        session: an open session.
        request: by which the conversation was held.
        sentence: by which the bot is back.
        may_reply: a person of the team has written.
    """
    if may_reply:
        request.reply_awaited_at = clock.now()
        send(session, request.conversation_id, ASIDE, sentence, [GO_ON])
    else:
        repeat_pending_question(session, request.conversation_id, sentence)


def repeat_pending_question(session: Session, conversation_id: str, sentence: str) -> None:
    """Lets the bot say that it is back, and repeat its pending question, if there is one."""
    send(session, conversation_id, ASIDE, sentence)
    question = transcripts.pending_question(session, conversation_id)
    if question is not None:
        send(session, conversation_id, ASIDE, question["text"], question["buttons"])
