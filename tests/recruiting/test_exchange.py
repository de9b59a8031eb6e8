"""Taking over from the pages: one recruiter holds a conversation, reads it, writes, hands it back."""

import html
import re

import pytest
from recruiting_samples import csrf_of
from sqlalchemy import select

from bot.evaluation.dialogues import dump
from bot.records import addresses, conversations, requests
from bot.records.models import HumanRequest


def as_read(page):
    """The words of a page, as a person reads them."""
    return html.unescape(re.sub(r"<[^>]+>", "", page.text))


@pytest.fixture
def request_id(database, candidate_id):
    with database.session_scope() as session:
        addresses.move(session, "telegram", "4711", "c1")
        requests.file_request(session, "c1", channel="telegram")
    with database.session_scope() as session:
        return session.scalars(select(HumanRequest.id)).one()


def post(reader, path, **data):
    csrf = csrf_of(reader.get("/recrutement/demandes"))
    return reader.post(f"/recrutement/demandes/{path}", data={"csrf": csrf, **data})


def test_a_recruiter_takes_over_writes_and_hands_back(database, reader, request_id):
    assert "Prendre la suite" in as_read(reader.get("/recrutement/demandes"))
    exchange = post(reader, f"{request_id}/prendre").headers["location"]
    page = as_read(reader.get(exchange))
    assert "Vous tenez cette conversation" in page and "Bonjour, je suis une machine." in page
    assert "par vous" in as_read(reader.get("/recrutement/demandes"))
    hostile = "<script>alert(1)</script> Bonjour,\r\nje suis Camille."
    assert post(reader, f"{request_id}/ecrire", text=hostile).status_code == 303
    page = reader.get(exchange).text
    assert "<script>alert" not in page
    assert "Une personne de l&#39;équipe" in page or "Une personne de l'équipe" in page
    assert post(reader, f"{request_id}/rendre").status_code == 303
    assert "Aucune demande en attente" in as_read(reader.get("/recrutement/demandes"))
    assert "Échange terminé" in as_read(reader.get(exchange))
    sent = [row["text"] for row in dump(database)["outbound_messages"]]
    assert sent[:3] == [requests.TAKEN, f"{requests.SIGNED}{hostile.replace(chr(13), '')}", requests.HANDED_BACK]
    acts = [row["act"] for row in dump(database)["audit_entries"]]
    assert [act for act in acts if act in {"took_over", "wrote_to_candidate", "handed_back"}] == [
        "took_over",
        "wrote_to_candidate",
        "handed_back",
    ]


def test_a_colleague_neither_takes_nor_writes(database, reader, request_id):
    with database.session_scope() as session:
        requests.take_over(session, request_id, recruiter_id="another", actor="recruiter:another")
    assert post(reader, f"{request_id}/prendre").headers["location"].endswith("prise=1")
    assert post(reader, f"{request_id}/ecrire", text="Bonjour").headers["location"].endswith("prise=1")
    assert "tenue par un ou une collègue" in as_read(reader.get("/recrutement/demandes?prise=1"))
    page = reader.get(f"/recrutement/demandes/{request_id}/echange").text
    assert "<textarea" not in page
    assert len(dump(database)["outbound_messages"]) == 1  # that somebody took over


def test_marking_a_held_request_as_handled_gives_the_bot_its_voice_back(database, reader, request_id):
    post(reader, f"{request_id}/prendre")
    post(reader, f"{request_id}/traitee")
    with database.session_scope() as session:
        assert requests.holder(session, "c1") is None
        assert conversations.transcript(session, "c1")[-2]["text"] == requests.HANDED_BACK


@pytest.mark.parametrize("text", ["", "  \n", "\x00"])
def test_nothing_is_sent_without_words(database, reader, request_id, text):
    post(reader, f"{request_id}/prendre")
    post(reader, f"{request_id}/ecrire", text=text)
    assert len(dump(database)["outbound_messages"]) == 1


def test_a_long_message_is_cut_and_a_huge_one_refused(database, reader, request_id):
    post(reader, f"{request_id}/prendre")
    post(reader, f"{request_id}/ecrire", text="a" * 4000)
    assert len(dump(database)["outbound_messages"][-1]["text"]) == len(requests.SIGNED) + 3000
    assert post(reader, f"{request_id}/ecrire", text="a" * 7000).status_code in {400, 422}


@pytest.mark.parametrize("path", ["prendre", "ecrire", "rendre"])
def test_forms_need_their_session_and_an_existing_request(reader, request_id, path):
    assert reader.post(f"/recrutement/demandes/{request_id}/{path}", data={"text": "x"}).status_code == 403
    assert post(reader, f"999/{path}", text="x").status_code == 404
    assert reader.get("/recrutement/demandes/999/echange").status_code == 404


def test_the_page_has_one_heading_and_a_label_for_its_field(reader, request_id):
    post(reader, f"{request_id}/prendre")
    page = reader.get(f"/recrutement/demandes/{request_id}/echange").text
    assert page.count("<h1") == 1
    assert '<label for="text">' in page
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
