"""What is changed in matrix-nio 0.25: to be looked through at each upgrade."""

from collections.abc import Callable
from typing import Any

import nio
from nio.crypto import Olm

Decrypt = Callable[..., nio.Event | None]


def guard_decryption(olm: Olm, guard: Callable[[Decrypt], Decrypt]) -> None:
    """Wraps the decryption that a sync uses for every encrypted event, which raises on malformed ones."""
    olm._decrypt_megolm_no_error = guard(olm._decrypt_megolm_no_error)


def decrypt(olm: Olm, event: nio.MegolmEvent) -> Any:
    """Returns an event in clear, None where its key is missing: nio's public decryption raises instead, and is not guarded."""
    return olm._decrypt_megolm_no_error(event)
