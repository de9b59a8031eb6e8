"""The keys that keep what people say, who they are and how to reach them unreadable in a stolen database.

One file outside the database (`places.keys_path`), its owner's alone, holds master keys: 32 random bytes each, base64,
one a line, the one in use last. From each master key follow, by HKDF-SHA256, the keys of single purposes. A sealed value
begins with the id of its master key, four bytes of a hash: so rows of before a rotation can still be read.
"""

import base64
import binascii
import contextlib
import functools
import hashlib
import hmac
import os
import secrets
from collections.abc import Sequence
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy.exc import SQLAlchemyError

from bot.base import places

ID_BYTES, NONCE_BYTES = 4, 12
_MASTER_BYTES = 32


class KeysError(SQLAlchemyError):
    """What is stored cannot be read with the keys at hand; the sentence is for an operator and says how to mend it."""


class MasterKey:
    """One master key, and what follows from it."""

    def __init__(self, master: bytes) -> None:
        """Derives the keys of each purpose.

        Args:
            master: 32 random bytes.
        """
        self.master = master
        self.id = hashlib.sha256(b"id of " + master).digest()[:ID_BYTES]
        self.fields = AESGCM(self._derive(b"fields", 32))
        self.lookups = AESSIV(self._derive(b"lookups", 64))
        self._erasures = self._derive(b"erasures", 32)

    def _derive(self, purpose: bytes, length: int) -> bytes:
        return HKDF(SHA256(), length, salt=None, info=b"conseiller-bot " + purpose).derive(self.master)

    def digest(self, text: str) -> bytes:
        """Returns 32 bytes for the register of erasures: the same for the same text, they tell nothing of it without the key."""
        return hmac.digest(self._erasures, text.encode(), "sha256")


class Keyring:
    """The master keys of an installation."""

    def __init__(self, masters: Sequence[bytes]) -> None:
        """Takes the keys.

        Args:
            masters: 32 bytes each, the one in use last; at least one.
        """
        self.keys = [MasterKey(master) for master in masters]
        self.current = self.keys[-1]
        self._by_id = {key.id: key for key in self.keys}

    def key_of(self, sealed: bytes) -> MasterKey:
        """Returns the key that a value is sealed with.

        Raises:
            KeysError: it is none of these.
        """
        key = self._by_id.get(bytes(sealed[:ID_BYTES]))
        if key is None:
            raise KeysError(
                f"Rows are sealed with the key {sealed[:ID_BYTES].hex()}, which is not in {places.keys_path()}: "
                "put it back (docs/exploiter/procedures.md, « Une clé perdue »)."
            )
        return key

    def seal(self, plain: bytes) -> bytes:
        """Returns bytes that only these keys open; the same bytes are sealed otherwise each time."""
        nonce = os.urandom(NONCE_BYTES)
        return self.current.id + nonce + self.current.fields.encrypt(nonce, plain, None)

    def unseal(self, sealed: bytes) -> bytes:
        """Returns what was sealed.

        Raises:
            KeysError: with another key, or it was changed.
        """
        nonce, rest = sealed[ID_BYTES : ID_BYTES + NONCE_BYTES], sealed[ID_BYTES + NONCE_BYTES :]
        try:
            return self.key_of(sealed).fields.decrypt(nonce, rest, None)
        except InvalidTag as error:
            raise _changed() from error

    def seal_alike(self, plain: bytes) -> bytes:
        """Returns bytes that only these keys open, always the same for the same bytes: rows are found by them."""
        return self.current.id + self.current.lookups.encrypt(plain or b"\0", None)

    def unseal_alike(self, sealed: bytes) -> bytes:
        """Returns what `seal_alike` sealed.

        Raises:
            KeysError: with another key, or it was changed.
        """
        try:
            plain = self.key_of(sealed).lookups.decrypt(sealed[ID_BYTES:], None)
        except InvalidTag as error:
            raise _changed() from error
        return b"" if plain == b"\0" else plain


def _changed() -> KeysError:
    return KeysError(
        "A sealed value was changed after it was written: restore a backup (docs/exploiter/procedures.md)."
    )


def new_master() -> bytes:
    """Returns a new master key."""
    return secrets.token_bytes(_MASTER_BYTES)


def write(path: Path, masters: Sequence[bytes]) -> None:
    """Writes a file of keys, whole or not at all, for its owner alone; one that exists is not written over.

    Raises:
        FileExistsError: there is one.
    """
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(b"".join(base64.b64encode(master) + b"\n" for master in masters))
        file.flush()
        os.fsync(file.fileno())


def read(path: Path) -> Keyring:
    """Reads a file of keys.

    Raises:
        KeysError: it holds none, or something else.
        OSError: it cannot be read.
    """
    try:
        masters = [base64.b64decode(line, validate=True) for line in path.read_bytes().split()]
    except binascii.Error:
        masters = []
    if not masters or any(len(master) != _MASTER_BYTES for master in masters):
        raise KeysError(f"{path} is no file of keys (32 bytes in base64 a line): put the right one back.")
    return Keyring(masters)


def keyring() -> Keyring:
    """Returns the keys of this installation; the first use of all makes them.

    Raises:
        KeysError: the file cannot be used.
    """
    # Asked for each sealed value: the two settings that say where the file is are looked at, not all of them.
    return _keyring(os.environ.get("BOT_KEYS_FILE"), os.environ.get("BOT_STATE"))


@functools.cache
def _keyring(*_names_the_file: str | None) -> Keyring:
    path = places.keys_path()
    try:
        if not path.exists():
            with contextlib.suppress(FileExistsError):  # another process was faster
                write(path, [new_master()])
        return read(path)
    except OSError as error:
        raise KeysError(f"{path} cannot be read ({error.strerror}): look at BOT_KEYS_FILE.") from error


def reload_keyring() -> None:
    """Lets the next use read the file anew."""
    _keyring.cache_clear()
