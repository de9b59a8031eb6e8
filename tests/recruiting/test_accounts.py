"""One's own account: password, sessions, and how a session ends that nobody uses."""

import re

import pytest
from recruiting_samples import PASSWORD, act, acts, alert, sign_in, stored

from bot.base.errors import OperatingError
from bot.content.sentences import section, sentence
from bot.operating.health.preflight import check_settings
from bot.records.accounts import passwords
from bot.records.accounts.passwords import Fault
from bot.records.models import RecruiterSession

NEW = "cinq tasses bleues au mur"
ACCOUNT = "/recrutement/compte"
SESSION = "recrutement_session"


def change(browser, old=PASSWORD, new=NEW, again=None):
    return act(browser, "/compte/mot-de-passe", ancien=old, nouveau=new, encore=new if again is None else again)


def is_in(browser):
    return browser.get(ACCOUNT).status_code == 200


@pytest.fixture
def elsewhere(new_browser, recruiter_id):
    """The same account in another browser."""
    made = new_browser()
    sign_in(made)
    return made


def test_a_new_password_ends_all_other_sessions_and_opens_the_account(
    database, reader, elsewhere, new_browser, recruiter_id
):
    assert change(reader).headers["location"] == f"{ACCOUNT}?fait=mot-de-passe"
    assert "Votre mot de passe est changé" in reader.get(f"{ACCOUNT}?fait=mot-de-passe").text
    assert not is_in(elsewhere)
    another = new_browser()
    assert sign_in(another).status_code == 401
    assert sign_in(another, password=NEW).status_code == 303
    assert (f"recruiter:{recruiter_id}", "password_changed", recruiter_id) in acts(database)
    assert NEW not in str(acts(database))


def test_it_is_changed_only_with_the_old_one_and_guesses_wait(reader, elsewhere):
    wrong = change(reader, old="autre chose")
    assert (wrong.status_code, alert(wrong)) == (401, sentence("account.wrong_password"))
    change(reader, old="autre chose encore")
    later = change(reader)
    assert (later.status_code, later.headers.get("retry-after"), alert(later)) == (
        429, None, "Trop d'essais : réessayez dans 1 seconde.",
    )  # fmt: skip
    assert is_in(elsewhere)


@pytest.mark.parametrize(
    ("new", "again", "says"),
    [
        ("bref zq", None, section("password_errors")["short"].format(shortest=passwords.MIN_LENGTH)),
        ("Motdepasse1234!", None, section("password_errors")["common"]),
        ("ab" * 10, None, section("password_errors")["common"]),
        ("encore une LECTURE ici", None, section("password_errors")["login"]),
        (NEW, "cinq tasses bleus au mur", sentence("account.passwords_differ")),
    ],
)
def test_weak_passwords_are_refused_with_the_reason(reader, new, again, says):
    page = change(reader, new=new, again=again)
    assert (page.status_code, alert(page)) == (400, says)
    assert new not in page.text


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("azertyuiop123", Fault.COMMON),
        ("Azerty-Uiop-123", Fault.COMMON),
        ("x" * 12, Fault.COMMON),
        ("onze signes", Fault.SHORT),
        ("j.dupont@exemple.fr", Fault.LOGIN),
        ("mon nom est jdupont", Fault.LOGIN),
        ("cinq tasses bleues au mur", None),
        ("é" * 6 + "àçùèêî", None),
    ],
)
def test_what_a_password_may_not_be(password, fault):
    assert passwords.find_fault(password, "j.dupont@exemple.fr") == fault


def test_a_short_login_is_in_many_words_and_forbids_none():
    assert passwords.find_fault("une phrase de passe", "an@b.fr") is None


def test_ones_sessions_are_listed_and_ended_one_by_one(reader, elsewhere, new_browser):
    third = new_browser()
    sign_in(third)
    page = reader.get(ACCOUNT).text
    ids = re.findall(r"/compte/sessions/([0-9a-f]{32})/terminer", page)
    assert len(ids) == 3
    assert page.count("Ce navigateur") == 1
    tokens = [each.cookies[SESSION] for each in (reader, elsewhere, third)]
    assert not any(token in page for token in tokens)
    own = re.search(r"Ce navigateur.*?/compte/sessions/([0-9a-f]{32})/terminer", page, re.DOTALL)[1]
    for each in ids:
        if each != own:
            assert act(reader, f"/compte/sessions/{each}/terminer").status_code == 303
    assert [is_in(each) for each in (reader, elsewhere, third)] == [True, False, False]
    assert act(reader, f"/compte/sessions/{own}/terminer").headers["location"] == "/recrutement/connexion"
    assert not is_in(reader)


def test_nobody_ends_a_session_of_somebody_else(reader, administrator):
    ids = re.findall(r"/compte/sessions/([0-9a-f]{32})/terminer", reader.get(ACCOUNT).text)
    act(administrator, f"/compte/sessions/{ids[0]}/terminer")
    assert is_in(reader)


def test_a_token_is_worth_nothing_after_sign_out(new_browser, reader):
    thief = new_browser()
    thief.cookies.set(SESSION, reader.cookies[SESSION], domain="testserver.local", path="/recrutement")
    assert is_in(thief)
    act(reader, "/deconnexion")
    assert thief.get("/recrutement/").headers["location"] == "/recrutement/connexion?finie=1"
    assert "Votre session est terminée" in thief.get("/recrutement/connexion?finie=1").text


def test_a_session_that_is_used_lasts_and_one_that_is_not_ends(reader, later):
    for minutes in (40, 80, 120):
        later(minutes)
        assert is_in(reader)
    later(179)
    assert is_in(reader)
    later(240)
    assert not is_in(reader)


def test_after_how_long_is_a_setting(reader, later, monkeypatch):
    monkeypatch.setenv("BOT_IDLE_MINUTES", "5")
    later(6)
    assert not is_in(reader)


@pytest.mark.parametrize("value", ["0", "4", "481", "1.5", "jamais"])
def test_a_setting_out_of_bounds_is_told_before_anything_starts(monkeypatch, value):
    monkeypatch.setenv("BOT_IDLE_MINUTES", value)
    with pytest.raises(OperatingError, match="BOT_IDLE_MINUTES"):
        check_settings()


def test_use_is_written_at_most_once_a_minute(database, reader, later):
    (begun,) = stored(database, RecruiterSession.last_seen_at)
    later(0.5)
    reader.get(ACCOUNT)
    assert stored(database, RecruiterSession.last_seen_at) == [begun]
    later(1.5)
    reader.get(ACCOUNT)
    assert stored(database, RecruiterSession.last_seen_at) > [begun]


def test_an_open_exchange_that_fetches_itself_keeps_no_session_open(reader, request_id, later):
    path = f"/recrutement/demandes/{request_id}/echange/suite"
    for minutes in (30, 59):
        later(minutes)
        assert reader.get(path).status_code == 200
    later(61)
    assert reader.get(path).status_code == 303
