"""Changes to matrix-nio 0.25; review at each upgrade."""

from collections.abc import Callable
from typing import Any

import nio
from nio.crypto import Olm

Decrypt = Callable[..., nio.Event | None]


def guard_decryption(olm: Olm, guard: Callable[[Decrypt], Decrypt]) -> None:
    """Wrap the decryption of a sync's encrypted events, which raises on malformed ones."""
    olm._decrypt_megolm_no_error = guard(olm._decrypt_megolm_no_error)


def decrypt(olm: Olm, event: nio.MegolmEvent) -> Any:
    """Decrypt an event through the guard; None if its key is missing."""
    return olm._decrypt_megolm_no_error(event)
