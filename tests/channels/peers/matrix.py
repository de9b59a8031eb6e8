"""Matrix: a real Synapse, and people with clients of their own in encrypted rooms."""

import itertools
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

import nio

from bot.channels.matrix.transport import MatrixTransport
from tests.channels.matrix.person import Person
from tests.channels.matrix.synapse import PASSWORD

_numbers = itertools.count(1)


class MatrixPeer:
    def __init__(self, person, bot, members=None, *, begins_with="écho : bonjour"):
        self._person, self._bot, self._members = person, bot, members
        self.secrets = (person.client.user_id, person.client.user_id[1:].partition(":")[0])
        self._room = person.open_room(bot, encrypted=True)
        person.wait_for(self._room, bot, "programme, pas à une personne", 120)
        person.wait_for(self._room, bot, begins_with, 120)  # what entering a room begins with
        self._before = len(person.heard(self._room, bot))

    def say(self, text):
        self._last = self._person.send(self._room, text)

    def heard(self):
        return self.heard_from_the_start()[self._before :]

    def heard_from_the_start(self):
        """Returns what the bot said, what opens every conversation included."""
        self._person.sync(0.2)
        return self._person.heard(self._room, self._bot)

    def react(self, key):
        """Puts a reaction under what the bot said last."""
        said = [one for room, one in self._person.events if room == self._room and one.sender == self._bot]
        under = [event.event_id for event in said if "state_key" not in event.source][-1]
        relation = {"rel_type": "m.annotation", "event_id": under, "key": key}
        self._person.send(self._room, {"m.relates_to": relation}, "m.reaction")

    def send_picture(self, caption):
        content = {"msgtype": "m.image", "body": caption or "photo.jpg", "filename": "photo.jpg", "url": "mxc://x/y"}
        self._person.send(self._room, content)

    def edit_last(self, text):
        content = {"msgtype": "m.text", "body": f"* {text}", "m.new_content": {"msgtype": "m.text", "body": text}}
        self._person.send(self._room, {**content, "m.relates_to": {"rel_type": "m.replace", "event_id": self._last}})

    def block(self):
        """Leaves; the bot, alone in the room, goes too."""
        answer = self._person.run(self._person.client.room_leave(self._room))
        assert isinstance(answer, nio.RoomLeaveResponse), answer
        deadline = time.monotonic() + 60
        while self._bot in self._members(self._room):
            assert time.monotonic() < deadline, "the bot stays in an empty room"
            time.sleep(0.05)


class MatrixNetwork:
    has_edits = True

    def __init__(self, synapse, folder):
        self._synapse, self._folder = synapse, folder
        self._bot = synapse.register(f"assistant-contrat{next(_numbers)}", PASSWORD)
        self._people = []
        admin = {"type": "m.login.password", "password": PASSWORD}
        admin["user"] = synapse.register(f"admin-contrat{next(_numbers)}", PASSWORD, admin=True)
        self._admin = synapse.call("", "POST", "/_matrix/client/v3/login", admin)["access_token"]

    def transport(self, database):
        keys = {"homeserver": self._synapse.url, "user_id": self._bot, "password": PASSWORD}
        return MatrixTransport(keys, database)

    def meet(self):
        number = next(_numbers)
        user_id = self._synapse.register(f"maelle-contrat{number}", PASSWORD)
        self._people.append(Person(self._synapse.url, user_id, PASSWORD, self._folder / f"client-{number}"))
        return MatrixPeer(self._people[-1], self._bot, self._members)

    def _members(self, room):
        return self._synapse.call(self._admin, "GET", f"/_synapse/admin/v1/rooms/{quote(room)}/members")["members"]

    def away(self):
        self._synapse.stop()

    def back(self):
        self._synapse.start()

    def close(self):
        for person in self._people:
            person.close()


@contextmanager
def encrypted(synapse, folder) -> Iterator[MatrixNetwork]:
    """An account for the bot and none of the other tests."""
    network = MatrixNetwork(synapse, folder)
    try:
        yield network
    finally:
        network.close()
