"""Agreement between two readers: the figure, what is said of it, and when nothing is said."""

import math
import re

import pytest
from desk_people import FIRST, people
from sklearn.metrics import cohen_kappa_score
from sqlalchemy import select

from bot.content.sentences import sentence
from bot.records.accounts import recruiter_sessions
from bot.records.desk import rating_queries, ratings
from bot.records.desk.rating_queries import RatingPairs
from bot.records.desk.ratings import RatingInput
from bot.records.models import Note, Recruiter, Structure
from bot.recruiting.review.rater_agreement import MIN_ANSWERS, agreement, weighted_kappa

WORKED = [(1, 2), (2, 2), (3, 3), (4, 5), (5, 5), (3, 4), (2, 1), (4, 4), (5, 3), (1, 1), (3, 3), (4, 2)]


def reference(pairs):
    """Scikit-learn's kappa with quadratic weights, over all levels of the scale."""
    return cohen_kappa_score(*zip(*pairs, strict=True), weights="quadratic", labels=range(1, 6))


def test_the_figure_is_scikit_learns():
    assert 0.6 < weighted_kappa(WORKED) < 0.8
    assert math.isclose(weighted_kappa(WORKED), reference(WORKED))


def test_a_level_that_nobody_chose_counts_as_a_step():
    """Without the labels of the whole scale, 1 and 5 beside each other would be neighbours."""
    pairs = [(1, 1), (5, 5), (1, 5), (5, 5), (2, 5)]
    assert math.isclose(weighted_kappa(pairs), reference(pairs))


@pytest.mark.parametrize(
    ("levels", "said"),
    [
        ([(level, level) for level in (1, 2, 3, 4, 5)] * 2, "accord très fort"),
        (WORKED, "accord fort"),
        ([(1, 5), (5, 1)] * 5, "pas plus que par hasard"),
    ],
)
def test_it_is_said_in_words(levels, said):
    assert said in agreement("patience", RatingPairs(levels)).words


def test_nothing_is_said_of_fewer_than_ten_answers_or_of_one_level():
    few = agreement("patience", RatingPairs(WORKED[: MIN_ANSWERS - 1]))
    assert (few.kappa, few.words, few.double) == (None, "", 9)
    assert agreement("patience", RatingPairs(WORKED[:MIN_ANSWERS])).kappa is not None
    alike = agreement("patience", RatingPairs([(3, 3)] * 12))
    assert (alike.kappa, alike.words) == (None, sentence("agreement.undefined"))


def rate_all(session, number):
    structure = session.scalars(select(Structure).where(Structure.name == "Maison du numérique")).one()
    accounts = session.scalars(select(Recruiter).where(Recruiter.name.in_(["Camille Un", "Dominique Deux"]))).all()
    both = [recruiter_sessions.RecruiterUser(row.id, row.name, "x", structure_id=structure.id) for row in accounts]
    answers = session.scalars(select(Note).where(Note.trait == "patience").order_by(Note.asked_at).limit(number)).all()
    for note, levels in zip(answers, WORKED, strict=False):
        for me, level in zip(both, levels, strict=True):
            ratings.finish(
                session, me, note, RatingInput(level, "Mots.", "dessine", "", "1", rating_queries.answer_hash(note))
            )


@pytest.mark.parametrize(("number", "is_shown"), [(MIN_ANSWERS - 1, False), (MIN_ANSWERS, True)])
def test_the_page_shows_it_from_ten_answers_on_and_nothing_of_anybody(database, enter, number, is_shown):
    browser = enter(FIRST)
    with database.session_scope() as session:
        people(session, 12, start=20)
        rate_all(session, number)
    page = browser.get("/recrutement/appreciations").text
    assert f"{number} réponses appréciées" in page
    assert bool(re.search(r"Kappa pondéré : <strong>[−0-9,]+", page)) is is_shown
    assert not re.search(r"Personne [A-Z]|zed|Camille Deux|Dominique", page)
