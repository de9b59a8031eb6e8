"""The second factor: switched on with a code, asked for before any session opens, each code taken once."""

import hashlib
import re
from datetime import timedelta

import pyotp
import pytest
from itsdangerous import URLSafeTimedSerializer
from recruiting_samples import LOGIN, PASSWORD, act, acts, alert, csrf_of, sign_in, stored
from sqlalchemy import select

from bot.base import clock
from bot.base.secret_key import secret_key
from bot.content.sentences import sentence
from bot.records.accounts import recruiters, second_factors
from bot.records.models import RecoveryCode, Recruiter, RecruiterSession, SecondFactor

PAGE = "/recrutement/compte/double-authentification"
CODE = "/recrutement/connexion/code"


def shown_secret(browser):
    part = re.search(r'<p class="secret">(.*?)</p>', browser.get(PAGE).text, re.DOTALL)[1]
    return "".join(re.findall(r"<code>(\w+)</code>", part))


def code_of(secret):
    return pyotp.TOTP(secret).at(clock.now())


@pytest.fixture
def secret(reader, later):
    """The secret of an account whose second factor is on; its codes of now are free again."""
    later(0)
    assert act(reader, "/compte/double-authentification/commencer", password=PASSWORD).status_code == 303
    made = shown_secret(reader)
    page = act(reader, "/compte/double-authentification/confirmer", code=code_of(made))
    reader.codes = re.findall(r"<li><code>([A-Z0-9-]+)</code></li>", page.text)
    later(2)
    return made


@pytest.fixture
def halfway(new_browser):
    """Makes browsers that have given the password, and no code."""

    def made():
        browser = new_browser()
        assert sign_in(browser).headers["location"] == CODE
        return browser

    return made


def give_code(browser, code):
    return browser.post(CODE, data={"csrf": csrf_of(browser.get(CODE)), "code": code})


def test_it_is_shown_as_a_picture_and_as_text_and_counts_once_confirmed(database, reader, later):
    later(0)
    act(reader, "/compte/double-authentification/commencer", password=PASSWORD)
    page, made = reader.get(PAGE).text, shown_secret(reader)
    picture = re.search(r"<svg.*?</svg>", page, re.DOTALL)[0]
    assert "style" not in picture
    assert "&lt;svg" not in page
    assert len(made) == 32
    wrong = act(reader, "/compte/double-authentification/confirmer", code="000000")
    assert (wrong.status_code, alert(wrong)) == (400, sentence("account.code_not_confirmed"))
    assert stored(database, SecondFactor.confirmed_at) == [None]
    assert shown_secret(reader) == made
    page = act(reader, "/compte/double-authentification/confirmer", code=f" {code_of(made)[:3]} {code_of(made)[3:]} ")
    codes = re.findall(r"<li><code>([A-Z0-9-]+)</code></li>", page.text)
    assert len(set(codes)) == 10
    assert not any(code in reader.get(PAGE).text for code in codes)
    with database.session_scope() as session:
        hashes = str([vars(row) for row in session.scalars(select(RecoveryCode))])
        raw = session.connection().exec_driver_sql("SELECT secret FROM second_factors").scalar()
    assert not any(code in hashes or code.replace("-", "") in hashes for code in codes)
    assert made.encode() not in raw


def test_it_is_begun_with_the_password_alone(reader):
    assert act(reader, "/compte/double-authentification/commencer", password="autre chose").status_code == 401
    assert "<svg" not in reader.get(PAGE).text


def test_a_secret_that_nobody_confirmed_is_not_shown_for_ever(reader, later):
    later(0)
    act(reader, "/compte/double-authentification/commencer", password=PASSWORD)
    later(16)
    assert "<svg" not in reader.get(PAGE).text


def test_who_has_the_database_and_the_secret_but_not_the_keys_does_not_come_as_far_as_the_code(
    database, secret, new_browser, halfway
):
    another = halfway()
    assert another.get(CODE).status_code == 200
    signer = URLSafeTimedSerializer(secret_key(), salt="recrutement_code")
    given = signer.loads(another.cookies["recrutement_code"])
    with database.session_scope() as session:
        account = session.get_one(Recruiter, given["account"])
        known = [
            account.password_hash,
            *(hashlib.sha256(word.encode()).hexdigest() for word in ("", account.password_hash)),
        ]
    for mark in known:
        thief = new_browser()
        thief.cookies.set("recrutement_code", signer.dumps({**given, "mark": mark}), path="/recrutement")
        assert thief.get(CODE).status_code == 303
    thief.cookies.set("recrutement_code", signer.dumps(given), path="/recrutement")
    assert thief.get(CODE).status_code == 200, "it is the mark that tells"


def test_the_password_alone_opens_no_session(database, browser, secret, halfway):
    open_before = len(stored(database, RecruiterSession))
    another = halfway()
    assert len(stored(database, RecruiterSession)) == open_before
    assert another.get("/recrutement/").headers["location"] == "/recrutement/connexion"
    assert give_code(another, code_of(secret)).headers["location"] == "/recrutement/"
    assert another.get("/recrutement/").status_code == 200


def test_the_code_that_switched_it_on_signs_nobody_in(reader, later, halfway):
    later(0)
    act(reader, "/compte/double-authentification/commencer", password=PASSWORD)
    code = code_of(shown_secret(reader))
    act(reader, "/compte/double-authentification/confirmer", code=code)
    another = halfway()
    assert give_code(another, code).status_code == 401


def test_a_code_of_a_clock_half_a_minute_wrong_is_taken_and_an_old_one_is_not(secret, halfway, later):
    late = pyotp.TOTP(secret).at(clock.now() - timedelta(seconds=30))
    old = pyotp.TOTP(secret).at(clock.now() - timedelta(seconds=90))
    for code, status in ((late, 303), (old, 401)):
        another = halfway()
        assert give_code(another, code).status_code == status


def test_wrong_codes_wait_longer_and_longer_even_if_the_password_is_given_again(secret, new_browser):
    another = new_browser()
    for _ in range(2):
        sign_in(another)
        assert give_code(another, "000000").status_code == 401
    sign_in(another)
    later = give_code(another, code_of(secret))
    assert (later.status_code, later.headers["retry-after"]) == (429, "1")
    assert alert(later) == "Trop d'essais : réessayez dans 1 seconde."


def test_a_recovery_code_serves_once(database, reader, secret, halfway):
    code = reader.codes[3]
    for written, status in ((code.lower().replace("-", " "), 303), (code, 401)):
        another = halfway()
        assert give_code(another, written).status_code == status
    assert len(stored(database, RecoveryCode)) == 9


def test_new_recovery_codes_void_the_earlier_ones(reader, secret, halfway):
    page = act(reader, "/compte/double-authentification/codes", code=code_of(secret))
    assert len(re.findall(r"<li><code>", page.text)) == 10
    another = halfway()
    assert give_code(another, reader.codes[0]).status_code == 401


def test_nobody_comes_to_the_code_without_the_password(browser, secret, new_browser):
    another = new_browser()
    assert another.get(CODE).headers["location"] == "/recrutement/connexion"
    answer = another.post(CODE, data={"csrf": csrf_of(another.get("/recrutement/connexion")), "code": code_of(secret)})
    assert answer.headers["location"] == "/recrutement/connexion"
    another.cookies.set("recrutement_code", "forgé.forgé.forgé".encode().hex(), path="/recrutement")
    assert another.get(CODE).status_code == 303


def test_a_password_changed_meanwhile_voids_the_first_step(database, secret, halfway):
    another = halfway()
    with database.session_scope() as session:
        recruiters.set_password(session, recruiters.find(session, LOGIN), "une tout autre phrase")
    assert another.get(CODE).status_code == 303


def test_a_forged_form_of_the_code_is_refused(secret, halfway):
    another = halfway()
    assert another.post(CODE, data={"csrf": "x", "code": code_of(secret)}).status_code == 403
    assert another.get("/recrutement/").status_code == 303


def test_it_is_switched_off_with_the_password_and_a_code_and_not_less(database, reader, secret, new_browser):
    for password, code in (("autre chose", code_of(secret)), (PASSWORD, "000000")):
        answer = act(reader, "/compte/double-authentification/arreter", password=password, code=code)
        assert answer.status_code == 401
    with database.session_scope() as session:
        assert second_factors.is_enabled(session, recruiters.find(session, LOGIN).id)
    answer = act(reader, "/compte/double-authentification/arreter", password=PASSWORD, code=reader.codes[0])
    assert answer.headers["location"] == "/recrutement/compte?fait=double-non"
    assert stored(database, RecoveryCode) == []
    assert sign_in(new_browser()).headers["location"] == "/recrutement/"


def test_other_sessions_end_as_it_is_switched_on(reader, later, new_browser):
    later(0)
    another = new_browser()
    sign_in(another)
    act(reader, "/compte/double-authentification/commencer", password=PASSWORD)
    act(reader, "/compte/double-authentification/confirmer", code=code_of(shown_secret(reader)))
    assert another.get("/recrutement/compte").status_code == 303
    assert reader.get("/recrutement/compte").status_code == 200


def test_who_administers_resets_it_and_the_log_says_so(database, administrator, secret, recruiter_id, new_browser):
    assert act(administrator, f"/structures/comptes/{recruiter_id}/second-facteur", confirme="oui").status_code == 303
    assert sign_in(new_browser()).headers["location"] == "/recrutement/"
    assert ("second_factor_reset", recruiter_id) in [line[1:] for line in acts(database)]
    assert secret not in str(acts(database))
