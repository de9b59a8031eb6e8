"""Messages to the candidate around a takeover: from the team, and from the bot before and after it."""

from sqlalchemy.orm import Session

from bot.base import clock
from bot.content.sentences import sentence
from bot.records.conversations import addresses, conversations, outbox, transcripts
from bot.records.conversations.event_rows import ASIDE, PERSON, TAKES_OVER
from bot.records.models import HumanRequest


def send(
    session: Session,
    conversation_id: str,
    mark: str,
    text: str,
    buttons: list[str] | None = None,
    *,
    takes_over: bool = False,
) -> str:
    """Say something in a conversation and deliver it to its latest address; returns the channel.

    The website fetches it itself, and removes earlier choices where a takeover starts (`takes_over`).
    """
    carries = {"buttons": [{"title": title} for title in buttons or ()]}
    custom = {"custom": {TAKES_OVER: True}} if takes_over else {}
    conversations.append_out_of_band(session, conversation_id, mark, reply=text, data=carries | custom)
    address = addresses.latest_address(session, conversation_id)
    if address is None or address.channel == addresses.WEB:
        return addresses.WEB
    shown = sentence("takeover.from_team", text=text) if mark == PERSON else text
    parts = [{"text": shown, "buttons": buttons or []}]
    outbox.post(session, conversation_id, address.channel, address.place, parts)
    return address.channel


def has_answered(request: HumanRequest) -> bool:
    """Whether the team has written since it took the conversation over."""
    taken, written = request.taken_at, request.written_at
    return taken is not None and written is not None and written >= taken


def is_question(words: str) -> bool:
    """Whether a message of the team asks something, so that a reply will follow."""
    return any(word.endswith("?") for word in words.split())


def give_back(session: Session, request: HumanRequest, text: str, *, may_reply: bool) -> None:
    """Let the bot announce itself and repeat its pending question.

    If the team has written (`may_reply`) it asks nothing: the candidate's next message may be for the team and is forwarded.
    """
    if may_reply:
        request.reply_awaited_at = clock.now()
        text = f"{text} {sentence('takeover.reply_here')}"
        send(session, request.conversation_id, ASIDE, text, [sentence("takeover.go_on")])
    else:
        repeat_pending_question(session, request.conversation_id, text)


def repeat_pending_question(session: Session, conversation_id: str, text: str) -> None:
    """Say something, then repeat the bot's pending question."""
    send(session, conversation_id, ASIDE, text)
    question = transcripts.pending_question(session, conversation_id)
    if question is not None:
        send(session, conversation_id, ASIDE, question["text"], question["buttons"])
