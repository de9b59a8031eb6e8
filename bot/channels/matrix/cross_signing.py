"""Cross-signing keys of the account: three Ed25519 keys. Requests to the homeserver are in `identity`.

The master key is the identity that users verify. It signs the self-signing key, which signs the account's devices.
Clients warn about a device without a complete chain, and some exclude it.
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
    """Keys of an account by role, derived from the operator's secret, so that they survive the loss of everything else.

    Args:
        secret: must be hard to guess, as the public keys are visible to everyone.
    """
    return {role: Ed25519PrivateKey.from_private_bytes(_seed(secret, user_id, role)) for role in ROLES}


def _seed(secret: str, user_id: str, role: str) -> bytes:
    label = "\0".join(("matrix cross-signing", user_id, role))
    return HKDF(SHA256(), SEED_BYTES, salt=None, info=label.encode()).derive(secret.encode())


def public(key: Ed25519PrivateKey) -> str:
    """The public key in Matrix's format, unpadded base64."""
    return encode_base64(key.public_key().public_bytes_raw())


def encode_base64(raw: bytes) -> str:
    """Unpadded base64."""
    return base64.b64encode(raw).decode().rstrip("=")


def decode_base64(text: str) -> bytes:
    """Decode base64, padded or not.

    Raises:
        ValueError: malformed.
    """
    try:
        return base64.b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4), validate=True)
    except binascii.Error as error:
        raise ValueError("this is no base64") from error


def sign(content: dict[str, Any], user_id: str, key: Ed25519PrivateKey) -> dict[str, Any]:
    """The object with an additional signature."""
    signature = encode_base64(key.sign(_signed_bytes(content)))
    signatures = content.get("signatures", {})
    own = {**signatures.get(user_id, {}), f"ed25519:{public(key)}": signature}
    return {**content, "signatures": {**signatures, user_id: own}}


def is_signed(content: dict[str, Any], user_id: str, public_key: str) -> bool:
    """Whether the key signed the object; verifies the signature."""
    try:
        signature = decode_base64(content["signatures"][user_id][f"ed25519:{public_key}"])
        Ed25519PublicKey.from_public_bytes(decode_base64(public_key)).verify(signature, _signed_bytes(content))
    except (KeyError, TypeError, AttributeError, ValueError, InvalidSignature):
        return False
    return True


def _signed_bytes(content: dict[str, Any]) -> bytes:
    bare = {name: value for name, value in content.items() if name not in {"signatures", "unsigned"}}
    return str(Api.to_canonical_json(bare)).encode()


def key_objects(keys: dict[str, Ed25519PrivateKey], user_id: str) -> dict[str, Any]:
    """The keys as published; the master key signs the other two."""
    made: dict[str, Any] = {}
    for role in ROLES:
        own = public(keys[role])
        content = {"user_id": user_id, "usage": [role], "keys": {f"ed25519:{own}": own}}
        made[f"{role}_key"] = content if role == "master" else sign(content, user_id, keys["master"])
    return made


@dataclass(frozen=True)
class Published:
    """Published keys of an account and one of its devices.

    Attributes:
        master: public master key; None if the account has no identity.
        self_signing: public self-signing key, if the master key signed it.
        device: published keys of the device, if any.
    """

    user_id: str
    master: str | None
    self_signing: str | None
    device: dict[str, Any] | None

    @classmethod
    def read(cls, answer: dict[str, Any], user_id: str, device_id: str | None) -> "Published":
        """Parse the response of a key query."""
        master = _key_of(_at(answer, "master_keys", user_id))
        signer = _at(answer, "self_signing_keys", user_id)
        self_signing = _key_of(signer)
        if signer is None or master is None or not is_signed(signer, user_id, master):
            self_signing = None
        return cls(user_id, master, self_signing, _at(answer, "device_keys", user_id, str(device_id)))

    def is_device_signed(self) -> bool:
        """Whether the account's identity signed the device."""
        signer, device = self.self_signing, self.device
        return signer is not None and device is not None and is_signed(device, self.user_id, signer)

    def is_of(self, keys: dict[str, Ed25519PrivateKey]) -> bool:
        """Whether the published identity has our master key."""
        return self.master == public(keys["master"])


def _at(content: Any, *path: str) -> dict[str, Any] | None:
    for name in path:
        content = content.get(name) if isinstance(content, dict) else None
    return content if isinstance(content, dict) else None


def _key_of(content: dict[str, Any] | None) -> str | None:
    keys = list((_at(content, "keys") or {}).values())
    return keys[0] if len(keys) == 1 and isinstance(keys[0], str) else None
