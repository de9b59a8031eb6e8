"""Checks of the e-mail channel for `bot doctor`."""

from bot.channels.email.configuration import Configuration
from bot.channels.email.mailbox import POLL_SECONDS, Mailbox, MailboxError
from bot.channels.email.parsing import headers_of
from bot.channels.email.sender_verification import authserv_id_of
from bot.channels.mail.smtp_errors import permanent_error

_LATEST = 20


def examine(configuration: Configuration) -> list[str]:
    """Problems of the mailbox and the SMTP server, one sentence each."""
    return [*_mailbox(configuration), *_server(configuration)]


def _mailbox(configuration: Configuration) -> list[str]:
    mailbox = Mailbox(configuration)
    try:
        mailbox.open()
        problems = []
        if not mailbox.has_idle:
            problems.append(
                f"{configuration.host} does not tell of new messages (no IDLE): it is asked every {POLL_SECONDS:g} s, and answers come later"
            )
        if configuration.authserv_id is not None:
            problems += _results(configuration.authserv_id, mailbox.authentication_results(_LATEST))
        return problems
    except MailboxError as error:
        return [str(error)]
    finally:
        mailbox.close()


def _results(authserv_id: str, headers: list[bytes]) -> list[str]:
    """Problems if none of the latest messages carries the trusted server's header."""
    values = [value for header in headers for value in headers_of(header).get("authentication-results", ())]
    names = sorted({name for value in values if (name := authserv_id_of(value))})
    if not headers or authserv_id in names:
        return []
    if not names:
        return [
            "no message in the mailbox has the header Authentication-Results, so everybody is sent to the website: let the mail server check DMARC (docs/canaux/email.md)"
        ]
    return [
        f"the latest messages have Authentication-Results of {', '.join(names)}, none of {authserv_id}, so everybody is sent to the website: correct authserv_id"
    ]


def _server(configuration: Configuration) -> list[str]:
    server = configuration.server
    try:
        # To itself: many servers reject the sender only after RCPT.
        server.try_out(configuration.address)
        return []
    except OSError as error:
        return [
            permanent_error(error, server.host)
            or f"the SMTP server {server.host} cannot be reached or refuses ({type(error).__name__}): check the address, the port and the network"
        ]
