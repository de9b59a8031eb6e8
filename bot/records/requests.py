"""Requests to speak with a person, and conversations that a person of the team holds meanwhile."""

from datetime import timedelta

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.orm import Session

from bot import clock
from bot.directives import OBJECTION
from bot.reading.acts import TOPIC
from bot.records import addresses, audit, conversations, forgetting, mails, outbox, topics, waits, webhooks
from bot.records.deleting import count_deleted
from bot.records.models import Candidate, Conversation, HumanRequest
from bot.records.windows import HOLDS

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
ASKED = "asked"
SILENT_AFTER = timedelta(minutes=20)
OVER_AFTER = timedelta(hours=24)
_STAYS = (
    update(HumanRequest)
    .where(HumanRequest.conversation_id == bindparam("of_conversation"), HOLDS)
    .values(taken_by=HumanRequest.taken_by)
    .execution_options(synchronize_session=False)
)
_HOLDER = select(HumanRequest).where(HumanRequest.conversation_id == bindparam("of_conversation"), HOLDS).limit(1)


def file_request(session: Session, conversation_id: str, *, channel: str | None, reason: str = ASKED) -> bool:
    """Files a request and returns True, or returns False when one is already waiting: an objection is then the reason of that.

    Args:
        session: an open session.
        conversation_id: whose conversation.
        channel: where the person is, if known.
        reason: `ASKED`, `not_understood` or `OBJECTION`.
    """
    if reason == OBJECTION:
        audit.record(session, actor="candidate", act="objected")
    if (waiting := topics.waiting(session, conversation_id)) is not None:
        waiting.reason = reason if reason == OBJECTION else waiting.reason
        return False
    request = HumanRequest(conversation_id=conversation_id, channel=channel, reason=reason, created_at=clock.now())
    session.add(request)
    session.flush()
    waits.count_asked(session, request)
    webhooks.request_created(session, request)
    audit.record(session, actor="candidate", act="asked_for_human")
    return True


def _get(session: Session, request_id: int) -> HumanRequest:
    request = session.get(HumanRequest, request_id)
    if request is None:
        raise LookupError("no such request")
    return request


def mark_handled(
    session: Session, request_id: int, *, actor: str, recruiter_id: str | None = None, structure_id: str | None = None
) -> bool:
    """Marks a request as handled, once; a conversation that was held is handed back.

    Args:
        session: an open session.
        request_id: the request.
        actor: who does it, for the audit log.
        recruiter_id: a recruiter who does it.
        structure_id: where they are.

    Returns:
        Whether it is handled: not while a colleague holds the conversation.

    Raises:
        LookupError: there is no such request.
    """
    request = _get(session, request_id)
    is_held = request.handled_at is None and request.taken_at is not None
    if is_held and recruiter_id is not None and request.taken_by != recruiter_id:
        return False
    if is_held:
        hand_back(session, request_id, actor=actor, structure_id=structure_id)
    elif request.handled_at is None:
        audit.record(session, actor=actor, act="handled_request", subject=f"request:{request_id}")
        _close(session, request, structure_id)
    return True


def _close(session: Session, request: HumanRequest, structure_id: str | None) -> None:
    """Ends a request; of who never agreed, no words stay with it."""
    request.handled_at = clock.now()
    _note_answer(session, request, structure_id)
    conversation = session.get(Conversation, request.conversation_id)
    if conversation is None or not conversation.consented:
        topics.forget(request)
    forgetting.forget_held(session, request.conversation_id)


def _note_answer(session: Session, request: HumanRequest, structure_id: str | None) -> None:
    """Notes when a request was first answered by somebody, and for which structure."""
    if request.answered_at is None:
        request.answered_at, request.answered_for = clock.now(), structure_id
        waits.count_answered(session, request, request.answered_at)


def reopen(session: Session, request_id: int, *, actor: str) -> None:
    """Puts a handled request back among those that wait, unless the same person has another one there.

    Raises:
        LookupError: there is no such request.
    """
    request = _get(session, request_id)
    if request.handled_at is None or topics.waiting(session, request.conversation_id) is not None:
        return
    request.handled_at = request.taken_at = request.taken_by = None
    if request.written_at is None:  # closed, not answered
        request.answered_at = request.answered_for = None
    audit.record(session, actor=actor, act="reopened_request", subject=f"request:{request_id}")


def move(session: Session, origin: str, target: str) -> None:
    """Moves what waits for a person of the team to the conversation in which somebody goes on, unless one waits there."""
    waiting = topics.waiting(session, origin)
    if waiting is not None and topics.waiting(session, target) is None:
        waiting.conversation_id = target
        session.flush()


def holder(session: Session, conversation_id: str) -> HumanRequest | None:
    """Returns the request by which a person of the team holds a conversation, None when nobody does."""
    return session.scalar(_HOLDER, {"of_conversation": conversation_id})


def keep_holder(session: Session, conversation_id: str) -> HumanRequest | None:
    """Returns what `holder` does, and lets nobody end the exchange before this transaction is over.

    What is passed on meanwhile is there when the words of the exchange are forgotten.
    """
    session.execute(_STAYS, {"of_conversation": conversation_id})
    return holder(session, conversation_id)


def take_over(session: Session, request_id: int, *, recruiter_id: str, actor: str, is_told: bool = True) -> bool:
    """Lets a person of the team hold the conversation; returns False when somebody else already does.

    Args:
        session: an open session.
        request_id: the request.
        recruiter_id: who holds it from now on.
        actor: the same, for the audit log.
        is_told: the person is told that the bot is quiet from now on.

    Raises:
        LookupError: there is no such request.
    """
    request = _get(session, request_id)
    if request.handled_at is not None or request.taken_at is not None:
        return request.handled_at is None and request.taken_by == recruiter_id
    won = session.execute(
        update(HumanRequest)
        .where(HumanRequest.id == request_id, HumanRequest.taken_at.is_(None), HumanRequest.handled_at.is_(None))
        .values(taken_at=clock.now(), taken_by=recruiter_id)
        .returning(HumanRequest.id)
        .execution_options(synchronize_session=False)
    ).first()
    session.refresh(request)
    if won is None:  # a colleague was faster
        return request.taken_by == recruiter_id
    request.assigned_to = request.assigned_to or recruiter_id
    waits.count_taken(session, request)
    audit.record(session, actor=actor, act="took_over", subject=f"request:{request_id}")
    conversation = session.get(Conversation, request.conversation_id)
    is_kept = conversation is not None and conversation.consented
    conversations.stop_asking(session, request.conversation_id, TOPIC)
    if is_told:
        _tell(session, request.conversation_id, conversations.ASIDE, TAKEN if is_kept else TAKEN + NOT_KEPT)
    return True


def write_to(
    session: Session, request_id: int, text: str, *, recruiter_id: str, actor: str, structure_id: str | None = None
) -> bool:
    """Writes to the person as one of the team; returns False when the recruiter does not hold the conversation.

    Raises:
        LookupError: there is no such request.
    """
    request = _get(session, request_id)
    if request.taken_by != recruiter_id or request.handled_at is not None:
        return False
    channel = _tell(session, request.conversation_id, conversations.PERSON, text)
    request.written_at = clock.now()
    _note_answer(session, request, structure_id)
    if channel == conversations.WEB:  # elsewhere the network tells the person by itself
        mails.owe(request)
    audit.record(session, actor=actor, act="wrote_to_candidate", subject=f"request:{request_id}")
    return True


def answer(
    session: Session, request_id: int, text: str, *, recruiter_id: str, actor: str, structure_id: str | None = None,
    is_kept: bool,
) -> bool:  # fmt: skip
    """Answers a request from wherever it is seen, whoever holds the conversation meanwhile excepted.

    Who never agreed would find the answer erased once the exchange is over: there, the conversation is kept.

    Args:
        session: an open session.
        request_id: the request.
        text: the answer.
        recruiter_id: who writes it.
        actor: the same, for the audit log.
        structure_id: where they are.
        is_kept: they go on holding the conversation; else the bot goes on at once, and the request is closed.

    Returns:
        False when it was not sent: a colleague holds the conversation, or the request is closed.

    Raises:
        LookupError: there is no such request.
    """
    request = _get(session, request_id)
    conversation = session.get(Conversation, request.conversation_id)
    is_kept = is_kept or conversation is None or not conversation.consented
    was_held = request.taken_at is not None
    if not take_over(session, request_id, recruiter_id=recruiter_id, actor=actor, is_told=is_kept):
        return False
    write_to(session, request_id, text, recruiter_id=recruiter_id, actor=actor, structure_id=structure_id)
    if not is_kept:
        audit.record(session, actor=actor, act="handed_back", subject=f"request:{request_id}")
        _close(session, request, structure_id)
        _give_back(session, request.conversation_id, HANDED_BACK if was_held else ANSWERED_ONCE)
    return True


def hand_back(
    session: Session, request_id: int, *, actor: str, recruiter_id: str | None = None, structure_id: str | None = None,
    is_closed: bool = True,
) -> bool:  # fmt: skip
    """Gives the conversation back to the bot, which says so and repeats its pending question, if there is one.

    Args:
        session: an open session.
        request_id: the request.
        actor: who does it, for the audit log.
        recruiter_id: a recruiter who does it.
        structure_id: where they are.
        is_closed: the request is answered; else it goes on waiting.

    Returns:
        False when a colleague of that recruiter holds the conversation.

    Raises:
        LookupError: there is no such request.
    """
    request = _get(session, request_id)
    if request.handled_at is not None or request.taken_at is None:
        return True
    if recruiter_id is not None and request.taken_by != recruiter_id:
        return False
    if not is_closed:
        _let_wait(session, request, STILL_WAITING, actor=actor)
        return True
    audit.record(session, actor=actor, act="handed_back", subject=f"request:{request_id}")
    _close(session, request, structure_id)
    _give_back(session, request.conversation_id, HANDED_BACK)
    return True


def leave(session: Session, request_id: int) -> None:
    """Lets the person who is talked with go back to the bot: the request goes on waiting, only a person of the team closes it.

    Raises:
        LookupError: there is no such request.
    """
    request = _get(session, request_id)
    if request.handled_at is None and request.taken_at is not None:
        _let_wait(session, request, STILL_WAITING, actor="candidate")


def tell_of_silence(session: Session, request: HumanRequest, message_id: str) -> None:
    """Tells somebody who waits for an answer that nobody of the team has written for a while.

    A silence begins with the first message that nobody answered, or where the team never wrote with its taking over. It is
    told of once after 20 minutes; after 24 hours the bot takes the conversation back, and the request waits again.

    Args:
        session: an open session.
        request: the request by which the conversation is held.
        message_id: what was just written, and is not read yet.
    """
    if request.taken_at is None:
        return
    conversation_id = request.conversation_id
    since = request.taken_at
    if request.written_at is not None and request.written_at >= since:
        since = conversations.held_since(session, conversation_id, request.written_at) or clock.now()
    silence = clock.now() - since
    if silence > OVER_AFTER:
        _let_wait(session, request, NOBODY_ANY_MORE, actor="purge", but=message_id)
    elif silence > SILENT_AFTER and (request.silence_told_at is None or request.silence_told_at < since):
        request.silence_told_at = clock.now()
        _tell(session, conversation_id, conversations.ASIDE, NOBODY_FOR_NOW)


def forget_ended(session: Session) -> int:
    """Deletes ended requests of which nothing else is kept, neither a conversation nor a file; returns how many."""
    before = clock.now() - timedelta(hours=forgetting.UNAGREED_HOURS)
    is_of_nobody = HumanRequest.conversation_id.not_in(select(Conversation.id)) & HumanRequest.conversation_id.not_in(
        select(Candidate.conversation_id)
    )
    return count_deleted(session, delete(HumanRequest).where(HumanRequest.handled_at < before, is_of_nobody))


def release(session: Session, recruiter_id: str, *, actor: str) -> int:
    """Gives back all conversations that a recruiter holds, whose account ends; the requests wait for colleagues.

    Returns:
        How many there were.
    """
    session.execute(update(HumanRequest).where(HumanRequest.assigned_to == recruiter_id).values(assigned_to=None))
    held = session.scalars(select(HumanRequest).where(HumanRequest.taken_by == recruiter_id, HOLDS)).all()
    for request in held:
        _let_wait(session, request, NOBODY_HERE_ANY_MORE, actor=actor)
    return len(held)


def _let_wait(session: Session, request: HumanRequest, sentence: str, *, actor: str, but: str | None = None) -> None:
    """Ends an exchange, not its request; a message that nobody has read may stay with it."""
    request.taken_at = request.taken_by = None
    audit.record(session, actor=actor, act="handed_back", subject=f"request:{request.id}")
    forgetting.forget_held(session, request.conversation_id, but=but)
    _give_back(session, request.conversation_id, sentence)


def _give_back(session: Session, conversation_id: str, sentence: str) -> None:
    _tell(session, conversation_id, conversations.ASIDE, sentence)
    question = conversations.pending_question(session, conversation_id)
    if question is not None:
        _tell(session, conversation_id, conversations.ASIDE, question["text"], question["buttons"])


def _tell(session: Session, conversation_id: str, mark: str, text: str, buttons: list[str] | None = None) -> str:
    """Says something in the conversation, delivered to the address last used; the website fetches it by itself.

    Returns:
        The channel on which the person is told.
    """
    conversations.add_aside(session, conversation_id, mark, answer=text, buttons=buttons or [])
    address = addresses.address_of(session, conversation_id)
    if address is None or address.channel == conversations.WEB:
        return conversations.WEB
    told = SIGNED + text if mark == conversations.PERSON else text
    parts = [{"text": told, "buttons": buttons or []}]
    outbox.post(session, conversation_id, address.channel, address.address, parts)
    return address.channel
