"""Second-factor codes, invitation links and OpenID identities: each used once, even by simultaneous requests."""

from concurrent.futures import ThreadPoolExecutor

import pyotp
import pytest
from sqlalchemy import select

from bot.base import clock
from bot.records.accounts import invitations, openid_identities, recruiters, second_factors, structures
from bot.records.models import Invitation, Membership, RecoveryCode, Recruiter, SecondFactor

PASSWORD = "cinq tasses bleues au mur"
TRIES = 4


@pytest.fixture
def account_id(store):
    with store.session_scope() as session:
        return recruiters.create(session, login="hote@exemple.fr", name="Hôte", password=PASSWORD, administers=True).id


def at_once(call):
    """Results or errors of simultaneous calls."""

    def tried(number):
        try:
            return call(number)
        except invitations.InvalidInvitationError as error:
            return error

    with ThreadPoolExecutor(TRIES) as pool:
        return list(pool.map(tried, range(TRIES)))


@pytest.fixture
def secret(store, account_id):
    with store.session_scope() as session:
        second_factors.enroll(session, account_id)
    with store.session_scope() as session:
        made = second_factors.secret_to_confirm(session, account_id)
        assert second_factors.confirm(session, account_id, pyotp.TOTP(made).at(clock.now()))
        session.get_one(SecondFactor, account_id).last_step = 0
    return made


def test_a_code_given_several_times_at_once_is_taken_once(store, account_id, secret):
    code = pyotp.TOTP(secret).at(clock.now())
    taken = at_once(lambda n: second_factors.redeem_code(store, account_id, code, address=f"192.0.2.{n}"))
    assert sorted(taken) == [False] * (TRIES - 1) + [True]


def test_a_recovery_code_given_several_times_at_once_is_taken_once(store, account_id, secret):
    with store.session_scope() as session:
        code = second_factors.new_recovery_codes(session, account_id)[0]
    taken = at_once(lambda n: second_factors.redeem_code(store, account_id, code, address=f"192.0.2.{n}"))
    assert sorted(taken) == [False] * (TRIES - 1) + [True]


@pytest.mark.parametrize("code", ["", "é", "\x00", "0" * 40, "\ud800", "١٢٣٤٥٦"])
def test_what_is_no_code_is_taken_as_wrong(store, account_id, secret, code):
    assert not second_factors.redeem_code(store, account_id, code, address="192.0.2.1")


def test_a_link_opened_several_times_at_once_makes_one_account(store, account_id):
    with store.session_scope() as session:
        token = invitations.create(session, structures.nationwide(session), is_administrator=False, made_by=account_id)

    def come(number):
        return invitations.create_account(
            store, token, address=f"192.0.2.{number}", login=f"{number}@exemple.fr", name="N", password=PASSWORD
        )

    made = [each for each in at_once(come) if isinstance(each, str)]
    with store.session_scope() as session:
        assert len(made) == 1
        assert len(session.scalars(select(Recruiter)).all()) == 2
        assert session.scalar(select(Invitation)).used_by == made[0]


def test_what_belongs_to_an_account_goes_as_it_is_erased(store, account_id, secret):
    with store.session_scope() as session:
        openid_identities.link(session, account_id, "https://idp.exemple.fr", "hote")
        invitations.create(session, structures.nationwide(session), is_administrator=True, made_by=account_id)
    with store.session_scope() as session:
        recruiters.erase(session, session.get_one(Recruiter, account_id))
    with store.session_scope() as session:
        for table in (SecondFactor, RecoveryCode, Membership):
            assert session.scalars(select(table)).all() == []
        assert session.scalar(select(Invitation)).made_by is None
        assert openid_identities.find_account(session, "https://idp.exemple.fr", "hote") is None
        (place,) = structures.list_structures(session)
        assert (
            invitations.list_for_structure(session, place.id) != []
        )  # shown until its week is over, and opens nothing


def test_an_identity_opens_one_account(store, account_id):
    with store.session_scope() as session:
        other = recruiters.create(session, login="autre@exemple.fr", name="Autre", password=PASSWORD)
        assert openid_identities.link(session, account_id, "https://idp.exemple.fr", "hote")
        assert not openid_identities.link(session, other.id, "https://idp.exemple.fr", "hote")
        assert openid_identities.find_account(session, "https://idp.exemple.fr", "hote").id == account_id
        assert openid_identities.find_account(session, "https://other.exemple.fr", "hote") is None
        assert openid_identities.link(session, account_id, "https://idp.exemple.fr", "hote2")
        assert openid_identities.find_account(session, "https://idp.exemple.fr", "hote") is None
