"""Rooms are entered and devices looked up beside the sync: slowly where a homeserver asks for it, at nobody else's cost."""

import asyncio
import logging
from types import SimpleNamespace

import nio
import pytest

from bot.channels.matrix.client import MatrixClient
from bot.channels.matrix.invitations import MAX_ROOMS
from bot.channels.matrix.room_joiner import JOINS_AT_ONCE, MAX_REFUSALS
from bot.channels.matrix.transport import MatrixTransport
from tests.channels.matrix.echo import Echo
from tests.channels.matrix.synapse import PASSWORD, Synapse
from tests.channels.test_contract import Bot, until

pytestmark = pytest.mark.server
BURST, MORE = 4, 5


@pytest.fixture
def start(database):
    running = []

    def begin(server, user_id):
        running.append(Echo({"homeserver": server.url, "user_id": user_id, "password": PASSWORD}, database).start())
        until(lambda: running[-1].transport._is_ready)
        return running[-1]

    yield begin
    for echo in running:
        echo.stop()


def rooms_of(echo):
    return set(echo.transport._client.rooms)


def test_a_homeserver_that_slows_down_is_asked_once_a_pause(database, tmp_path, start, caplog):
    caplog.set_level(logging.INFO, logger="bot")
    limits = {"local": {"per_second": 0.5, "burst_count": BURST}}
    server = Synapse(tmp_path / "slow", rc_joins=limits).start()
    try:
        bot = server.register("assistant", PASSWORD)
        echo, rooms = start(server, bot), set()
        for number in range(BURST + MORE):
            rooms.add(server.invite_from(server.register(f"p{number}", PASSWORD), bot))
        until(lambda: rooms == rooms_of(echo))
        statuses = server.requests("POST", "/_matrix/client/v3/join/")
        assert statuses.count(200) == len(rooms)
        assert 0 < statuses.count(429) <= JOINS_AT_ONCE + MORE
        lines = [record.getMessage() for record in caplog.records if "slow down" in record.getMessage()]
        assert lines == ["throttled, joining rooms one by one: the homeserver asks to slow down"]
    finally:
        server.stop()


def test_a_room_that_takes_for_ever_to_enter_holds_nobody_up(synapse, account, person, start, monkeypatch):
    bot, join, asked = account("assistant"), MatrixClient.join, []

    async def stuck(client, room_id):
        asked.append(room_id)
        if len(asked) == 1:
            await asyncio.Event().wait()
        return await join(client, room_id)

    monkeypatch.setattr(MatrixClient, "join", stuck)
    start(synapse, bot)
    maelle, zoe = person(), person()
    first = maelle.open_room(bot, encrypted=True)
    until(lambda: asked == [first])
    other = zoe.open_room(bot, encrypted=True)
    zoe.wait_for(other, bot, "écho : bonjour", 60)
    assert asked == [first, other]


def test_an_invitation_that_takes_for_ever_to_decline_holds_nobody_up(synapse, account, person, start, monkeypatch):
    bot, asked = account("assistant"), []

    async def stuck(client, room_id, reason=""):
        asked.append(room_id)
        await asyncio.Event().wait()

    monkeypatch.setattr(MatrixClient, "leave", stuck)
    echo = start(synapse, bot)
    maelle, zoe = person(), person()
    rooms = [maelle.open_room(bot, encrypted=False) for _ in range(MAX_ROOMS)]
    until(lambda: set(rooms) == rooms_of(echo))
    one_too_many = maelle.open_room(bot, encrypted=False)
    until(lambda: asked == [one_too_many])
    room = zoe.open_room(bot, encrypted=True)
    zoe.wait_for(room, bot, "écho : bonjour", 60)


def test_a_look_up_of_devices_that_takes_for_ever_holds_nobody_up(synapse, account, person, database, monkeypatch):
    bot, asked = account("assistant"), []
    keys = {"homeserver": synapse.url, "user_id": bot, "password": PASSWORD}
    gateway = Bot(SimpleNamespace(transport=lambda database: MatrixTransport(keys, database)), database)

    async def stuck(client):
        asked.append(client)
        await asyncio.Event().wait()

    gateway.start()
    try:
        maelle, zoe = person(), person()
        monkeypatch.setattr(MatrixClient, "keys_query", stuck)
        maelle.open_room(bot, encrypted=True)
        until(lambda: asked)
        room = zoe.open_room(bot, encrypted=False)
        zoe.wait_for(room, bot, "écho : bonjour", 60)
        zoe.send(room, "et moi ?")
        zoe.wait_for(room, bot, "écho : et moi ?", 60)
    finally:
        gateway.stop()


def test_an_invitation_that_is_refused_at_first_is_followed_all_the_same(synapse, account, person, start, monkeypatch):
    bot, join, asked = account("assistant"), MatrixClient.join, []

    async def early(client, room_id):
        asked.append(room_id)
        return await join(client, room_id if len(asked) > 2 else "!nowhere:matrix.test")

    monkeypatch.setattr(MatrixClient, "join", early)
    start(synapse, bot)
    maelle = person()
    room = maelle.open_room(bot, encrypted=True)
    maelle.wait_for(room, bot, "écho : bonjour", 60)
    assert asked == [room] * 3


def test_an_invitation_that_was_taken_back_is_forgotten(synapse, account, person, start, monkeypatch):
    bot, join, asked = account("assistant"), MatrixClient.join, []
    monkeypatch.setattr("bot.channels.matrix.room_joiner.MAX_PAUSE_SECONDS", 0.1)

    async def late(client, room_id):
        asked.append(room_id)
        while not is_taken_back:
            await asyncio.sleep(0.05)
        return await join(client, room_id)

    monkeypatch.setattr(MatrixClient, "join", late)
    is_taken_back = False
    echo, maelle = start(synapse, bot), person()
    room = maelle.open_room(
        bot, encrypted=True, direct=False
    )  # in another kind of room the bot would be as mighty as she
    until(lambda: asked == [room])
    answer = maelle.run(maelle.client.room_kick(room, bot))
    assert isinstance(answer, nio.RoomKickResponse), answer
    is_taken_back = True
    until(lambda: len(asked) > MAX_REFUSALS)
    until(lambda: room not in echo.transport._client.invited_rooms)
    other = maelle.open_room(bot, encrypted=True)
    maelle.wait_for(other, bot, "écho : bonjour", 60)
    assert asked == [room] * (MAX_REFUSALS + 1) + [other]
