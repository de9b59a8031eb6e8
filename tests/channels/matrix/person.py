"""A person with a Matrix client of their own: matrix-nio again, with its own store, its own device and its own loop."""

import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import nio

from tests.channels import loop

ENCRYPTED = {
    "type": "m.room.encryption",
    "state_key": "",
    "content": {"algorithm": "m.megolm.v1.aes-sha2"},
}
WHOLE = {"room": {"timeline": {"limit": 200}}}


class Person:
    """One signed-in client; every method may be called from a test, which has no loop."""

    def __init__(self, homeserver: str, user_id: str, password: str, folder: Path, device: str = "") -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.events: list[tuple[str, Any]] = []
        self.ephemeral: list[tuple[str, Any]] = []
        config = nio.AsyncClientConfig(encryption_enabled=True, store_sync_tokens=True, pickle_key="person")
        self.client = nio.AsyncClient(homeserver, user_id, store_path=str(folder), config=config)
        self.client.add_event_callback(self._saw, (nio.Event, nio.UnknownBadEvent))
        self.client.add_ephemeral_callback(lambda room, event: self.ephemeral.append((room.room_id, event)), None)
        answer = self.run(self.client.login(password, device_name=device or "person"))
        assert isinstance(answer, nio.LoginResponse), answer
        self.sync()

    def _saw(self, room: nio.MatrixRoom, event: Any) -> None:
        self.events.append((room.room_id, event))

    def run(self, work: Coroutine[Any, Any, Any], seconds: float = 60) -> Any:
        return loop.run(work, seconds)

    def sync(self, seconds: float = 0) -> None:
        """One sync, and what encryption asks for after it."""

        async def work() -> None:
            answer = await self.client.sync(timeout=int(seconds * 1000), sync_filter=WHOLE)
            assert isinstance(answer, nio.SyncResponse), answer
            if self.client.should_upload_keys:
                await self.client.keys_upload()
            if self.client.should_query_keys:
                await self.client.keys_query()
            if self.client.should_claim_keys:
                await self.client.keys_claim(self.client.get_users_for_key_claiming())
            await self.client.send_to_device_messages()

        self.run(work())

    def wait(self, condition: Callable[[], Any], seconds: float = 30) -> Any:
        """Syncs until a condition holds."""
        deadline = time.monotonic() + seconds
        while not (found := condition()):
            assert time.monotonic() < deadline, (
                f"still waiting; seen: {[self.words(event) for _, event in self.events]}"
            )
            self.sync(0.5)
        return found

    def open_room(self, *others: str, encrypted: bool, direct: bool = True, **more: Any) -> str:
        """Makes a room as clients do for a private chat and invites others."""
        answer = self.run(
            self.client.room_create(
                is_direct=direct,
                preset=nio.RoomPreset.trusted_private_chat if direct else nio.RoomPreset.private_chat,
                invite=list(others),
                initial_state=[ENCRYPTED] if encrypted else [],
                **more,
            )
        )
        assert isinstance(answer, nio.RoomCreateResponse), answer
        self.wait(lambda: answer.room_id in self.client.rooms)
        return str(answer.room_id)

    def is_in(self, room_id: str, user_id: str) -> bool:
        """Returns whether somebody has entered a room."""
        room = self.client.rooms.get(room_id)
        member = room.users.get(user_id) if room else None
        return member is not None and not member.invited

    def send(self, room_id: str, content: dict[str, Any] | str, kind: str = "m.room.message") -> str:
        """Sends a message or any other event and returns its id."""
        body = {"msgtype": "m.text", "body": content} if isinstance(content, str) else content
        answer = self.run(self.client.room_send(room_id, kind, body, ignore_unverified_devices=True))
        assert isinstance(answer, nio.RoomSendResponse), answer
        return str(answer.event_id)

    def heard(self, room_id: str, speaker: str) -> list[str]:
        """Returns what somebody said in a room, as this client could read it."""
        return [
            self.words(event)
            for room, event in self.events
            if room == room_id and event.sender == speaker and "state_key" not in event.source
        ]

    def wait_for(self, room_id: str, speaker: str, words: str, seconds: float = 30) -> str:
        """Waits until somebody says something with these words and returns it."""
        found = self.wait(lambda: [text for text in self.heard(room_id, speaker) if words in text], seconds)
        return str(found[-1])

    @staticmethod
    def words(event: Any) -> str:
        content = event.source.get("content", {})
        return str(content.get("body", f"<{type(event).__name__}>"))

    def close(self) -> None:
        self.run(self.client.close())
