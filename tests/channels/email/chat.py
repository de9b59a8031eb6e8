"""A conversation by e-mail, with the methods of the website's client, so that the same dialogues run through both."""

import itertools
from email.message import EmailMessage
from typing import Any

from sqlalchemy import func, select

from bot.channels.email.transport import NAME
from bot.records.models import InboundMessage, OutboundMessage
from bot.records.store.database import Database
from tests.channels.email.conftest import written
from tests.channels.email.dovecot import Dovecot
from tests.channels.post import Post
from tests.waiting import wait_until

SECONDS_TO_ANSWER = 180
_people = itertools.count(1)
_QUOTED = "\n\nLe ven. 27 nov. 2026 à 10:20, Assistant <assistant@exemple.fr> a écrit :\n\n"


class EmailChat:
    """One person who answers the last e-mail of the bot, and quotes it as mail programs do."""

    cursor = 0

    def __init__(self, dovecot: Dovecot, post: Post, database: Database) -> None:
        self.dovecot, self.post, self.database = dovecot, post, database
        self.address = f"maelle{next(_people)}@exemple.org"
        self.sent = 0
        self._seen = 0

    def open(self) -> list[dict[str, Any]]:
        """Does nothing: what was said stays in the person's mailbox."""
        return []

    def copies(self) -> list[EmailMessage]:
        """The e-mails that arrived, with those that arrived twice."""
        return [mail for mail in self.post.read() if mail["To"] == self.address]

    def shown(self) -> list[EmailMessage]:
        """The e-mails that the person sees: mail programs show one of those with the same Message-ID."""
        return list({mail["Message-ID"]: mail for mail in reversed(self.copies())}.values())[::-1]

    def send(self, text: str) -> str:
        """Sends an e-mail without waiting for its answer; returns its Message-ID."""
        self.sent += 1
        message_id, headers, said = f"<{self.sent}.{self.address}>", {}, text
        if last := self.shown()[-1:]:
            headers = {"In_Reply_To": last[0]["Message-ID"], "Subject": "Re: Candidature"}
            said += _QUOTED + "\n".join(f"> {line}" for line in last[0].get_content().splitlines())
        self.dovecot.arrive(written(said, author=self.address, Message_ID=message_id, **headers))
        return message_id

    def say(self, text: str) -> list[dict[str, Any]]:
        """Sends an e-mail and returns what the bot says."""
        return self.answer(self.send(text))

    def answer(self, message_id: str) -> list[dict[str, Any]]:
        """Returns what the bot says to an e-mail that was sent."""
        wait_until(lambda: self._is_quiet(message_id), SECONDS_TO_ANSWER, lambda: "the bot has not answered")
        shown = self.shown()
        news, self._seen = shown[self._seen :], len(shown)
        texts = ["\n".join(mail.get_content().splitlines()).strip() for mail in news]
        return [{"from": "bot", "text": text, "buttons": []} for text in texts]

    def _is_quiet(self, message_id: str) -> bool:
        """Returns whether an e-mail has arrived, then been answered, then its answer been delivered: asked in this order."""
        arrived = select(func.count()).where(InboundMessage.message_id == message_id)
        waits = select(func.count()).where(InboundMessage.channel == NAME, InboundMessage.answered_at.is_(None))
        unsent = select(func.count()).where(OutboundMessage.sent_at.is_(None), OutboundMessage.abandoned_at.is_(None))
        with self.database.session_scope() as session:
            is_there = bool(session.scalar(arrived)) or self._is_erased()
            return is_there and not session.scalar(waits) and not session.scalar(unsent)

    def _is_erased(self) -> bool:
        """Returns whether the answer tells that everything was erased, this e-mail's row too."""
        return any("EFF-" in mail.get_content() for mail in self.shown()[self._seen :])
