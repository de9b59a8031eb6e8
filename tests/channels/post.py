"""A real mail server on loopback that takes what the bot sends, and refuses at each step as it is told to."""

import asyncio
import email
import email.policy

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from bot.tools.evaluation.servers import free_port


class Post:
    """What the server keeps.

    `refusal_of` answers the next of a command (`MAIL`, `RCPT`, `DATA`, `QUIT`), until it is taken out; who is `gone` is
    refused for good. Whoever signs in needs the password, where there is one.
    """

    def __init__(self, password: str | None = None) -> None:
        self.password, self.port = password, free_port()
        self.taken, self.signed_in, self.gone, self.seen = [], [], set(), []
        self.refusal_of: dict[str, str] = {}
        self.seconds_to_take = 0.0

    def start(self) -> "Post":
        self._server = Controller(
            self, hostname="127.0.0.1", port=self.port, authenticator=self._authenticate, auth_require_tls=False,
            enable_SMTPUTF8=False,
        )  # fmt: skip
        self._server.start()
        return self

    def stop(self) -> None:
        self._server.stop()

    def _authenticate(self, server, session, envelope, mechanism, given):
        self.signed_in.append((given.login, given.password))
        is_right = self.password is None or given.password == self.password.encode()
        return AuthResult(success=is_right, handled=is_right)

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802
        self.seen.append(("MAIL", address))
        if "MAIL" in self.refusal_of:
            return self.refusal_of["MAIL"]
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        self.seen.append(("RCPT", address))
        if "RCPT" in self.refusal_of:
            return self.refusal_of["RCPT"]
        if address in self.gone:
            return f"550 5.1.1 <{address}>: no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if "DATA" in self.refusal_of:
            return self.refusal_of["DATA"]
        self.taken.append((envelope.mail_from, envelope.rcpt_tos, envelope.content))
        await asyncio.sleep(self.seconds_to_take)
        return "250 OK"

    async def handle_QUIT(self, server, session, envelope):  # noqa: N802
        return self.refusal_of.get("QUIT", "221 Bye")

    def read(self) -> list[email.message.EmailMessage]:
        """The e-mails that were taken, in order."""
        return [email.message_from_bytes(content, policy=email.policy.default) for _, _, content in self.taken]
