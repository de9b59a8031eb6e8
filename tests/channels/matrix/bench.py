"""`make bench-matrix`: people who chat at once on a Synapse with its ordinary limits, and how long each answer takes.

The account of the bot is freed of the limit as docs/canaux/matrix.md says, or not (`--no-override`).
"""

import argparse
import json
import random
import statistics
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
from sqlalchemy import select

from bot.base import places
from bot.records.models import OutboundMessage
from bot.records.store.database import Database
from bot.tools.bench.measurements import describe_machine, percentile
from bot.tools.evaluation.servers import ephemeral_servers
from tests.channels.matrix.person import Person
from tests.channels.matrix.synapse import PASSWORD, Synapse

MESSAGES = (
    "Bonjour", "c'est quoi un conseiller numérique ?", "et c'est payé combien ?", "je voudrais m'inscrire", "oui je suis d'accord",
    "Quemener", "Maelle", "Lyon", "30 km", "dans deux mois", "je préfère ne pas le dire", "passer", "oui c'est bon",
)  # fmt: skip
LONGEST_SECONDS = 900.0


def main() -> None:
    """Runs the bench and prints its line."""
    parser = argparse.ArgumentParser(prog="make bench-matrix", description=__doc__)
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--messages", type=int, default=len(MESSAGES), help="how many of them each person writes")
    parser.add_argument("--seconds", type=float, default=10.0, help="from one message of a person to the next")
    parser.add_argument(
        "--no-override", action="store_true", help="leave the account of the bot under the ordinary limit"
    )
    given = parser.parse_args()
    print(f"{describe_machine()}\n", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        server = Synapse(Path(folder) / "synapse", is_ordinary=True).start()
        try:
            _run(server, Path(folder), given)
        finally:
            server.stop()


def _run(server: Synapse, folder: Path, given: argparse.Namespace) -> None:
    bot = server.register("assistant", PASSWORD)
    if not given.no_override:
        server.free(bot)
    credentials = {
        "bot.channels.web.WebInput": {},
        "bot.channels.matrix.MatrixInput": {"homeserver": server.url, "user_id": bot, "password": PASSWORD},
    }
    users = [server.register(f"personne{number}", PASSWORD) for number in range(given.people)]
    people = [Person(server.url, user, PASSWORD, folder / user[1:].partition(":")[0]) for user in users]
    servers = ephemeral_servers(only=("rasa", "gateway"), credentials=json.dumps(credentials))
    with servers, ThreadPoolExecutor(given.people) as pool:
        began = time.monotonic()
        rooms = list(pool.map(lambda person: _begin(person, bot), people))
        greeted = f"{given.people} people have been greeted after {time.monotonic() - began:.0f} s"
        print(f"{greeted}; each writes every {given.seconds:g} s", flush=True)
        chance = random.Random(given.people)
        starts = [chance.uniform(0, given.seconds) for _ in people]
        talks = pool.map(lambda three: _talk(*three, bot, given), zip(people, rooms, starts, strict=True))
        seconds = [second for talk in talks for second in talk]
        posted = _count_posted()
    limits = "the ordinary limits" if given.no_override else "the ordinary limits, the bot's account freed of them"
    print(
        f"{limits}: {len(seconds)} answers, p50 {statistics.median(seconds):.1f} s, p95 {percentile(seconds, 0.95):.1f} s, "
        f"slowest {max(seconds):.1f} s"
    )
    heard = sum(len(person.heard(room, bot)) for person, room in zip(people, rooms, strict=True))
    refused = server.requests("PUT", "/send/").count(429)
    print(f"{posted} messages were said, {heard} heard; the homeserver refused {refused} requests to send one")
    for person in people:
        person.close()


def _count_posted() -> int:
    """Returns how many messages the bot had to say, once all of them are marked as said."""
    database = Database(places.database_url())
    while True:
        with database.session_scope() as session:
            rows = list(session.scalars(select(OutboundMessage.sent_at)))
        if None not in rows:
            return len(rows)
        time.sleep(0.5)


def _begin(person: Person, bot: str) -> str:
    room = person.open_room(bot, encrypted=True)
    person.wait_for(room, bot, "Posez-moi vos questions", LONGEST_SECONDS)
    return room


def _talk(person: Person, room: str, start: float, bot: str, given: argparse.Namespace) -> list[float]:
    """Writes the messages, each some time after the one before; returns how long each answer took, in seconds."""
    time.sleep(start)
    took = []
    for text in MESSAGES[: given.messages]:
        began = time.monotonic()
        before = len(person.heard(room, bot))
        person.send(room, text)
        person.wait(lambda before=before: len(person.heard(room, bot)) > before, LONGEST_SECONDS)
        took.append(time.monotonic() - began)
        time.sleep(max(0.0, given.seconds - (time.monotonic() - began)))
    return took


if __name__ == "__main__":
    try:
        main()
    except httpx.HTTPError as error:
        raise SystemExit(f"the homeserver cannot be used: {error}") from error
