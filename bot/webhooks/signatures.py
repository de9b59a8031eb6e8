"""Standard Webhooks signatures (https://www.standardwebhooks.com): HMAC-SHA256 over id, timestamp and body."""

import base64
import hmac
from collections.abc import Sequence

from bot.records.accounts.webhooks import SECRET_PREFIX

ID, TIMESTAMP, SIGNATURE = "webhook-id", "webhook-timestamp", "webhook-signature"
_VERSION = "v1"


def headers(message_id: str, at: int, body: bytes, secrets: Sequence[str]) -> dict[str, str]:
    """The headers of one attempt.

    Args:
        message_id: the same for each attempt, so that receivers can deduplicate.
        at: Unix time of this attempt.
        secrets: all sign; there are two while one is being rotated.
    """
    signed = f"{message_id}.{at}.".encode() + body
    signatures = (f"{_VERSION},{_sign(secret, signed)}" for secret in secrets)
    return {ID: message_id, TIMESTAMP: str(at), SIGNATURE: " ".join(signatures)}


def _sign(secret: str, signed: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(SECRET_PREFIX))
    return base64.b64encode(hmac.digest(key, signed, "sha256")).decode()
