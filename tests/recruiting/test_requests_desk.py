"""The desk of requests: longest waiting first, what each is about, whose it is, answered where it is seen, closed by a person."""

import html
import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect
from recruiting_samples import PASSWORD, act_on_handoff, acts, as_read, open_anonymous_handoff
from served_pages import PHONE, SCREEN, SMALL_SCREEN, faults_of, signed_in_page
from sqlalchemy import select

from bot.base import clock
from bot.content.sentences import sentence
from bot.records.accounts import recruiters, structures
from bot.records.conversations import candidate_replies as record_replies
from bot.records.conversations import conversations, outbox, takeover_ends, takeovers, transcripts
from bot.records.conversations.event_rows import ASIDE, HELD
from bot.records.desk import visibility
from bot.records.handoffs import handoffs, queue, subjects
from bot.records.models import Conversation, HumanRequest, OutboundMessage
from bot.recruiting.handoffs.canned_replies import canned_replies
from bot.tools.evaluation.stored import dump

TOPIC = "Une question sur mon permis"


@pytest.fixture
def asked(database, request_id):
    """A request that says what it is about."""
    with database.session_scope() as session:
        subjects.save(session, "c1", TOPIC, [])
    return request_id


def find(database, number):
    with database.session_scope() as session:
        return session.get(HumanRequest, number)


def listed(reader, path=""):
    return as_read(reader.get(f"/recrutement/demandes{path}"))


def test_the_list_tells_how_long_what_about_and_how_many(database, reader, asked):
    page = listed(reader)
    assert TOPIC in page and "attend depuis" in page and "sans réponse" in page
    assert "1 en attente" in " ".join(as_read(reader.get("/recrutement/")).split()), "the menu tells it on every page"
    with database.session_scope() as session:
        session.get(HumanRequest, open_anonymous_handoff(database)).created_at -= timedelta(days=2)
    page = listed(reader)
    assert page.index("Personne non inscrite") < page.index(TOPIC)
    assert "attend depuis 2 jours" in page


def test_the_topic_is_masked(database, reader, asked):
    with database.session_scope() as session:
        masks = [{"start": 3, "end": 17, "part": "answer", "reason": "phone"}]
        subjects.save(session, "c1", "Le 06 39 98 12 34 de mon voisin", masks)
    for path in ("", f"/{asked}/echange"):
        assert "06 39 98 12 34" not in listed(reader, path)


def test_a_request_is_given_to_oneself_to_a_colleague_and_to_nobody(
    database, reader, asked, recruiter_id, colleague_id
):
    for owner, shown in ((recruiter_id, "moi"), (colleague_id, "toutes"), ("", "personne")):
        assert act_on_handoff(reader, f"{asked}/confier", a=owner).headers["location"].endswith("fait=confiee")
        assert find(database, asked).assigned_to == (owner or None)
        assert TOPIC in listed(reader, f"?pour={shown}")
    assert TOPIC not in listed(reader, "?pour=moi")
    done = [act for _, act, _ in acts(database)]
    assert done.count("assigned_request") == 2 and done.count("unassigned_request") == 1


def test_it_is_given_to_nobody_elsewhere(database, reader, asked):
    with database.session_scope() as session:
        stranger_id = recruiters.create(session, login="x@exemple.fr", name="Autre", password=PASSWORD).id
        (place,) = structures.list_for_account(session, stranger_id)
        structures.leave(session, session.get(recruiters.Recruiter, stranger_id), place)
    for to in (stranger_id, "0" * 32):
        assert act_on_handoff(reader, f"{asked}/confier", a=to).status_code == 404
    assert find(database, asked).assigned_to is None


def test_what_somebody_elsewhere_was_given_is_only_taken_to_oneself(
    database, reader, asked, recruiter_id, colleague_id
):
    with database.session_scope() as session:
        there = structures.create(session, name="Mairie de Figeac", town=None)
        other = recruiters.create(session, login="n@exemple.fr", name="Nadège", password=PASSWORD, structure=there)
        session.get(HumanRequest, asked).assigned_to = other.id
    page = reader.get("/recrutement/demandes").text
    (form,) = re.findall(r'<form class="assign".*?</form>', page, re.DOTALL)
    assert "Confiée à une personne de Mairie de Figeac" in form and "Nadège" not in page
    assert "<select" not in form and re.findall(r'name="a" value="(\w*)"', form) == [recruiter_id]
    act_on_handoff(reader, f"{asked}/confier", a=recruiter_id)
    assert find(database, asked).assigned_to == recruiter_id
    assert '<option value="">personne</option>' in reader.get("/recrutement/demandes").text


def test_it_is_not_taken_from_who_is_at_another_structure(database, reader, asked):
    with database.session_scope() as session:
        elsewhere = structures.create(session, name="Ailleurs", town=None)
        theirs = recruiters.create(session, login="x@exemple.fr", name="A", password=PASSWORD, structure=elsewhere).id
        session.get(HumanRequest, asked).assigned_to = theirs
    act_on_handoff(reader, f"{asked}/confier", a="")
    assert find(database, asked).assigned_to == theirs


def test_an_answer_from_the_list_reaches_the_person_and_the_conversation_is_kept(database, reader, asked, recruiter_id):
    answered = act_on_handoff(reader, f"{asked}/ecrire", text="Bonjour, je vous appelle.", puis="garder")
    assert answered.headers["location"].endswith(f"{asked}/echange#ecrire")
    sent = [row["text"] for row in dump(database)["outbound_messages"]]
    assert sent == [sentence("takeover.taken_over"), sentence("takeover.from_team", text="Bonjour, je vous appelle.")]
    request = find(database, asked)
    assert (request.taken_by, request.handled_at) == (recruiter_id, None)
    assert request.answered_at is not None


def test_or_the_bot_goes_on_at_once_and_the_request_is_closed(database, reader, asked):
    answered = act_on_handoff(reader, f"{asked}/ecrire", text="Oui, le permis suffit.", puis="rendre")
    assert answered.headers["location"].endswith("fait=repondue")
    sent = [row["text"] for row in dump(database)["outbound_messages"]]
    assert sent[:2] == [
        sentence("takeover.from_team", text="Oui, le permis suffit."),
        f"{sentence('takeover.bot_is_back')} {sentence('takeover.reply_here')}",
    ]
    assert find(database, asked).handled_at is not None
    assert find(database, asked).topic == TOPIC, "a registered person's words stay with their file"
    with database.session_scope() as session:
        assert takeovers.find_takeover(session, "c1") is None


def test_who_is_not_registered_has_time_to_read_the_answer(database, reader):
    number = open_anonymous_handoff(database)
    act_on_handoff(reader, f"{number}/ecrire", text="Bonjour, oui.", puis="rendre")
    assert find(database, number).handled_at is None
    with database.session_scope() as session:
        assert transcripts.read(session, "c9")[-1]["text"] == "Bonjour, oui."


def test_without_a_script_a_ready_reply_is_put_into_the_form_and_nothing_is_sent(database, reader, asked):
    reply = canned_replies()[0]
    page = act_on_handoff(reader, f"{asked}/ecrire", text="Bonjour Zoé.", puis="inserer", reponse=reply.id)
    assert page.status_code == 200
    assert f"Bonjour Zoé.\n\n{reply.text}" in as_read(page)
    assert dump(database)["outbound_messages"] == []
    assert (
        act_on_handoff(reader, f"{asked}/ecrire", text="Mot", puis="inserer", reponse="nothing like it").status_code
        == 200
    )


def test_ready_replies_are_a_dozen_short_and_of_nobody():
    assert 12 <= len(canned_replies()) <= 15
    assert len({reply.id for reply in canned_replies()}) == len(canned_replies())
    assert all(reply.text and len(reply.text) <= 300 and len(reply.title) <= 40 for reply in canned_replies())


def test_what_was_being_written_when_the_person_left_is_not_sent_and_not_lost(database, reader, asked):
    act_on_handoff(reader, f"{asked}/prendre")
    with database.session_scope() as session:
        takeover_ends.return_to_bot(session, asked)
    late = act_on_handoff(reader, f"{asked}/ecrire", text="Encore un mot", tenue="1")
    assert late.status_code == 409 and "Encore un mot" in as_read(late)
    assert find(database, asked).taken_by is None
    assert sentence("takeover.from_team", text="Encore un mot") not in str(dump(database)["outbound_messages"])


def test_given_back_without_closing_it_waits(database, reader, asked):
    act_on_handoff(reader, f"{asked}/prendre")
    assert act_on_handoff(reader, f"{asked}/rendre", puis="attendre").headers["location"].endswith("fait=rendue")
    assert find(database, asked).handled_at is None
    assert TOPIC in listed(reader)


def test_a_message_that_can_never_be_delivered_is_told(database, reader, asked):
    act_on_handoff(reader, f"{asked}/ecrire", text="Bonjour", puis="garder")
    assert "n'a pas pu être remis" not in listed(reader, f"/{asked}/echange")
    with database.session_scope() as session:
        outbox.mark_failed(session, session.scalars(select(OutboundMessage.id)).first(), "blocked", None)
    assert "Un message n'a pas pu être remis" in listed(reader, f"/{asked}/echange/suite")


def answered_after(session, hours, structure_id):
    request = HumanRequest(
        conversation_id=f"of{hours}", reason="asked", created_at=clock.now() - timedelta(hours=hours),
        answered_at=clock.now(), answered_for=structure_id, handled_at=clock.now(),
    )  # fmt: skip
    session.add(request)
    session.flush()


def test_how_long_an_answer_takes_is_told_from_five_on(database, reader, recruiter_id):
    with database.session_scope() as session:
        (place,) = structures.list_for_account(session, recruiter_id)
        for hours in (1, 2, 3, 50):
            answered_after(session, hours, place.id)
        answered_after(session, 900, "another structure")
    assert "Votre structure répond" not in listed(reader)
    with database.session_scope() as session:
        answered_after(session, 60, place.id)
    assert "Votre structure répond en 3 heures dans la moitié des cas" in listed(reader)


def test_the_handled_ones_are_paged_and_wait_again_on_demand(database, reader, recruiter_id):
    with database.session_scope() as session:
        for hours in range(1, queue.PAGE_SIZE + 3):
            answered_after(session, hours, None)
    assert "Page 1 sur 2" in listed(reader, "/traitees")
    assert "Page 2 sur 2" in listed(reader, "/traitees?page=9")
    assert reader.get("/recrutement/demandes/traitees?page=0").status_code == 404


def test_only_a_person_of_the_team_closes_a_request(database, asked):
    with database.session_scope() as session:
        takeovers.take_over(session, asked, recruiter_id="anne", actor="recruiter:anne")
        takeover_ends.return_to_bot(session, asked)
        assert queue.count_waiting(session, visibility.Operator()) == 1
        handoffs.purge_ended(session)
        assert queue.count_waiting(session, visibility.Operator()) == 1


def test_earlier_messages_are_a_page_away(database, reader, asked):
    with database.session_scope() as session:
        for number in range(60):
            conversations.append_out_of_band(session, "c1", ASIDE, text=f"mot numéro {number} dit")
    page = reader.get(f"/recrutement/demandes/{asked}/echange").text
    assert "mot numéro 59 dit" in page and "mot numéro 10 dit" not in page
    earlier = page.split("?avant=")[1].split('"')[0]
    assert "mot numéro 10 dit" in listed(reader, f"/{asked}/echange?avant={earlier}")


def test_in_a_browser_the_composer_is_on_the_first_screen_and_axe_finds_nothing(database, site, recruiter_id, asked):
    with database.session_scope() as session:
        for number in range(60):
            answer = "Une réponse assez longue. " * 6
            conversations.append_out_of_band(session, "c1", ASIDE, text=f"mot {number}", reply=answer)
    open_anonymous_handoff(database)
    with signed_in_page(site, "/demandes") as page:
        page.locator("summary").first.click()
        page.locator("select[name=reponse]").first.select_option(index=1)
        page.get_by_role("button", name="Insérer").first.click()
        expect(page.get_by_label("Votre message").first).to_have_value(canned_replies()[0].text)
        assert faults_of(page) == []
        page.get_by_role("button", name="Envoyer et garder la suite").first.click()
        exchange = page.url
        for viewport in (SCREEN, SMALL_SCREEN, PHONE):
            page.set_viewport_size(viewport)
            page.goto(f"{site}/demandes/traitees")
            page.goto(exchange)
            expect(page.get_by_label("Votre message")).to_be_focused()
            for words in ("Votre message", "Réponse prête"):
                expect(page.get_by_label(words)).to_be_in_viewport(ratio=1)
            expect(page.get_by_role("button", name="Envoyer", exact=True)).to_be_in_viewport(ratio=1)
            expect(page.locator(".transcript > li").last).to_be_in_viewport()
        assert faults_of(page) == []
        with database.session_scope() as session:
            conversations.append_out_of_band(session, "c1", HELD, text="Oui, merci.")
            conversations.append_out_of_band(session, "c1", HELD, text="À demain.")
        expect(page.get_by_role("status")).to_have_text("2 nouveaux messages.", timeout=20_000)


def test_a_ready_reply_that_is_not_filled_in_does_not_leave(database, reader, asked):
    text = "Bonjour, je vous appelle [jour] à 10 h."
    answer = act_on_handoff(reader, f"{asked}/ecrire", text=text, puis="rendre")
    assert answer.status_code == 422
    assert "Rien n'est parti : complétez d'abord [jour]" in as_read(answer) and text in answer.text
    assert (find(database, asked).written_at, find(database, asked).handled_at) == (None, None)


def test_what_a_person_called_off_is_told_in_both_lists_and_is_not_put_back(database, reader, asked):
    with database.session_scope() as session:
        assert handoffs.cancel(session, "c1") is not None
    page = listed(reader)
    assert "Aucune demande en attente." in page
    assert "Annulées par la personne" in page
    assert "annulée le" in page.partition("Annulées par la personne")[2]
    handled = reader.get("/recrutement/demandes/traitees").text
    assert "annulée par la personne" in handled and "Remettre en attente" not in handled
    assert act_on_handoff(reader, f"{asked}/rouvrir").status_code == 303
    assert find(database, asked).handled_at is not None


def test_who_holds_the_exchange_reads_that_it_was_called_off(database, reader, asked):
    act_on_handoff(reader, f"{asked}/prendre")
    with database.session_scope() as session:
        handoffs.cancel(session, "c1")
    now = reader.get(f"/recrutement/demandes/{asked}/echange/suite").text
    assert "La personne a annulé sa demande" in now and 'data-mine="no"' in now
    page = act_on_handoff(reader, f"{asked}/ecrire", text="Bonjour, me voici.", tenue="1")
    assert page.status_code == 409 and "Bonjour, me voici." in page.text


def test_a_question_is_given_back_only_once_that_was_said_again(database, reader, asked):
    question = "Quand puis-je vous appeler ?"
    page = act_on_handoff(reader, f"{asked}/ecrire", text=question, puis="rendre")
    assert page.status_code == 422 and question in page.text
    assert find(database, asked).written_at is None, "nothing was sent"
    assert 'name="sur" value="1"' in page.text
    assert act_on_handoff(reader, f"{asked}/ecrire", text=question, puis="rendre", sur="1").status_code == 303
    assert find(database, asked).handled_at is not None


def test_what_asks_nothing_is_given_back_at_once(database, reader, asked):
    text = "Voici : https://exemple.fr/page?numero=3, bonne lecture."
    assert act_on_handoff(reader, f"{asked}/ecrire", text=text, puis="rendre").status_code == 303


def test_a_reply_that_opened_a_request_again_is_told(database, reader, asked):
    act_on_handoff(reader, f"{asked}/ecrire", text="Votre dossier est complet.", puis="rendre")
    with database.session_scope() as session:
        record_replies.reopen(session, session.get(HumanRequest, asked))
    assert "la personne a répondu à l'équipe le" in listed(reader)


@pytest.fixture
def of_nobody(database):
    """A request of somebody not registered, whom the reader answers."""
    with database.session_scope() as session:
        session.add(Conversation(id="c9", consented=False))
    return open_anonymous_handoff(database)


def say_to_the_team(database, text, message_id):
    with database.session_scope() as session:
        conversations.append_out_of_band(session, "c9", HELD, text=text, message_id=message_id)


@pytest.mark.parametrize(
    ("path", "data"), [("rendre", {"puis": "clore"}), ("rendre", {"puis": "attendre"}), ("traitee", {})]
)
def test_words_of_who_is_not_registered_are_shown_before_they_are_erased(database, reader, of_nobody, path, data):
    act_on_handoff(reader, f"{of_nobody}/ecrire", text="Quel est votre numéro ?")
    assert "efface pour de bon" in reader.get(f"/recrutement/demandes/{of_nobody}/echange").text
    say_to_the_team(database, "Mon numéro : 06 39 98 11 22", "m1")
    page = act_on_handoff(reader, f"{of_nobody}/{path}", **data)
    assert page.status_code == 200 and "06 39 98 11 22" in page.text
    assert find(database, of_nobody).taken_at is not None, "nothing is done yet"
    say_to_the_team(database, "plutôt le soir", "m2")
    seen = re.search(r'name="vu" value="(\d+)"', page.text)[1]
    again = act_on_handoff(reader, f"{of_nobody}/{path}", vu=seen, **data)
    assert again.status_code == 200 and "plutôt le soir" in again.text, "what came meanwhile is shown too"
    seen = re.search(r'name="vu" value="(\d+)"', again.text)[1]
    assert act_on_handoff(reader, f"{of_nobody}/{path}", vu=seen, **data).status_code == 303
    with database.session_scope() as session:
        assert "06 39" not in str(transcripts.read(session, "c9"))


def test_an_answer_that_was_perhaps_not_seen_is_erased_only_after_asking(database, reader, of_nobody):
    act_on_handoff(reader, f"{of_nobody}/prendre")
    say_to_the_team(database, "bonjour", "m1")
    act_on_handoff(reader, f"{of_nobody}/ecrire", text="Bonjour, c'est noté.")
    page = act_on_handoff(reader, f"{of_nobody}/rendre", puis="clore")
    text = html.unescape(page.text)
    assert page.status_code == 200 and "elle ne l'a peut-être pas encore lue" in text and "Bonjour, c'est noté." in text
    seen = re.search(r'name="vu" value="(\d+)"', page.text)[1]
    assert act_on_handoff(reader, f"{of_nobody}/rendre", puis="clore", vu=seen).status_code == 303


def test_a_request_that_nobody_answered_is_closed_only_after_asking(database, reader, of_nobody):
    with database.session_scope() as session:
        subjects.save(session, "c9", "Je voudrais savoir pour mon contrat", [])
    page = act_on_handoff(reader, f"{of_nobody}/traitee")
    assert page.status_code == 200 and "Je voudrais savoir pour mon contrat" in page.text
    assert find(database, of_nobody).handled_at is None
    assert act_on_handoff(reader, f"{of_nobody}/traitee", vu="1").status_code == 303
    assert find(database, of_nobody).handled_at is not None
