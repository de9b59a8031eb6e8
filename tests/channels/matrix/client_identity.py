"""The identity of an account as a client such as Element makes it: random keys, kept in secret storage under a recovery key.

Written from the specification, with nothing of the bot's.
"""

import base64
import hashlib
import hmac
import json
import os
from typing import Any
from urllib.parse import quote

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CTR
from cryptography.hazmat.primitives.hashes import SHA256, SHA512
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

from tests.channels.matrix.synapse import PASSWORD, Synapse

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
V3 = "/_matrix/client/v3"


def unpadded(raw: bytes) -> str:
    return base64.b64encode(raw).decode().rstrip("=")


def raw_of(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4))


def recovery_key(key: bytes) -> str:
    """Returns a key as people write it down, in groups of four."""
    whole = b"\x8b\x01" + key
    parity = 0
    for byte in whole:
        parity ^= byte
    number, letters = int.from_bytes(whole + bytes([parity]), "big"), ""
    while number:
        number, rest = divmod(number, 58)
        letters = ALPHABET[rest] + letters
    return " ".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def canonical(content: dict[str, Any]) -> bytes:
    bare = {name: value for name, value in content.items() if name not in {"signatures", "unsigned"}}
    return json.dumps(bare, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def seal(key: bytes, name: str, text: bytes) -> dict[str, str]:
    both = HKDF(SHA256(), 64, salt=b"\0" * 32, info=name.encode()).derive(key)
    start = os.urandom(16)
    sealed = Cipher(AES(both[:32]), CTR(start)).encryptor().update(text)
    mac = hmac.new(both[32:], sealed, hashlib.sha256).digest()
    return {"iv": unpadded(start), "ciphertext": unpadded(sealed), "mac": unpadded(mac)}


def passphrase_key(passphrase: str, salt: str, iterations: int) -> bytes:
    return PBKDF2HMAC(SHA512(), 32, salt.encode(), iterations).derive(passphrase.encode())


class ClientIdentity:
    """Random cross-signing keys of one account, and the secret storage that keeps the self-signing key."""

    def __init__(self, user_id: str, key: bytes | None = None) -> None:
        self.user_id, self.key = user_id, key or os.urandom(32)
        self.keys = {role: Ed25519PrivateKey.generate() for role in ("master", "self_signing", "user_signing")}
        self.described: dict[str, Any] = {
            "algorithm": "m.secret_storage.v1.aes-hmac-sha2",
            **{name: value for name, value in seal(self.key, "", bytes(32)).items() if name != "ciphertext"},
        }

    def public(self, role: str) -> str:
        return unpadded(self.keys[role].public_key().public_bytes_raw())

    def account_data(self) -> dict[str, Any]:
        seed = unpadded(self.keys["self_signing"].private_bytes_raw()).encode()
        sealed = seal(self.key, "m.cross_signing.self_signing", seed)
        return {
            "m.secret_storage.default_key": {"key": "cle"},
            "m.secret_storage.key.cle": self.described,
            "m.cross_signing.self_signing": {"encrypted": {"cle": sealed}},
        }

    def publish(self, synapse: Synapse, token: str) -> None:
        """Publishes the keys and keeps them on the homeserver."""
        body: dict[str, Any] = {}
        for role in self.keys:
            own = self.public(role)
            content: dict[str, Any] = {"user_id": self.user_id, "usage": [role], "keys": {f"ed25519:{own}": own}}
            if role != "master":
                signature = unpadded(self.keys["master"].sign(canonical(content)))
                content["signatures"] = {self.user_id: {f"ed25519:{self.public('master')}": signature}}
            body[f"{role}_key"] = content
        synapse.call(token, "POST", f"{V3}/keys/device_signing/upload", body)
        for kind, content in self.account_data().items():
            synapse.call(token, "PUT", f"{V3}/user/{quote(self.user_id)}/account_data/{kind}", content)


def sign_in(synapse: Synapse, user_id: str) -> str:
    """Returns the token of a new session."""
    login = {"type": "m.login.password", "user": user_id, "password": PASSWORD}
    return str(synapse.call("", "POST", f"{V3}/login", login)["access_token"])


def look_up(synapse: Synapse, token: str, user_id: str) -> dict[str, Any]:
    """Returns what the homeserver shows somebody of an account's keys."""
    found: dict[str, Any] = synapse.call(token, "POST", f"{V3}/keys/query", {"device_keys": {user_id: []}})
    return found


def master_of(found: dict[str, Any], user_id: str) -> str:
    (key,) = found["master_keys"][user_id]["keys"].values()
    return str(key)


def is_signed_by_the_account(found: dict[str, Any], user_id: str, device_id: str) -> bool:
    """Returns whether the master key signed the self-signing key and that one the device, each signature computed."""
    signer = found["self_signing_keys"][user_id]
    (self_signing,) = signer["keys"].values()
    chain = ((signer, master_of(found, user_id)), (found["device_keys"][user_id][device_id], self_signing))
    return all(_is_signed(content, user_id, key) for content, key in chain)


def _is_signed(content: dict[str, Any], user_id: str, key: str) -> bool:
    signature = content["signatures"][user_id].get(f"ed25519:{key}")
    if signature is None:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(raw_of(key)).verify(raw_of(signature), canonical(content))
    except InvalidSignature:
        return False
    return True
