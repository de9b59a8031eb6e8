"""What a message is answered, once: said here, found in the conversation, marked and posted in one transaction."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from bot.channels.turn.arrivals import Arrival, Parts
from bot.channels.turn.ways import ways
from bot.records.conversations import conversations, inbox, outbox, resume, transcripts
from bot.records.conversations.event_rows import ASIDE
from bot.records.models import InboundMessage


class Answers:
    """Answers messages without Rasa, and again those that were answered."""

    def __init__(self, *, delivers: bool) -> None:
        """Prepares for one channel.

        Args:
            delivers: answers are posted to the outbox.
        """
        self.delivers = delivers

    def told_before(self, session: Session, arrival: Arrival, row: InboundMessage) -> Parts | None:
        """Returns what a message that came before is answered by itself or with an earlier one; None if nothing yet."""
        if row.answered_at is not None:
            return self._again(session, arrival, row)
        if row.receipt is not None:
            return self.say(session, arrival, "", row.receipt)
        if row.joined_to is not None:
            first = replace(arrival, message_id=row.joined_to)
            taken = transcripts.find_stored_turn(session, first.conversation_id, first.message_id)
            if taken is not None and taken.answer:
                return self.finish(session, first, taken.answer)
            conversations.roll_back_turn(session, first.conversation_id, first.message_id)
            row.joined_to = None
            session.flush()
        return None

    def kept(self, session: Session, arrival: Arrival) -> Parts | None:
        """Returns what the conversation holds for an answer to a message whose turn was cut short; else takes it back."""
        taken = transcripts.find_stored_turn(session, arrival.conversation_id, arrival.message_id)
        if taken is None:
            return None
        if taken.answer or taken.is_held:
            # Where answers are delivered, what is said while a person holds the conversation has been posted.
            is_posted = self.delivers and taken.is_held
            return self.finish(session, arrival, [] if is_posted else taken.answer)
        conversations.roll_back_turn(session, arrival.conversation_id, arrival.message_id)
        return None

    def _again(self, session: Session, arrival: Arrival, row: InboundMessage) -> Parts:
        """Returns what a message was answered: what the conversation holds."""
        if self.delivers:
            return []
        taken = transcripts.find_stored_turn(session, arrival.conversation_id, row.joined_to or row.message_id)
        return self._with_code(session, arrival, taken.answer if taken else [])

    def say(self, session: Session, arrival: Arrival, said: str, sentence: str, titles: Sequence[str] = ()) -> Parts:
        """Answers a message without Rasa, with choices if there are any; both enter the conversation."""
        conversations.append_out_of_band(
            session, arrival.conversation_id, ASIDE, said=said, message_id=arrival.message_id,
            answer=sentence, channel=arrival.channel, carries={"buttons": [{"title": title} for title in titles]},
        )  # fmt: skip
        taken = transcripts.find_stored_turn(session, arrival.conversation_id, arrival.message_id)
        return self.finish(session, arrival, taken.answer if taken else [])

    def finish(self, session: Session, arrival: Arrival, answer: Parts) -> Parts:
        """Marks the message as answered and, where answers are delivered, posts them, in one transaction."""
        told = self._with_code(session, arrival, answer)
        if arrival.is_signal:
            inbox.remove(session, arrival.conversation_id, arrival.message_id)
        else:
            inbox.mark_answered(session, arrival.conversation_id, arrival.message_id)
        conversations.finalise_turn(session, arrival.conversation_id, arrival.message_id)
        if self.delivers:  # posted after the mark: a choice counts as long as no later message is answered (offers.py)
            outbox.post(session, arrival.conversation_id, arrival.channel, arrival.address, told)
        return told

    @staticmethod
    def _with_code(session: Session, arrival: Arrival, answer: Parts) -> Parts:
        """Returns the answer with a new resume code where one is announced: it is kept nowhere."""
        if not any(resume.CODE_PLACEHOLDER in (part["text"] or "") for part in answer):
            return list(answer)
        code = resume.issue(session, arrival.conversation_id)
        links = ways(session, code, arrival.channel)

        def told(text: str) -> str:
            return (
                "\n".join(filter(None, [text.replace(resume.CODE_PLACEHOLDER, code), links]))
                if resume.CODE_PLACEHOLDER in text
                else text
            )

        return [{**part, "text": told(part["text"] or "")} for part in answer]
