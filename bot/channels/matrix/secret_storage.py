"""Secret storage (Client-Server API, « Secrets »): secrets that a client such as Element encrypted on the homeserver.

AES-CTR and HMAC-SHA-256 with keys derived by HKDF from the user's key, which is a recovery key (base58 with a parity
byte) or derived from a passphrase.
"""

import asyncio
import hashlib
import hmac
from collections.abc import Awaitable, Callable
from typing import Any

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CTR
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.channels.matrix.cross_signing import decode_base64

# Reads the account data of a type, None if there is none.
ReadAccountData = Callable[[str], Awaitable[dict[str, Any] | None]]

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
    is_valid = len(raw) == len(_PREFIX) + KEY_BYTES + 1 and raw.startswith(_PREFIX) and parity == 0
    return raw[len(_PREFIX) : -1] if is_valid else None


async def read_secret(name: str, recovery: str, read_account_data: ReadAccountData) -> bytes:
    """Decrypt a secret of the account.

    Args:
        name: also the type of account data that holds it.
        recovery: recovery key or passphrase.

    Raises:
        SecretStorageError: there is no such secret, or `recovery` does not open it.
    """
    encrypted = _object(await read_account_data(name), "encrypted")
    key_ids = list(encrypted)[:MAX_KEYS]
    if not key_ids:
        raise SecretStorageError("the account keeps no such secret on the homeserver")
    recovery_key = read_recovery_key(recovery)
    for key_id in key_ids:
        description = await read_account_data(f"m.secret_storage.key.{key_id}") or {}
        if description.get("algorithm") != ALGORITHM:
            continue
        key = recovery_key or await asyncio.to_thread(_derive_key_from_passphrase, recovery, description)
        if key is None or not _matches_key(key, description):
            continue
        try:
            return decode_base64(_decrypt(key, name, _object(encrypted, key_id)).decode("ascii"))
        except ValueError as error:
            raise SecretStorageError("what the account keeps on the homeserver is damaged") from error
    raise SecretStorageError("it does not open the account's secret storage")


def _object(content: dict[str, Any] | None, name: str) -> dict[str, Any]:
    """The JSON object under a name, empty if there is none."""
    value = (content or {}).get(name)
    return value if isinstance(value, dict) else {}


def _bytes(content: dict[str, Any], name: str) -> bytes:
    """The base64 value under a name.

    Raises:
        ValueError: missing or malformed.
    """
    value = content.get(name)
    if not isinstance(value, str):
        raise ValueError(f"{name} is missing")
    return decode_base64(value)


def _derive_key_from_passphrase(passphrase: str, description: dict[str, Any]) -> bytes | None:
    """The key of a passphrase, None if the description of the key names no supported derivation."""
    derivation = _object(description, "passphrase")
    salt, iterations = derivation.get("salt"), derivation.get("iterations")
    bits = derivation.get("bits", KEY_BYTES * 8)
    if derivation.get("algorithm") != "m.pbkdf2" or not isinstance(salt, str) or bits != KEY_BYTES * 8:
        return None
    if not isinstance(iterations, int) or not 0 < iterations <= MAX_ITERATIONS:
        return None
    return hashlib.pbkdf2_hmac("sha512", passphrase.encode(), salt.encode(), iterations, KEY_BYTES)


def _matches_key(key: bytes, description: dict[str, Any]) -> bool:
    """Whether the key encrypts zeros to the described MAC. Without one, the secret's own MAC is checked."""
    if description.get("mac") is None:
        return True
    try:
        aes_key, mac_key = _derive_keys(key, "")
        encrypted = _aes_ctr(aes_key, _bytes(description, "iv"), bytes(KEY_BYTES))
        return hmac.compare_digest(_hmac_sha256(mac_key, encrypted), _bytes(description, "mac"))
    except ValueError:
        return False


def _decrypt(key: bytes, name: str, encrypted: dict[str, Any]) -> bytes:
    """The content of a secret.

    Raises:
        ValueError: malformed, or encrypted with another key.
    """
    aes_key, mac_key = _derive_keys(key, name)
    ciphertext = _bytes(encrypted, "ciphertext")
    if not hmac.compare_digest(_hmac_sha256(mac_key, ciphertext), _bytes(encrypted, "mac")):
        raise ValueError("MAC mismatch")
    return _aes_ctr(aes_key, _bytes(encrypted, "iv"), ciphertext)


def _derive_keys(key: bytes, name: str) -> tuple[bytes, bytes]:
    """The AES key and the MAC key of a secret."""
    both = HKDF(SHA256(), 2 * KEY_BYTES, salt=bytes(KEY_BYTES), info=name.encode()).derive(key)
    return both[:KEY_BYTES], both[KEY_BYTES:]


def _hmac_sha256(key: bytes, data: bytes) -> bytes:
    return hmac.new(key, data, hashlib.sha256).digest()


def _aes_ctr(key: bytes, iv: bytes, data: bytes) -> bytes:
    """Encrypt or decrypt."""
    return Cipher(AES(key), CTR(iv)).encryptor().update(data)
