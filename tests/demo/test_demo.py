"""Simulated users talk with the real assistant; their dossiers are on the recruiters' desk."""

import asyncio

from bot.base.settings import settings
from bot.records.accounts import recruiter_sessions, recruiters, structures
from bot.records.desk import visibility
from bot.records.models import Candidate
from bot.records.store.database import default_database
from bot.tools.demo.command import create_accounts
from bot.tools.demo.personas import simulated_users
from bot.tools.demo.simulated_user import DECLINE, MAX_OPENINGS, SKIP, SimulatedUser
from bot.tools.demo.simulation import simulate_all


def test_users_are_the_same_for_a_seed_and_differ_from_each_other():
    openings, again = ([user.opening for user in simulated_users(20, seed=3)] for _ in range(2))
    assert openings == again
    assert len(set(openings)) > 3


def test_a_user_without_a_question_gives_up():
    user = SimulatedUser("bonjour", {}, [], {})
    assert len(list(iter(lambda: user.answer(None), None))) == MAX_OPENINGS


def test_a_user_answers_by_the_pending_question():
    user = SimulatedUser("bonjour", {"town": "Lyon"}, ["Je lui montre."], {"email": "c'est payé combien ?"})
    assert user.answer("consent") == "Oui, je suis d'accord"
    assert [user.answer("town", buttons) for buttons in ((), ["Lyon (69)"], ["Lyon (69)"])] == [
        "Lyon", "Lyon (69)", DECLINE,
    ]  # fmt: skip
    assert [user.answer("email") for _ in range(2)] == ["c'est payé combien ?", SKIP]
    assert [user.answer("scenario") for _ in range(2)] == ["Je lui montre.", SKIP]
    assert user.answer(None) is None
    assert user.is_done


def test_simulated_users_talk_with_the_real_assistant(shared_servers):
    """An administrator sees all of their dossiers."""
    progress = []
    users = list(simulated_users(3, seed=1))
    for user in users:
        user.leaves_at = None
    finished = asyncio.run(simulate_all(settings().rasa_urls[0], users, shared_servers / "today", progress.append))
    assert finished == 3
    assert progress[-1].startswith("  3 of 3")
    logins = create_accounts("une phrase de passe")
    assert list(logins) == ["recruteur1@exemple.fr", "recruteur2@exemple.fr", "administration@exemple.fr"]
    with default_database().session_scope() as session:
        account = recruiters.find(session, "administration@exemple.fr")
        (nationwide,) = structures.list_for_account(session, account.id)
        me = recruiter_sessions.RecruiterUser(account.id, account.name, "", structure_id=nationwide.id)
        assert session.query(Candidate).where(visibility.visible_candidates_filter(session, me)).count() == 3
