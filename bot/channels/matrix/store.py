"""The folder of the device: its id, access token and keys, used by one process at a time.

The three belong together, since a token without its device's keys cannot decrypt anything. They are kept apart from the
database, which several machines may share.
"""

import contextlib
import fcntl
import json
import os
import re
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from bot.base import places
from bot.base.hashing import short_hash

KEYS_FILE = "keys.db"


class StoreInUse(Exception):  # noqa: N818 - named as the state of the folder
    """Another process uses the folder; the message tells the operator what to do."""


class WrongSecret(Exception):  # noqa: N818 - named as what is wrong
    """The keys were encrypted with another secret; the message tells the operator which."""


@dataclass(frozen=True)
class Login:
    """A signed-in device.

    Attributes:
        fingerprint: public key of the device once published; None before.
    """

    user_id: str
    device_id: str
    access_token: str
    fingerprint: str | None = None


class Store:
    """The folder of one account, created if missing."""

    def __init__(self, user_id: str) -> None:
        readable = re.sub(r"[^a-z0-9.-]+", "_", user_id.lower()).strip("_")
        self.path = places.state_directory() / "matrix" / f"{readable}-{short_hash(user_id, 8)}"
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._login = self.path / "login.json"
        self._refused = self.path / "refused"
        self._slowed = self.path / "slowed"

    @contextlib.contextmanager
    def exclusive(self) -> Iterator[None]:
        """Lock the folder for the block.

        Raises:
            StoreInUse: another process holds the lock; the time is recorded for `bot doctor`.
        """
        descriptor = os.open(self.path / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                self._refused.touch()
                raise StoreInUse(
                    "another process uses the Matrix device of this installation: run one gateway"
                ) from error
            yield
        finally:
            os.close(descriptor)

    def seconds_since_refused(self) -> float | None:
        """Seconds since a second process was refused, if ever."""
        return _seconds_since(self._refused)

    def record_throttled(self) -> None:
        """Record for `bot doctor` that the homeserver throttles."""
        self._slowed.touch()

    def seconds_since_throttled(self) -> float | None:
        """Seconds since the homeserver throttled, if ever."""
        return _seconds_since(self._slowed)

    def read_login(self) -> Login | None:
        """The signed-in device, if its keys still exist."""
        try:
            login = Login(**json.loads(self._login.read_text(encoding="utf-8")))
        except (FileNotFoundError, ValueError, TypeError):
            return None
        if login.fingerprint and not (self.path / KEYS_FILE).exists():
            return None
        return login

    def write_login(self, login: Login) -> None:
        """Save a device atomically, readable only by this user."""
        draft = self._login.with_suffix(".new")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            json.dump(asdict(login), file)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._login)

    def delete_device(self) -> None:
        """Delete the device, so that the next start creates a new one; its keys are useless without it."""
        self._login.unlink(missing_ok=True)
        for path in self.path.glob(f"{KEYS_FILE}*"):
            path.unlink()


def _seconds_since(mark: Path) -> float | None:
    try:
        return time.time() - mark.stat().st_mtime
    except FileNotFoundError:
        return None
