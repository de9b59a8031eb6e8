"""Sessions of the website: used they go on, unused they end, and who leaves a computer leaves nothing that opens."""

from datetime import timedelta

import pytest
from itsdangerous import TimestampSigner, URLSafeSerializer, URLSafeTimedSerializer
from sqlalchemy import update

from bot.base import clock
from bot.channels.web.web_sessions import RENEWED_AFTER
from bot.content.sentences import section, sentence
from bot.records.conversations import addresses, resume_codes
from bot.records.conversations.addresses import WEB_SESSION_LIFETIME
from bot.records.files import candidates
from bot.records.models import Address
from tests.channels.website import SECRET, SIGNER

A_MINUTE = timedelta(minutes=1)


def aged(token, age):
    """Returns a session's token as it was signed some time ago."""

    class Earlier(TimestampSigner):
        def get_timestamp(self):
            return super().get_timestamp() - int(age.total_seconds())

    return URLSafeTimedSerializer(SECRET, salt="web-session", signer=Earlier).dumps(SIGNER.loads(token))


def leads_nowhere(site, token):
    refused = {site.send(token, "Bonjour").status_code, site.get(token, "/messages").status_code, site.get(token, "/notes").status_code}  # fmt: skip
    return refused == {401} and site.open(token=token)["token"].split(".")[0] != token.split(".")[0]


def test_a_session_that_nobody_used_for_a_month_is_over(site, token):
    assert leads_nowhere(site, aged(token, WEB_SESSION_LIFETIME + A_MINUTE))
    assert site.send(aged(token, WEB_SESSION_LIFETIME - A_MINUTE), "Bonjour").status_code == 200


def test_a_token_without_a_moment_is_over(site, token):
    assert leads_nowhere(site, URLSafeSerializer(SECRET, salt="web-session").dumps(SIGNER.loads(token)))


def test_opening_a_session_again_gives_a_fresh_token_of_the_same(site, token):
    old = aged(token, WEB_SESSION_LIFETIME - A_MINUTE)
    opened = site.open(token=old)
    assert SIGNER.loads(opened["token"], max_age=60) == SIGNER.loads(token)
    assert [message["text"] for message in opened["messages"]] == ["re: /open_chat"]


def test_a_message_under_a_token_of_a_day_ago_is_answered_with_a_fresh_one(site, token):
    assert "token" not in site.send(aged(token, RENEWED_AFTER - A_MINUTE), "Bonjour").json()
    fresh = site.send(aged(token, RENEWED_AFTER + A_MINUTE), "Bonjour").json()["token"]
    assert SIGNER.loads(fresh, max_age=60) == SIGNER.loads(token)


def test_the_purge_takes_the_addresses_of_ended_sessions_and_leaves_the_file(site, token):
    used = site.open()["token"]
    mine = site.conversation_of(token)
    with site.database.session_scope() as session:
        candidates.open_registration(session, mine, channel="web", notice_version="1")
        addresses.open_conversation(session, "telegram", "4711", conversation_id="c-telegram")
        session.execute(update(Address).values(last_used_at=clock.now() - WEB_SESSION_LIFETIME - A_MINUTE))
    site.open(token=used)
    with site.database.session_scope() as session:
        addresses.purge_expired_sessions(session)
    assert leads_nowhere(site, token)
    assert site.send(used, "Bonjour").status_code == 200
    with site.database.session_scope() as session:
        assert candidates.find(session, mine) is not None
        assert addresses.find(session, "telegram", "4711") == "c-telegram"


def test_who_leaves_a_computer_leaves_nothing_that_opens_and_loses_nothing(site, token):
    site.send(token, "un secret")
    other_tab, mine = aged(token, A_MINUTE), site.conversation_of(token)
    with site.database.session_scope() as session:
        candidates.open_registration(session, mine, channel="web", notice_version="1")
        code = resume_codes.issue(session, mine)
    assert site.leave(token).json() == {}
    assert site.leave(token).status_code == 200, "who asks twice has left"
    assert leads_nowhere(site, token) and leads_nowhere(site, other_tab)
    assert site.get(token, "/messages").json() == {"error": "session", "message": section("errors")["session"]}
    back = site.open()["token"]
    assert site.send(back, f"reprendre code {code}").json()["elsewhere"]
    assert "un secret" in site.get(back, "/messages").text


@pytest.mark.parametrize("forged", ["x", SIGNER.dumps(["web-1"])], ids=["no token", "a list"])
def test_nobody_leaves_for_somebody_else(site, token, forged):
    assert site.leave(forged).status_code == 401
    assert site.send(token, "Bonjour").status_code == 200


def test_all_that_is_kept_is_given_to_its_owner_alone(site, token):
    site.send(token, "un secret")
    with site.database.session_scope() as session:
        candidates.open_registration(session, site.conversation_of(token), channel="web", notice_version="1")
        candidates.set_field(session, site.conversation_of(token), "last_name", "Bérard")
    data = site.get(token, "/data").json()
    assert data["candidate"]["last_name"] == "Bérard"
    assert "un secret" in [message["text"] for message in data["conversation"]]
    assert data["read_by"] == [sentence("accesses.none_read")]
    assert site.get(site.open()["token"], "/data").json()["candidate"] is None
    assert site.get("x", "/data").status_code == 401
    site.leave(token)
    assert site.get(token, "/data").status_code == 401
