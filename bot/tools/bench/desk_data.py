"""Fictitious candidates for the bench of the recruiters' desk, inserted as rows without conversations."""

import random
from collections.abc import Callable, Iterator
from datetime import timedelta

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from bot.base import clock, geography
from bot.base.geography import Commune
from bot.content.campaign import campaign
from bot.content.interview import load_rubric, load_scenarios
from bot.records.desk import directory
from bot.records.models import Candidate, Conversation, Note, new_conversation_id
from bot.records.store.database import Database
from bot.tools.demo.personas import answers_by_scenario, family_names, first_names

_AT_A_TIME = 500
_CHANNELS = ("web", "web", "web", "telegram", "matrix")


def fill(database: Database, number: int, say: Callable[[str], None]) -> None:
    """Insert candidates, each with an answer to every scenario of the campaign.

    Args:
        database: migrated, empty.
        number: of candidates.
        say: shows progress.
    """
    chance = random.Random(number)
    communes = list(geography.communes().values())
    weights = [commune.population + 1 for commune in communes]
    for start in range(0, number, _AT_A_TIME):
        with database.session_scope() as session:
            for index in range(start, min(start + _AT_A_TIME, number)):
                _add(session, chance, chance.choices(communes, weights)[0], index)
        if start % 5000 == 0:
            say(f"  {start} of {number} files written")


def _add(session: Session, chance: random.Random, commune: Commune, number: int) -> None:
    said = clock.now() - timedelta(minutes=number * 13)
    conversation_id = new_conversation_id()
    session.execute(insert(Conversation).values(id=conversation_id, channel="web", consented=True))
    first, last = chance.choice(first_names()), chance.choice(family_names())
    candidate = Candidate(
        conversation_id=conversation_id, channel=chance.choice(_CHANNELS), created_at=said, updated_at=said,
        notice_version="bench", consented_at=said, first_name=first, last_name=last,
        confirmed_at=said if chance.random() < 0.9 else None, expires_at=said + timedelta(days=700),
        town=commune.town,
        mobility=_mobility(chance), availability=_availability(chance), email=f"p{number}@exemple.fr", declined=[],
    )  # fmt: skip
    session.add(candidate)
    session.flush()
    directory.index_words(session, candidate)
    session.add_all(_notes(chance, candidate))
    session.flush()
    session.execute(update(Candidate).where(Candidate.id == candidate.id).values(updated_at=said))  # not all just now


def _mobility(chance: random.Random) -> dict[str, object]:
    kind = chance.choices(("radius", "departement", "region", "national", "none"), (70, 12, 8, 5, 5))[0]
    return {"kind": kind, "km": 5 * chance.randrange(2, 15) if kind == "radius" else None, "places": []}


def _availability(chance: random.Random) -> dict[str, object]:
    day: dict[str, object] = {"date": (clock.today() + timedelta(days=chance.randrange(1, 200))).isoformat()}
    return chance.choice([{"immediate": True}, {"unknown": True}, day, day])


def _notes(chance: random.Random, candidate: Candidate) -> Iterator[Note]:
    for scenario_id in campaign().scenarios:
        scenario = load_scenarios()[scenario_id]
        answer = chance.choice(answers_by_scenario()[scenario_id])
        yield Note(
            candidate_id=candidate.id, conversation_id=candidate.conversation_id, channel=candidate.channel,
            notice_version="bench", notice_acknowledged_at=candidate.created_at, trait=scenario.trait,
            question_id=scenario_id, question_version=scenario.version, question=scenario.text, answer=answer,
            evidence=_evidence(answer), rubric_version="bench", asked_at=candidate.created_at,
            answered_at=candidate.created_at, expires_at=candidate.expires_at,
        )  # fmt: skip


def _evidence(answer: str) -> list[dict[str, object]]:
    """Two quotes, the average of an answer; their indicators are arbitrary."""
    half = len(answer) // 2
    first, *_, last = load_rubric().indicators
    parts = ((0, half, first), (half, len(answer), last))
    return [
        {
            "quote": answer[start:end], "start": start, "end": end, "part": "answer", "indicator": indicator,
            "polarity": "positive", "rule": "bench",
        }
        for start, end, indicator in parts if end > start
    ]  # fmt: skip
