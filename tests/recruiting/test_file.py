"""One file on one screen: tabs, marks on request, neighbours, what is decided and written, and for whom."""

import html
import re

import pytest
from recruiting_samples import ANSWER, PASSWORD, acts, as_read, csrf_of, said, sign_in, stored

from bot.content.faq import load_faq
from bot.records.accounts import recruiter_sessions, recruiters, structures
from bot.records.conversations import conversations, resume_codes
from bot.records.desk import application_status, dossier_accesses
from bot.records.files import candidates
from bot.records.handoffs import handoffs
from bot.records.models import Candidate, FileRead, PrivateNote, Recruiter, Shortlisted, Standing, Status, StatusChange
from bot.recruiting.dossiers.tabs import PAGE_SIZE
from bot.recruiting.dossiers.view_state import TABS
from bot.words.statuses import status_sentences

TOWN = {"commune": "Figeac", "insee": "46102", "departement": "46"}


def address_of(candidate_id, path=""):
    return f"/recrutement/candidats/{candidate_id}{path}"


def act(browser, candidate_id, path, **form):
    csrf = csrf_of(browser.get("/recrutement/"))
    return browser.post(address_of(candidate_id, path), data={"csrf": csrf, **form})


# --- what is on the screen


def test_nothing_is_marked_nor_explained_until_it_is_asked_for(reader, candidate_id):
    page = reader.get(address_of(candidate_id))
    for marked in ("<mark", "passage 1", "Temps laissé", "Pourquoi ce passage", "contest"):
        assert marked not in page.text
    link = html.unescape(re.search(r'<a href="([^"]+)">Montrer les passages surlignés', page.text)[1])
    shown = reader.get(link)
    assert "<mark" in shown.text
    assert "Ce qui n'est pas surligné peut compter tout autant" in as_read(shown)


def test_passages_are_marked_by_behaviour_and_the_choice_goes_along(reader, candidate_id):
    page = reader.get(address_of(candidate_id, "?passages=patience.laisse_le_temps"))
    marked = re.findall(r"<mark[^>]*>([^<]*)</mark>", page.text)
    assert [html.unescape(words) for words in marked] == ["Je prends le temps & je reformule"]
    ticked = re.findall(r'value="([^"]+)" checked', page.text)
    assert ticked == ["patience.laisse_le_temps"]
    tabs = re.findall(r'href="([^"]+onglet=[^"]+)"', page.text)
    assert len(tabs) == len(TABS) - 1
    assert all("passages=patience.laisse_le_temps" in tab for tab in tabs)


@pytest.mark.parametrize(
    "query", ["?passages=patience.invente", "?passages=", "?onglet=rien", "?liste=%23%3Cx%3E", "?avis=x"]
)
def test_what_no_page_offers_is_shown_as_at_first(reader, candidate_id, query):
    page = reader.get(address_of(candidate_id, query))
    assert page.status_code == 200
    assert "<mark" not in page.text
    assert 'aria-current="page">Réponses<' in page.text


@pytest.mark.parametrize("tab", TABS)
def test_each_tab_is_a_link_that_says_where_one_is(reader, candidate_id, tab):
    page = reader.get(address_of(candidate_id, f"?onglet={tab}"))
    assert re.findall(r'aria-current="page"[^>]*>([^<]+)<', page.text) == [TABS[tab]]


def test_the_map_says_in_words_what_it_shows(reader, candidate_id):
    words = "Carte ; commune : Saint-Brieuc ; mobilité : 30 km autour de sa commune"
    page = reader.get(address_of(candidate_id))
    assert f"{words}</title>" in html.unescape(page.text)
    assert page.text.count('class="around"') == 1


def test_a_file_without_town_has_no_map_and_one_without_answers_says_so(database, reader):
    with database.session_scope() as session:
        empty = candidates.open_registration(session, "c2", channel="web", notice_version="v").id
    page = reader.get(address_of(empty))
    assert "<svg" not in page.text
    assert "Aucune situation n'a encore été abordée" in as_read(page)
    for tab in TABS:
        assert reader.get(address_of(empty, f"?onglet={tab}")).status_code == 200


# --- neighbours


@pytest.fixture
def three(database, candidate_id):
    with database.session_scope() as session:
        for number, name in (("c2", "Abel"), ("c3", "Zut")):
            candidates.open_registration(session, number, channel="web", notice_version="v").last_name = name
    return {row.conversation_id: row.id for row in stored(database, Candidate)}


def neighbours_of(page):
    found = (re.search(rf'rel="{rel}"[^>]*/candidats/([0-9a-f]+)', page.text) for rel in ("prev", "next"))
    return [one and one[1] for one in found]


@pytest.mark.parametrize(
    ("query", "of", "previous", "following"),
    [("", "c3", None, "c2"), ("", "c2", "c3", "c1"), ("", "c1", "c2", None), ("?liste=tri%3Dnom", "c1", "c2", "c3")],
)
def test_the_next_file_is_the_next_of_the_list(reader, three, query, of, previous, following):
    found = neighbours_of(reader.get(address_of(three[of], query)))
    assert found == [previous and three[previous], following and three[following]]


def test_the_next_file_of_a_list_without_a_channel_has_none_either(reader, database, three):
    with database.session_scope() as session:
        for number in ("c1", "c3"):
            session.get_one(Candidate, three[number]).channel = ""
    page = reader.get(address_of(three["c3"], "?liste=canal%3D"))
    assert neighbours_of(page) == [None, three["c1"]]
    assert '<a href="/recrutement/?canal=">Liste</a>' in page.text


def test_the_list_is_gone_back_to_as_it_was_and_its_links_carry_that_along(reader, three):
    listed = reader.get("/recrutement/?tri=nom").text
    link = html.unescape(re.search(rf'href="([^"]*{three["c1"]}[^"]*)"', listed)[1])
    page = reader.get(link).text
    assert '<a href="/recrutement/?tri=nom">Liste</a>' in page
    assert "liste=tri%3Dnom" in re.search(r'rel="next"[^>]*href="([^"]+)"', page)[1]


# --- questions and conversation


def test_questions_stand_with_the_title_of_the_answer_that_they_got(database, reader, candidate_id):
    answers = load_faq()
    given = answers["assistant/robot"]
    asks = {"event": "action", "name": "action_answer_question", "timestamp": 1.0}
    with database.session_scope() as session:
        turns = [
            said("user", "T'es un robot ?"), asks, said("bot", given.text), said("user", "Merci"), said("bot", "Je vous en prie."),
            said("user", "Je demande à mon voisin Karim, ça compte ?"), asks, said("bot", "Pouvez-vous le dire autrement ?"),
        ]  # fmt: skip
        conversations.append(session, "c1", turns, channel="web", consented=True, state={"slots": {}})
    page = reader.get(address_of(candidate_id, "?onglet=questions")).text
    table = re.search(r"<tbody.*?</tbody>", page, re.DOTALL)[0]
    rows = [re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)[:2] for row in table.split("</tr>")[:-1]]
    assert [[html.unescape(cell) for cell in row] for row in rows] == [
        ["T'es un robot ?", given.title], ["Je demande à mon voisin [masqué], ça compte ?", "pas de réponse toute prête"],
    ]  # fmt: skip


def test_a_long_conversation_is_read_by_pages(database, reader, candidate_id):
    with database.session_scope() as session:
        turns = [said("user", f"Message n° {number}.") for number in range(2 * PAGE_SIZE)]
        conversations.append(session, "c1", turns, channel="web", consented=True, state={"slots": {}})
    page = reader.get(address_of(candidate_id, "?onglet=conversation"))
    told, pages = [], 0
    while True:
        pages += 1
        shown = re.findall(r'<p class="words">([^<]*)</p>', page.text)
        assert len(shown) <= PAGE_SIZE
        told = shown + told
        earlier = re.search(r'<a href="([^"]+)">Messages plus anciens', page.text)
        if earlier is None:
            break
        page = reader.get(html.unescape(earlier[1]))
    assert pages == 3
    assert [words for words in told if words.startswith("Message")] == [
        f"Message n° {number}." for number in range(2 * PAGE_SIZE)
    ]
    assert "Messages les plus récents" in page.text


# --- who read it


def test_opening_printing_and_taking_along_is_kept_once_a_reader(database, reader, recruiter_id, candidate_id):
    for path in ("", "?onglet=notes", "/imprimer", "/dossier.json", "/dossier.csv"):
        reader.get(address_of(candidate_id, path))
    (row,) = stored(database, FileRead)
    assert (row.candidate_id, row.recruiter_id) == (candidate_id, recruiter_id)
    assert row.first_at < row.last_at


def test_other_structures_are_told_by_their_names_and_colleagues_by_theirs(
    database, reader, colleague_id, candidate_id
):
    with database.session_scope() as session:
        place = structures.create(session, name="Association Untel", town=None)
        session.flush()
        other = recruiters.create(session, login="o@exemple.fr", name="Olga", password=PASSWORD, structure=place)
        near = structures.list_for_account(session, colleague_id)[0]
        for account, where in ((other.id, place.id), (colleague_id, near.id)):
            me = recruiter_sessions.RecruiterUser(account, "", "x", structure_id=where)
            dossier_accesses.record_access(session, me, [candidate_id])
    words = as_read(reader.get(address_of(candidate_id, "?onglet=lectures")))
    assert "Association Untel :" in words and "Ada Roux :" in words
    assert "Olga" not in words


# --- status


def status(browser, candidate_id, seen, choice):
    answer = act(browser, candidate_id, "/statut", vu=seen, statut=choice)
    assert answer.status_code == 303
    return as_read(browser.get(answer.headers["location"]))


def test_a_status_is_given_step_by_step_with_its_history(database, reader, recruiter_id, candidate_id):
    assert "Statut : Nouvelle" in as_read(reader.get(address_of(candidate_id)))
    words = status(reader, candidate_id, "new", "interested:dit")
    assert "Le statut est enregistré." in words and "Statut : Intéressée, dit à la personne" in words
    assert candidate_id in reader.get("/recrutement/").text, "nobody is hidden by a status"
    assert "rien n'a changé" in status(reader, candidate_id, "interested", "done:tu")
    status(reader, candidate_id, "interested", "hired:tu")
    timeline = as_read(reader.get(address_of(candidate_id, "?onglet=chronologie")))
    assert "Statut : intéressée, dit à la personne (Camille Lecture)" in timeline
    assert "Statut : recrutée (Camille Lecture)" in timeline
    assert acts(database).count((f"recruiter:{recruiter_id}", "changed_status", candidate_id)) == 2


def test_a_file_names_its_channel_in_words(database, reader, candidate_id):
    for channel, words in (("email", "e-mail"), ("web", "site"), (None, "inconnu"), ("ancien", "ancien")):
        with database.session_scope() as session:
            session.get_one(Candidate, candidate_id).channel = channel
        page = reader.get(address_of(candidate_id, "?onglet=chronologie")).text
        assert f"<dt>Canal</dt><dd>{words}</dd>" in page


def test_the_usual_way_to_say_no_is_not_to_tell(reader, candidate_id):
    page = reader.get(address_of(candidate_id)).text
    offered = re.findall(r'<option value="([^"]+)">', page)
    assert offered == ["interested:dit", "interested:tu", "not_interested:tu", "not_interested:dit"]


def test_what_the_person_will_be_told_stands_below_each_choice_before_it_is_made(database, reader, candidate_id):
    ways = ("interested:dit", "hired:tu", "hired:dit", "interested:tu", "not_interested:dit", "not_interested:tu")
    for choice in ways:
        page = reader.get(address_of(candidate_id)).text
        previews = dict(re.findall(r'data-choice="([^"]+)">.*?<dd>(.*?)</dd>', page, re.DOTALL))
        seen = re.search(r'name="vu" value="(\w+)"', page)[1]
        assert set(previews) == set(re.findall(r'<option value="([^"]+)"', page))
        act(reader, candidate_id, "/statut", vu=seen, statut=choice)
        with database.session_scope() as session:
            told = status_sentences(application_status.shared_with_candidate(session, candidate_id))
        preview = html.unescape(previews[choice])
        assert f"l'assistant lui dit : « {told[0]} »" in preview if told else "ne lui dit" in preview
        assert bool(told) == choice.endswith(":dit")


def test_a_colleague_who_was_faster_is_not_written_over(database, reader, candidate_id, colleague_id):
    me = recruiter_sessions.RecruiterUser(colleague_id, "Ada Roux", "x", structure_id=where_of(database, colleague_id))
    with database.session_scope() as session:
        application_status.change_status(session, me, candidate_id, seen=Status.NEW, to=Status.INTERESTED, told=True)
    words = status(reader, candidate_id, "new", "not_interested:tu")
    assert "Un ou une collègue a changé le statut entre-temps" in words
    assert "Statut : Intéressée" in words
    assert stored(database, StatusChange.status) == ["interested"]


def where_of(database, account_id):
    with database.session_scope() as session:
        return structures.list_for_account(session, account_id)[0].id


@pytest.mark.parametrize(
    "form",
    [
        {"vu": "new", "statut": "rejetée"}, {"vu": "new", "statut": ""}, {"vu": "x", "statut": "interested:tu"}, {"statut": "interested:tu"},
        {"vu": "new", "statut": "interested"}, {"vu": "new", "statut": "interested:tu" + "x" * 50}, {},
    ],
)  # fmt: skip
def test_a_status_that_no_form_offers_is_refused_in_french(database, reader, candidate_id, form):
    answer = act(reader, candidate_id, "/statut", **form)
    assert answer.status_code == 400
    assert "Formulaire illisible" in answer.text
    assert stored(database, Standing) == []


# --- notes and the selection


def test_a_note_is_written_read_by_colleagues_and_deleted_by_its_author(
    database, browser, reader, candidate_id, colleague_id
):
    page = as_read(reader.get(address_of(candidate_id, "?onglet=notes")))
    assert "la personne apprend que votre structure a écrit une note" in page
    answer = act(reader, candidate_id, "/notes", text="  À rappeler <b>lundi</b>\r\nmatin\x00. ")
    words = as_read(reader.get(answer.headers["location"]))
    assert "À rappeler <b>lundi</b>\nmatin." in words and "Notes (1)" in words
    assert "est vide" in as_read(reader.get(act(reader, candidate_id, "/notes", text="  ").headers["location"]))
    (number,) = stored(database, PrivateNote.id)
    browser.cookies.clear()
    assert sign_in(browser, "collegue@exemple.fr").status_code == 303
    assert "matin." in as_read(browser.get(address_of(candidate_id, "?onglet=notes")))
    assert act(browser, candidate_id, f"/notes/{number}/effacer").status_code == 404
    browser.cookies.clear()
    assert sign_in(browser).status_code == 303
    act(browser, candidate_id, f"/notes/{number}/effacer")
    assert stored(database, PrivateNote) == []


def test_somebody_is_set_aside_and_taken_out_again(database, reader, recruiter_id, candidate_id):
    for kept, words in (*[("1", "Retirer de ma sélection")] * 2, ("0", "Ajouter à ma sélection")):
        assert act(reader, candidate_id, "/selection", garder=kept).status_code == 303
        assert f">{words}</button>" in reader.get(address_of(candidate_id)).text
        assert stored(database, Shortlisted.recruiter_id) == ([recruiter_id] if kept == "1" else [])


def test_a_request_that_waits_is_taken_over_from_the_file(database, reader, candidate_id):
    assert "Prendre la suite" not in reader.get(address_of(candidate_id)).text
    with database.session_scope() as session:
        handoffs.open_handoff(session, "c1", channel="web")
    page = reader.get(address_of(candidate_id)).text
    where = re.search(r'action="([^"]+/prendre)"', page)[1]
    taken = reader.post(where, data={"csrf": csrf_of(reader.get("/recrutement/"))})
    assert taken.status_code == 303
    assert "Ouvrir l'échange" in as_read(reader.get(address_of(candidate_id)))


def test_a_code_that_leads_back_to_the_conversation_is_shown_on_no_tab(database, reader, candidate_id):
    with database.session_scope() as session:
        code = resume_codes.issue(session, "c1")
        written = [f"mon code {code} ne marche pas", f"et {code.replace('-', ' ').lower()} ?"]
        turns = [said("user", words) for words in written]
        conversations.append(session, "c1", turns, channel="web", consented=True, state={"slots": {}})
    for tab in TABS:
        page = as_read(reader.get(address_of(candidate_id, f"?onglet={tab}")))
        assert not re.search(f"{code[:4]}.?{code[5:]}", page, re.IGNORECASE), tab
    told = as_read(reader.get(address_of(candidate_id, "?onglet=conversation")))
    assert f"mon code {resume_codes.CODE_PLACEHOLDER} ne marche pas" in told


def test_a_mask_says_how_much_it_hides_and_the_page_why(database, reader, candidate_id):
    with database.session_scope() as session:
        (_, note) = next(iter(session.get(Candidate, candidate_id).numbered_notes))
        note.masks, note.masked = [{"start": 0, "end": 25, "part": "answer"}], True
        number = len(re.findall(r"\w+", ANSWER[:25]))
        assert number >= 4
    page = reader.get(address_of(candidate_id)).text
    assert f'<span class="mask" data-words="{number}">[masqué]</span>' in page
    assert "Que cachent les crochets ?" in page and "le nommer serait déjà le révéler" in page


# --- for whom


POSTS = [
    ("/statut", {"vu": "new", "statut": "interested:tu"}), ("/selection", {"garder": "1"}), ("/notes", {"text": "Mot."}),
    ("/notes/1/effacer", {}),
]  # fmt: skip


@pytest.mark.parametrize(("path", "form"), POSTS)
def test_who_administers_at_no_structure_decides_nothing(database, reader, recruiter_id, noted, path, form):
    with database.session_scope() as session:
        account = session.get(Recruiter, recruiter_id)
        recruiters.set_administrator(session, account, administers=True)
        structures.leave(session, account, structures.list_for_account(session, recruiter_id)[0])
    page = reader.get(address_of(noted))
    assert page.status_code == 200
    assert "Ajouter à ma sélection" not in page.text and 'name="statut"' not in page.text
    notes = as_read(reader.get(address_of(noted, "?onglet=notes")))
    assert "Déjà là." not in notes and "vous n'êtes dans aucune" in notes
    assert act(reader, noted, path, **form).status_code == 403
