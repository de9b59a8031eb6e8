"""Verifying a webhook, for programs without a library of Standard Webhooks (docs/developers/api.md)."""

import base64
import hmac
import time

TOLERANCE_SECONDS = 300


class Seen:
    """Ids of messages that were taken; a program of several processes keeps them in its database."""

    def __init__(self):
        self._until = {}

    def is_new(self, message_id):
        """Whether a message was not taken yet; it is from now on."""
        now = time.time()
        self._until = {one: until for one, until in self._until.items() if until > now}
        is_new = message_id not in self._until
        self._until[message_id] = now + 2 * TOLERANCE_SECONDS
        return is_new


def is_genuine(headers, body, secret, seen):
    """Whether a message is ours, recent, and not taken yet. `body` is the bytes as they came."""
    message_id = headers.get("webhook-id", "")
    timestamp = headers.get("webhook-timestamp", "")
    if not timestamp.isdecimal() or abs(time.time() - int(timestamp)) > TOLERANCE_SECONDS:
        return False
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{message_id}.{timestamp}.".encode() + body
    expected = "v1," + base64.b64encode(hmac.digest(key, signed, "sha256")).decode()
    signatures = headers.get("webhook-signature", "").split(" ")
    if not any(hmac.compare_digest(one.encode(), expected.encode()) for one in signatures):
        return False
    return seen.is_new(message_id)
