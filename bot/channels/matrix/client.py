"""Client of one Matrix account: matrix-nio, made crash-safe."""

import logging
from typing import Any
from urllib.parse import quote

import nio
from nio.crypto import OlmDevice
from nio.store.models import EncryptedRooms, MegolmInboundSessions

from bot.channels.gateway.background_tasks import BackgroundTasks
from bot.channels.gateway.transport import RetryLater, Undeliverable
from bot.channels.matrix.cross_signing import Published
from bot.channels.matrix.homeserver import LoggedOutError
from bot.channels.matrix.malformed_input import TolerantClient
from bot.channels.matrix.store import WrongSecret

logger = logging.getLogger(__name__)
# Its log lines name users and rooms.
logging.getLogger("nio").setLevel(logging.CRITICAL)

LONG_POLL_SECONDS = 30
WRONG_SECRET = (
    "BOT_SECRET is not the one that encrypted the keys of the Matrix device: put the former one back; or stop the bot, remove this "
    "account's folder under matrix/ and write the former secret as recovery_key (docs/canaux/matrix.md)"
)
_FILTER = {
    "presence": {"not_types": ["*"]},
    "account_data": {"not_types": ["*"]},
    "room": {
        "account_data": {"not_types": ["*"]},
        "ephemeral": {"not_types": ["*"]},
        "timeline": {"limit": 50},
        "state": {
            "types": [
                "m.room.member", "m.room.encryption", "m.room.create", "m.room.join_rules", "m.room.history_visibility",
            ],
            "lazy_load_members": False,
        },
    },
}  # fmt: skip


class MatrixClient(TolerantClient):
    """One device of the account. Its keys are saved before anything that depends on them."""

    def open_device(self, user_id: str, device_id: str, access_token: str) -> None:
        """Load the device's keys, or create them.

        Raises:
            WrongSecret: they cannot be decrypted.
        """
        try:
            self.restore_login(user_id, device_id, access_token)
        except ValueError as error:
            raise WrongSecret(WRONG_SECRET) from error
        self.guard_decryption()

    async def sync_once(self, since: str | None, *, seconds: float, full_state: bool) -> nio.SyncResponse:
        """Sync once and decrypt what can be decrypted.

        Args:
            since: token of the last sync; None for the first.
            seconds: long-poll timeout.
            full_state: include rooms without news, needed once after a start.
        """
        self.next_batch = ""  # our own token counts: it is saved with the messages
        return await self.ask(
            self.sync(timeout=int(seconds * 1000), sync_filter=_FILTER, since=since, full_state=full_state or None),
            nio.SyncResponse,
        )

    async def _handle_sync(self, response: nio.SyncResponse) -> None:
        # Advanced ratchets and received room keys are saved together or not at all.
        assert self.store is not None
        with self.store.database.atomic():
            await super()._handle_sync(response)

    async def keys_upload(self) -> nio.KeysUploadResponse | nio.KeysUploadError:
        """Publish keys after saving them: lost keys could never be replaced under their ids."""
        assert self.olm is not None
        keys = self.olm.share_keys()
        self.olm.save_account()
        method, path, data = nio.Api.keys_upload(self.access_token, keys)
        return await self._send(nio.KeysUploadResponse, method, path, data)

    async def query_own_keys(self) -> Published:
        """The published identity of the account and keys of this device.

        Raises:
            RetryLater: as `ask`, which also raises Undeliverable and LoggedOutError.
        """
        answer = await self.call("POST", "keys/query", {"device_keys": {self.user_id: []}})
        return Published.read(answer, self.user_id, self.device_id)

    async def maintain_keys(self, background: BackgroundTasks) -> None:
        """Key maintenance between two syncs: publish, look up and claim keys, repair sessions.

        Failures are retried after the next sync, so that they delay no messages. Requests that other homeservers may
        slow down run in the background.
        """
        if self.should_upload_keys:
            await self._try_request("publishing keys", self.keys_upload(), nio.KeysUploadResponse)
        if self.should_query_keys:
            background.start(self._query_keys(), "looking up keys")
        if self.should_claim_keys:
            background.start(self._claim_keys(), "claiming keys")
        if self.outgoing_to_device_messages:
            await self.guarded(self.send_to_device_messages())

    async def _try_request(self, work: str, request: Any, expected: type[nio.Response]) -> None:
        try:
            await self.ask(request, expected)
        except (RetryLater, Undeliverable) as error:
            logger.warning("%s failed: %s", work, error)

    async def _claim_keys(self) -> None:
        assert self.olm is not None
        try:
            claim = self.keys_claim(self.get_users_for_key_claiming())
            await self._try_request("claiming keys", claim, nio.KeysClaimResponse)
        except LoggedOutError:
            raise
        except Exception as error:
            # Malformed keys: these devices ask again for a session with their next message.
            logger.info("malformed one-time keys (%s)", type(error).__name__)
            self.olm.wedged_devices.clear()
            self.olm.key_request_devices_no_session.clear()

    async def _query_keys(self) -> None:
        try:
            await self._try_request("looking up keys", self.keys_query(), nio.KeysQueryResponse)
        except LoggedOutError:
            raise
        except Exception as error:
            # Nothing is encrypted for the owner of malformed keys; the other users' are queried again.
            logger.warning("malformed device keys (%s)", type(error).__name__)

    async def say(
        self, room_id: str, content: dict[str, Any], transaction_id: str, *, kind: str = "m.room.message"
    ) -> None:
        """Send a message, encrypted if the room is. The homeserver ignores a repeated transaction id.

        Raises:
            RetryLater: it may succeed later.
            Undeliverable: the room is gone or closed to the bot.
        """
        room = self.rooms.get(room_id)
        if room is None:
            raise Undeliverable("the room is not joined")
        if room.encrypted:
            await self._share_keys(room)
        await self.ask(
            self.room_send(room_id, kind, content, tx_id=quote(transaction_id), ignore_unverified_devices=True),
            nio.RoomSendResponse,
        )

    async def _share_keys(self, room: nio.MatrixRoom) -> None:
        """Share the room key with every device of the members before encrypting.

        matrix-nio counts a key as shared even if sending it failed, and the user could never read the reply.
        """
        assert self.olm is not None
        if not room.members_synced:
            await self.ask(self.joined_members(room.room_id), nio.JoinedMembersResponse)
        await self._know_devices(room)
        if not self.olm.should_share_group_session(room.room_id):
            return
        await self._reach_devices(room)
        try:
            await self.guarded(self.share_group_session(room.room_id, ignore_unverified_devices=True))
        finally:
            waiting = self.sharing_session.pop(room.room_id, None)
            if waiting is not None:
                waiting.set()
        session = self.olm.outbound_group_sessions[room.room_id]
        reachable = {(device.user_id, device.id) for device in self._devices(room) if self._has_session(device)}
        if not reachable <= session.users_shared_with:
            self.olm.outbound_group_sessions.pop(room.room_id)
            raise RetryLater(reason="the room key could not be handed to every device")

    async def _know_devices(self, room: nio.MatrixRoom) -> None:
        """Looks up the devices of a room's members: to whom a key is not given, it is not given later."""
        members = set(room.users)
        if self.users_for_key_query & members:
            await self._query_keys()
        if self.users_for_key_query & members:
            raise RetryLater(reason="a member's homeserver does not answer device queries")

    async def _reach_devices(self, room: nio.MatrixRoom) -> None:
        """Establish sessions with devices that have none, as far as their homeservers answer."""
        missing = self.get_missing_sessions(room.room_id)
        if missing and (await self.ask(self.keys_claim(missing), nio.KeysClaimResponse)).failures:
            raise RetryLater(reason="a member's homeserver does not answer key claims")

    def _devices(self, room: nio.MatrixRoom) -> list[OlmDevice]:
        assert self.olm is not None
        devices = [device for user in room.users for device in self.device_store.active_user_devices(user)]
        return [device for device in devices if (device.user_id, device.id) != (self.user_id, self.device_id)]

    def _has_session(self, device: OlmDevice) -> bool:
        assert self.olm is not None
        return self.olm.session_store.get(device.curve25519) is not None

    async def leave(self, room_id: str, reason: str = "") -> None:
        """Leave a room or decline an invitation, and delete its keys.

        Args:
            reason: shown to the members by their clients.
        """
        path = f"rooms/{quote(room_id, safe='')}/leave"
        await self.call("POST", path, {"reason": reason} if reason else {})
        await self.ask(self.room_forget(room_id), nio.RoomForgetResponse)
        self.rooms.pop(room_id, None)
        if self.store is not None:
            _delete_room_keys(self.store, room_id)


def _delete_room_keys(store: nio.store.MatrixStore, room_id: str) -> None:
    with store.database.bind_ctx(store.models):
        MegolmInboundSessions.delete().where(MegolmInboundSessions.room_id == room_id).execute()
        EncryptedRooms.delete().where(EncryptedRooms.room_id == room_id).execute()
