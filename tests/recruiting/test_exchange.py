"""Taking over from the pages: one recruiter holds a conversation, reads it, writes, hands it back."""

import re

import pytest
from playwright.sync_api import expect
from recruiting_samples import PASSWORD, act_on_handoff, acts, as_read, open_anonymous_handoff
from served_pages import signed_in_page

from bot.content.sentences import sentence
from bot.records.accounts import recruiters, structures
from bot.records.conversations import conversations, takeover_ends, takeovers, transcripts
from bot.records.conversations.event_rows import ASIDE, HELD
from bot.records.models import HumanRequest
from bot.tools.evaluation.stored import dump


def test_a_recruiter_takes_over_writes_and_hands_back(database, reader, request_id):
    assert "Prendre la suite" in as_read(reader.get("/recrutement/demandes"))
    waiting = as_read(reader.get(f"/recrutement/demandes/{request_id}/echange"))
    assert "Personne ne tient cette conversation" in waiting
    exchange = act_on_handoff(reader, f"{request_id}/prendre").headers["location"]
    page = as_read(reader.get(exchange))
    assert "Vous tenez cette conversation" in page and "Bonjour, je suis une machine." in page
    assert "par vous" in as_read(reader.get("/recrutement/demandes"))
    hostile = "<script>alert(1)</script> Bonjour,\r\nje suis Camille."
    assert act_on_handoff(reader, f"{request_id}/ecrire", text=hostile).status_code == 303
    page = reader.get(exchange)
    assert "<script>alert" not in page.text and "Une personne de l'équipe" in as_read(page)
    assert act_on_handoff(reader, f"{request_id}/rendre").status_code == 303
    assert "Aucune demande en attente" in as_read(reader.get("/recrutement/demandes"))
    assert "Échange terminé" in as_read(reader.get(exchange))
    with database.session_scope() as session:
        marked = [one["text"] for one in transcripts.read(session, "c1") if one.get("takes_over")]
    assert marked == [sentence("takeover.taken_over")]
    sent = [row["text"] for row in dump(database)["outbound_messages"]]
    assert sent[:3] == [
        sentence("takeover.taken_over"),
        sentence("takeover.from_team", text=hostile.replace("\r", "")),
        f"{sentence('takeover.handed_back')} {sentence('takeover.reply_here')}",
    ]
    done = {"took_over", "wrote_to_candidate", "handed_back"}
    assert {act for _, act, _ in acts(database)} >= done


def test_a_colleague_neither_takes_nor_writes(database, reader, request_id):
    with database.session_scope() as session:
        takeovers.take_over(session, request_id, recruiter_id="another", actor="recruiter:another")
    assert act_on_handoff(reader, f"{request_id}/prendre").headers["location"].endswith("fait=prise")
    unsent = act_on_handoff(reader, f"{request_id}/ecrire", text="Bonjour Zyx")
    assert unsent.status_code == 409
    assert "n'est pas parti" in as_read(unsent)
    assert "Bonjour Zyx" in unsent.text
    for path in ("rendre", "traitee"):
        assert act_on_handoff(reader, f"{request_id}/{path}").headers["location"].endswith("fait=prise")
    assert "quelqu'un d'autre a pris cette conversation" in as_read(reader.get("/recrutement/demandes?fait=prise"))
    page = reader.get(f"/recrutement/demandes/{request_id}/echange").text
    assert "<textarea" not in page
    assert len(dump(database)["outbound_messages"]) == 1  # that somebody took over


def test_who_holds_it_is_a_colleague_by_name_and_another_structure_by_its_own(
    database, reader, recruiter_id, candidate_id, request_id
):
    """What is offered meanwhile is nothing that would be refused."""
    with database.session_scope() as session:
        (here,) = structures.list_for_account(session, recruiter_id)
        there = structures.create(session, name="Mairie de Saint-Brieuc", town=None)
        holders = [
            recruiters.create(session, login=f"{name}@exemple.fr", name=name, password=PASSWORD, structure=where).id
            for name, where in (("Ada", here), ("Nadège", there))
        ]
    pages = [f"demandes/{request_id}/echange", "demandes", f"candidats/{candidate_id}"]
    for words, account in zip(("Ada", "une personne de Mairie de Saint-Brieuc"), holders, strict=True):
        with database.session_scope() as session:
            session.get(HumanRequest, request_id).taken_at = None
            takeovers.take_over(session, request_id, recruiter_id=account, actor=f"recruiter:{account}")
        for path in pages:
            page = reader.get(f"/recrutement/{path}")
            assert words in as_read(page), path
            assert "Nadège" not in page.text
            offered = rf'action="[^"]*/demandes/{request_id}/(prendre|ecrire|rendre|traitee)"'
            assert not re.search(offered, page.text), path
            assert "Ouvrir l'échange" not in as_read(page)
        exchange = reader.get(f"/recrutement/{pages[0]}").text
        assert f'href="/recrutement/candidats/{candidate_id}?onglet=notes"' in exchange


def test_a_request_handled_by_mistake_waits_again(database, reader, request_id):
    act_on_handoff(reader, f"{request_id}/traitee")
    assert "Aucune demande en attente" in as_read(reader.get("/recrutement/demandes"))
    assert "Remettre en attente" in as_read(reader.get("/recrutement/demandes/traitees"))
    act_on_handoff(reader, f"{request_id}/rouvrir")
    assert "Prendre la suite" in as_read(reader.get("/recrutement/demandes"))


def test_behind_an_exchange_the_page_masks_again_and_others_never_see_more(database, reader, request_id):
    def said(words, mark):
        with database.session_scope() as session:
            conversations.append_out_of_band(session, "c1", mark, text=words)

    def read():
        return as_read(reader.get(f"/recrutement/demandes/{request_id}/echange/suite"))

    act_on_handoff(reader, f"{request_id}/prendre")
    said("Rappelez-moi au 06 39 98 56 78.", HELD)
    assert "06 39 98 56 78" in read()
    with database.session_scope() as session:
        takeover_ends.hand_back(session, request_id, actor="recruiter:1")
    said("J'ai un cancer et mon voisin est au 06 39 98 12 34.", ASIDE)
    assert "06 39 98 12 34" not in read()
    assert "06 39 98 56 78" not in read()


def test_marking_a_held_request_as_handled_gives_the_bot_its_voice_back(database, reader, request_id):
    act_on_handoff(reader, f"{request_id}/prendre")
    act_on_handoff(reader, f"{request_id}/traitee")
    with database.session_scope() as session:
        assert takeovers.find_takeover(session, "c1") is None
        assert transcripts.read(session, "c1")[-1]["text"] == sentence("takeover.handed_back")


@pytest.mark.parametrize("text", ["", "  \n", "\x00"])
def test_nothing_is_sent_without_words(database, reader, request_id, text):
    act_on_handoff(reader, f"{request_id}/prendre")
    act_on_handoff(reader, f"{request_id}/ecrire", text=text)
    assert len(dump(database)["outbound_messages"]) == 1


def test_a_long_message_is_cut_and_a_huge_one_refused(database, reader, request_id):
    act_on_handoff(reader, f"{request_id}/prendre")
    act_on_handoff(reader, f"{request_id}/ecrire", text="a" * 4000)
    assert len(dump(database)["outbound_messages"][-1]["text"]) == len(sentence("takeover.from_team", text="")) + 3000
    assert act_on_handoff(reader, f"{request_id}/ecrire", text="a" * 7000).status_code in {400, 422}


@pytest.mark.parametrize("path", ["prendre", "ecrire", "rendre"])
def test_forms_need_an_existing_request(reader, request_id, path):
    assert act_on_handoff(reader, f"999/{path}", text="x").status_code == 404
    assert reader.get("/recrutement/demandes/999/echange").status_code == 404


HEALTH = "Ma mère, Madame Perrine Duvauchel, est malade : son numéro est le 06 39 98 12 34."
GIVEN = "Rappelez-moi au 06 39 98 56 78 ou à zoe.b@exemple.fr. Madame Perrine Duvauchel, ma mère, est malade."


@pytest.mark.parametrize("is_registered", [True, False])
@pytest.mark.parametrize("is_mine", [True, False])
def test_everybody_reads_the_same_masked_words_and_how_to_call_back(
    database, reader, recruiter_id, request_id, is_registered, is_mine
):
    pages = ["/echange", "/echange/suite"]
    if not is_registered:
        request_id = open_anonymous_handoff(database)
        pages.append("")  # for who is registered it is their file
    conversation_id = "c1" if is_registered else "c9"
    holder = recruiter_id if is_mine else "another"
    with database.session_scope() as session:
        conversations.append_out_of_band(session, conversation_id, ASIDE, text=HEALTH)
        takeovers.take_over(session, request_id, recruiter_id=holder, actor=f"recruiter:{holder}")
        conversations.append_out_of_band(session, conversation_id, HELD, text=GIVEN)
    for page in pages:
        words = as_read(reader.get(f"/recrutement/demandes/{request_id}{page}"))
        assert "06 39 98 12 34" not in words and "Duvauchel" not in words and "[masqué]" in words
        assert "06 39 98 56 78" in words and "zoe.b@exemple.fr" in words


def test_an_open_exchange_shows_what_comes_and_keeps_what_is_being_written(database, site, recruiter_id, request_id):
    with signed_in_page(site, "/demandes") as page:
        page.get_by_role("button", name="Prendre la suite").click()
        page.get_by_label("Votre message").fill("Bonjour, je lis vo")
        with database.session_scope() as session:
            conversations.append_out_of_band(session, "c1", HELD, text="Vous êtes là ? <b>")
        expect(page.locator(".transcript")).to_contain_text("Vous êtes là ? <b>", timeout=15_000)
        expect(page.get_by_role("status")).to_have_text("Un nouveau message.")
        expect(page.get_by_label("Votre message")).to_have_value("Bonjour, je lis vo")
        expect(page.get_by_label("Votre message")).to_be_focused()
        assert [act for _, act, _ in acts(database)].count("read_conversation") == 1
