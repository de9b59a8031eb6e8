"""The account's identity against a real Synapse: what a lost folder leaves, what clients made, and what doctor says of it."""

import json
import logging
import re
import shutil
import time
from collections.abc import Callable, Iterator
from typing import Any

import nio
import pytest

from bot.channels.gateway.gateway import Gateway
from bot.channels.matrix.addresses import address_of
from bot.channels.matrix.invitations import MAX_ROOMS
from bot.channels.matrix.store import Store
from bot.channels.matrix.transport import MatrixTransport
from bot.content.sentences import sentence
from bot.records.conversations import outbox
from bot.tools.evaluation.servers import free_port
from tests.channels import loop
from tests.channels.matrix.client_identity import (
    ClientIdentity,
    is_signed_by_the_account,
    look_up,
    master_of,
    recovery_key,
    sign_in,
)
from tests.channels.matrix.echo import Echo
from tests.channels.matrix.element_client import ElementClient
from tests.channels.matrix.person import Person
from tests.channels.matrix.synapse import PASSWORD, Synapse
from tests.waiting import wait_until

pytestmark = pytest.mark.server
SECRET = "un secret d'installation, assez long pour servir"


class Account:
    """The bot's account: the bot on it, and what others see of it."""

    def __init__(self, synapse, user_id, database, caplog):
        self.synapse, self.user_id, self.database, self._caplog = synapse, user_id, database, caplog
        self.keys: dict[str, Any] = {"homeserver": synapse.url, "user_id": user_id, "password": PASSWORD}
        self._watcher = sign_in(synapse, synapse.register(f"temoin{user_id[1:].partition(':')[0]}", PASSWORD))
        self.echo = None

    def start(self, **keys):
        """Starts the bot and waits until it has looked at its identity."""
        self.keys.update(keys)
        self._caplog.clear()
        self.echo = Echo(self.keys, self.database).start()
        wait_until(lambda: self.echo.transport._is_ready)

    def stop(self):
        if self.echo is not None:
            self.echo.stop()
            self.echo = None

    def lose_the_folder(self):
        shutil.rmtree(Store(self.user_id).path)

    @property
    def device(self):
        return self.echo.transport._client.device_id

    def seen(self):
        return look_up(self.synapse, self._watcher, self.user_id)

    def is_signed(self):
        return is_signed_by_the_account(self.seen(), self.user_id, self.device)

    def master(self):
        return master_of(self.seen(), self.user_id)

    def logged(self):
        return " ".join(record.getMessage() for record in self._caplog.records if record.name.startswith("bot."))

    def doctor(self):
        echo = Echo(self.keys, self.database)
        return " ".join(echo.run(echo.transport.check()))


@pytest.fixture
def bot(synapse, account, database, caplog, monkeypatch):
    monkeypatch.setenv("BOT_SECRET", SECRET)
    caplog.set_level(logging.INFO, logger="bot")
    side = Account(synapse, account("assistant"), database, caplog)
    yield side
    side.stop()


def made_by_a_client(bot, synapse, key=None, **described):
    identity = ClientIdentity(bot.user_id, key)
    identity.described |= described
    identity.publish(synapse, sign_in(synapse, bot.user_id))
    return identity


def test_a_lost_folder_leaves_the_same_identity_which_signs_the_new_device(bot):
    bot.start()
    first, master = bot.device, bot.master()
    assert bot.is_signed()
    assert bot.doctor() == ""
    bot.stop()
    bot.lose_the_folder()
    bot.start()
    assert bot.device != first
    assert bot.is_signed()
    assert bot.master() == master
    assert bot.doctor() == ""


def test_another_secret_needs_the_former_one_as_recovery_key(bot, monkeypatch):
    bot.start()
    master = bot.master()
    bot.stop()
    bot.lose_the_folder()
    monkeypatch.setenv("BOT_SECRET", f"{SECRET}, un autre")
    assert "if BOT_SECRET was changed, the former one" in bot.doctor()
    bot.start(recovery_key=SECRET)
    assert bot.is_signed()
    assert bot.master() == master


@pytest.mark.parametrize(
    ("written", "remedy"),
    [
        (None, "write its recovery key as recovery_key"),
        (recovery_key(bytes(range(32))), "recovery_key is not the one of the account's identity"),
        ("une phrase qui n'ouvre rien du tout", "recovery_key is not the one of the account's identity"),
    ],
    ids=["none", "another key", "words"],
)
def test_an_identity_that_stays_closed_is_a_fault_with_its_remedy(bot, synapse, written, remedy):
    identity = made_by_a_client(bot, synapse)
    bot.keys["recovery_key"] = written
    assert remedy in bot.doctor()  # before anything was started, too
    bot.start()
    assert not bot.is_signed()
    assert bot.master() == identity.public("master")
    assert remedy in bot.logged()
    told = bot.doctor()
    assert "does not sign the bot's device" in told
    assert remedy in told
    assert "reset_identity: true" in told
    if written:
        assert written not in told + bot.logged()


def test_an_identity_of_before_is_not_taken_for_the_present_one(bot, synapse):
    old = made_by_a_client(bot, synapse)
    bot.start(reset_identity=True)  # the storage is left as it was
    bot.stop()
    bot.lose_the_folder()
    bot.start(reset_identity=False, recovery_key=recovery_key(old.key))
    assert not bot.is_signed()
    assert "an identity that the account had before" in bot.doctor()


def test_the_identity_is_made_anew_only_where_that_is_asked_for(bot, synapse):
    identity = made_by_a_client(bot, synapse)
    bot.start()
    assert bot.master() == identity.public("master")
    bot.stop()
    bot.start(reset_identity=True)
    assert bot.master() != identity.public("master")
    assert bot.is_signed()
    assert "as configured by reset_identity" in bot.logged()
    assert "reset_identity has nothing left to do" in bot.doctor()
    master = bot.master()
    bot.stop()
    bot.lose_the_folder()
    bot.start(reset_identity=False)
    assert bot.is_signed()
    assert bot.master() == master
    assert bot.doctor() == ""


def test_a_device_that_lost_its_signature_is_named_and_signed_at_the_next_start(bot, synapse):
    identity = made_by_a_client(bot, synapse)
    bot.start()
    bot.keys["recovery_key"] = recovery_key(identity.key)
    assert "start the gateway again, which signs it" in bot.doctor()
    bot.stop()
    bot.start()
    assert bot.is_signed()
    del bot.keys["recovery_key"]  # signed, yet the next one would not be
    assert "one that is made after the state folder was lost would not be" in bot.doctor()


@pytest.mark.parametrize("kind", ["m.key.verification.request", "m.key.verification.start"])
def test_a_verification_from_device_to_device_is_cancelled(bot, person, kind):
    bot.start()
    maelle = person()
    came: list[Any] = []
    maelle.client.add_to_device_callback(came.append, nio.KeyVerificationCancel)
    begun = {
        "transaction_id": "verification-1", "from_device": maelle.client.device_id, "timestamp": int(time.time() * 1000),
        "methods": ["m.sas.v1"], "method": "m.sas.v1", "key_agreement_protocols": ["curve25519-hkdf-sha256"],
        "hashes": ["sha256"], "message_authentication_codes": ["hkdf-hmac-sha256"], "short_authentication_string": ["emoji"],
    }  # fmt: skip
    for _ in range(2):  # said twice by a network that repeats
        maelle.run(maelle.client.to_device(nio.ToDeviceMessage(kind, bot.user_id, bot.device, begun)))
    maelle.wait(lambda: came)
    assert (came[0].transaction_id, came[0].code, came[0].reason) == (
        "verification-1",
        "m.user",
        sentence("matrix.verification"),
    )


def test_a_fourth_room_with_the_same_person_is_declined(bot, person, synapse):
    bot.start()
    maelle, yanis = person(), person()
    rooms = [maelle.open_room(bot.user_id, encrypted=True) for _ in range(MAX_ROOMS)]
    for room in rooms:
        maelle.wait(lambda room=room: maelle.is_in(room, bot.user_id))
    fourth = maelle.open_room(bot.user_id, encrypted=True)
    maelle.wait(lambda: membership(synapse, maelle, fourth, bot.user_id)["membership"] == "leave")
    assert membership(synapse, maelle, fourth, bot.user_id)["reason"] == sentence("matrix.enough_rooms")
    other = yanis.open_room(bot.user_id, encrypted=True)
    yanis.wait(lambda: yanis.is_in(other, bot.user_id))
    maelle.run(maelle.client.room_leave(rooms[0]))
    wait_until(lambda: rooms[0] not in bot.echo.transport._client.rooms)
    fifth = maelle.open_room(bot.user_id, encrypted=True)
    maelle.wait(lambda: maelle.is_in(fifth, bot.user_id))


def membership(synapse, somebody, room, user_id):
    path = f"/_matrix/client/v3/rooms/{room}/state/m.room.member/{user_id}"
    return synapse.call(somebody.client.access_token, "GET", path)


def test_rooms_opened_in_one_breath_are_entered_up_to_the_limit(bot, person, synapse):
    bot.start()
    bot.stop()
    maelle = person()
    rooms = [maelle.open_room(bot.user_id, encrypted=False) for _ in range(MAX_ROOMS + 2)]
    bot.start()

    def found():
        return sorted(membership(synapse, maelle, room, bot.user_id)["membership"] for room in rooms)

    maelle.wait(lambda: "invite" not in found())
    assert found() == ["join"] * MAX_ROOMS + ["leave"] * 2


def test_a_homeserver_that_slows_down_is_told_in_the_log_and_by_doctor(database, tmp_path, caplog):
    caplog.set_level(logging.INFO, logger="bot")
    server = Synapse(tmp_path / "ordinary", is_ordinary=True).start()
    try:
        user_id = server.register("assistant", PASSWORD)
        keys = {"homeserver": server.url, "user_id": user_id, "password": PASSWORD}
        transport = MatrixTransport(keys, database)
        gateway = Gateway([transport], database, [f"http://127.0.0.1:{free_port()}"])
        serving = loop.start(gateway.run())
        maelle = Person(server.url, server.register("maelle", PASSWORD), PASSWORD, tmp_path / "maelle")
        room = maelle.open_room(user_id, encrypted=True)
        maelle.wait_for(room, user_id, "programme, pas à une personne")
        assert loop.run(MatrixTransport(keys, database).check()) == []
        slow = "matrix throttled (the homeserver asks to slow down): sending one message at a time"

        def say(words):
            with database.session_scope() as session:
                for number in range(12):
                    part = {"text": f"{words} {number}"}
                    outbox.post(session, "x" * 32, "matrix", address_of(room, maelle.client.user_id), [part])

        def lines():
            return [record.getMessage() for record in caplog.records]

        say("partie")
        maelle.wait_for(room, user_id, "partie 11", 120)
        _, *said = maelle.heard(room, user_id)
        assert said == [f"partie {number}" for number in range(12)]  # in order and once, only later
        assert lines().count(slow) == 1
        statuses = server.requests("PUT", "/send/m.room.encrypted")
        assert statuses.count(200) == 13
        assert statuses.count(429) <= 4  # one for each that came after the burst of ten
        (told,) = loop.run(MatrixTransport(keys, database).check())
        assert "asked to slow down 0 minutes ago" in told
        method, path, limits = re.search(r"(POST) (/_synapse/\S+) (\{.*?\})", told).groups()
        server.register("patronne", PASSWORD, admin=True)
        server.call(sign_in(server, "patronne"), method, path, json.loads(limits))
        caplog.clear()
        say("suite")
        maelle.wait_for(room, user_id, "suite 11", 60)
        assert slow not in lines()
        maelle.close()
        serving.cancel()
    finally:
        server.stop()


@pytest.fixture
def sign_in_with_element(synapse, account) -> Iterator[Callable[..., ElementClient]]:
    """Signs in people with Element's library."""
    made = []

    def make(user_id: str | None = None) -> ElementClient:
        made.append(ElementClient(synapse.url, user_id or account("element"), PASSWORD))
        return made[-1]

    yield make
    for client in made:
        client.close()


@pytest.fixture
def element(sign_in_with_element):
    return sign_in_with_element()


@pytest.mark.parametrize("passphrase", [None, "quatre mots de passe"], ids=["recovery key", "passphrase"])
def test_an_identity_that_element_made_is_opened_with_its_recovery_key(bot, sign_in_with_element, passphrase):
    written = sign_in_with_element(bot.user_id).ask("recovery", passphrase=passphrase)
    master = bot.master()
    bot.start(recovery_key=passphrase or written)
    assert bot.is_signed()
    assert bot.master() == master
    assert bot.doctor() == ""


def test_element_sees_its_verification_cancelled(bot, element, sign_in_with_element):
    bot.start()
    room = element.ask("invite", other=bot.user_id)
    element.ask("hear", room=room, speaker=bot.user_id, text="écho : bonjour")
    assert element.ask("verify", other=bot.user_id, room=room) == {"code": "m.user", "by": bot.user_id}
    assert element.ask("verify", other=bot.user_id, device=bot.device) == {"code": "m.user", "by": bot.user_id}


def test_a_client_that_demands_signed_devices_reads_nothing_of_one_that_is_not(bot, element, synapse):
    made_by_a_client(bot, synapse)
    bot.start()
    room = element.ask("invite", other=bot.user_id)
    heard = element.ask("hear", room=room, speaker=bot.user_id, text=None)
    assert {one["failure"] for one in heard} == {"UNSIGNED_SENDER_DEVICE"}
