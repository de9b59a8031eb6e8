"""What every transport has to hold, with its network's real server, through the gateway's worker; Rasa alone is played.

A new channel joins with a peer (`peers/`), a name in NETWORKS and a line in `network`: docs/developers/channels.md.
"""

import asyncio
import itertools
import logging
import threading
import time
from pathlib import Path

import pytest
import regex
from sqlalchemy import select

from bot.base import channel_info
from bot.channels.gateway import intake
from bot.channels.gateway.channel_worker import ChannelWorker
from bot.channels.gateway.credentials import TRANSPORTS
from bot.content.sentences import section, sentence
from bot.records.conversations import addresses, conversations, inbox, outbox
from bot.records.models import InboundMessage, OutboundMessage
from tests.channels import loop
from tests.channels.matrix.synapse import Synapse
from tests.channels.peers import email, matrix, telegram
from tests.waiting import wait_until as until

pytestmark = pytest.mark.server
HOME = Path(__file__).parents[2]
CHANNELS = {package.rpartition(".")[2] for package in TRANSPORTS}
NETWORKS = ("telegram", "telegram by webhook", "matrix", "email")
# The same by other people's client where it has its own way to do it, and by an account that nobody freed of the server's limits.
ELEMENT, LIMITED = "matrix with Element", "matrix with its limits"
with_element = pytest.mark.parametrize("network", [*NETWORKS, ELEMENT], indirect=True)
with_both = pytest.mark.parametrize("network", [*NETWORKS, ELEMENT, LIMITED], indirect=True)
# About 12,000 characters: paragraphs, accents and emoji of several characters, and more of them without a blank than a
# message of any network holds, so that a cut falls among them; none of their lengths divides a limit.
LONG = "\n\n".join(
    [
        *(
            f"Paragraphe {number} : « Noël à l'œuvre », dit Zoe\u0308. Là-bas, c'est su\u0302r !"
            for number in range(20)
        ),
        "👩‍👩‍👧‍👦" * 900,
        "e\u0301" * 1500,
        "🏴󠁧󠁢󠁳󠁣󠁴󠁿👍🏽" * 90,
        "sans-aucun-blanc-" * 50,
        "Fin du texte.",
    ]
)


class EchoRasa:
    """Stands for the way to Rasa: « écho : … » answers what was stored, once.

    Attributes:
        is_up: messages are answered; otherwise they wait, as while Rasa is unavailable.
        heard: their words, in the order in which they were taken.
    """

    is_open = False  # as of `RasaBreaker`

    def __init__(self, database):
        self._database, self._one_at_a_time = database, threading.Lock()
        self.is_up, self.heard = True, []

    async def allows_requests(self):
        return self.is_up

    async def send_turn(self, channel, payload):
        return await asyncio.to_thread(self._answer, channel, payload["conversation_id"], payload["message_id"])

    def _answer(self, channel, conversation_id, message_id):
        # A worker that was stopped asks no more, but what it asked for may still be under way when the next one asks again.
        with self._one_at_a_time, self._database.session_scope() as session:
            row = inbox.find(session, conversation_id, message_id)
            if row is None or row.answered_at is not None:
                return 404 if row is None else 200
            text, address = row.text or "", row.address or ""
            said = {"event": "user", "text": text, "timestamp": time.time(), "message_id": message_id}
            choices = ["Oui, volontiers", "Non merci"] if text == "choix" else []
            answer = LONG if text == "long" else f"écho : {text}"
            data = {"buttons": [{"title": title, "payload": title} for title in choices]}
            told = {"event": "bot", "text": answer, "timestamp": time.time(), "data": data}
            conversations.append(
                session, conversation_id, [said, told], channel=channel, consented=True, state={"slots": {}}
            )
            inbox.mark_answered(session, conversation_id, message_id)
            outbox.post(session, conversation_id, channel, address, [{"text": answer, "buttons": choices}])
            self.heard.append(text)
        return 200


class Bot:
    """The gateway's worker of one network, started and stopped as often as a test likes, on one database."""

    def __init__(self, network, database):
        self.network, self.database, self.rasa = network, database, EchoRasa(database)
        self.people, self._task = [], None

    def start(self):
        self.transport = self.network.transport(self.database)
        self.worker = ChannelWorker(self.transport, self.database, self.rasa)

        async def begin():
            return asyncio.create_task(self.worker.run())

        self._task = loop.run(begin())
        until(lambda: self.health["state"] == "ok")

    def stop(self):
        """Ends it as SIGTERM does."""

        async def end(task):
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

        if self._task is not None:
            loop.run(end(self._task))
            self._task = None

    def meet(self, many=1):
        """Returns people of whom nothing was heard yet."""
        self.people += [self.network.meet() for _ in range(many)]
        self.rasa.heard.clear()  # what a room begins with
        return self.people[-many:]

    @property
    def health(self):
        return self.worker.health.as_json()

    def check(self):
        return loop.run(self.transport.check(), 120)

    def waiting(self):
        """What arrived and was not read yet, oldest first."""
        with self.database.session_scope() as session:
            return [row.text for row in inbox.waiting(session, self.transport.name)]

    def post(self, text):
        """Says something to who wrote last, unasked."""
        with self.database.session_scope() as session:
            newest = select(InboundMessage.conversation_id).order_by(InboundMessage.id.desc()).limit(1)
            conversation_id = session.scalars(newest).one()
            place = addresses.latest_address(session, conversation_id).place
            outbox.post(session, conversation_id, self.transport.name, place, [{"text": text}])

    def count_conversations(self):
        """How many there are."""
        with self.database.session_scope() as session:
            return len(set(session.scalars(select(InboundMessage.conversation_id))))

    def given_up(self):
        """Why deliveries were given up."""
        with self.database.session_scope() as session:
            return list(session.scalars(select(OutboundMessage.error).where(OutboundMessage.abandoned_at.is_not(None))))


def hears(peer, *texts):
    """Waits until somebody has heard the last of some texts, and tells that they heard all of them, once, and nothing else."""
    until(lambda: texts[-1] in peer.heard())
    assert peer.heard() == list(texts)


def letters(text):
    """The letters of a text as readers see them, accents and joiners with theirs; no blanks."""
    return [letter for letter in regex.findall(r"\X", text) if not letter.isspace()]


def logged_with(records, words):
    """Returns what this project logged, of any level, that holds one of some words."""
    ours = [record for record in records if record.name.partition(".")[0] == "bot"]
    lines = [f"{record.getMessage()} {record.exc_text or ''} {record.exc_info or ''}" for record in ours]
    return [line for line in lines if any(word in line for word in words)]


@pytest.fixture(scope="module")
def synapse(tmp_path_factory):
    server = Synapse(tmp_path_factory.mktemp("synapse"), is_ordinary=True).start()
    yield server
    server.stop()


@pytest.fixture(params=NETWORKS)
def network(request, database, tmp_path):
    def by_matrix(**how):
        return matrix.encrypted(request.getfixturevalue("synapse"), tmp_path, **how)

    networks = {
        "telegram": lambda: telegram.polled(database),
        "telegram by webhook": lambda: telegram.called(database),
        "matrix": by_matrix,
        ELEMENT: lambda: by_matrix(is_element=True),
        LIMITED: lambda: by_matrix(is_freed=False),
        "email": email.by_mail,
    }
    with networks[request.param]() as opened:
        yield opened


@pytest.fixture
def bot(network, database, caplog):
    """The bot, which runs. Whatever a test does, no log may hold an address or an answer."""
    caplog.set_level(logging.DEBUG, logger="bot")
    made = Bot(network, database)
    made.start()
    yield made
    made.stop()
    secrets = [secret for peer in made.people for secret in peer.secrets]
    assert logged_with(caplog.get_records("call"), ["écho", *secrets]) == []


def test_every_transport_is_held_to_the_contract():
    assert {name.partition(" ")[0] for name in NETWORKS} == CHANNELS


# Guides that name every channel.
PAGES = (
    "juridique/notice", "juridique/registre", "juridique/aipd", "exploiter/reglages", "developers/threats", "developers/architecture",
)  # fmt: skip


def test_every_channel_is_known_to_the_rest_of_the_bot_and_to_its_readers():
    assert channel_info.CHANNELS.keys() == CHANNELS | {"web"}
    for name in CHANNELS:
        known = channel_info.CHANNELS[name]
        assert known.words and known.provider
        assert f"# bot.channels.{name}." in (HOME / "credentials.yml").read_text(encoding="utf-8")
        assert (HOME / "docs" / "canaux" / f"{name}.md").exists()
        for page in PAGES:
            text = (HOME / "docs" / f"{page}.md").read_text(encoding="utf-8")
            assert known.words.lower() in text.lower(), f"docs/{page}.md says nothing of {known.words}"


@with_both
def test_what_is_written_arrives_once_and_in_order_and_is_answered_in_order(bot):
    [maelle, zoe] = bot.meet(2)
    said = [f"message {number}" for number in range(6)]
    for text in said:
        maelle.say(text)
    zoe.say("et moi")
    hears(maelle, *(f"écho : {text}" for text in said))
    hears(zoe, "écho : et moi")
    assert [text for text in bot.rasa.heard if text != "et moi"] == said
    assert sorted(bot.rasa.heard) == sorted([*said, "et moi"])


@with_both
def test_stopped_in_the_middle_and_started_again_it_loses_and_repeats_nothing(bot):
    [maelle] = bot.meet()
    said = []

    def say(*numbers):
        for number in numbers:
            maelle.say(f"message {number}")
            said.append(f"message {number}")

    for first in (0, 5):
        known = len(bot.rasa.heard)
        say(*range(first, first + 3))
        until(lambda known=known: len(bot.rasa.heard) > known)
        bot.stop()  # what else was written is on its way, stored, answered, or being said
        say(*range(first + 3, first + 5))
        bot.start()
    say(10)
    hears(maelle, *(f"écho : {text}" for text in said))
    assert bot.rasa.heard == said
    assert bot.count_conversations() == 1


def test_stopped_while_messages_are_being_stored_it_loses_and_repeats_none(bot, monkeypatch):
    [maelle] = bot.meet()
    really_take, taken = intake._take, []

    def take(*given):
        really_take(*given)
        taken.append(given)
        time.sleep(0.3)  # stopped here, it is stored all the same and the network was not told

    monkeypatch.setattr(intake, "_take", take)
    said = [f"message {number}" for number in range(5)]
    for text in said:
        maelle.say(text)
    for known in (0, 2):
        until(lambda known=known: len(taken) > known)
        bot.stop()
        bot.start()
    hears(maelle, *(f"écho : {text}" for text in said))
    assert bot.rasa.heard == said


def test_what_could_not_be_stored_is_brought_again_and_taken_once(bot, monkeypatch):
    [maelle] = bot.meet()
    bot.stop()
    really_take, takes = intake._take, itertools.count(1)

    def take(*given):
        really_take(*given)
        if next(takes) in {2, 4}:  # the transaction takes back all of it, not what was stored before
            raise OSError("the disk is full")

    monkeypatch.setattr(intake, "_take", take)
    said = [f"message {number}" for number in range(4)]
    for text in said:  # they come at once
        maelle.say(text)
    bot.start()
    hears(maelle, *(f"écho : {text}" for text in said))
    assert next(takes) > 4
    assert bot.rasa.heard == said


def test_what_waited_while_it_was_stopped_is_said_when_it_starts(bot):
    [maelle] = bot.meet()
    maelle.say("avant")
    hears(maelle, "écho : avant")
    bot.stop()
    bot.post("dit entre-temps")
    bot.start()
    hears(maelle, "écho : avant", "dit entre-temps")
    assert bot.check() == []


@with_element
def test_a_network_that_is_away_is_told_with_its_remedy_and_all_goes_on_when_it_is_back(bot):
    [maelle] = bot.meet()
    maelle.say("avant")
    hears(maelle, "écho : avant")
    bot.network.away()
    try:
        bot.post("dit pendant l'absence")
        reason = until(lambda: bot.health["state"] if bot.health["state"] != "ok" else "")
        undelivered = until(lambda: bot.health["undelivered"])
        faults = bot.check()
    finally:
        bot.network.back()
    for told in (reason, undelivered, *faults):
        assert " " in told, f"no words but the kind of an error: {told}"
        assert not [secret for secret in maelle.secrets if secret in told]
    assert faults and all(": check" in fault for fault in faults), faults
    maelle.say("après")
    hears(maelle, "écho : avant", "dit pendant l'absence", "écho : après")
    until(lambda: bot.health["state"] == "ok" and not bot.health["undelivered"])
    assert bot.rasa.heard == ["avant", "après"]


@with_both
def test_a_long_text_arrives_whole_and_no_letter_is_torn(bot):
    assert 11_000 < len(LONG) < 13_000
    [maelle] = bot.meet()
    maelle.say("long")
    maelle.say("fin")
    until(lambda: "écho : fin" in maelle.heard())
    *pieces, _ = maelle.heard()
    assert [letter for piece in pieces for letter in letters(piece)] == letters(LONG)


@with_element
def test_choices_are_seen_and_made_by_their_number(bot):
    [maelle] = bot.meet()
    maelle.say("choix")
    until(lambda: "Non merci" in "\n".join(maelle.heard()))
    maelle.say("2")
    until(lambda: "écho : 2" in maelle.heard())
    *lines, last = maelle.heard()
    offer = "\n".join(lines)
    assert offer.startswith("écho : choix") and last == "écho : 2"
    assert offer.index("Oui, volontiers") < offer.index("Non merci")
    assert [offer.count(words) for words in ("écho", "Oui, volontiers", "Non merci")] == [1, 1, 1]
    assert bot.rasa.heard == ["choix", "2"]


@with_element
def test_a_picture_is_answered_and_its_caption_is_heard(bot):
    if not bot.network.has_pictures:
        pytest.skip("this network carries words alone")
    [maelle] = bot.meet()
    maelle.send_picture("")
    hears(maelle, section("unsupported")["photo"])
    maelle.send_picture("Voilà mon diplôme")
    said = [sentence("turn.not_opened"), "écho : Voilà mon diplôme"]
    said = ["\n\n".join(said)] if bot.transport.name in outbox.SINGLE_MESSAGE_CHANNELS else said
    hears(maelle, section("unsupported")["photo"], *said)
    assert bot.rasa.heard == ["Voilà mon diplôme"]


@with_element
def test_an_edit_of_what_nobody_has_read_gives_it_its_new_words(bot):
    if not bot.network.has_edits:
        pytest.skip("this network has no edits: what was sent stands")
    [maelle] = bot.meet()
    bot.rasa.is_up = False
    maelle.say("je suis à Brest")
    until(lambda: bot.waiting() == ["je suis à Brest"])
    maelle.edit_last("je suis à Rennes")
    until(lambda: bot.waiting() == ["je suis à Rennes"])
    bot.rasa.is_up = True
    maelle.say("fin")
    hears(maelle, "écho : je suis à Rennes", "écho : fin")
    assert bot.rasa.heard == ["je suis à Rennes", "fin"]


@with_both
def test_who_blocked_the_bot_is_given_up_and_holds_nobody_else_up(bot):
    [maelle, zoe] = bot.meet(2)
    bot.rasa.is_up = False
    maelle.say("je m'en vais")
    until(lambda: len(bot.waiting()) == 1)
    zoe.say("je reste")
    until(lambda: len(bot.waiting()) == 2)
    maelle.block()
    bot.rasa.is_up = True
    hears(zoe, "écho : je reste")
    [reason] = until(bot.given_up)
    assert " " in reason and not [secret for secret in maelle.secrets if secret in reason]
    zoe.say("encore")
    hears(zoe, "écho : je reste", "écho : encore")


def test_no_log_holds_what_was_written_or_who_wrote_it(bot, caplog):
    [maelle, zoe] = bot.meet(2)
    maelle.say("motsecret")
    hears(maelle, "écho : motsecret")
    if bot.network.has_pictures:
        maelle.send_picture("légendesecrète")
        until(lambda: any("écho : légendesecrète" in text for text in maelle.heard()))
    maelle.block()
    bot.post("réponsesecrète")
    until(bot.given_up)
    zoe.say("motsecret")
    hears(zoe, "écho : motsecret")
    assert logged_with(caplog.records, ["given up"])  # lines of this project are seen here at all
    assert logged_with(caplog.records, ["secret", "secrète", "écho", *maelle.secrets, *zoe.secrets]) == []
