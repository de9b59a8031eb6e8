"""Signatures of Standard Webhooks (https://www.standardwebhooks.com): HMAC-SHA256 over id, moment and body."""

import base64
import hmac
from collections.abc import Sequence

from bot.records.accounts.webhooks import SECRET_PREFIX

ID, TIMESTAMP, SIGNATURE = "webhook-id", "webhook-timestamp", "webhook-signature"
_VERSION = "v1"


def headers(message_id: str, at: int, body: bytes, secrets: Sequence[str]) -> dict[str, str]:
    """Returns the headers of a message.

    Args:
        message_id: the same with each try, by which a receiver knows what it has.
        at: seconds since 1970, of this try.
        body: what is sent.
        secrets: each signs; while one is renewed there are two.
    """
    signed = f"{message_id}.{at}.".encode() + body
    signatures = (f"{_VERSION},{_sign(secret, signed)}" for secret in secrets)
    return {ID: message_id, TIMESTAMP: str(at), SIGNATURE: " ".join(signatures)}


def _sign(secret: str, signed: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(SECRET_PREFIX))
    return base64.b64encode(hmac.digest(key, signed, "sha256")).decode()
