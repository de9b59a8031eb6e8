"""Files are erased on a person's demand by who administers, and by nobody else."""

import re

import pytest
from recruiting_samples import as_read, csrf_of

from bot.base import clock
from bot.base.french import date_in_words
from bot.records.accounts import recruiters
from bot.records.files import candidates


@pytest.fixture
def administrator(database, reader):
    """The reader's account administers; the session goes on."""
    with database.session_scope() as session:
        (account,) = recruiters.list_accounts(session)
        recruiters.set_administrator(session, account, administers=True)
    return reader


def erase(browser, candidate_id, word="effacer", **more):
    form = {"csrf": csrf_of(browser.get(f"/recrutement/candidats/{candidate_id}")), "confirmation": word, **more}
    return browser.post(f"/recrutement/candidats/{candidate_id}/effacer", data=form)


def is_there(database):
    with database.session_scope() as session:
        return candidates.find(session, "c1") is not None


def test_who_administers_erases_a_file_and_gets_its_receipt(database, administrator, candidate_id):
    answer = erase(administrator, candidate_id)
    assert answer.status_code == 200
    assert re.search(r"EFF-\d{8}-[0-9A-F]{8}", answer.text)
    words = as_read(answer)
    assert "il n'en reste rien" in words
    assert f"Le {date_in_words(clock.today())} à" in words, "a receipt is dated"
    assert "Hostile" not in words
    assert not is_there(database)
    assert administrator.get(f"/recrutement/candidats/{candidate_id}").status_code == 404


def test_the_word_may_be_typed_as_it_is_printed(database, administrator, candidate_id):
    assert erase(administrator, candidate_id, "« Effacer »").status_code == 200
    assert not is_there(database)


@pytest.mark.parametrize("word", ["", "oui", "supprimer"])
def test_without_the_word_nothing_is_erased(database, administrator, candidate_id, word):
    answer = erase(administrator, candidate_id, word)
    assert answer.status_code == 400
    assert "Rien n'a été effacé" in as_read(answer)
    assert is_there(database)


def test_the_form_says_again_whose_file_it_is(administrator, candidate_id):
    page = f"/recrutement/candidats/{candidate_id}"
    assert f"{page}/effacer" in administrator.get(page).text
    words = as_read(administrator.get(f"{page}/effacer"))
    assert "Effacer le dossier de Zoé Hostile" in words
    assert "écrivez « effacer »" in words


def test_nobody_else_erases_nor_sees_how(database, reader, candidate_id):
    assert "Effacer ce dossier" not in reader.get(f"/recrutement/candidats/{candidate_id}").text
    assert reader.get(f"/recrutement/candidats/{candidate_id}/effacer").status_code == 404
    assert erase(reader, candidate_id).status_code == 403
    assert is_there(database)
