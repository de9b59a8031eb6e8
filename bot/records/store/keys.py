"""Encryption keys that protect personal data in a stolen database.

One file outside the database (`places.keys_path`), readable by its owner only, holds master keys: 32 random bytes each,
base64, one per line, the current one last. HKDF-SHA256 derives a key per purpose from each. An encrypted value starts with
four bytes that identify its master key, so that values from before a key rotation stay readable.
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
    """Stored values cannot be decrypted with these keys; the message tells the operator how to fix it."""


class MasterKey:
    """A master key of 32 random bytes, and the keys derived from it."""

    def __init__(self, master: bytes) -> None:
        self.master = master
        self.id = hashlib.sha256(b"id of " + master).digest()[:ID_BYTES]
        self.fields = AESGCM(self._derive(b"fields", 32))
        self.lookups = AESSIV(self._derive(b"lookups", 64))
        self._erasures = self._derive(b"erasures", 32)

    def _derive(self, purpose: bytes, length: int) -> bytes:
        return HKDF(SHA256(), length, salt=None, info=b"conseiller-bot " + purpose).derive(self.master)

    def digest(self, text: str) -> bytes:
        """Keyed digest of 32 bytes for the erasure log. Deterministic, and not reversible without the key."""
        return hmac.digest(self._erasures, text.encode(), "sha256")


class Keyring:
    """The master keys of an installation: one at least, the current one last."""

    def __init__(self, masters: Sequence[bytes]) -> None:
        self.keys = [MasterKey(master) for master in masters]
        self.current = self.keys[-1]
        self._by_id = {key.id: key for key in self.keys}

    def key_of(self, sealed: bytes) -> MasterKey:
        """The master key of an encrypted value.

        Raises:
            KeysError: it is not in this keyring.
        """
        key = self._by_id.get(bytes(sealed[:ID_BYTES]))
        if key is None:
            raise KeysError(
                f"Rows are sealed with the key {sealed[:ID_BYTES].hex()}, which is not in {places.keys_path()}: "
                "put it back (docs/exploiter/procedures.md, « Une clé perdue »)."
            )
        return key

    def encrypt(self, plain: bytes) -> bytes:
        """Encrypt with AES-GCM and a random nonce."""
        nonce = os.urandom(NONCE_BYTES)
        return self.current.id + nonce + self.current.fields.encrypt(nonce, plain, None)

    def decrypt(self, sealed: bytes) -> bytes:
        """Decrypt a value of `encrypt`.

        Raises:
            KeysError: the key is missing, or the value was tampered with.
        """
        nonce, rest = sealed[ID_BYTES : ID_BYTES + NONCE_BYTES], sealed[ID_BYTES + NONCE_BYTES :]
        try:
            return self.key_of(sealed).fields.decrypt(nonce, rest, None)
        except InvalidTag as error:
            raise _tampered() from error

    def encrypt_deterministic(self, plain: bytes) -> bytes:
        """Encrypt with AES-SIV, deterministically, so that rows can be found by the value."""
        return self.current.id + self.current.lookups.encrypt(plain or b"\0", None)

    def decrypt_deterministic(self, sealed: bytes) -> bytes:
        """Decrypt a value of `encrypt_deterministic`.

        Raises:
            KeysError: the key is missing, or the value was tampered with.
        """
        try:
            plain = self.key_of(sealed).lookups.decrypt(sealed[ID_BYTES:], None)
        except InvalidTag as error:
            raise _tampered() from error
        return b"" if plain == b"\0" else plain


def _tampered() -> KeysError:
    return KeysError(
        "A sealed value was changed after it was written: restore a backup (docs/exploiter/procedures.md)."
    )


def new_master() -> bytes:
    """A new random master key."""
    return secrets.token_bytes(_MASTER_BYTES)


def write(path: Path, masters: Sequence[bytes]) -> None:
    """Write a new key file atomically, for its owner only.

    Raises:
        FileExistsError: it exists already.
    """
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(b"".join(base64.b64encode(master) + b"\n" for master in masters))
        file.flush()
        os.fsync(file.fileno())


def read(path: Path) -> Keyring:
    """Read a key file.

    Raises:
        KeysError: it holds no keys, or something else.
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
    """The keys of this installation, created on first use.

    Raises:
        KeysError: the file cannot be used.
    """
    # Called for each encrypted value: look only at the two settings that locate the file.
    return _keyring(os.environ.get("BOT_KEYS_FILE"), os.environ.get("BOT_STATE"))


@functools.cache
def _keyring(*_location: str | None) -> Keyring:
    path = places.keys_path()
    try:
        if not path.exists():
            with contextlib.suppress(FileExistsError):  # another process was faster
                write(path, [new_master()])
        return read(path)
    except OSError as error:
        raise KeysError(f"{path} cannot be read ({error.strerror}): look at BOT_KEYS_FILE.") from error


def reload_keyring() -> None:
    """Make the next use read the file again."""
    _keyring.cache_clear()
