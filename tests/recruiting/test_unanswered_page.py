"""Questions without an answer, for editors: in groups, by week, of nobody; seen to, they go."""

import html
import re
from datetime import date

import pytest
from recruiting_samples import HOSTILE, acts, csrf_of

from bot.records.conversations import unanswered
from bot.records.conversations.unanswered import Reason

PAGE = "/recrutement/contenus/sans-reponse"
WEATHER = ["la météo demain à Lille", "quel temps fera-t-il demain à Brest"]
FLAT = f"comment demander un logement social {HOSTILE}"


@pytest.fixture
def asked(editor, database):
    """The browser of an editor, once questions had no answer."""
    with database.session_scope() as session:
        for text, times in ((WEATHER[0], 3), (WEATHER[1], 1), (FLAT, 2)):
            for _ in range(times):
                unanswered.add(session, text, Reason.OUT_OF_SCOPE)
        unanswered.add(session, WEATHER[1], Reason.NOT_UNDERSTOOD)
    return editor


def headings(page):
    return [html.unescape(re.sub(r"<[^>]+>", "", one)) for one in re.findall(r'<h2 id="groupe.*?</h2>', page.text)]


def test_what_asks_alike_is_together_the_most_frequent_first(asked, database):
    page = asked.get(PAGE)
    assert headings(page) == [f"« {WEATHER[0]} » 5 fois", f"« {FLAT} » 2 fois"]
    assert HOSTILE not in page.text
    assert "hors sujet (4), pas compris deux fois (1)" in page.text
    assert re.search(r'href="/recrutement/contenus/texte/faq/[a-z_]+/[a-z0-9_]+"', page.text)
    assert "read_unanswered" in [act for _, act, _ in acts(database)]


def test_a_group_that_was_seen_to_goes_until_it_is_asked_in_another_week(asked, database, monkeypatch):
    csrf = csrf_of(asked.get(PAGE))
    answer = asked.post(PAGE, data={"csrf": csrf, "question": WEATHER})
    assert answer.headers["location"] == f"{PAGE}?traite=1"
    assert headings(asked.get(PAGE)) == [f"« {FLAT} » 2 fois"]
    assert "2 questions à lire" in asked.get("/recrutement/contenus").text
    with database.session_scope() as session:
        unanswered.add(session, WEATHER[0], Reason.OUT_OF_SCOPE)
    assert [subject for _, act, subject in acts(database) if act == "handled_unanswered"] == [None]
    assert len(headings(asked.get(PAGE))) == 1, "seen to this week already"
    monkeypatch.setattr(unanswered, "this_week", lambda: date(2030, 1, 7))
    with database.session_scope() as session:
        unanswered.add(session, WEATHER[0], Reason.OUT_OF_SCOPE)
    assert len(headings(asked.get(PAGE))) == 2


def test_what_its_author_takes_back_goes_though_it_was_seen_to(database):
    with database.session_scope() as session:
        entry = unanswered.add(session, FLAT, Reason.OUT_OF_SCOPE)
    with database.session_scope() as session:
        assert unanswered.mark_handled(session, [FLAT]) == 1
        assert unanswered.list_open(session) == []
    with database.session_scope() as session:
        unanswered.subtract(session, entry)
    with database.session_scope() as session:
        assert unanswered.list_all(session) == []


def test_nothing_to_read_is_said(editor):
    assert "Rien à lire" in editor.get(PAGE).text
