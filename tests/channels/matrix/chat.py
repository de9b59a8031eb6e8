"""A conversation by Matrix, with the methods of the website's client, so that the same dialogues run through both."""

from typing import Any

from sqlalchemy import Select, func, select

from bot.records.models import InboundMessage, OutboundMessage
from bot.records.store.database import Database
from tests.channels.matrix.person import Person
from tests.waiting import wait_until

SECONDS_TO_ANSWER = 180


class MatrixChat:
    """One person in one room; the database tells when the bot has said all it has to say."""

    def __init__(self, person: Person, bot: str, database: Database, *, encrypted: bool) -> None:
        self.person, self.bot, self.database, self.encrypted = person, bot, database, encrypted
        self.room = ""
        self.sent = 0
        self.cursor = 0
        self._seen = 0

    def open(self) -> list[dict[str, Any]]:
        """Opens the room at the first call; what it holds stays on the homeserver, not with the bot."""
        if not self.room:
            self.room = self.person.open_room(self.bot, encrypted=self.encrypted)
            self.person.wait_for(self.room, self.bot, "Posez-moi vos questions", 120)
            self._wait(None)
            return self._news()
        return []

    def send(self, text: str) -> str:
        """Sends a message without waiting for its answer."""
        self.sent += 1
        return self.person.send(self.room, text)

    def say(self, text: str) -> list[dict[str, Any]]:
        """Sends a message and returns what the bot says."""
        return self.answer(self.send(text))

    def answer(self, event_id: str) -> list[dict[str, Any]]:
        """Returns what the bot says to a message that was sent."""
        self._wait(event_id)
        return self._news()

    def _wait(self, event_id: str | None) -> None:
        wait_until(lambda: self._is_quiet(event_id), SECONDS_TO_ANSWER, lambda: "the bot has not answered")

    def _is_quiet(self, event_id: str | None) -> bool:
        """Returns whether a message has arrived, then been answered, then its answer been delivered: asked in this order."""
        arrived = select(func.count()).where(InboundMessage.message_id == event_id)
        unanswered = select(func.count()).where(InboundMessage.answered_at.is_(None))
        unsent = select(func.count()).where(OutboundMessage.sent_at.is_(None), OutboundMessage.abandoned_at.is_(None))
        if event_id is not None and not self._count(arrived) and not self._is_erased():
            return False
        return not self._count(unanswered) and not self._count(unsent)

    def _count(self, query: Select[tuple[int]]) -> int:
        with self.database.session_scope() as session:
            return session.scalar(query) or 0

    def _is_erased(self) -> bool:
        """Returns whether the answer tells that everything was erased, this message's row too."""
        self.person.sync()
        said = self.person.heard(self.room, self.bot)[self._seen :]
        return any("EFF-" in text for text in said)

    def _news(self) -> list[dict[str, Any]]:
        self.person.sync()
        said = self.person.heard(self.room, self.bot)
        news, self._seen = said[self._seen :], len(said)
        return [{"from": "bot", "text": text, "buttons": []} for text in news]
