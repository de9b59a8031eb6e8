"""Invented people talk with the real assistant, and their files are on the desk of who may see them."""

import asyncio
import itertools

from bot.base.settings import settings
from bot.records.accounts import recruiters, structures
from bot.records.desk import visibility
from bot.records.models import Candidate
from bot.records.store.database import default_database
from bot.tools.demo import opening, people, playing
from bot.tools.demo.asked import MOST_OPENINGS, Person


def test_people_are_the_same_for_a_seed_and_unlike_each_other():
    some = [person.opening for person in people.people(20, seed=3)]
    assert some == [person.opening for person in people.people(20, seed=3)]
    assert len(set(some)) > 3


def test_somebody_whom_nothing_is_asked_gives_up():
    person = Person("bonjour", {}, [], {})
    said = list(itertools.takewhile(lambda text: text, (person.answer([{"text": "Hm."}]) for _ in range(50))))
    assert len(said) == MOST_OPENINGS


def test_invented_people_talk_with_the_real_assistant(shared_servers):
    """Their files are seen by structures whose town their mobility covers, and by who administers."""
    told = []
    talked = list(people.people(3, seed=1))
    for person in talked:
        person.leaves_at = None
    finished = asyncio.run(playing.talk_all(settings().rasa_urls[0], talked, shared_servers / "today", told.append))
    assert finished == 3
    assert told[-1].startswith("  3 of 3")
    logins = opening.open_desk("une phrase de passe")
    assert list(logins) == ["recruteur1@exemple.fr", "recruteur2@exemple.fr", "administration@exemple.fr"]
    with default_database().session_scope() as session:
        account = recruiters.find(session, "administration@exemple.fr")
        (nationwide,) = structures.of_account(session, account.id)
        me = recruiters.SignedIn(account.id, account.name, "", structure_id=nationwide.id)
        assert session.query(Candidate).where(visibility.visible(session, me)).count() == 3
