"""E-mail: a real Dovecot with the bot's mailbox, and a real SMTP server for its replies."""

import base64
import itertools
from collections.abc import Iterator
from contextlib import contextmanager

from bot.channels.email.transport import EmailTransport
from tests.channels.email.conftest import AUTHSERV_ID, written
from tests.channels.email.dovecot import PASSWORD, USER, Dovecot
from tests.channels.post import Post

_people = itertools.count(1)
_PICTURE = """--b\r
Content-Type: text/plain; charset=utf-8\r
Content-Transfer-Encoding: 8bit\r
\r
{caption}\r
--b\r
Content-Type: image/jpeg; name="photo.jpg"\r
Content-Disposition: attachment; filename="photo.jpg"\r
Content-Transfer-Encoding: base64\r
\r
{picture}\r
--b--"""


class EmailPeer:
    def __init__(self, dovecot, post):
        self._dovecot, self._post = dovecot, post
        self._address = f"maelle-contrat{next(_people)}@exemple.org"
        self.secrets = (self._address, self._address.partition("@")[0])

    def say(self, text):
        self._dovecot.arrive(written(text, author=self._address))

    def heard(self):
        answers = [mail for mail in self._post.read() if mail["To"] == self._address]
        return ["\n".join(mail.get_content().splitlines()).strip() for mail in answers]

    def send_picture(self, caption):
        text = _PICTURE.format(caption=caption, picture=base64.b64encode(b"\xff\xd8\xff\xe0").decode())
        self._dovecot.arrive(written(text, author=self._address, Content_Type="multipart/mixed; boundary=b"))

    def block(self):
        self._post.gone.add(self._address)


class EmailNetwork:
    has_edits, has_pictures = False, True

    def __init__(self, dovecot, post):
        self._dovecot, self._post = dovecot, post

    def transport(self, database):
        imap, smtp = f"imap://127.0.0.1:{self._dovecot.port}", f"smtp://127.0.0.1:{self._post.port}"
        keys = {"imap": imap, "smtp": smtp, "address": USER, "password": PASSWORD, "authserv_id": AUTHSERV_ID}
        return EmailTransport(keys, database)

    def meet(self):
        return EmailPeer(self._dovecot, self._post)

    def away(self):
        self._dovecot.stop()
        self._post.stop()

    def back(self):
        self._post.start()
        self._dovecot.start()


@contextmanager
def by_mail() -> Iterator[EmailNetwork]:
    """A new mailbox on a server of its own."""
    post = Post(PASSWORD).start()
    dovecot = Dovecot()
    try:
        yield EmailNetwork(dovecot.start(), post)
    finally:
        dovecot.remove()
        post.stop()
