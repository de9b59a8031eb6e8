"""What anybody may send to the account's device and rooms: it stops nobody else's messages, and changes no room."""

import asyncio
import base64
import itertools
import json

import nio
import pytest
import vodozemac
from aiohttp import web
from aiohttp.test_utils import TestServer
from nio.crypto import OlmDevice
from peewee import OperationalError

from bot.channels.gateway.background_tasks import BackgroundTasks
from bot.channels.gateway.transport import RetryLater
from bot.channels.matrix.client import MatrixClient
from bot.channels.matrix.configuration import MatrixConfiguration
from bot.channels.matrix.sign_in import renew
from bot.channels.matrix.state import MAX_EVENT_CHARACTERS, SyncState
from bot.channels.matrix.store import Store
from bot.channels.matrix.sync_parser import MAX_REACTIONS, SyncParser

BOT, STRANGER, ROOM = "@assistant:exemple.fr", "@inconnu:exemple.org", "!salon:exemple.org"
SENDER_KEY = "K" * 43
_numbers = itertools.count()


@pytest.fixture
def client(monkeypatch, tmp_path):
    monkeypatch.setenv("BOT_STATE", str(tmp_path))
    monkeypatch.delenv("BOT_SECRET", raising=False)
    made = MatrixClient("http://127.0.0.1:1", BOT, Store(BOT))
    made.open_device(BOT, "DEVICE", "token")
    return made


def synced(client, *, to_device=(), state=(), timeline=()):
    """Lets the client take a sync and returns it."""
    room = {
        "timeline": {"events": list(timeline), "limited": False, "prev_batch": "p"},
        "state": {"events": list(state)},
    }
    response = nio.SyncResponse.from_dict(
        {
            "next_batch": f"s{next(_numbers)}",
            "to_device": {"events": list(to_device)},
            "rooms": {"join": {ROOM: {**room, "ephemeral": {"events": []}, "account_data": {"events": []}}}},
            "device_lists": {},
            "device_one_time_keys_count": {},
        }
    )
    asyncio.run(client._handle_sync(response))
    return response


def olm(client, body, kind=0, sender_key="A" * 43):
    ciphertext = {client.olm.account.identity_keys["curve25519"]: {"type": kind, "body": body}}
    content = {"algorithm": "m.olm.v1.curve25519-aes-sha2", "sender_key": sender_key, "ciphertext": ciphertext}
    return {"type": "m.room.encrypted", "sender": STRANGER, "content": content}


class Group:
    """A room key, given to a client or to nobody yet."""

    def __init__(self, client):
        self.session = vodozemac.GroupSession()
        key = self.session.session_key
        self.key = key if isinstance(key, str) else key.to_base64()
        if client is not None:
            self.give(client)

    def give(self, client):
        client.olm.create_group_session(SENDER_KEY, "fp", ROOM, self.session.session_id, self.key)

    def encrypted(self, plain):
        content = {
            "algorithm": "m.megolm.v1.aes-sha2", "sender_key": SENDER_KEY, "session_id": self.session.session_id,
            "device_id": "X", "ciphertext": self.session.encrypt(plain).to_base64(),
        }  # fmt: skip
        return {"type": "m.room.encrypted", "content": content, **of_room()}


def of_room():
    return {"event_id": f"${next(_numbers)}", "sender": STRANGER, "origin_server_ts": 1}


def said(text):
    return json.dumps({"type": "m.room.message", "content": {"msgtype": "m.text", "body": text}}).encode()


def room_key(client, **wrong):
    """Returns a room key that a stranger sends in a sound Olm message."""
    account, group = vodozemac.Account(), vodozemac.GroupSession()
    (one_time, *_) = client.olm.share_keys()["one_time_keys"].values()
    own = client.olm.account.identity_keys
    session = account.create_outbound_session(
        vodozemac.Curve25519PublicKey.from_base64(own["curve25519"]),
        vodozemac.Curve25519PublicKey.from_base64(one_time["key"]),
    )
    content = {"algorithm": "m.megolm.v1.aes-sha2", "room_id": ROOM, "session_id": group.session_id, **wrong}
    payload = {
        "type": "m.room_key", "sender": STRANGER, "sender_device": "X", "keys": {"ed25519": "x"}, "recipient": BOT,
        "recipient_keys": {"ed25519": own["ed25519"]}, "content": content,
    }  # fmt: skip
    kind, body = session.encrypt(json.dumps(payload).encode()).to_parts()
    return olm(client, base64.b64encode(body).decode().rstrip("="), kind, account.curve25519_key.to_base64())


@pytest.mark.parametrize(("body", "kind"), [("!!!", 0), ("AAAA", 0), ("!", 1), ("AAAA", 1)])
def test_junk_for_the_device_leaves_the_rest_of_the_sync(client, body, kind):
    group = Group(client)
    response = synced(client, to_device=[olm(client, body, kind)], timeline=[group.encrypted(said("Bonjour"))])
    assert response.rooms.join[ROOM].timeline.events[0].body == "Bonjour"


@pytest.mark.parametrize("key", ["AAAA", "!!"])
def test_a_room_key_that_is_none_leaves_the_rest_of_the_sync(client, key):
    group = Group(client)
    junk = room_key(client, session_key=key)
    response = synced(client, to_device=[junk], timeline=[group.encrypted(said("Bonjour"))])
    assert response.rooms.join[ROOM].timeline.events[0].body == "Bonjour"


DEEP = b'{"type":"m.room.message","content":' + b'{"a":' * 20_000 + b"1" + b"}" * 20_000 + b"}"


UNREADABLE = {
    "not UTF-8": b"\xff\xfe{}", "deep": DEEP, "list": b"[]", "number": b"1",
    "long number": b'{"type":"x","content":{"a":' + b"9" * 5000 + b"}}",
}  # fmt: skip


@pytest.mark.parametrize("plain", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_a_message_that_cannot_be_read_waits_and_the_next_is_read(client, plain):
    group = Group(client)
    junk = group.encrypted(plain)
    response = synced(client, timeline=[junk, group.encrypted(said("Bonjour"))])
    unread, read = response.rooms.join[ROOM].timeline.events
    assert isinstance(unread, nio.MegolmEvent)
    assert read.body == "Bonjour"
    state = SyncState()
    state.wait_for_key(ROOM, {**junk, "room_id": ROOM})
    large = {**junk, "event_id": "$large", "content": {**junk["content"], "ciphertext": "A" * MAX_EVENT_CHARACTERS}}
    state.wait_for_key(ROOM, {**large, "room_id": ROOM})
    assert SyncParser(client, None, state, BackgroundTasks()).parse_late() == []
    assert len(state.unread) == 2


def test_what_comes_before_its_key_is_read_late(client):
    group = Group(None)
    event = group.encrypted(said("Bonjour"))
    state = SyncState()
    synced(client, timeline=[event])
    state.wait_for_key(ROOM, {**event, "room_id": ROOM})
    reader = SyncParser(client, None, state, BackgroundTasks())
    assert reader.parse_late() == []
    group.give(client)
    assert [arrival.text for arrival in reader.parse_late()] == ["Bonjour"]
    assert state.unread == []


def test_a_store_that_fails_is_no_junk(client, monkeypatch):
    def fail(*_):
        raise OperationalError("disk I/O error")

    monkeypatch.setattr(client.olm, "handle_to_device_event", fail)
    with pytest.raises(OperationalError):
        synced(client, to_device=[olm(client, "AAAA")])


def test_nobody_changes_who_is_in_a_room_by_an_encrypted_event(client):
    def member(user, membership):
        content = {"membership": membership}
        return {"type": "m.room.member", "state_key": user, "content": content, **of_room()}

    group, absent = Group(client), "@maelle:exemple.fr"
    synced(client, state=[member(BOT, "join"), member(STRANGER, "join")])
    faked = [member(STRANGER, "leave"), member(absent, "join")]
    synced(client, timeline=[group.encrypted(json.dumps(event).encode()) for event in faked])
    assert set(client.rooms[ROOM].users) == {BOT, STRANGER}


def test_a_malformed_event_does_not_say_itself_who_sent_it(client):
    group, named = Group(client), {"event_id": "$other", "sender": "@maelle:exemple.fr"}
    malformed = json.dumps({"type": 1, "content": {"msgtype": "m.text", "body": "x"}, "origin_server_ts": 1, **named})
    response = synced(client, timeline=[group.encrypted(malformed.encode())])
    assert isinstance(response.rooms.join[ROOM].timeline.events[0], nio.MegolmEvent)


async def with_homeserver(client, answers, work):
    """Lets a client work with a homeserver that answers as told: by the end of the path, a status and a JSON body."""
    asked = []

    async def answer(request):
        end = request.path.rpartition("/")[2]
        asked.append(end)
        status, content = answers[end]
        return web.json_response(content, status=status)

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    async with TestServer(app) as server:
        client.homeserver = str(server.make_url(""))
        try:
            return await work, asked
        finally:
            await client.close()


@pytest.mark.server
@pytest.mark.parametrize("given", [{}, {"signed_curve25519:A": []}])
def test_one_time_keys_that_are_none_are_asked_for_once(client, given):
    device = OlmDevice(STRANGER, "X", {"ed25519": "A" * 43, "curve25519": SENDER_KEY})
    client.olm.device_store.add(device)
    client.olm.wedged_devices.append(device)
    answers = {"claim": (200, {"one_time_keys": {STRANGER: {"X": given}}, "failures": {}})}
    asyncio.run(with_homeserver(client, answers, client._claim_keys()))
    assert not client.should_claim_keys


MAELLE = "@maelle:exemple.fr"


@pytest.fixture
def keys_of_maelle():
    """A device as somebody's client publishes it."""
    other = MatrixClient("http://127.0.0.1:1", MAELLE, Store(MAELLE))
    other.open_device(MAELLE, "HERS", "token")
    return other.olm.share_keys()["device_keys"]


def malformed(device, what):
    key, device = next(iter(device["keys"])), json.loads(json.dumps(device))
    match what:
        case "nothing" | "list" | "null":
            return {"nothing": {}, "list": [], "null": None}[what]
        case "no name is a name":
            return {**device, "unsigned": None}
        case "half a character":
            return {**device, "algorithms": ["\ud800"]}
        case "another's":
            return {**device, "user_id": "@zoe:exemple.fr"}
        case "no key is a key":
            return {**device, "keys": dict.fromkeys(device["keys"], "!")}
        case "number for a key":
            return {**device, "keys": {**device["keys"], key: 1}}
        case "signed by none":
            return {**device, "signatures": {device["user_id"]: 1}}
        case _:
            device.pop(what)
            return device


WRONG = [
    "nothing", "list", "null", "no name is a name", "half a character", "another's", "no key is a key", "number for a key",
    "signed by none", "algorithms", "user_id", "device_id", "keys", "signatures",
]  # fmt: skip


@pytest.mark.server
@pytest.mark.parametrize("what", WRONG)
def test_one_s_devices_that_are_none_keep_nobody_else_s_from_being_known(client, keys_of_maelle, what):
    client.olm.users_for_key_query = {STRANGER, MAELLE}
    theirs = {STRANGER: {"X": malformed({**keys_of_maelle, "user_id": STRANGER, "device_id": "X"}, what)}}
    found = {"device_keys": theirs | {MAELLE: {"HERS": keys_of_maelle}}, "failures": {}}
    asyncio.run(with_homeserver(client, {"query": (200, found)}, client._query_keys()))
    assert client.olm.users_for_key_query == set()
    known = [device for device in client.device_store if device.user_id != BOT]
    assert [(device.user_id, device.id, device.display_name) for device in known] == [(MAELLE, "HERS", "")]


@pytest.mark.server
@pytest.mark.parametrize(
    "junk",
    [
        {"type": "x", "content": {}, "unsigned": None}, {"type": "m.room.name", "content": {"name": 1}}, [], None, 7,
        {"type": "m.room.member", "content": {"membership": 1}, "sender": 1, "state_key": 1}, {"type": 1},
    ],
)  # fmt: skip
def test_an_invitation_that_cannot_be_read_whole_leaves_the_rest_of_the_sync(client, junk):
    invited = {
        "type": "m.room.member", "sender": STRANGER, "state_key": BOT, "content": {"membership": "invite"},
    }  # fmt: skip
    rooms = {
        "invite": {ROOM: {"invite_state": {"events": [junk, invited]}}, "!x:y.z": {"invite_state": {"events": junk}}}
    }
    body = {"next_batch": "s1", "rooms": rooms, "device_lists": {}, "to_device": {"events": []}}
    body["device_one_time_keys_count"] = {}
    work = client.sync_once(None, seconds=0, full_state=False)
    response, _ = asyncio.run(with_homeserver(client, {"sync": (200, body)}, work))
    assert response.next_batch == "s1"
    assert client.invited_rooms[ROOM].inviter == STRANGER


@pytest.mark.server
def test_a_sign_in_that_fails_once_is_tried_again(client):
    keys = {"homeserver": "http://127.0.0.1:1", "user_id": BOT, "password": "x"}
    busy = {"login": (502, {})}
    with pytest.raises(RetryLater):
        asyncio.run(with_homeserver(client, busy, renew(client, MatrixConfiguration.read(keys), Store(BOT))))
    assert client.access_token == "token"


def timeline_of(*events):
    return nio.Timeline([nio.Event.parse_event(event) for event in events], limited=True, prev_batch="p")


STALLED = {"messages": (504, {"errcode": "M_UNKNOWN"})}


@pytest.mark.server
def test_a_room_whose_other_servers_stall_keeps_nobody_waiting(client):
    synced(client)
    spoken = {"type": "m.room.message", "content": {"msgtype": "m.text", "body": "Bonjour"}, **of_room()}
    reading = SyncParser(client, None, SyncState(), BackgroundTasks()).parse_room(
        client.rooms[ROOM], timeline_of(spoken)
    )
    arrivals, _ = asyncio.run(with_homeserver(client, STALLED | {"whoami": (200, {"user_id": BOT})}, reading))
    assert [arrival.text for arrival in arrivals] == ["Bonjour"]


@pytest.mark.server
def test_nothing_is_passed_over_while_the_own_homeserver_is_in_trouble(client):
    synced(client)
    reading = SyncParser(client, None, SyncState(), BackgroundTasks()).parse_room(client.rooms[ROOM], timeline_of())
    with pytest.raises(RetryLater):
        asyncio.run(with_homeserver(client, STALLED | {"whoami": (502, {})}, reading))


@pytest.mark.server
def test_few_reactions_of_a_room_are_looked_up_and_no_message_is_passed_over(client):
    synced(client)
    relation = {"rel_type": "m.annotation", "event_id": "$0", "key": "1\ufe0f\u20e3"}
    reactions = [
        {"type": "m.reaction", "content": {"m.relates_to": relation}, **of_room()} for _ in range(3 * MAX_REACTIONS)
    ]
    spoken = {"type": "m.room.message", "content": {"msgtype": "m.text", "body": "Bonjour"}, **of_room()}
    timeline = timeline_of(*reactions, spoken)
    timeline.limited = False
    reading = SyncParser(client, None, SyncState(), BackgroundTasks()).parse_room(client.rooms[ROOM], timeline)
    arrivals, asked = asyncio.run(with_homeserver(client, {"$0": (200, {})}, reading))
    assert [arrival.text for arrival in arrivals] == ["Bonjour"]
    assert asked == ["$0"] * MAX_REACTIONS
