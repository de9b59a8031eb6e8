"""One person on four channels, with the clients that they would use."""

import re
import time

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

CODE = re.compile(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b")
SECONDS_TO_ANSWER = 120


class Somebody:
    """A person on one channel: they write, and wait until they have heard what they wait for.

    Attributes:
        channel: its name, as the bot calls it.
        address: what tells the person from others there.
        sent: how often something was written that is a message of the conversation.
    """

    channel = ""

    def __init__(self, address, database):
        self.address, self._database = address, database
        self.sent, self._known = 0, 0

    def write(self, text):
        """Writes without waiting."""
        self.sent += 1
        self._send(text)

    def say(self, text, *words):
        """Writes, and returns what is answered, once it holds these words."""
        self.write(text)
        return self.hear(*words)

    def hear(self, *words):
        """Returns what was not heard yet, once it holds these words and nothing more is under way."""
        deadline = time.monotonic() + SECONDS_TO_ANSWER
        while True:
            is_settled = self._is_settled()
            said = self.heard()[self._known :]
            missing = [word for word in words if word not in "\n\n".join(said)]
            if not missing and is_settled:
                break
            assert time.monotonic() < deadline, f"{self.channel}: without {missing}, settled {is_settled}: {said}"
            time.sleep(0.1)
        self._known += len(said)
        return "\n\n".join(said)

    def _is_settled(self):
        """Returns whether nothing of theirs waits to be answered or delivered."""
        waiting = select(InboundMessage).where(InboundMessage.answered_at.is_(None))
        unsent = select(OutboundMessage).where(
            OutboundMessage.sent_at.is_(None), OutboundMessage.abandoned_at.is_(None)
        )
        with self._database.session_scope() as session:
            rows = [*session.scalars(waiting), *session.scalars(unsent)]
            return not any(
                row.channel == self.channel and person_key(row.address or "") == self.address for row in rows
            )

    def heard(self):
        """Returns what the bot said to them, in order."""
        raise NotImplementedError

    def _send(self, text):
        raise NotImplementedError


class OnTheWebsite(Somebody):
    """The widget's requests."""

    channel = "web"

    def __init__(self, base, database):
        super().__init__("", database)
        self._chat, self._heard = Chat(base), []
        self._take(self._chat.open())

    def _take(self, messages):
        self._heard += ["\n".join([one["text"], *(f"[{title}]" for title in one["buttons"])]) for one in messages]

    def _send(self, text):
        self._take(self._chat.say(text))

    def heard(self):
        return self._heard

    def history(self):
        """Returns what the widget shows when it is opened again: (who, text)."""
        return [(one["from"], one["text"]) for one in self._chat.open()]


class OnTelegram(Somebody):
    """The strict double of the Bot API."""

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
        """Gives the last message other words, and returns what is answered."""
        self._peer.edit_last(text)
        return self.hear(*words)

    def block(self):
        self._peer.block()

    def unblock(self):
        self._server.chats[self.chat].is_blocked = False

    def heard(self):
        return [
            "\n".join([message["text"], *(f"[{title}]" for title in titles(message))])
            for message in self._server.sent_to(self.chat)
        ]


class OnMatrix(Somebody):
    """A client of their own in an encrypted room."""

    channel = "matrix"

    def __init__(self, person, bot, database):
        self.person, self.bot = person, bot
        self._peer = MatrixPeer(person, bot, begins_with="Posez-moi vos questions")
        super().__init__(person_on_matrix(person.client.user_id), database)

    def _send(self, text):
        self._peer.say(text)

    def react(self, key, *words):
        """Puts a reaction under what the bot said last, and returns what is answered."""
        self.sent += 1
        self._peer.react(key)
        return self.hear(*words)

    def heard(self):
        return self._peer.heard_from_the_start()


class ByMail(Somebody):
    """A mail program, which quotes what it answers and keeps the thread."""

    channel = "email"

    def __init__(self, dovecot, post, database):
        self._dovecot, self._post = dovecot, post
        self._peer = EmailPeer(dovecot, post)
        self.email = self._peer.secrets[0]
        super().__init__(person_by_mail(self.email), database)

    def mails(self):
        """Returns what came, in order; an e-mail that was sent twice is shown once."""
        own = (mail for mail in self._post.read() if mail["To"] == self.email)
        return list({mail["Message-ID"]: mail for mail in own}.values())

    def _send(self, text):
        answered = self.mails()[-1:]
        headers, quoted = {"Subject": "Candidature"}, ""
        for mail in answered:
            known = f"{mail['References'] or ''} {mail['Message-ID']}".strip()
            headers = {"Subject": mail["Subject"], "In_Reply_To": mail["Message-ID"], "References": known}
            lines = mail.get_content().strip().split("\n")
            quoted = f"\n\nLe dim. 29 nov. 2026 à 10:12, <{mail['From']}> a écrit :\n\n" + "\n".join(
                f"> {line}" for line in lines
            )
        self._dovecot.arrive(written(text + quoted, author=self.email, **headers))

    def heard(self):
        return [f"Objet : {mail['Subject']}\n\n{mail.get_content().strip()}" for mail in self.mails()]


def code_in(text):
    """Returns the resume code that was told."""
    return CODE.search(text)[0]
