"""The mailbox over IMAP, read-only unless messages are removed. All calls block and are made in threads."""

import contextlib
import imaplib
import logging
import socket
import ssl
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import CapabilityError, IMAPClientError, LoginError

from bot.channels.email.configuration import Configuration

# Its log lines quote messages.
logging.getLogger("imapclient").setLevel(logging.CRITICAL)

MAX_FETCHED_BYTES = 256 * 1024  # of an e-mail
POLL_SECONDS = 60.0  # without IDLE
# IDLE is restarted: servers end it after 29 minutes, and networks drop idle connections after five.
LISTEN_SECONDS = 240.0
_SECONDS = SocketTimeout(connect=10, read=30)
_BODY = b"BODY[]<0>"


class MailboxError(Exception):
    """An error of the mailbox, with instructions and without personal data.

    Attributes:
        is_transient: it may pass; otherwise the operator must fix something.
    """

    def __init__(self, sentence: str, *, is_transient: bool = False) -> None:
        super().__init__(sentence)
        self.is_transient = is_transient


@dataclass(frozen=True)
class Fetched:
    """An e-mail on the server.

    Attributes:
        raw: its first bytes.
        is_whole: `raw` is complete.
    """

    raw: bytes
    is_whole: bool


class Mailbox:
    """One IMAP connection. Calls block, one at a time; `close` may be called from another thread and ends them."""

    def __init__(self, configuration: Configuration) -> None:
        self._configuration = configuration
        self._client: IMAPClient | None = None
        self._closed = threading.Event()
        self._in_use = threading.Lock()
        self.uid_validity = self.next_uid = 0
        self.has_idle = False

    def open(self, *, may_remove: bool = False) -> None:
        """Sign in and open the folder; sets `uid_validity` and `next_uid`.

        Args:
            may_remove: otherwise the folder is read-only.

        Raises:
            MailboxError: the mailbox cannot be opened.
        """
        configuration = self._configuration
        with self._explained():
            client = self._client = IMAPClient(
                configuration.host, configuration.port, ssl=configuration.is_tls, timeout=_SECONDS,
                ssl_context=ssl.create_default_context() if configuration.is_tls else None,
            )  # fmt: skip
            try:
                client.login(configuration.user, configuration.password)
            except LoginError as error:
                raise MailboxError(
                    "the IMAP server refuses user and password: try them in a mail program (many providers want an application password)"
                ) from error
            self.has_idle = bool(client.has_capability("IDLE"))
            try:
                selected = client.select_folder(configuration.folder, readonly=not may_remove)
            except (imaplib.IMAP4.abort, OSError):
                raise
            except imaplib.IMAP4.error as error:
                raise MailboxError(
                    f"the mailbox has no folder {configuration.folder}: correct folder, or make it"
                ) from error
            self.uid_validity = int(selected[b"UIDVALIDITY"])
            self.next_uid = int(selected.get(b"UIDNEXT") or max([0, *client.search(["ALL"])]) + 1)

    def uids_from(self, first: int) -> list[int]:
        """UIDs from `first` on, in order of arrival."""
        return self._search(["UID", f"{first}:*"], first)  # the range always includes the last message

    def uids_since(self, day: date) -> list[int]:
        """UIDs of messages dated on a day or later."""
        return self._search(["SENTSINCE", day], 1)

    def _search(self, criteria: Sequence[Any], first: int) -> list[int]:
        with self._explained():
            client = self._opened()
            client.noop()  # makes the server look for new messages
            return sorted(int(uid) for uid in client.search(criteria) if uid >= first)

    def fetch(self, uid: int) -> Fetched | None:
        """The first bytes of a message; None if it is gone."""
        with self._explained():
            rows = self._opened().fetch([uid], [f"BODY.PEEK[]<0.{MAX_FETCHED_BYTES}>", "RFC822.SIZE"])
        row = rows.get(uid, {})
        raw = row.get(_BODY)
        return Fetched(raw, row.get(b"RFC822.SIZE", 0) <= MAX_FETCHED_BYTES) if isinstance(raw, bytes) else None

    def remove(self, first: int, end: int, *, since: date, before: date) -> None:
        """Remove messages with a UID from `first` and below `end` that arrived from `since` and before `before`.

        Raises:
            MailboxError: the server cannot remove single messages (UIDPLUS).
        """
        with self._explained():
            client = self._opened()
            days = ["SINCE", since, "BEFORE", before]
            matches = client.search(["UID", f"{max(first, 1)}:{end - 1}", *days]) if first < end else []
            uids = [uid for uid in matches if first <= uid < end]
            if uids and not client.has_capability("UIDPLUS"):
                raise CapabilityError
            if uids:
                client.delete_messages(uids, silent=True)
                client.expunge(uids)

    def authentication_results(self, most: int) -> list[bytes]:
        """Authentication-Results headers of the latest messages."""
        with self._explained():
            client = self._opened()
            latest = sorted(client.search(["ALL"]))[-most:]
            rows = client.fetch(latest, ["BODY.PEEK[HEADER.FIELDS (AUTHENTICATION-RESULTS)]"]) if latest else {}
        return [one for row in rows.values() for one in row.values() if isinstance(one, bytes)]

    def listen(self) -> None:
        """Start IDLE, if the server supports it."""
        if self.has_idle:
            with self._explained():
                self._opened().idle()

    def wait(self) -> None:
        """Wait for new messages since `listen`, for some minutes at most."""
        if not self.has_idle:
            self._closed.wait(POLL_SECONDS)
            return
        with self._explained():
            client = self._opened()
            client.idle_check(timeout=LISTEN_SECONDS)
            client.idle_done()

    def _opened(self) -> IMAPClient:
        if self._client is None or self._closed.is_set():
            raise MailboxError("the mailbox is closed", is_transient=True)
        return self._client

    @contextlib.contextmanager
    def _explained(self) -> Any:
        """Translate errors, which may quote messages, into instructions for the operator."""
        host = self._configuration.host
        try:
            with self._in_use:
                yield
        except ssl.SSLCertVerificationError as error:
            problem = MailboxError(
                f"the certificate of {host} cannot be trusted ({error.verify_message}): correct the name in imap, renew it, or name an authority of your own in SSL_CERT_FILE"
            )
        except CapabilityError:
            problem = MailboxError(f"{host} lacks what is needed of IMAP: use another server")
        except (OSError, imaplib.IMAP4.abort) as error:
            problem = MailboxError(
                f"the IMAP server {host} cannot be reached ({type(error).__name__}): check the address, the port and the network",
                is_transient=True,
            )
        except (IMAPClientError, imaplib.IMAP4.error, KeyError, ValueError) as error:
            problem = MailboxError(f"the IMAP server {host} answers amiss ({type(error).__name__})", is_transient=True)
        else:
            return
        finally:
            if self._closed.is_set():
                self._end()
        raise problem from None

    def close(self) -> None:
        """Close the connection, even if a call is waiting."""
        self._closed.set()
        client = self._client
        if client is not None:
            with contextlib.suppress(OSError):
                client.socket().shutdown(socket.SHUT_RDWR)  # wakes a waiting call
        self._end()

    def _end(self) -> None:
        """Release the socket.

        A call that still uses it releases it instead, because the file descriptor may be reused meanwhile.
        """
        if self._in_use.acquire(blocking=False):
            client, self._client = self._client, None
            with contextlib.suppress(OSError):
                if client is not None:
                    client.shutdown()
            self._in_use.release()
