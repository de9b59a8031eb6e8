"""The folder that holds the device: its name, its access token and its keys. One process at a time may use it.

The three belong together: a token without the keys of its device, or keys under another device's name, cannot
decrypt anything. So they lie in one folder, away from the database, which may be shared by several machines.
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
from bot.channels.turn.marks import mark_of

KEYS_FILE = "keys.db"


class StoreInUse(Exception):  # noqa: N818 - named as the state of the folder
    """Another process uses the folder; the message tells the operator what to do."""


class WrongSecret(Exception):  # noqa: N818 - named as what is wrong
    """The device's keys were encrypted with another secret; the message tells the operator which."""


@dataclass(frozen=True)
class Login:
    """A device that was signed in.

    Attributes:
        user_id: the account.
        device_id: the device.
        access_token: what opens it.
        fingerprint: public key of the device once its keys were published; None before.
    """

    user_id: str
    device_id: str
    access_token: str
    fingerprint: str | None = None


class Store:
    """The folder of one account."""

    def __init__(self, user_id: str) -> None:
        """Prepares the folder of an account, made if missing.

        Args:
            user_id: the account.
        """
        readable = re.sub(r"[^a-z0-9.-]+", "_", user_id.lower()).strip("_")
        self.path = places.state_directory() / "matrix" / f"{readable}-{mark_of(user_id, 8)}"
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._login = self.path / "login.json"
        self._refused = self.path / "refused"
        self._slowed = self.path / "slowed"

    @contextlib.contextmanager
    def used_alone(self) -> Iterator[None]:
        """Keeps other processes out for as long as it lasts.

        Raises:
            StoreInUse: another process has it; when is noted for `bot doctor`.
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
        """Returns how long ago a second process was kept out; None if never."""
        return _seconds_since(self._refused)

    def note_slowed(self) -> None:
        """Notes for `bot doctor` that the homeserver asked to slow down."""
        self._slowed.touch()

    def seconds_since_slowed(self) -> float | None:
        """Returns how long ago the homeserver asked to slow down; None if never."""
        return _seconds_since(self._slowed)

    def read_login(self) -> Login | None:
        """Returns the device that was signed in, if its keys are still here."""
        try:
            login = Login(**json.loads(self._login.read_text(encoding="utf-8")))
        except (FileNotFoundError, ValueError, TypeError):
            return None
        if login.fingerprint and not (self.path / KEYS_FILE).exists():
            return None
        return login

    def write_login(self, login: Login) -> None:
        """Remembers a device, readable by this user alone."""
        draft = self._login.with_suffix(".new")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            json.dump(asdict(login), file)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._login)

    def forget_device(self) -> None:
        """Sets the device aside: the next start makes a new one. The old keys open nothing any more."""
        self._login.unlink(missing_ok=True)
        for path in self.path.glob(f"{KEYS_FILE}*"):
            path.unlink()


def _seconds_since(mark: Path) -> float | None:
    try:
        return time.time() - mark.stat().st_mtime
    except FileNotFoundError:
        return None
