"""The website's channel on a real web server. Rasa's part, to take a message and keep what is said, is played here."""

import json
import logging
import uuid
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import select

from bot.base.settings import settings
from bot.channels.gateway.credentials import CredentialsError
from bot.channels.turn.commands import UNKNOWN_COMMAND
from bot.channels.turn.turn_types import MAX_BODY_BYTES, MAX_MESSAGE_CHARACTERS
from bot.channels.web.channel import WebInput
from bot.channels.web.origins import read_origins
from bot.content.sentences import section, sentence
from bot.records.conversations import reply_notifications, takeovers
from bot.records.files import candidates, disputed_quotes, notes
from bot.records.files.notes import Question
from bot.records.handoffs import handoffs
from bot.records.models import HumanRequest
from bot.understanding.reading.directives import directive_of
from tests.channels.website import SECRET, SIGNER, SITE, bearer


def test_a_new_session_is_welcomed_once(site):
    first = site.open()
    assert [message["text"] for message in first["messages"]] == ["re: /open_chat"]
    again = site.open(token=first["token"])
    assert (again["messages"], again["cursor"]) == (first["messages"], first["cursor"])
    assert site.player.heard == ["/open_chat"]


def test_history_comes_back_after_a_reload(site, token):
    site.send(token, "Bonjour")
    answer = site.send(token, "Bérard")
    assert answer.json()["messages"][0]["buttons"] == ["Oui"]
    history = site.open(token=token)
    assert [(m["from"], m["text"]) for m in history["messages"]] == [
        ("bot", "re: /open_chat"), ("user", "Bonjour"), ("bot", "re: Bonjour"), ("user", "Bérard"), ("bot", "re: Bérard"),
    ]  # fmt: skip
    assert history["cursor"] == history["messages"][-1]["id"]


def test_polling_gives_what_came_after_the_cursor(site, token):
    cursor = site.open(token=token)["cursor"]
    assert site.get(token, f"/messages?after={cursor}").json() == {"cursor": cursor, "messages": []}
    sent = site.send(token, "Bonjour").json()
    news = site.get(token, f"/messages?after={cursor}").json()
    assert [message["text"] for message in news["messages"]] == ["Bonjour", "re: Bonjour"]
    assert news["cursor"] == sent["cursor"]
    assert site.get(token, f"/messages?after={news['cursor']}").json()["messages"] == []


@pytest.mark.parametrize(("after", "many"), [
    ("", 1), ("-1", 1), ("abc", 1), ("1e9", 1), ("٣", 1), ("²", 1), (10**17, 0), (10**30, 1),
])  # fmt: skip
def test_a_cursor_that_is_no_id_gives_everything_and_one_beyond_all_ids_nothing(site, token, after, many):
    answer = site.get(token, f"/messages?after={after}")
    assert (answer.status_code, len(answer.json()["messages"])) == (200, many)


def test_sessions_see_nothing_of_each_other(site, token):
    other = site.open()["token"]
    site.send(token, "un secret")
    assert "secret" not in site.get(other, "/messages?after=0").text


@pytest.mark.parametrize("forged", [
    "x", "web-1", URLSafeTimedSerializer("another secret", salt="web-session").dumps("web-1"),
    URLSafeTimedSerializer(SECRET, salt="another-salt").dumps("web-1"), SIGNER.dumps(["web-1"]), SIGNER.dumps(None),
    SIGNER.dumps("web-1"),
], ids=["no token", "no signature", "another secret", "another salt", "a list", "nothing", "no address"])  # fmt: skip
def test_forged_tokens_are_refused(site, forged):
    for answer in (site.send(forged, "Bonjour"), site.get(forged, "/messages?after=0")):
        assert answer.status_code == 401
        assert answer.json() == {"error": "session", "message": section("errors")["session"]}
    assert site.player.heard == []


@pytest.mark.parametrize(
    "cut",
    [
        lambda token: token[:-1],
        lambda token: token[1:],
        lambda token: token.upper(),
        lambda token: token.split(".", maxsplit=1)[0],
    ],
)
def test_a_spoiled_token_is_refused_and_opens_a_fresh_session(site, token, cut):
    assert site.send(cut(token), "Bonjour").status_code == 401
    fresh = site.open(token=cut(token))
    assert fresh["token"] != token
    assert len(fresh["messages"]) == 1


@pytest.mark.parametrize("header", [None, "", "Bearer", "Basic {token}", "{token}"])
def test_a_message_needs_its_bearer_token(site, token, header):
    headers = {} if header is None else {"Authorization": header.format(token=token)}
    assert site.client.post("/messages", json={"id": "12345678", "text": "Bonjour"}, headers=headers).status_code == 401
    assert site.client.get("/messages", headers=headers).status_code == 401


@pytest.mark.parametrize("stranger", [3, None, ["x"], {"a": 1}, ""])
def test_a_session_with_a_strange_token_is_a_fresh_one(site, stranger):
    assert len(site.open(token=stranger)["messages"]) == 1


@pytest.mark.parametrize("body", [
    b"", b"{", b"null", b"[]", b'"text"', b"3", b"{}", b'{"text": "x"}', b'{"id": "12345678"}', b'{"id": 12345678, "text": "x"}',
    b'{"id": "12345678", "text": 3}', b'{"id": "12345678", "text": null}', b'{"id": "short", "text": "x"}', b'{"id": "with space", "text": "x"}',
    b'{"id": "12345678\\n", "text": "x"}', b"\xff\xfe", b'{"id": "' + b"a" * 81 + b'", "text": "x"}', b"[" * 5000,
])  # fmt: skip
def test_what_is_no_message_is_refused(site, token, body):
    answer = site.client.post(
        "/messages", content=body, headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    )
    assert (answer.status_code, answer.json()["error"]) == (400, "format")
    assert site.player.heard == []


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", None])
def test_another_content_type_is_refused(site, token, kind):
    """A form of another site may send these without asking first."""
    headers = {"Authorization": f"Bearer {token}"} | ({"Content-Type": kind} if kind else {})
    answer = site.client.post("/messages", content=b'{"id": "12345678", "text": "x"}', headers=headers)
    assert answer.status_code == 415
    assert (
        site.client.post("/session", content=b"{}", headers={"Content-Type": kind} if kind else {}).status_code == 415
    )


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\x00", " \x00 "])
def test_an_empty_message_is_refused(site, token, text):
    answer = site.send(token, text)
    assert (answer.status_code, answer.json()) == (400, {"error": "empty", "message": section("errors")["empty"]})


def test_the_longest_message_is_taken_and_a_longer_one_refused(site, token):
    assert site.send(token, "a" * MAX_MESSAGE_CHARACTERS).status_code == 200
    answer = site.send(token, "a" * (MAX_MESSAGE_CHARACTERS + 1))
    assert (answer.status_code, answer.json()["error"]) == (413, "too_long")
    assert site.send(token, "a" * MAX_BODY_BYTES).status_code == 413


def test_half_characters_are_dropped_wherever_they_stand(site, token):
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def post(path, **body):  # escaped, which no client of this test does by itself
        return site.client.post(path, content=json.dumps(body).encode(), headers=headers)

    def send(text, message_id=None):
        return post("/messages", id=message_id or uuid.uuid4().hex, text=text)

    assert send("Bé\ud800rard\udc00").json()["messages"][0]["text"] == "re: Bérard"
    assert send("\ud800").json()["error"] == "empty"
    assert send("Bonjour", "message-\ud800").status_code == 400
    for half in ("\ud800", f"{token}\ud800", "é", "\x00"):
        assert post("/session", token=half).json()["token"] not in {half, token}
    assert site.client.get("/messages?after=%ED%A0%80", headers=headers).status_code == 200


@pytest.mark.parametrize(
    "text", ["/restart", '/inform{"consent": true}', "//restart", " /session_start", "/\x00restart"]
)
def test_slash_commands_never_reach_rasa(site, token, text):
    site.send(token, text)
    assert site.player.heard == [UNKNOWN_COMMAND]


def test_a_message_sent_twice_is_taken_once_and_answered_the_same(site, token):
    first = site.send(token, "Bérard", "message-1")
    site.send(token, "autre chose", "message-2")
    again = site.send(token, "Bérard", "message-1")
    assert again.json()["messages"] == first.json()["messages"]
    assert site.player.heard == ["Bérard", "autre chose"]


def test_the_same_message_id_in_two_sessions_is_two_messages(site, token):
    other = site.open()["token"]
    site.send(token, "Bonjour", "message-1")
    assert site.send(other, "Bonsoir", "message-1").json()["messages"][0]["text"] == "re: Bonsoir"


def test_a_message_sent_twice_at_once_is_taken_once(site, token):
    site.player.seconds = 0.2
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: httpx.post(
            f"{site.base}/messages", json={"id": "message-1", "text": "Bérard"}, headers=bearer(token)
        ), range(4)))  # fmt: skip
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.text.split('"messages"')[1] for answer in answers}) == 1
    assert site.player.heard == ["Bérard"]


def test_too_many_messages_in_a_minute_are_refused_kindly(site, token):
    for _ in range(settings().messages_a_minute):
        assert site.send(token, "encore").status_code == 200
    answer = site.send(token, "encore")
    assert (answer.status_code, answer.json()) == (429, {"error": "too_many", "message": section("errors")["too_many"]})
    assert len(site.player.heard) == settings().messages_a_minute
    assert site.send(site.open()["token"], "moi aussi").status_code == 200


def test_a_trouble_behind_is_a_503_and_the_message_may_be_sent_again(site, token, caplog):
    site.player.fails = 1
    with caplog.at_level(logging.DEBUG, logger="bot"):
        answer = site.send(token, "mon secret", "message-1")
    assert (answer.status_code, answer.json()) == (503, {"error": "trouble", "message": section("errors")["trouble"]})
    assert "secret" not in "".join(record.getMessage() for record in caplog.records if record.name.startswith("bot"))
    again = site.send(token, "mon secret", "message-1")
    assert (again.status_code, again.json()["messages"][0]["text"]) == (200, "re: mon secret")


def test_a_session_that_cannot_be_welcomed_is_a_503(site):
    site.player.fails = 1
    assert site.client.post("/session", json={}).status_code == 503
    assert len(site.open()["messages"]) == 1


@pytest.mark.parametrize(("origin", "is_allowed"), [
    (SITE, True), ("https://www.exemple.fr.pirate.example", False), ("http://www.exemple.fr", False), ("null", False), (None, False),
])  # fmt: skip
def test_only_allowed_sites_may_read_answers(site, origin, is_allowed):
    answer = site.client.post("/session", json={}, headers={"Origin": origin} if origin else {})
    assert answer.headers.get("access-control-allow-origin") == (SITE if is_allowed else None)
    assert answer.headers["cache-control"] == "no-store"


def test_errors_too_may_be_read_by_allowed_sites(site):
    answer = site.client.get("/messages", headers={"Origin": SITE})
    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (401, SITE)


@pytest.mark.parametrize(("written", "origin"), [
    ("https://www.exemple.fr", "https://www.exemple.fr"), ("https://www.exemple.fr/", "https://www.exemple.fr"),
    (" HTTPS://WWW.Exemple.fr:443 ", "https://www.exemple.fr"), ("http://localhost:8080", "http://localhost:8080"),
    ("https://mairie-évry.fr", "https://xn--mairie-vry-h7a.fr"), ("http://[::1]:80", "http://[::1]"),
])  # fmt: skip
def test_origins_are_read_as_browsers_write_them(written, origin):
    assert read_origins({"allowed_origins": [written]}) == {origin}


@pytest.mark.parametrize("keys", [None, {"allowed_origins": None}])
def test_credentials_may_name_no_site(keys):
    assert read_origins(keys) == frozenset()


@pytest.mark.parametrize("written", [
    "*", "www.exemple.fr", "https://", "https://exemple.fr/page", "ftp://exemple.fr", "https://exemple.fr:port",
    "https://a@exemple.fr", "https://exemple.fr?x", "null", None, 3, {"a": 1}, "https://[exemple.fr",
])  # fmt: skip
def test_what_is_no_origin_stops_the_start_with_a_sentence(written):
    for listed in ([written], written or "https://www.exemple.fr"):
        with pytest.raises(CredentialsError, match="allowed_origins"):
            WebInput.from_credentials({"allowed_origins": listed})


def test_the_pending_question_is_named(site, token):
    answer = site.get(token, "/pending")
    assert (answer.status_code, answer.json()) == (200, {"pending": None})
    assert site.client.get("/pending").status_code == 401


def test_notes_of_nobody_say_so(site, token):
    answer = site.get(token, "/notes")
    assert (answer.status_code, answer.json()["notes"], answer.json()["registration"]) == (200, [], [])
    assert answer.json()["introduction"].startswith("Rien n'est enregistré")
    assert site.client.get("/notes").status_code == 401


def test_notes_are_told_as_a_recruiter_reads_them(site, token):
    site.send(token, "Bonjour")
    conversation_id = site.conversation_of(token)
    answer, seen = "Je lui remontre autant de fois qu'il faut. Je suis diabétique.", "Je lui remontre"
    masks = [{"kind": "health", "start": 43, "end": 61, "part": "answer"}]
    quote = {
        "quote": seen,
        "start": 0,
        "end": len(seen),
        "part": "answer",
        "indicator": "patience.reformule_autrement",
        "polarity": "positive",
    }
    with site.player.database.session_scope() as session:
        candidates.open_registration(session, conversation_id, channel="web", notice_version="1")
        candidates.set_field(session, conversation_id, "last_name", "Bérard")
        for question_id in ("a", "b"):
            question = Question(question_id, "1", "patience", "Que faites-vous ?")
            notes.store_answer(session, conversation_id, question, answer, [quote], rubric_version="1", masks=masks)
        notes.withdraw(session, notes.get(session, conversation_id, "b"))
    told = site.get(token, "/notes").json()
    assert ["Nom", "Bérard"] in told["registration"]
    assert ["E-mail", "non communiqué"] in told["registration"]
    kept, withdrawn = told["notes"]
    assert kept["answers"][0][1].startswith(seen)
    assert "diabétique" not in str(told)
    assert kept["quotes"][0][0] == seen
    assert withdrawn["answers"] == withdrawn["quotes"] == []
    assert withdrawn["remarks"] == ["Vous avez retiré votre réponse."]
    other = site.open()["token"]
    assert "Bérard" not in site.get(other, "/notes").text


def test_a_card_tells_what_is_kept_now_and_to_its_owner_alone(site, token):
    site.send(token, "Bonjour")
    conversation_id = site.conversation_of(token)
    words = "Je lui remontre, sans soupirer, demandez à Karim."
    row = {
        "quote": "sans soupirer", "start": 17, "end": 30, "part": "answer", "indicator": "patience.garde_son_calme",
        "polarity": "positive",
    }  # fmt: skip
    with site.player.database.session_scope() as session:
        candidates.open_registration(session, conversation_id, channel="web", notice_version="1")
        candidates.set_field(session, conversation_id, "last_name", "Bérard")
        mask = [{"kind": "name", "start": 43, "end": 48, "part": "answer"}]
        question = Question("a", "1", "patience", "Que faites-vous ?")
        notes.store_answer(session, conversation_id, question, words, [row], rubric_version="1", masks=mask)
    site.player.carries = {"shows": ["note:a"]}
    answer = site.send(token, "Relire").json()
    assert answer["messages"][-1]["shows"] == ["note:a"]
    assert list(answer["cards"]) == ["note:a"]
    card = answer["cards"]["note:a"]
    assert card["rows"][0]["text"] == "Je lui remontre, sans soupirer, demandez à [masqué]."
    assert [(one["text"], one["struck"]) for one in card["passages"]] == [("sans soupirer", False)]
    (strike,), (amend, withdraw, _) = card["passages"][0]["actions"], card["actions"]
    assert directive_of(strike["says"]) == "intent:contest_passage=1/1"
    assert (directive_of(amend["says"]), amend["draft"]) == ("intent:amend_note=1", words)
    assert (directive_of(withdraw["says"]), withdraw["holds"]) == ("intent:withdraw_note=1", True)
    with site.player.database.session_scope() as session:
        disputed_quotes.contest(session, notes.get(session, conversation_id, "a"), row)
    site.player.carries = {"updates": ["note:a", "file"]}
    answer = site.send(token, strike["says"]).json()
    assert "shows" not in answer["messages"][-1]
    (passage,) = answer["cards"]["note:a"]["passages"]
    assert passage["struck"] and directive_of(passage["actions"][0]["says"]) == "intent:restore_passage=1/1"
    assert answer["cards"]["file"]["rows"][0]["text"] == "Bérard"
    assert directive_of(answer["cards"]["file"]["rows"][0]["actions"][0]["says"]) == "field:last_name"
    with site.player.database.session_scope() as session:
        notes.withdraw(session, notes.get(session, conversation_id, "a"))
    again = site.open(token=token)
    assert "soupirer" not in str(again["cards"]), "a card is never older than what is kept"
    site.player.carries = {"shows": ["note:a"]}
    other = site.open()["token"]
    assert site.send(other, "Relire").json()["cards"] == {}


def test_every_error_has_a_sentence_of_its_own():
    sentences = section("errors").values()
    assert len(set(sentences)) == len(sentences)
    assert all(text.endswith((".", "!")) for text in sentences)
    assert f"{MAX_MESSAGE_CHARACTERS} caractères" in section("errors")["too_long"]
    assert MAX_BODY_BYTES > 4 * MAX_MESSAGE_CHARACTERS  # UTF-8 takes up to four bytes a character


def test_messages_carry_their_clients_id_and_a_refused_code_leaves_the_question_open(site, token):
    site.send(token, "bonjour", "own-id-of-client")
    site.send(token, "ABCD-EF23", "a-wrong-code")
    said = site.get(token, "/messages?after=0").json()["messages"]
    own = {message["message_id"]: message for message in said if message["from"] == "user"}
    assert set(own) == {"own-id-of-client", "a-wrong-code"}
    assert "aside" not in own["own-id-of-client"]
    assert own["a-wrong-code"]["aside"]
    assert said[-1]["text"] == sentence("resume_code.wrong_code")
    assert said[-1]["aside"]
    assert "message_id" not in said[-1]


def test_what_the_team_wrote_is_read_once_a_browser_fetched_it(site, token, one_site):
    site.send(token, "bonjour")
    database, mine = one_site.player.database, site.conversation_of(token)

    def is_owed():
        with database.session_scope() as session:
            return session.scalars(select(HumanRequest).where(HumanRequest.conversation_id == mine)).one().mail_due_at

    with database.session_scope() as session:
        handoffs.open_handoff(session, mine, channel="web")
    with database.session_scope() as session:
        asked = session.scalars(select(HumanRequest).where(HumanRequest.conversation_id == mine)).one()
        reply_notifications.opt_in(session, mine)
        takeovers.take_over(session, asked.id, recruiter_id="r1", actor="recruiter:r1")
    cursor = site.get(token, "/messages?after=0").json()["cursor"]
    with database.session_scope() as session:
        takeovers.write(session, asked.id, "Bonjour", recruiter_id="r1", actor="recruiter:r1")
    assert is_owed()
    assert site.open(token=token + "x")  # another person's browser
    assert is_owed()
    assert site.get(token, f"/messages?after={cursor}").json()["messages"][-1]["person"]
    assert not is_owed()
