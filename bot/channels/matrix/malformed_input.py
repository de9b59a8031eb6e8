"""Tolerance for malformed input.

matrix-nio fails on some events that other servers may send. They must not stop the sync, which would repeat them
forever.
"""

import logging
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import nio
import vodozemac
from aiohttp import ClientResponse
from peewee import PeeweeException  # type: ignore[import-untyped]

from bot.channels.matrix.homeserver import HomeserverClient
from bot.patches import nio_patches

logger = logging.getLogger(__name__)


class TolerantClient(HomeserverClient):
    """Skips malformed input. Errors of the key database are raised, so that the homeserver sends it again."""

    async def parse_body(self, transport_response: ClientResponse) -> dict[Any, Any]:
        """A response without parts from other servers on which matrix-nio would fail."""
        body: dict[Any, Any] = await super().parse_body(transport_response)
        if not isinstance(body, dict):  # not a response to any request
            return {}
        devices = body.get("device_keys")
        if isinstance(devices, dict):
            body["device_keys"] = {user_id: self._readable(user_id, theirs) for user_id, theirs in devices.items()}
        rooms = body.get("rooms")
        for room in (rooms.get("invite") or {}).values() if isinstance(rooms, dict) else ():
            events = (room.get("invite_state") or {}).get("events")
            events = events if isinstance(events, list) else []
            room["invite_state"] = {"events": [event for event in events if _is_readable_invitation(event)]}
        return body

    def _readable(self, user_id: str, devices: Any) -> dict[str, Any]:
        """The valid devices of a user, without their names."""
        if not isinstance(devices, dict):
            return {}
        if user_id == self.user_id:
            return devices
        return {
            device_id: {name: value for name, value in payload.items() if name != "unsigned"}
            for device_id, payload in devices.items()
            if self._is_readable_device(user_id, device_id, payload)
        }

    def _is_readable_device(self, user_id: str, device_id: str, payload: Any) -> bool:
        if self.olm is None:
            return False
        try:
            alone = nio.KeysQueryResponse.from_dict({"device_keys": {user_id: {device_id: payload}}})
            is_whole = isinstance(alone, nio.KeysQueryResponse) and payload["user_id"] == user_id
            vodozemac.Curve25519PublicKey.from_base64(payload["keys"][f"curve25519:{device_id}"])
            signed_with = payload["keys"][f"ed25519:{device_id}"]
            return is_whole and self.olm.verify_json(deepcopy(payload), signed_with, user_id, device_id)
        except Exception as error:
            logger.info("malformed device (%s)", type(error).__name__)
            return False

    def guard_decryption(self) -> None:
        """Make decryption skip malformed events, once the keys are loaded."""
        assert self.olm is not None
        nio_patches.guard_decryption(self.olm, _guarded)

    def decrypted(self, event: dict[str, Any]) -> nio.Event | None:
        """The decrypted event; None if it is malformed or its key is missing."""
        assert self.olm is not None
        parsed = nio.Event.parse_encrypted_event(dict(event))
        return nio_patches.decrypt(self.olm, parsed) if isinstance(parsed, nio.MegolmEvent) else None

    def _handle_decrypt_to_device(self, to_device_event: nio.ToDeviceEvent) -> nio.ToDeviceEvent | None:
        try:
            return super()._handle_decrypt_to_device(to_device_event)
        except PeeweeException:
            raise
        except Exception as error:
            logger.info("malformed to-device event (%s)", type(error).__name__)
            return None

    async def _collect_key_requests(self) -> None:
        assert self.olm is not None
        try:
            await super()._collect_key_requests()
        except PeeweeException:
            raise
        except Exception as error:
            logger.info("malformed key request (%s)", type(error).__name__)
            self.olm.received_key_requests.clear()


def _is_readable_invitation(event: Any) -> bool:
    """Whether matrix-nio can parse an event of an invitation."""
    try:
        nio.InviteEvent.parse_event(deepcopy(event))
    except Exception as error:
        logger.info("malformed event of an invitation (%s)", type(error).__name__)
        return False
    return isinstance(event, dict)


def _guarded(decrypt: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap matrix-nio's decryption: None for malformed events and encrypted state events."""

    def guarded(event: nio.MegolmEvent, room_id: str | None = None) -> Any:
        try:
            clear = decrypt(event, room_id)
        except PeeweeException:
            raise
        except Exception as error:
            logger.info("malformed encrypted event (%s)", type(error).__name__)
            return None
        source = getattr(clear, "source", None)
        # State events are never encrypted: accepting them would let any member forge the membership.
        if not isinstance(source, dict) or "state_key" in source:
            return None
        # Events that matrix-nio finds malformed name their sender themselves.
        return clear if (source.get("event_id"), source.get("sender")) == (event.event_id, event.sender) else None

    return guarded
