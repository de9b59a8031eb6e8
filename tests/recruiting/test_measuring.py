"""A draft is measured in a process apart: the real command, one at a time, and what stops it is said."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from editing_samples import PAGES, QUOI, TEXT, save, words
from recruiting_samples import LOGIN, PASSWORD, csrf_of

from bot.base import clock, places
from bot.base.json_lines import write_rows
from bot.records.accounts import recruiters
from bot.records.contents import draft_evaluations
from bot.records.models import ContentMeasure
from bot.recruiting.contents import draft_evaluation

BLIND = [
    {"question": "c'est quoi le test pix", "answer": "pix/quoi", "must_match_early": "parcours en ligne"},
    {"question": "combien on gagne par mois", "answer": "salaire/montant", "must_match_early": "smic"},
]
LONG = "À dire d'abord que beaucoup de gens posent la question, et que nous y répondons volontiers ici. " + "Ce test est préparé pour les candidatures, il situe un niveau, à titre d'information. " * 3 + "C'est un parcours en ligne."  # fmt: skip


@pytest.fixture
def blind(tmp_path, monkeypatch):
    """A small file of questions kept apart."""
    path = tmp_path / "answers.jsonl"
    write_rows(path, BLIND)
    monkeypatch.setattr(draft_evaluation, "question_files", lambda: [path])
    return path


@pytest.fixture
def without_blind(monkeypatch):
    monkeypatch.setattr(draft_evaluation, "question_files", list)


def begin(browser, questions):
    csrf = csrf_of(browser.get(f"{PAGES}/apercu/{QUOI}"))
    return browser.post(f"{PAGES}/mesurer/{QUOI}", data={"csrf": csrf, "questions": questions})


def row(database):
    with database.session_scope() as session:
        account = recruiters.find(session, LOGIN)
        return draft_evaluations.find(session, QUOI, account.id)


def wait_until_ended(database, seconds=240):
    deadline = time.monotonic() + seconds
    while row(database).running:
        assert time.monotonic() < deadline
        time.sleep(0.5)
    return row(database)


@pytest.mark.server
def test_a_draft_is_measured_by_the_real_command(editor, database, blind, model):
    save(editor, QUOI, answer=LONG)
    assert begin(editor, "pix kesako\ncombien on est payé\n").headers["location"] == f"{PAGES}/apercu/{QUOI}#mesure"
    page = words(editor.get(f"{PAGES}/apercu/{QUOI}"))
    assert "En file d'attente" in page or "Chargement du modèle" in page or "Mesure en cours" in page, (
        "also after a reload"
    )
    measured = wait_until_ended(database)
    assert measured.trouble is None and (measured.done, measured.total) != (0, 0)
    before, after = measured.result["before"], measured.result["after"]
    assert (before["examples"], before["direct"], after["direct"]) == (
        2,
        1.0,
        0.5 if LONG.find("parcours") > 320 else 1.0,
    )
    assert after["median_words"] > before["median_words"]
    page = words(editor.get(f"{PAGES}/mesure/{QUOI}"))
    assert "Sur 2 questions gardées à part" in page and "moins bien" in page
    assert "pix kesako" in page
    assert "✓ reçoit cette réponse" in page
    assert "reçoit une autre réponse : Montant du salaire" in page
    assert BLIND[0]["question"] not in page and BLIND[1]["question"] not in page
    assert BLIND[0]["question"] not in str(measured.result)
    assert list(places.state_directory().glob("measuring-*")) == [], "nothing is left behind"
    save(editor, QUOI, answer=TEXT)
    assert "sur un état antérieur du brouillon" in words(editor.get(f"{PAGES}/apercu/{QUOI}"))


def test_without_questions_there_is_nothing_to_measure(editor, without_blind):
    save(editor, QUOI, answer=TEXT)
    page = begin(editor, " \n ")
    assert page.status_code == 422 and "Écrivez au moins une question" in words(page)
    assert "seules les vôtres sont mesurées" in words(page)


@pytest.mark.parametrize("questions", ["q\n" + "\n".join(f"question {n}" for n in range(20)), "x" * 301])
def test_too_many_questions_are_refused_and_stay_on_the_page(editor, questions, without_blind):
    save(editor, QUOI, answer=TEXT)
    page = begin(editor, questions)
    assert page.status_code == 422 and "20 questions au plus" in words(page)
    assert questions.splitlines()[-1] in page.text


FORME = "faq/pix/forme"


def test_what_a_measure_does_is_said_as_it_goes(editor, database, colleague, monkeypatch):
    """First another one is measured, then the model loads, then questions are read."""
    monkeypatch.setattr(draft_evaluation, "start", lambda *given: None)
    with database.session_scope() as session:
        others, mine = recruiters.find(session, "redac@exemple.fr").id, recruiters.find(session, LOGIN).id
        first = draft_evaluations.enqueue(session, FORME, others, {}, 40)
    assert draft_evaluations.acquire_slot(database, first)
    save(editor, QUOI, answer=TEXT)
    begin(editor, "pix kesako\npix ?")
    now = f"{PAGES}/mesure/{QUOI}"
    assert "En file d'attente" in words(editor.get(now)) and "Celle d'avant charge le modèle" in words(editor.get(now))
    with database.session_scope() as session:
        draft_evaluations.heartbeat(session, first, 12)
    assert "Celle d'avant en est à la question 12 sur 40" in words(editor.get(now))
    total = row(database).total
    assert not draft_evaluations.acquire_slot(database, (QUOI, mine))
    with database.session_scope() as session:
        draft_evaluations.finish(session, first, {"before": None, "after": None, "own": []})
    assert draft_evaluations.acquire_slot(database, (QUOI, mine))
    page = editor.get(now)
    assert "Chargement du modèle" in words(page) and 'data-running="loading"' in page.text and "value=" not in page.text
    with database.session_scope() as session:
        draft_evaluations.heartbeat(session, (QUOI, mine), 1)
    page = editor.get(now)
    assert f"1 question lue sur {total}" in words(page) and f'<progress max="{total}" value="1"' in page.text


def test_those_that_wait_are_measured_in_the_order_in_which_they_came(database, recruiter_id):
    with database.session_scope() as session:
        people = [recruiter_id] + [
            recruiters.create(session, login=f"e{n}@exemple.fr", name="E", password=PASSWORD).id for n in range(2)
        ]
    keys = []
    for who, document in zip(people, (QUOI, FORME, QUOI), strict=True):
        with database.session_scope() as session:
            keys.append(draft_evaluations.enqueue(session, document, who, {}, 1))
    assert [draft_evaluations.acquire_slot(database, key) for key in (keys[2], keys[1], keys[0])] == [
        False,
        False,
        True,
    ]
    with database.session_scope() as session:
        assert draft_evaluations.count_ahead(session, session.get(ContentMeasure, keys[2])) == 1
        draft_evaluations.finish(session, keys[0], None, "failed")
    assert [draft_evaluations.acquire_slot(database, key) for key in (keys[2], keys[1])] == [False, True]
    with database.session_scope() as session:
        session.delete(session.get(ContentMeasure, keys[2]))
    with pytest.raises(draft_evaluations.CancelledError):
        draft_evaluations.acquire_slot(database, keys[2])


def test_one_that_waits_for_a_server_that_stopped_holds_nobody_up(database, recruiter_id):
    with database.session_scope() as session:
        other = recruiters.create(session, login="e@exemple.fr", name="E", password=PASSWORD).id
        lost = draft_evaluations.enqueue(session, QUOI, recruiter_id, {}, 1)
        session.get(ContentMeasure, lost).alive_at = clock.now() - timedelta(minutes=2)
        key = draft_evaluations.enqueue(session, QUOI, other, {}, 1)
    assert draft_evaluations.acquire_slot(database, key)
    with database.session_scope() as session:
        assert session.get(ContentMeasure, lost).trouble == "stopped"


def test_one_is_measured_at_a_time_and_one_whose_server_stopped_is_said_to_be_interrupted(
    editor, database, monkeypatch
):
    started = []
    monkeypatch.setattr(draft_evaluation, "start", lambda *given: started.append(given))
    save(editor, QUOI, answer=TEXT)
    assert begin(editor, "pix kesako").status_code == 303
    assert len(started) == 1
    busy = begin(editor, "pix kesako")
    assert busy.status_code == 422 and "une seule à la fois" in words(busy)
    with database.session_scope() as session:
        session.get(ContentMeasure, (QUOI, row(database).recruiter_id)).alive_at = clock.now() - timedelta(minutes=2)
    page = words(editor.get(f"{PAGES}/apercu/{QUOI}"))
    assert "La mesure a été interrompue : le serveur s'est arrêté" in page
    assert begin(editor, "pix kesako").status_code == 303, "and may be begun again"
    assert len(started) == 2


def test_two_places_are_never_taken_at_once(database, recruiter_id):
    with database.session_scope() as session:
        draft_evaluations.enqueue(session, QUOI, recruiter_id, {}, 1)
    with database.session_scope() as session, pytest.raises(draft_evaluations.BusyError):
        draft_evaluations.enqueue(session, "faq/pix/forme", recruiter_id, {}, 1)


def run(database, recruiter_id, tmp_path, *command):
    with database.session_scope() as session:
        key = draft_evaluations.enqueue(session, QUOI, recruiter_id, {}, 1)
    assert draft_evaluations.acquire_slot(database, key)
    return draft_evaluation._run(
        database, key, [sys.executable, "-m", "bot.recruiting.contents.limited", str(os.getpid()), *command], tmp_path
    )


@pytest.mark.slow
def test_a_command_that_fails_is_a_trouble_and_no_result(database, recruiter_id, tmp_path):
    assert run(database, recruiter_id, tmp_path, sys.executable, "-c", "raise SystemExit(3)") == (None, "failed")


@pytest.mark.slow
def test_a_command_that_takes_too_much_memory_fails_alone(database, recruiter_id, tmp_path):
    eats = "kept = [bytearray(2**30) for _ in range(8)]"
    assert run(database, recruiter_id, tmp_path, sys.executable, "-c", eats) == (None, "failed")


@pytest.mark.slow
def test_a_command_that_takes_too_long_is_ended(database, recruiter_id, tmp_path, monkeypatch):
    monkeypatch.setattr(draft_evaluation, "TIMEOUT_SECONDS", 0.5)
    assert run(database, recruiter_id, tmp_path, "/bin/sleep", "60") == (None, "too_long")


def test_progress_is_what_the_command_last_said(tmp_path):
    path = tmp_path / "progress"
    path.write_text("a warning\n10/40\n\x1b[0m20/40\nanother 3/4 warning\n", encoding="utf-8")
    assert draft_evaluation._done(path) == 20


@pytest.mark.slow
def test_what_is_measured_ends_with_the_server_that_began_it(tmp_path):
    """However the server ends: here it is killed."""
    pid_file = tmp_path / "pid"
    child = f"import os, time; open({str(pid_file)!r}, 'w').write(str(os.getpid())); time.sleep(120)"
    parent = "import os, subprocess, sys; subprocess.run([sys.executable, '-m', 'bot.recruiting.contents.limited', str(os.getpid()), sys.executable, '-c', sys.argv[1]])"
    server = subprocess.Popen([sys.executable, "-c", parent, child], cwd=places.HOME)
    deadline = time.monotonic() + 300
    while not pid_file.exists() or not pid_file.read_text():
        assert time.monotonic() < deadline
        time.sleep(0.1)
    measured = int(pid_file.read_text())
    server.send_signal(signal.SIGKILL)
    server.wait()
    while (stat := Path(f"/proc/{measured}/stat")).exists() and ") Z" not in stat.read_text():
        assert time.monotonic() < deadline
        time.sleep(0.1)
