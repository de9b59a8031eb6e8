"""The e-mail channel's keys in `credentials.yml`."""

from dataclasses import dataclass, field
from email.errors import MessageError
from email.headerregistry import Address
from typing import Any

from bot.base.loopback import is_loopback_host
from bot.channels.gateway.configuration import BadConfiguration, given_keys, read_address
from bot.channels.mail.smtp import PORTS, MailServer
from bot.content.sentences import sentence

IMAP_PORTS = {"imap": 143, "imaps": 993}
_MAX_DAYS = 3_650
_KEYS = frozenset({"imap", "smtp", "user", "password", "address", "folder", "authserv_id", "trust", "keep_days"})


@dataclass(frozen=True)
class Configuration:
    """The mailbox of the bot.

    Attributes:
        is_tls: TLS from the first byte; otherwise none, on this machine only.
        address: of the bot, to which users write.
        folder: in which messages arrive.
        authserv_id: of the server whose Authentication-Results headers are trusted; None trusts every From.
        keep_days: after which read messages are removed from the mailbox; None keeps them.
        server: SMTP server for replies.
    """

    host: str
    port: int
    is_tls: bool
    user: str
    password: str = field(repr=False)
    address: str
    folder: str
    authserv_id: str | None
    keep_days: int | None
    server: MailServer

    @classmethod
    def read(cls, credentials: dict[str, Any] | None) -> "Configuration":
        """Validate the keys.

        Raises:
            BadConfiguration: a key is missing or invalid.
        """
        keys = given_keys(credentials, _KEYS)
        imap = read_address(keys, "imap", "imaps://imap.exemple.fr", IMAP_PORTS)
        smtp = read_address(keys, "smtp", "smtps://smtp.exemple.fr", PORTS)
        if imap.scheme == "imap" and not is_loopback_host(imap.hostname or ""):
            raise BadConfiguration("imap must begin with imaps:// unless the server runs on this machine")
        try:
            sender = Address(sentence("email.sender"), addr_spec=str(keys.get("address") or ""))
        except (ValueError, IndexError, MessageError):
            sender = Address()
        if not sender.username or not sender.domain:
            raise BadConfiguration("address must be what people write to, such as assistant@exemple.fr")
        user, password = str(keys.get("user") or sender.addr_spec), keys.get("password")
        if not isinstance(password, str) or not password:
            raise BadConfiguration("password is missing, or not between quotes")
        authserv_id, trust = keys.get("authserv_id"), keys.get("trust", False)
        if not isinstance(trust, bool) or bool(authserv_id) == trust:
            raise BadConfiguration(
                "give authserv_id, the name with which your mail server begins the header Authentication-Results: without it "
                "anybody could write under anybody's address (or trust: true where nobody else can; docs/canaux/email.md)"
            )
        keep_days = keys.get("keep_days")
        if keep_days is not None and (not isinstance(keep_days, int) or not 1 <= keep_days <= _MAX_DAYS):
            raise BadConfiguration(f"keep_days must be a number of days, 1 to {_MAX_DAYS}")
        server = MailServer(
            str(smtp.hostname), smtp.port or PORTS[smtp.scheme], smtp.scheme == "smtps", user, password, sender
        )
        return cls(
            str(imap.hostname), imap.port or IMAP_PORTS[imap.scheme], imap.scheme == "imaps", user, password,
            sender.addr_spec.lower(), str(keys.get("folder") or "INBOX"),
            str(authserv_id).strip().lower() if authserv_id else None, keep_days, server,
        )  # fmt: skip
