"""Matrix: a real Synapse with its default limits, and users with clients of their own in encrypted rooms.

The bot's account is exempt from the limits, as the guide recommends, or not. Users have matrix-nio, or Element's
library, which reads messages of signed devices only.
"""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

import nio

from bot.channels.matrix.transport import MatrixTransport
from tests.channels.matrix.element_client import ElementClient
from tests.channels.matrix.person import Person
from tests.channels.matrix.synapse import PASSWORD
from tests.waiting import wait_until

_numbers = itertools.count(1)


class MatrixPeer:
    def __init__(self, person, bot, members=None, *, begins_with="écho : bonjour", encrypted=True):
        self._person, self._bot, self._members = person, bot, members
        self.secrets = (person.client.user_id, person.client.user_id[1:].partition(":")[0])
        self.room = person.open_room(bot, encrypted=encrypted)
        person.wait_for(self.room, bot, "programme, pas à une personne", 120)
        person.wait_for(self.room, bot, begins_with, 120)  # what entering a room begins with
        self._before = len(person.heard(self.room, bot))

    def say(self, text):
        self._last = self._person.send(self.room, text)

    def heard(self):
        return self.heard_from_the_start()[self._before :]

    def heard_from_the_start(self):
        """The bot's messages, the welcome included."""
        self._person.sync(0.2)
        return self._person.heard(self.room, self._bot)

    def react(self, key):
        """React to the bot's last message."""
        said = [one for room, one in self._person.events if room == self.room and one.sender == self._bot]
        under = [event.event_id for event in said if "state_key" not in event.source][-1]
        relation = {"rel_type": "m.annotation", "event_id": under, "key": key}
        self._person.send(self.room, {"m.relates_to": relation}, "m.reaction")

    def send_picture(self, caption):
        content = {"msgtype": "m.image", "body": caption or "photo.jpg", "filename": "photo.jpg", "url": "mxc://x/y"}
        self._person.send(self.room, content)

    def edit_last(self, text):
        content = {"msgtype": "m.text", "body": f"* {text}", "m.new_content": {"msgtype": "m.text", "body": text}}
        self._person.send(self.room, {**content, "m.relates_to": {"rel_type": "m.replace", "event_id": self._last}})

    def block(self):
        """Leave the room; the bot, alone in it, leaves too."""
        answer = self._person.run(self._person.client.room_leave(self.room))
        assert isinstance(answer, nio.RoomLeaveResponse), answer
        wait_until(lambda: self._bot not in self._members(self.room))


class ElementPeer:
    def __init__(self, client, bot, members):
        self._client, self._bot, self._members = client, bot, members
        self.secrets = (client.user_id, client.user_id[1:].partition(":")[0])
        self._room = client.ask("invite", other=bot)
        wait_until(
            lambda: "écho : bonjour" in self._said(), seen=lambda: client.ask("heard", room=self._room, speaker=bot)
        )
        self._before = len(self._said())

    def _said(self):
        """The bot's messages of a signed device; those of others stay unread."""
        said = self._client.ask("heard", room=self._room, speaker=self._bot)
        read = [one for one in said if one["body"] is not None and one["failure"] is None]
        assert {one["shield"] for one in read} <= {"NONE"}, read
        return [one["body"] for one in read]

    def say(self, text):
        self._last = self._client.ask("say", room=self._room, text=text)

    def heard(self):
        return self._said()[self._before :]

    def send_picture(self, caption):
        content = {"msgtype": "m.image", "body": caption or "photo.jpg", "filename": "photo.jpg", "url": "mxc://x/y"}
        self._client.ask("send", room=self._room, content=content)

    def edit_last(self, text):
        self._client.ask("edit", room=self._room, event=self._last, text=text)

    def block(self):
        self._client.ask("leave", room=self._room)
        wait_until(lambda: self._bot not in self._members(self._room))


class MatrixNetwork:
    has_edits = has_pictures = True

    def __init__(self, synapse, folder, *, is_freed=True, is_element=False):
        self._synapse, self._folder, self._is_element = synapse, folder, is_element
        self._bot = synapse.register(f"assistant-contrat{next(_numbers)}", PASSWORD)
        if is_freed:
            synapse.free(self._bot)
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
        if self._is_element:
            self._people.append(ElementClient(self._synapse.url, user_id, PASSWORD))
            return ElementPeer(self._people[-1], self._bot, self._members)
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
def encrypted(synapse, folder, **how) -> Iterator[MatrixNetwork]:
    """A new account of the bot."""
    network = MatrixNetwork(synapse, folder, **how)
    try:
        yield network
    finally:
        network.close()
