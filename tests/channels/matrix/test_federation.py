"""Two homeservers: the bot on one, people on the other with Element's library, in encrypted rooms; Rasa alone is played."""

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from bot.channels.gateway.transport import RetryLater
from bot.channels.matrix.transport import MatrixTransport
from tests.channels.certificate import make_certificate
from tests.channels.matrix.element_client import ElementClient
from tests.channels.matrix.person import Person
from tests.channels.matrix.synapse import PASSWORD, Synapse
from tests.channels.test_contract import Bot, until

pytestmark = pytest.mark.server
GUIDE = Path(__file__).parents[3] / "docs" / "canaux" / "matrix.md"


@pytest.fixture(scope="module")
def servers(tmp_path_factory):
    """The bot's, with its ordinary limits but for what the guide asks for, and another."""
    folder = tmp_path_factory.mktemp("federation")
    for name, pem in zip(("certificate.pem", "key.pem"), make_certificate(), strict=True):
        (folder / name).write_bytes(pem)
    [asked] = re.findall(r"```yaml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    here = Synapse.federated(folder / "here", is_ordinary=True, **YAML(typ="safe").load(asked)).start()
    there = Synapse.federated(folder / "there").start()
    yield here, there
    for server in (here, there):
        server.stop()


class Home:
    """The bot's account on its server, as the contract's `Bot` wants it."""

    def __init__(self, here, number):
        self.bot = here.register(f"assistant{number}", PASSWORD)
        here.free(self.bot)
        self._keys = {"homeserver": here.url, "user_id": self.bot, "password": PASSWORD}

    def transport(self, database):
        return MatrixTransport(self._keys, database)


@pytest.fixture
def bot(servers, database, request):
    made = Bot(Home(servers[0], abs(hash(request.node.name))), database)
    made.start()
    yield made
    made.stop()


class Somebody:
    """A person of the other server, who hears signed devices alone."""

    def __init__(self, there, bot, number):
        self.client = ElementClient(there.url, there.register(f"maelle{number}", PASSWORD), PASSWORD)
        self.bot, self.room = bot, ""

    def do(self, command, **given):
        return self.client.ask(command, room=self.room, **given)

    def say(self, text, **more):
        return self.do("say", text=text, **more)

    def meet(self):
        self.room = self.client.ask("invite", other=self.bot)
        self.hears("écho : bonjour")
        return self

    def heard(self):
        return self.do("heard", speaker=self.bot)

    def hears(self, text):
        """Waits until the bot has said something, by a device that its account signed, and returns all that it said."""
        until(lambda: any(text in (one["body"] or "") for one in self.heard()))
        said = self.heard()
        assert [(one["shield"], one["failure"]) for one in said] == [("NONE", None)] * len(said)
        return [one["body"] for one in said]


@pytest.fixture
def somebody(servers, bot, request):
    made = []

    def meet(*, is_met=True):
        number = f"{abs(hash(request.node.name))}-{len(made)}"
        made.append(Somebody(servers[1], bot.network.bot, number))
        return made[-1].meet() if is_met else made[-1]

    yield meet
    for one in made:
        one.client.close()


def test_a_conversation_goes_from_server_to_server(bot, somebody):
    maelle = somebody()
    assert "programme, pas à une personne" in maelle.heard()[0]["body"]
    maelle.say("choix")
    assert "1. Oui, volontiers\n2. Non merci" in maelle.hears("écho : choix")[-1]
    maelle.say("2")
    maelle.hears("écho : 2")
    maelle.say("choix")
    until(lambda: sum("Non merci" in (one["body"] or "") for one in maelle.heard()) == 2)
    maelle.do("react", speaker=maelle.bot, text="Oui, volontiers", key="1️⃣")
    maelle.hears("écho : 1")
    bot.rasa.is_up = False
    event = maelle.say("je suis à Brest")
    until(lambda: bot.waiting() == ["je suis à Brest"])
    maelle.do("edit", event=event, text="je suis à Rennes")
    until(lambda: bot.waiting() == ["je suis à Rennes"])
    bot.rasa.is_up = True
    assert maelle.hears("écho : je suis à Rennes")[-1] == "écho : je suis à Rennes"
    assert bot.rasa.heard == ["bonjour", "choix", "2", "choix", "1", "je suis à Rennes"]


def test_somebody_goes_on_in_a_new_room_in_one_that_was_upgraded_and_in_a_thread(bot, somebody):
    maelle = somebody()
    first = maelle.say("dans le premier")
    maelle.hears("écho : dans le premier")
    maelle.say("dans un fil", thread=first)
    maelle.hears("écho : dans un fil")
    assert maelle.heard()[-1]["thread"] == first
    maelle.say("hors du fil")
    maelle.hears("écho : hors du fil")
    assert maelle.heard()[-1]["thread"] is None
    maelle.room = maelle.client.ask("invite", other=maelle.bot)
    maelle.hears("écho : bonjour")
    maelle.say("dans un autre")
    maelle.hears("écho : dans un autre")
    maelle.room = maelle.do("upgrade", other=maelle.bot, version="11")
    maelle.hears("écho : bonjour")
    maelle.say("dans le nouveau")
    maelle.hears("écho : dans le nouveau")
    assert bot.count_conversations() == 1


def test_who_left_is_given_up_and_it_is_told(servers, bot, somebody):
    maelle = somebody()
    bot.rasa.is_up = False
    maelle.say("je m'en vais")
    until(lambda: bot.waiting() == ["je m'en vais"])
    maelle.do("leave")
    until(lambda: maelle.room not in bot.transport._client.rooms)
    bot.rasa.is_up = True
    [reason] = until(bot.given_up)
    assert reason == "no room is left with this person alone"


@pytest.fixture
def neighbour(servers, bot, tmp_path):
    """Somebody of the bot's own server, met before."""
    zoe = Person(servers[0].url, servers[0].register("zoe", PASSWORD), PASSWORD, tmp_path / "zoe")
    room = zoe.open_room(bot.network.bot, encrypted=True)
    zoe.wait_for(room, bot.network.bot, "écho : bonjour", 150)

    def is_answered(text):
        zoe.send(room, text)
        zoe.wait_for(room, bot.network.bot, f"écho : {text}", 150)

    yield is_answered
    zoe.close()


def test_what_is_said_while_a_server_is_away_arrives_once_and_holds_nobody_up(
    servers, bot, neighbour, somebody, monkeypatch
):
    maelle, yanis = somebody(), somebody(is_met=False)
    deliver, is_held = MatrixTransport.deliver, True

    async def held(transport, row):
        if is_held:
            raise RetryLater(0.2, "held by the test")
        await deliver(transport, row)

    monkeypatch.setattr(MatrixTransport, "deliver", held)
    yanis.room = yanis.client.ask("invite", other=yanis.bot)  # entered, but no key of it was given to anybody yet
    until(lambda: yanis.room in bot.transport._client.rooms)
    maelle.say("et toi ?")
    until(lambda: "et toi ?" in bot.rasa.heard)
    servers[1].stop()
    try:
        is_held = False
        until(lambda: "homeserver" in bot.health["undelivered"])
        neighbour("la ville d'à côté")
    finally:
        servers[1].start()
    assert maelle.hears("écho : et toi ?").count("écho : et toi ?") == 1
    yanis.say("me voilà")
    assert len(yanis.hears("écho : me voilà")) == 3


def test_people_of_another_server_are_not_turned_away_where_the_guide_was_followed(servers, bot):
    there, rooms = servers[1], set()
    for number in range(8):
        rooms.add(there.invite_from(there.register(f"foule{number}", PASSWORD), bot.network.bot))
    until(lambda: rooms <= set(bot.transport._client.rooms))
