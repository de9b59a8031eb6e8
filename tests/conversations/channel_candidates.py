"""A candidate on each channel, with the client that they would use and the methods of the website's `Chat`."""

import re
from typing import Any

from sqlalchemy import select

from bot.channels.email.reply_context import person_of as person_by_mail
from bot.channels.matrix.addresses import person_of as person_on_matrix
from bot.channels.web.client import Chat
from bot.records.conversations.addresses import person_key
from bot.records.models import InboundMessage, OutboundMessage
from tests.channels.email.conftest import written
from tests.channels.peers.email import EmailPeer
from tests.channels.peers.matrix import MatrixPeer
from tests.channels.peers.telegram import TelegramPeer
from tests.channels.telegram.people import titles
from tests.waiting import wait_until

CODE = re.compile(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b")
SECONDS_TO_ANSWER = 180


class ChannelCandidate:
    """A person on one channel, who writes and waits for the reply.

    Attributes:
        channel: name of the channel.
        address: the person's address on it.
        sent: number of messages that the person sent.
    """

    channel = ""
    cursor = 0

    def __init__(self, address, database):
        self.address, self.database = address, database
        self.sent, self._known = 0, 0

    def open(self) -> list[dict[str, Any]]:
        """Opens the chat: what was said stays with the network, nothing comes back from the bot."""
        return []

    def send(self, text):
        """Sends a message without waiting for the reply."""
        self.sent += 1
        self._send(text)

    def say(self, text) -> list[dict[str, Any]]:
        """Sends a message and returns the bot's messages."""
        self.send(text)
        return self.receive()

    def ask(self, text, *words) -> str:
        """Sends a message and returns the reply, once it holds these words."""
        self.send(text)
        return self.hear(*words)

    def hear(self, *words) -> str:
        """Returns what was not heard yet, with its buttons, once it holds these words."""
        return "\n\n".join(map(_as_shown, self.receive(*words)))

    def receive(self, *words) -> list[dict[str, Any]]:
        """Returns the bot's new messages, once they hold these words and nothing more is under way."""

        def news():
            return self.messages()[self._known :]

        def is_complete():
            shown = "\n\n".join(map(_as_shown, news()))
            return shown and all(word in shown for word in words) and not self.is_busy()

        wait_until(is_complete, SECONDS_TO_ANSWER, lambda: f"{self.channel}: not yet {words}: {news()}")
        found = news()
        self._known += len(found)
        return found

    def is_busy(self) -> bool:
        """Whether a message of the person waits for a reply, or one to them for delivery."""
        waiting = select(InboundMessage).where(InboundMessage.answered_at.is_(None))
        unsent = select(OutboundMessage).where(
            OutboundMessage.sent_at.is_(None), OutboundMessage.abandoned_at.is_(None)
        )
        with self.database.session_scope() as session:
            rows = [*session.scalars(waiting), *session.scalars(unsent)]
            return any(row.channel == self.channel and person_key(row.address or "") == self.address for row in rows)

    def messages(self) -> list[dict[str, Any]]:
        """The bot's messages to the person, in order."""
        raise NotImplementedError

    def heard(self) -> list[str]:
        """The texts of the bot's messages, with their buttons."""
        return [_as_shown(message) for message in self.messages()]

    def _send(self, text):
        raise NotImplementedError


def _as_shown(message):
    return "\n".join([message["text"], *(f"[{title}]" for title in message["buttons"])])


def _without_buttons(texts):
    return [{"text": text, "buttons": []} for text in texts]


class WebsiteCandidate(ChannelCandidate):
    """The widget's requests."""

    channel = "web"

    def __init__(self, base, database):
        super().__init__("", database)
        self._chat = Chat(base)
        self._messages = self._chat.open()

    def _send(self, text):
        self._messages += self._chat.say(text)

    def messages(self):
        return self._messages

    def history(self):
        """What the widget shows when it is opened again: (who, text)."""
        return [(one["from"], one["text"]) for one in self._chat.open()]


class TelegramCandidate(ChannelCandidate):
    """A client of either Bot API emulator."""

    channel = "telegram"

    def __init__(self, server, database):
        self._peer, self._server = TelegramPeer(server), server
        (address,) = self._peer.secrets
        self.chat = int(address)
        super().__init__(address, database)

    def _send(self, text):
        shown = self._server.sent_to(self.chat)
        if shown and text in titles(shown[-1]):
            self._server.press(self.chat, text)
        else:
            self._peer.say(text)

    def edit(self, text, *words):
        """Edits the last message and returns the reply."""
        self._peer.edit_last(text)
        return self.hear(*words)

    def block(self):
        self._peer.block()

    def unblock(self):
        self._server.chats[self.chat].is_blocked = False

    def messages(self):
        sent = self._server.sent_to(self.chat)
        return [{"text": message["text"], "buttons": titles(message)} for message in sent]


class MatrixCandidate(ChannelCandidate):
    """A client of their own in a private room."""

    channel = "matrix"

    def __init__(self, person, bot, database, *, encrypted=True):
        self.person = person
        self._peer = MatrixPeer(person, bot, begins_with="Posez-moi vos questions", encrypted=encrypted)
        self.room = self._peer.room
        super().__init__(person_on_matrix(person.client.user_id), database)

    def open(self):
        """Reads the welcome at the first call; what the room holds stays on the homeserver."""
        if not self._known:
            self.receive()
        return []

    def _send(self, text):
        self._peer.say(text)

    def react(self, key, *words):
        """Reacts to the bot's last message and returns the reply."""
        self.sent += 1
        self._peer.react(key)
        return self.hear(*words)

    def messages(self):
        return _without_buttons(self._peer.heard_from_the_start())


class EmailCandidate(ChannelCandidate):
    """A mail program, which quotes what it answers and keeps the thread."""

    channel = "email"

    def __init__(self, dovecot, post, database):
        self._dovecot, self._post = dovecot, post
        self.email = EmailPeer(dovecot, post).secrets[0]
        super().__init__(person_by_mail(self.email), database)

    def copies(self):
        """The e-mails that arrived, with those that arrived twice."""
        return [mail for mail in self._post.read() if mail["To"] == self.email]

    def mails(self):
        """The e-mails as mail programs show them: one of those with the same Message-ID."""
        return list({mail["Message-ID"]: mail for mail in reversed(self.copies())}.values())[::-1]

    def _send(self, text):
        headers, quoted = {"Subject": "Candidature"}, ""
        for mail in self.mails()[-1:]:
            known = f"{mail['References'] or ''} {mail['Message-ID']}".strip()
            headers = {"Subject": mail["Subject"], "In_Reply_To": mail["Message-ID"], "References": known}
            lines = mail.get_content().strip().splitlines()
            quoted = f"\n\nLe dim. 29 nov. 2026 à 10:12, <{mail['From']}> a écrit :\n\n"
            quoted += "\n".join(f"> {line}" for line in lines)
        self._dovecot.arrive(written(text + quoted, author=self.email, **headers))

    def messages(self):
        return _without_buttons("\n".join(mail.get_content().splitlines()).strip() for mail in self.mails())


def code_in(text):
    """The resume code in a text."""
    return CODE.search(text)[0]
