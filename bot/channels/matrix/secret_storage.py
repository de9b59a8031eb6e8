"""Secret storage (Client-Server API, « Secrets »): secrets that a client such as Element encrypted on the homeserver.

AES-CTR and HMAC-SHA-256 with keys derived by HKDF from the user's key, which is a recovery key (base58 with a parity
byte) or derived from a passphrase.
"""

import asyncio
import hashlib
import hmac
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import quote

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CTR
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.channels.matrix.cross_signing import decode

# Reads the account data of a type, None if there is none.
ReadData = Callable[[str], Awaitable[dict[str, Any] | None]]

ALGORITHM = "m.secret_storage.v1.aes-hmac-sha2"
KEY_BYTES = 32
# Chosen by the homeserver, computed here. Element uses 500,000.
MAX_ITERATIONS = 5_000_000
MAX_KEYS = 5
_PREFIX = b"\x8b\x01"
_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_MAX_BASE58 = 100


class SecretStorageError(Exception):
    """The secret cannot be opened; the message says why."""


def data_path(user_id: str, kind: str) -> str:
    """Path of an account's data of a type in the client API."""
    return f"user/{quote(user_id, safe='')}/account_data/{quote(kind, safe='')}"


def read_recovery_key(text: str) -> bytes | None:
    """Decode a recovery key (`EsTc …`, spaces are ignored); None if malformed."""
    characters = "".join(text.split())
    if len(characters) > _MAX_BASE58 or any(character not in _BASE58 for character in characters):
        return None
    number = 0
    for character in characters:
        number = number * len(_BASE58) + _BASE58.index(character)
    raw = number.to_bytes((number.bit_length() + 7) // 8, "big")
    parity = 0
    for byte in raw:
        parity ^= byte
    is_whole = len(raw) == len(_PREFIX) + KEY_BYTES + 1 and raw.startswith(_PREFIX) and parity == 0
    return raw[len(_PREFIX) : -1] if is_whole else None


async def open_secret(name: str, recovery: str, read: ReadData) -> bytes:
    """Decrypt a secret of the account.

    Args:
        name: also the type of account data that holds it.
        recovery: recovery key or passphrase.

    Raises:
        SecretStorageError: there is no such secret, or `recovery` does not open it.
    """
    kept = _part(await read(name), "encrypted")
    key_ids = list(kept)[:MAX_KEYS]
    if not key_ids:
        raise SecretStorageError("the account keeps no such secret on the homeserver")
    for key_id in key_ids:
        described = await read(f"m.secret_storage.key.{key_id}") or {}
        if described.get("algorithm") != ALGORITHM:
            continue
        key = read_recovery_key(recovery) or await asyncio.to_thread(_key_of_passphrase, recovery, described)
        if key is None or not _matches_key(key, described):
            continue
        try:
            return decode(_decrypted(key, name, _part(kept, key_id)).decode("ascii"))
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise SecretStorageError("what the account keeps on the homeserver is damaged") from error
    raise SecretStorageError("it does not open the account's secret storage")


def _part(content: dict[str, Any] | None, name: str) -> dict[str, Any]:
    part = (content or {}).get(name)
    return part if isinstance(part, dict) else {}


def _key_of_passphrase(passphrase: str, described: dict[str, Any]) -> bytes | None:
    how = _part(described, "passphrase")
    salt, iterations, bits = how.get("salt"), how.get("iterations"), how.get("bits", KEY_BYTES * 8)
    if how.get("algorithm") != "m.pbkdf2" or not isinstance(salt, str) or bits != KEY_BYTES * 8:
        return None
    if not isinstance(iterations, int) or not 0 < iterations <= MAX_ITERATIONS:
        return None
    return hashlib.pbkdf2_hmac("sha512", passphrase.encode(), salt.encode(), iterations, KEY_BYTES)


def _matches_key(key: bytes, described: dict[str, Any]) -> bool:
    """Whether the key encrypts zeros to the described MAC. Without one, the secret's own MAC is checked."""
    if described.get("mac") is None:
        return True
    try:
        cipher_key, mac_key = _keys(key, "")
        encrypted = _ctr(cipher_key, decode(described["iv"]), bytes(KEY_BYTES))
        return hmac.compare_digest(_mac(mac_key, encrypted), decode(described["mac"]))
    except (KeyError, TypeError, AttributeError, ValueError):
        return False


def _decrypted(key: bytes, name: str, encrypted: dict[str, Any]) -> bytes:
    cipher_key, mac_key = _keys(key, name)
    text = decode(encrypted["ciphertext"])
    if not hmac.compare_digest(_mac(mac_key, text), decode(encrypted["mac"])):
        raise ValueError("MAC mismatch")
    return _ctr(cipher_key, decode(encrypted["iv"]), text)


def _keys(key: bytes, name: str) -> tuple[bytes, bytes]:
    both = HKDF(SHA256(), 2 * KEY_BYTES, salt=bytes(KEY_BYTES), info=name.encode()).derive(key)
    return both[:KEY_BYTES], both[KEY_BYTES:]


def _mac(key: bytes, text: bytes) -> bytes:
    return hmac.new(key, text, hashlib.sha256).digest()


def _ctr(key: bytes, start: bytes, text: bytes) -> bytes:
    return Cipher(AES(key), CTR(start)).encryptor().update(text)
