"""The account's own identity (cross-signing): three Ed25519 keys. Pure: what is asked of the homeserver is in `identity`.

The master key is the identity that people verify; it signs the self-signing key, which signs the account's devices. A
device whose chain breaks somewhere is marked by people's clients, and kept out where only signed devices are let in.
"""

import base64
import binascii
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from nio.api import Api

ROLES = ("master", "self_signing", "user_signing")
SEED_BYTES = 32


def derive(secret: str, user_id: str) -> dict[str, Ed25519PrivateKey]:
    """Returns the keys of an account, by role: the same from the same secret, whatever else is lost.

    Args:
        secret: what the operator keeps; hard to guess, since everybody sees the public keys.
        user_id: the account.
    """
    return {role: Ed25519PrivateKey.from_private_bytes(_seed(secret, user_id, role)) for role in ROLES}


def _seed(secret: str, user_id: str, role: str) -> bytes:
    label = "\0".join(("matrix cross-signing", user_id, role))
    return HKDF(SHA256(), SEED_BYTES, salt=None, info=label.encode()).derive(secret.encode())


def public(key: Ed25519PrivateKey) -> str:
    """Returns the public key as Matrix writes it: base64 without padding."""
    return encode(key.public_key().public_bytes_raw())


def encode(raw: bytes) -> str:
    """Returns bytes as base64 without padding."""
    return base64.b64encode(raw).decode().rstrip("=")


def decode(text: str) -> bytes:
    """Returns the bytes of base64, padded or not.

    Raises:
        ValueError: it is none.
    """
    try:
        return base64.b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4), validate=True)
    except binascii.Error as error:
        raise ValueError("this is no base64") from error


def sign(content: dict[str, Any], user_id: str, key: Ed25519PrivateKey) -> dict[str, Any]:
    """Returns an object with one more signature of its user's."""
    signature = encode(key.sign(_signed_bytes(content)))
    known = content.get("signatures", {})
    own = {**known.get(user_id, {}), f"ed25519:{public(key)}": signature}
    return {**content, "signatures": {**known, user_id: own}}


def is_signed(content: dict[str, Any], user_id: str, public_key: str) -> bool:
    """Returns whether a key of a user signed an object: the signature is computed, not only looked for."""
    try:
        signature = decode(content["signatures"][user_id][f"ed25519:{public_key}"])
        Ed25519PublicKey.from_public_bytes(decode(public_key)).verify(signature, _signed_bytes(content))
    except (KeyError, TypeError, AttributeError, ValueError, InvalidSignature):
        return False
    return True


def _signed_bytes(content: dict[str, Any]) -> bytes:
    bare = {name: value for name, value in content.items() if name not in {"signatures", "unsigned"}}
    return str(Api.to_canonical_json(bare)).encode()


def key_objects(keys: dict[str, Ed25519PrivateKey], user_id: str) -> dict[str, Any]:
    """Returns the keys as they are published, the two others signed by the master key."""
    made: dict[str, Any] = {}
    for role in ROLES:
        own = public(keys[role])
        content = {"user_id": user_id, "usage": [role], "keys": {f"ed25519:{own}": own}}
        made[f"{role}_key"] = content if role == "master" else sign(content, user_id, keys["master"])
    return made


@dataclass(frozen=True)
class Published:
    """What everybody sees of an account and of one of its devices.

    Attributes:
        user_id: the account.
        master: public master key; None: the account has no identity.
        self_signing: public self-signing key, if the master key signed it.
        device: the device as its keys were published; None: they were not.
    """

    user_id: str
    master: str | None
    self_signing: str | None
    device: dict[str, Any] | None

    @classmethod
    def read(cls, answer: dict[str, Any], user_id: str, device_id: str | None) -> "Published":
        """Reads the homeserver's answer to a look-up of the account's keys."""
        master = _key_of(_at(answer, "master_keys", user_id))
        signer = _at(answer, "self_signing_keys", user_id)
        self_signing = _key_of(signer)
        if signer is None or master is None or not is_signed(signer, user_id, master):
            self_signing = None
        return cls(user_id, master, self_signing, _at(answer, "device_keys", user_id, str(device_id)))

    def is_device_signed(self) -> bool:
        """Returns whether the account's identity signed the device."""
        signer, device = self.self_signing, self.device
        return signer is not None and device is not None and is_signed(device, self.user_id, signer)

    def is_of(self, keys: dict[str, Ed25519PrivateKey]) -> bool:
        """Returns whether the identity is one whose master key we have."""
        return self.master == public(keys["master"])


def _at(content: Any, *path: str) -> dict[str, Any] | None:
    for name in path:
        content = content.get(name) if isinstance(content, dict) else None
    return content if isinstance(content, dict) else None


def _key_of(content: dict[str, Any] | None) -> str | None:
    keys = list((_at(content, "keys") or {}).values())
    return keys[0] if len(keys) == 1 and isinstance(keys[0], str) else None
