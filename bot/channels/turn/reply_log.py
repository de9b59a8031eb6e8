"""Idempotent replies: a reply is recorded and posted once, and replayed when its message comes again."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.channels.turn.resume_links import resume_links
from bot.channels.turn.turn_types import Parts, TurnInput
from bot.records.conversations import conversations, inbox, outbox, resume_codes, transcripts
from bot.records.conversations.event_rows import ASIDE
from bot.records.models import InboundMessage


class ReplyLog:
    """Records replies and replays them.

    Args:
        delivers: replies are posted to the outbox.
    """

    def __init__(self, *, delivers: bool) -> None:
        self.delivers = delivers

    def replay_if_done(self, session: Session, arrival: TurnInput, row: InboundMessage) -> Parts | None:
        """The reply to a message that was received before; None if it is not answered yet."""
        if row.answered_at is not None:
            return self._replay(session, arrival, row)
        if row.receipt is not None:
            return self.say(session, arrival, "", row.receipt)
        row.joined_to = None  # the turn that it was joined to was never completed
        return None

    def _replay(self, session: Session, arrival: TurnInput, row: InboundMessage) -> Parts:
        if self.delivers:
            return []
        turn = transcripts.find_stored_turn(session, arrival.conversation_id, row.joined_to or row.message_id)
        return self._with_code(session, arrival, turn.answer if turn else [])

    def say(self, session: Session, arrival: TurnInput, said: str, sentence: str, titles: Sequence[str] = ()) -> Parts:
        """Reply without Rasa; the message and the reply, with its choices, enter the conversation."""
        conversations.append_out_of_band(
            session, arrival.conversation_id, ASIDE, text=said, message_id=arrival.message_id,
            reply=sentence, channel=arrival.channel, data={"buttons": [{"title": title} for title in titles]},
        )  # fmt: skip
        turn = transcripts.find_stored_turn(session, arrival.conversation_id, arrival.message_id)
        return self.complete(session, arrival, turn.answer if turn else [])

    def complete(self, session: Session, arrival: TurnInput, answer: Parts) -> Parts:
        """Mark the message as answered and, where replies are delivered, post the reply, in one transaction."""
        parts = self._with_code(session, arrival, answer)
        if arrival.is_signal:
            inbox.remove(session, arrival.conversation_id, arrival.message_id)
        else:
            inbox.mark_answered(session, arrival.conversation_id, arrival.message_id)
        if self.delivers:  # after marking: a choice is valid until a later message is answered (offers.py)
            outbox.post(session, arrival.conversation_id, arrival.channel, arrival.address, parts)
        return parts

    @staticmethod
    def _with_code(session: Session, arrival: TurnInput, answer: Parts) -> Parts:
        """The reply with a new resume code in place of the placeholder; the code itself is not stored."""
        if not any(resume_codes.CODE_PLACEHOLDER in (part["text"] or "") for part in answer):
            return list(answer)
        code = resume_codes.issue(session, arrival.conversation_id)
        links = resume_links(session, code, arrival.channel)

        def with_code(text: str) -> str:
            return (
                "\n".join(filter(None, [text.replace(resume_codes.CODE_PLACEHOLDER, code), links]))
                if resume_codes.CODE_PLACEHOLDER in text
                else text
            )

        return [{**part, "text": with_code(part["text"] or "")} for part in answer]
