"""What anybody may send, kept from stopping the sync: matrix-nio fails at some of it, which the homeserver would give for ever."""

import logging
from collections.abc import Callable
from typing import Any

import nio
from peewee import PeeweeException  # type: ignore[import-untyped]

from bot.channels.matrix.homeserver import HomeserverClient

logger = logging.getLogger(__name__)


class GuardedClient(HomeserverClient):
    """Passes over what cannot be read. That something could not be kept is raised: it is to be given again."""

    def guard_decryption(self) -> None:
        """Makes the device pass over what it cannot read, once its keys are loaded."""
        assert self.olm is not None
        self.olm._decrypt_megolm_no_error = _guarded(self.olm._decrypt_megolm_no_error)

    def decrypted(self, event: dict[str, Any]) -> nio.Event | None:
        """Returns an encrypted event in clear; None if it cannot be read, or not yet."""
        assert self.olm is not None
        parsed = nio.Event.parse_encrypted_event(dict(event))
        return self.olm._decrypt_megolm_no_error(parsed) if isinstance(parsed, nio.MegolmEvent) else None

    def _handle_decrypt_to_device(self, to_device_event: nio.ToDeviceEvent) -> nio.ToDeviceEvent | None:
        try:
            return super()._handle_decrypt_to_device(to_device_event)
        except PeeweeException:
            raise
        except Exception as error:
            logger.info("something sent to the device cannot be read (%s)", type(error).__name__)
            return None

    async def _collect_key_requests(self) -> None:
        assert self.olm is not None
        try:
            await super()._collect_key_requests()
        except PeeweeException:
            raise
        except Exception as error:
            logger.info("a request for a key cannot be answered (%s)", type(error).__name__)
            self.olm.received_key_requests.clear()


def _guarded(decrypt: Callable[..., Any]) -> Callable[..., Any]:
    """Returns matrix-nio's decryption, which gives None for what cannot be read or would change a room."""

    def guarded(event: nio.MegolmEvent, room_id: str | None = None) -> Any:
        try:
            clear = decrypt(event, room_id)
        except PeeweeException:
            raise
        except Exception as error:
            logger.info("an encrypted event cannot be read (%s)", type(error).__name__)
            return None
        source = getattr(clear, "source", None)
        # State is never encrypted: believed, it would let anybody say who is in a room.
        if not isinstance(source, dict) or "state_key" in source:
            return None
        # What matrix-nio finds malformed names its sender itself.
        return clear if (source.get("event_id"), source.get("sender")) == (event.event_id, event.sender) else None

    return guarded
