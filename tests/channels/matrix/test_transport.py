"""The Matrix transport against a real Synapse and real other clients."""

import json
import time
from datetime import timedelta

import nio
import pytest

from bot.base import clock
from bot.channels.gateway.transport import RetryLater, Undeliverable
from bot.channels.matrix.addresses import address_of
from bot.channels.matrix.store import Store
from bot.content.sentences import section, sentence
from bot.records.conversations import addresses, inbox, outbox
from bot.records.conversations.addresses import join_address
from tests.channels.matrix.echo import Echo
from tests.channels.matrix.person import Person
from tests.channels.matrix.synapse import PASSWORD, Synapse
from tests.waiting import wait_until

pytestmark = pytest.mark.server
in_both_kinds = pytest.mark.parametrize("encrypted", [True, False], ids=["encrypted", "plain"])


class Side:
    """The bot's side, started and stopped as often as a test likes."""

    def __init__(self, synapse, user_id, database):
        self.user_id, self.database = user_id, database
        self.keys = {"homeserver": synapse.url, "user_id": user_id, "password": PASSWORD}
        self._running = []

    def start(self, **more):
        self._running.append(Echo(self.keys, self.database, **more).start())
        return self._running[-1]

    def stop(self):
        while self._running:
            self._running.pop().stop()


@pytest.fixture
def bot(synapse, account, database):
    side = Side(synapse, account("assistant"), database)
    yield side
    side.stop()


@pytest.fixture
def talk(bot, person):
    """Somebody in a room of their own that the bot has entered."""

    def begin(encrypted=True):
        somebody = person()
        room = somebody.open_room(bot.user_id, encrypted=encrypted)
        somebody.wait_for(room, bot.user_id, "programme, pas à une personne")
        somebody.wait_for(room, bot.user_id, "écho : bonjour")
        return somebody, room

    return begin


def answers(somebody, room, bot):
    somebody.sync(0.5)
    return [text.removeprefix("écho : ") for text in somebody.heard(room, bot.user_id) if text.startswith("écho : ")]


def events_on_the_server(synapse, somebody, room):
    path = f"/_matrix/client/v3/rooms/{room}/messages?dir=b&limit=200"
    return list(reversed(synapse.call(somebody.client.access_token, "GET", path)["chunk"]))


@in_both_kinds
def test_a_private_room_is_entered_greeted_and_answered(bot, person, synapse, encrypted):
    echo = bot.start()
    maelle = person()
    room = maelle.open_room(bot.user_id, encrypted=encrypted)
    secrecy = "chiffré de bout en bout" if encrypted else "n'est pas chiffré"
    assert "programme, pas à une personne" in maelle.wait_for(room, bot.user_id, secrecy)
    maelle.wait_for(room, bot.user_id, "écho : bonjour")
    maelle.send(room, "Bonjour, c'est Maëlle !")
    maelle.wait_for(room, bot.user_id, "écho : Bonjour, c'est Maëlle !")
    assert echo.heard == [(room, "bonjour"), (room, "Bonjour, c'est Maëlle !")]
    said = [event for event in events_on_the_server(synapse, maelle, room) if event["sender"] == bot.user_id]
    kinds = {event["type"] for event in said if "state_key" not in event}
    assert kinds == ({"m.room.encrypted"} if encrypted else {"m.room.message"})
    assert encrypted != ("écho" in json.dumps(said, ensure_ascii=False))


@in_both_kinds
def test_what_is_said_before_the_bot_has_entered_is_answered(bot, person, encrypted):
    echo = bot.start()
    wait_until(lambda: echo.transport._is_ready)
    bot.stop()
    maelle = person()
    room = maelle.open_room(bot.user_id, encrypted=encrypted)
    maelle.client.users_for_key_query.add(bot.user_id)
    maelle.sync()
    maelle.client.rooms[room].members_synced = True  # keys are handed to invited people too
    maelle.send(room, "Bonjour, je voudrais m'inscrire")
    echo = bot.start()
    maelle.wait_for(room, bot.user_id, "écho : Bonjour, je voudrais m'inscrire")
    assert echo.heard == [(room, "Bonjour, je voudrais m'inscrire")]


def test_typing_and_reading_are_shown(bot, talk):
    echo = bot.start()
    maelle, room = talk()
    event = maelle.send(room, "Bonjour")
    maelle.wait_for(room, bot.user_id, "écho : Bonjour")
    maelle.wait(
        lambda: any(
            receipt.event_id == event and receipt.user_id == bot.user_id
            for _, seen in maelle.ephemeral
            for receipt in getattr(seen, "receipts", [])
        )
    )
    echo.run(echo.transport.typing(join_address("x", room), is_on=True))
    maelle.wait(lambda: any(bot.user_id in getattr(seen, "users", []) for _, seen in maelle.ephemeral))


def test_a_process_killed_between_decrypting_and_storing_reads_all_of_it_again(bot, talk):
    echo = bot.start()
    maelle, room = talk()
    tried = []

    def die(message_id):
        tried.append(message_id)
        raise RetryLater(60, "killed")

    echo.before_storing = die
    maelle.client.invalidate_outbound_session(room)  # the next messages come with a new key
    sent = [maelle.send(room, f"message {number}") for number in range(3)]
    wait_until(lambda: sent[0] in tried)
    bot.stop()
    echo = bot.start()
    maelle.send(room, "après")
    maelle.wait_for(room, bot.user_id, "écho : après")
    assert [text for _, text in echo.heard] == [*(f"message {number}" for number in range(3)), "après"]
    assert not any("clé" in text for text in maelle.heard(room, bot.user_id))


@in_both_kinds
def test_more_messages_than_one_sync_brings_are_all_taken_in_order(bot, talk, encrypted):
    bot.start()
    maelle, room = talk(encrypted)
    bot.stop()
    sent = [f"message {number}" for number in range(130)]
    for text in sent:
        maelle.send(room, text)
    echo = bot.start()
    wait_until(lambda: len(echo.heard) == len(sent), 60)
    assert [text for _, text in echo.heard] == sent


def test_a_delivery_repeated_after_a_crash_stands_there_once(bot, talk, database):
    echo = bot.start()
    maelle, room = talk()
    with database.session_scope() as session:
        conversation = inbox.waiting(session, "matrix") or "c" * 32
        outbox.post(
            session, str(conversation), "matrix", address_of(room, maelle.client.user_id), [{"text": "une seule fois"}]
        )
        # What was heard last may not be marked as sent yet.
        row = next(row for row in outbox.due(session, "matrix", clock.now()) if row.text == "une seule fois")
        row.next_try_at = clock.now() + timedelta(hours=1)  # nobody but this test delivers it
        session.flush()
        session.expunge(row)
    for _ in range(3):
        echo.run(echo.transport.deliver(row))
    bot.stop()
    echo = bot.start()
    maelle.wait_for(room, bot.user_id, "une seule fois")
    wait_until(lambda: echo.transport._is_ready)
    echo.run(echo.transport.deliver(row))
    maelle.sync(0.5)
    assert maelle.heard(room, bot.user_id).count("une seule fois") == 1


def test_old_messages_are_not_answered_by_a_new_installation(bot, talk, database):
    bot.start()
    maelle, room = talk()
    bot.stop()
    maelle.send(room, "écrit pour une autre installation")
    with database.session_scope() as session:
        for table in ("channel_states", "inbound_messages", "outbound_messages", "addresses"):
            session.connection().exec_driver_sql(f"delete from {table}")
    echo = bot.start()
    wait_until(lambda: echo.transport._is_ready)
    maelle.send(room, "pour celle-ci")
    maelle.wait_for(room, bot.user_id, "écho : pour celle-ci")
    assert echo.heard == [(room, "pour celle-ci")]


def test_groups_are_left_with_a_sentence(bot, person, account):
    bot.start()
    maelle, autre = person(), account("autre")
    room = maelle.open_room(bot.user_id, autre, encrypted=False, direct=False)
    maelle.wait_for(room, bot.user_id, sentence("matrix.group"))
    maelle.wait(lambda: bot.user_id not in maelle.client.rooms[room].users)


def test_a_room_that_becomes_a_group_is_left(bot, talk, account):
    echo = bot.start()
    maelle, room = talk()
    maelle.run(maelle.client.room_invite(room, account("autre")))
    maelle.wait_for(room, bot.user_id, sentence("matrix.group"))
    maelle.wait(lambda: bot.user_id not in maelle.client.rooms[room].users)
    maelle.send(room, "quelqu'un m'entend ?")
    time.sleep(1)
    assert "quelqu'un m'entend ?" not in [text for _, text in echo.heard]
    with bot.database.session_scope() as session:
        outbox.post(
            session, "x" * 32, "matrix", address_of(room, maelle.client.user_id), [{"text": "pour une personne seule"}]
        )
        row = next(row for row in outbox.due(session, "matrix", clock.now()) if row.text == "pour une personne seule")
        session.expunge(row)
    with pytest.raises(Undeliverable):
        echo.run(echo.transport.deliver(row))


def test_public_rooms_and_spaces_are_left(bot, person):
    bot.start()
    maelle = person()
    public = maelle.run(maelle.client.room_create(preset=nio.RoomPreset.public_chat, invite=[bot.user_id])).room_id
    space = maelle.run(maelle.client.room_create(space=True, invite=[bot.user_id])).room_id
    for room in (public, space):
        maelle.wait(lambda room=room: room in maelle.client.rooms)
        maelle.wait(lambda room=room: bot.user_id not in maelle.client.rooms[room].users)
    private = maelle.open_room(bot.user_id, encrypted=False)
    maelle.wait_for(private, bot.user_id, "programme, pas à une personne")


def test_a_room_that_the_person_left_is_left_and_its_keys_are_deleted(bot, talk, database):
    echo = bot.start()
    maelle, room = talk()
    store = echo.transport._client.store
    keys = "select count(*) from megolminboundsessions where room_id = ?"
    assert store.database.execute_sql(keys, (room,)).fetchone()[0] > 0
    maelle.run(maelle.client.room_leave(room))
    wait_until(lambda: room not in echo.transport._client.rooms)
    wait_until(lambda: store.database.execute_sql(keys, (room,)).fetchone()[0] == 0)


UNREAD = [
    ("m.room.message", {"msgtype": "m.image", "body": "chat.png", "url": "mxc://x/y"}, "photo"),
    ("m.room.message", {"msgtype": "m.audio", "body": "voix.ogg", "url": "mxc://x/y"}, "audio"),
    ("m.room.message", {"msgtype": "m.video", "body": "film.mp4", "url": "mxc://x/y"}, "video"),
    ("m.room.message", {"msgtype": "m.file", "body": "cv.pdf", "url": "mxc://x/y"}, "document"),
    ("m.room.message", {"msgtype": "m.location", "body": "ici", "geo_uri": "geo:48,2"}, "location"),
    ("m.room.message", {"msgtype": "org.exemple.inconnu", "body": "?"}, "other"),
    ("m.room.message", {"msgtype": "m.text", "body": "  "}, "empty"),
    ("m.room.message", {"msgtype": "m.key.verification.request", "body": "v", "from_device": "X", "methods": [], "to": "@a:b"}, "verification"),
    ("m.sticker", {"body": "chat", "info": {}, "url": "mxc://x/y"}, "sticker"),
    ("org.matrix.msc3381.poll.start", {"org.matrix.msc1767.text": "?"}, "poll"),
    ("m.call.invite", {"call_id": "1", "version": 0, "lifetime": 60000, "offer": {"type": "offer", "sdp": ""}}, "call"),
]  # fmt: skip


@in_both_kinds
def test_what_cannot_be_read_is_told_kindly_and_quietly(bot, talk, encrypted):
    echo = bot.start()
    maelle, room = talk(encrypted)
    for kind, content, _ in UNREAD:
        maelle.send(room, content, kind)
    for _, _, notice in UNREAD:
        maelle.wait_for(room, bot.user_id, section("unsupported")[notice])
    assert echo.heard == [(room, "bonjour")]
    quiet = [event.body for _, event in maelle.events if isinstance(event, nio.RoomMessageNotice)]
    assert {section("unsupported")[notice] for _, _, notice in UNREAD} <= set(quiet)


def test_a_message_without_its_key_is_told_once_and_read_when_the_key_comes(bot, talk, monkeypatch):
    monkeypatch.setattr("bot.channels.matrix.state.NOTICE_AFTER_SECONDS", 1)
    echo = bot.start()
    maelle, room = talk()
    maelle.sync()
    olm = maelle.client.olm
    olm.create_outbound_group_session(room)
    session = olm.outbound_group_sessions[room]
    key = {
        "algorithm": olm._megolm_algorithm,
        "room_id": room,
        "session_id": session.id,
        "session_key": session.session_key,
    }
    session.mark_as_shared()
    for number in range(3):
        maelle.send(room, f"sans clé {number}")
    maelle.wait_for(room, bot.user_id, section("unsupported")["undecryptable"])
    time.sleep(2)
    maelle.sync()
    assert maelle.heard(room, bot.user_id).count(section("unsupported")["undecryptable"]) == 1
    bot.stop()  # what waits for its key waits across a restart
    echo = bot.start()
    wait_until(lambda: echo.transport._is_ready)
    (device,) = maelle.client.device_store.active_user_devices(bot.user_id)
    sealed = olm._olm_encrypt(olm.session_store.get(device.curve25519), device, "m.room_key", key)
    maelle.run(maelle.client.to_device(nio.ToDeviceMessage("m.room.encrypted", bot.user_id, device.id, sealed)))
    maelle.wait_for(room, bot.user_id, "écho : sans clé 2")
    assert echo.heard == [(room, f"sans clé {number}") for number in range(3)]


def test_all_devices_of_a_person_can_read_the_one_that_comes_later_too(bot, talk, person):
    bot.start()
    maelle, room = talk()
    phone = person(maelle.client.user_id, "téléphone")
    phone.wait(lambda: room in phone.client.rooms)
    time.sleep(1)  # the homeserver tells the bot of the new device
    phone.send(room, "du téléphone")
    for device in (maelle, phone):
        device.wait_for(room, bot.user_id, "écho : du téléphone")


def test_an_account_signed_out_signs_in_again_with_a_new_device(bot, talk, synapse):
    echo = bot.start()
    maelle, room = talk()
    device = echo.transport._client.device_id
    synapse.call(echo.transport._client.access_token, "POST", "/_matrix/client/v3/logout/all", {})
    wait_until(lambda: echo.transport._is_ready and echo.transport._client.device_id != device)
    assert "the homeserver had ended the session: its device is gone, signing in with a new one" in echo.faults
    assert not any("signed in again" in fault for fault in echo.faults)
    maelle.sync(1)
    maelle.send(room, "toujours là ?")
    maelle.wait_for(room, bot.user_id, "écho : toujours là ?")


def test_an_access_token_that_ended_is_renewed_for_the_same_device(database, tmp_path, monkeypatch):
    monkeypatch.setattr("bot.channels.matrix.transport.LONG_POLL_SECONDS", 2)
    server = Synapse(tmp_path / "strict", session_lifetime="6s").start()
    try:
        side = Side(server, server.register("assistant", PASSWORD), database)
        echo = side.start()
        wait_until(lambda: echo.transport._is_ready)
        device = echo.transport._client.device_id
        wait_until(lambda: any("signed in again" in fault for fault in echo.faults))
        maelle = Person(server.url, server.register("maelle", PASSWORD), PASSWORD, tmp_path / "maelle")
        room = maelle.open_room(side.user_id, encrypted=True)
        maelle.wait_for(room, side.user_id, "écho : bonjour")
        assert echo.transport._client.device_id == device
        maelle.close()
        side.stop()
    finally:
        server.stop()


def test_a_second_process_is_kept_out(bot, talk):
    first = bot.start()
    talk()
    second = bot.start()
    wait_until(lambda: any("run one gateway" in fault for fault in second.faults))
    assert any("kept out" in fault for fault in first.run(first.transport.check()))


def test_another_secret_is_told(bot, talk, monkeypatch):
    bot.start()
    talk()
    bot.stop()
    monkeypatch.setenv("BOT_SECRET", "un autre secret, assez long pour servir")
    echo = bot.start()
    wait_until(lambda: any("BOT_SECRET" in fault for fault in echo.faults))


def test_a_homeserver_that_is_away_is_waited_for(database, tmp_path):
    server = Synapse(tmp_path / "away").start()
    side = Side(server, server.register("assistant", PASSWORD), database)
    maelle = Person(server.url, server.register("maelle", PASSWORD), PASSWORD, tmp_path / "maelle")
    server.stop()
    try:
        echo = side.start()  # away when the bot starts
        wait_until(lambda: any("does not answer" in fault for fault in echo.faults))
        server.start()
        room = maelle.open_room(side.user_id, encrypted=True)
        maelle.wait_for(room, side.user_id, "écho : bonjour", 60)
        for number in range(6):
            maelle.send(room, f"message {number}")
            if number % 2:
                server.kill()  # in the middle, whatever it was doing
                server.start()
        maelle.wait_for(room, side.user_id, "écho : message 5", 60)
        assert answers(maelle, room, side) == ["bonjour", *(f"message {number}" for number in range(6))]
        side.stop()
        maelle.close()
    finally:
        server.stop()


def test_the_doctor_says_what_is_wrong(bot, synapse, account):
    def check(**changes):
        echo = Echo({**bot.keys, **changes}, bot.database)
        return " ".join(echo.run(echo.transport.check()))

    assert check() == ""
    assert "refuses user_id and password" in check(password="faux")
    assert "cannot be reached" in check(homeserver="http://127.0.0.1:9")
    assert "not both" in check(access_token="x")
    assert "must be whole" in check(user_id="assistant")
    assert "https" in check(homeserver="http://matrix.exemple.fr")
    assert "not (or no longer) valid" in check(password=None, access_token="faux")
    other = account("autre")
    assert check(user_id=other) == ""
    login = {"type": "m.login.password", "user": other, "password": PASSWORD}
    token = synapse.call("", "POST", "/_matrix/client/v3/login", login)["access_token"]
    assert f"the account is {other}" in check(password=None, access_token=token)
    devices = synapse.call(token, "GET", "/_matrix/client/v3/devices")["devices"]
    assert not any("doctor" in (device["display_name"] or "") for device in devices)


def test_an_access_token_serves_instead_of_the_password(bot, person, synapse):
    login = {"type": "m.login.password", "user": bot.user_id, "password": PASSWORD}
    token = synapse.call("", "POST", "/_matrix/client/v3/login", login)["access_token"]
    bot.keys = {"homeserver": synapse.url, "user_id": bot.user_id, "access_token": token}
    bot.start()
    maelle = person()
    room = maelle.open_room(bot.user_id, encrypted=True)
    maelle.wait_for(room, bot.user_id, "écho : bonjour")
    bot.stop()
    Store(bot.user_id).delete_device()
    echo = Echo(bot.keys, bot.database)
    assert "are not in the state folder" in " ".join(echo.run(echo.transport.check()))
    echo = bot.start()
    wait_until(lambda: any("are not in the state folder" in fault for fault in echo.faults))


@pytest.mark.parametrize("is_away", [True, False], ids=["while the bot is away", "while it listens"])
def test_whoever_is_left_in_a_room_gets_nothing_of_who_was_there(bot, talk, person, database, is_away):
    echo = bot.start()
    maelle, room = talk(encrypted=False)
    with database.session_scope() as session:
        address = address_of(room, maelle.client.user_id)
        hers = addresses.find(session, "matrix", address)
        assert hers is not None
    if is_away:
        bot.stop()
    other = person()
    maelle.run(maelle.client.room_invite(room, other.client.user_id))
    other.run(other.client.join(room))
    other.wait(lambda: room in other.client.rooms)
    if not is_away:
        maelle.wait(lambda: bot.user_id not in maelle.client.rooms[room].users)
    maelle.run(maelle.client.room_leave(room))
    other.send(room, "mes données")
    with database.session_scope() as session:
        outbox.post(session, hers, "matrix", address, [{"text": "pour Maëlle seule"}])
    echo = bot.start() if is_away else echo
    wait_until(lambda: echo.transport._is_ready)
    if is_away:
        other.wait_for(room, bot.user_id, "écho : mes données")
    time.sleep(1)
    assert "pour Maëlle seule" not in other.heard(room, bot.user_id)
    with database.session_scope() as session:
        assert addresses.find(session, "matrix", address_of(room, other.client.user_id)) != hers


def test_somebody_goes_on_in_another_room_and_is_answered_there(bot, talk, database):
    bot.start()
    maelle, room = talk()
    with database.session_scope() as session:
        known = addresses.find(session, "matrix", address_of(room, maelle.client.user_id))
    maelle.run(maelle.client.room_leave(room))
    other = maelle.open_room(bot.user_id, encrypted=False)
    maelle.wait_for(other, bot.user_id, "programme, pas à une personne")
    maelle.send(other, "me revoilà")
    maelle.wait_for(other, bot.user_id, "écho : me revoilà")
    with database.session_scope() as session:
        assert addresses.find(session, "matrix", address_of(other, maelle.client.user_id)) == known
        outbox.post(
            session, known, "matrix", address_of(room, maelle.client.user_id), [{"text": "écrit pour l'ancien salon"}]
        )
    maelle.wait_for(other, bot.user_id, "écrit pour l'ancien salon")


@in_both_kinds
def test_a_reaction_with_a_number_chooses_under_the_latest_answer_alone(bot, talk, encrypted):
    echo = bot.start()
    maelle, room = talk(encrypted)

    def react(words, key):
        shown = [event for _, event in maelle.events if words in maelle.words(event) and event.sender == bot.user_id][
            -1
        ]
        relation = {"rel_type": "m.annotation", "event_id": shown.event_id, "key": key}
        maelle.send(room, {"m.relates_to": relation}, "m.reaction")

    maelle.send(room, "choix")
    maelle.wait_for(room, bot.user_id, "2. Non")
    react("2. Non", "3️⃣")  # which is not offered
    react("2. Non", "2️⃣")
    maelle.wait_for(room, bot.user_id, "écho : 2")
    react("écho : 2", "1️⃣")  # where nothing is
    react("écho : bonjour", "1️⃣")
    maelle.send(room, "fin")
    maelle.wait_for(room, bot.user_id, "écho : fin")
    assert [text for _, text in echo.heard] == ["bonjour", "choix", "2", "fin"]
