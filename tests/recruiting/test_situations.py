"""Reading by situation: without names, shuffled, kept where one was; and what was set aside."""

import html
import re

import pytest
from desk_people import ELSEWHERE, FIRST, NAMES, SECOND, people, words
from recruiting_samples import HUMILITY, PATIENCE, acts, as_read, csrf_of, quote, stored
from sqlalchemy import select

from bot.records.accounts import recruiter_sessions, recruiters
from bot.records.accounts.recruiter_sessions import RecruiterUser
from bot.records.desk import access_log
from bot.records.files import candidates, notes
from bot.records.models import AnswerRead, AuditEntry, FileRead, Note, Recruiter, RecruiterSession, Shortlisted
from bot.records.store.pseudonyms import pseudonyms
from bot.recruiting.review.scenarios import PAGE_SIZE

SITUATION = f"/recrutement/situations/{PATIENCE.id}"
HUMBLE = f"/recrutement/situations/{HUMILITY.id}"


@pytest.fixture
def first(enter):
    return enter(FIRST)


def refs(page):
    return re.findall(r'id="r-([0-9a-f]{32})"', page.text)


def labels(page):
    return re.findall(r"Personne ([A-Z]\d\d-[A-Z]\d\d)", re.sub(r"<[^>]+>", "", page.text))


def order(page):
    return re.findall(r"Réponse (\d+) :", page.text)


def post(browser, address, **data):
    return browser.post(address, data={"csrf": csrf_of(browser.get("/recrutement/selection")), **data})


def headings(page):
    """The label of each person by reference."""
    return dict(re.findall(r'id="n-([0-9a-f]{32})">Personne ([^<\s]+)', page.text))


def ref_of(page, place):
    """The reference of the answer of a person."""
    articles = re.split(r'(?=<article class="answer)', page.text)[1:]
    return next(re.search(r'id="r-([0-9a-f]{32})"', one)[1] for one in articles if f"Réponse {place} :" in one)


def read_answers(database):
    return [subject for _, act, subject in acts(database) if act == "read_answer"]


def note_of(session, conversation_id="d0"):
    about = select(Note).where(Note.question_id == PATIENCE.id)
    return session.scalars(about.where(Note.conversation_id == conversation_id)).one()


def test_everybody_whom_one_sees_is_there_and_nobody_else(first, enter):
    assert sorted(order(first.get(SITUATION))) == ["0", "1", "2", "3"]
    assert order(enter(ELSEWHERE).get(SITUATION)) == ["9"]


@pytest.mark.parametrize("path", ["", "?voir=non-lues", "?surlignages=oui"])
def test_no_name_town_address_or_id_is_in_the_page(database, first, path):
    text = html.unescape(first.get(f"{SITUATION}{path}").text)
    with database.session_scope() as session:
        ids = [value for row in session.execute(select(Note.id, Note.candidate_id)) for value in row]
    for shown in [*(name for pair in NAMES for name in pair), "zed", "Figeac", "joindre", "3998", *ids]:
        assert shown not in text, shown


def test_the_order_stays_for_a_reader_and_situation_and_is_anothers_for_another(database, first, enter):
    with database.session_scope() as session:
        people(session, 20, start=20)
    once, again = first.get(SITUATION), first.get(SITUATION)
    assert (order(once), labels(once), refs(once)) == (order(again), labels(again), refs(again))
    other, humble = enter(SECOND).get(SITUATION), first.get(HUMBLE)
    assert sorted(order(other)) == sorted(order(once)) and order(other) != order(once)
    assert order(once) != re.findall(r"avec lui, (\d+)", humble.text)
    assert not set(refs(once)) & set(refs(other)) and not set(labels(once)) & set(labels(other))
    assert set(order(once)) == {"0", "1", "2", "3", *map(str, range(20, 40))}
    assert order(once) != sorted(order(once), key=int)


def test_one_code_is_one_person_on_every_page_of_a_structure_and_another_elsewhere(database, first, enter):
    page, humble = first.get(SITUATION), first.get(HUMBLE)
    assert headings(page) == headings(humble) and len(set(labels(page))) == 4
    chosen = aside(first, 1, 2)
    mine = [headings(page)[ref_of(page, place)] for place in (1, 2)]
    assert set(labels(chosen)) == set(mine)
    side = first.get("/recrutement/selection/comparer", params={"personne": [ref_of(page, 1)]})
    assert set(labels(side)) == {mine[0]}
    post(first, "/recrutement/selection/noms")
    assert f"Lenoirzed1 (personne {mine[0]})" in as_read(first.get("/recrutement/selection"))
    with database.session_scope() as session:
        me = session.scalars(select(Recruiter).where(Recruiter.login == FIRST)).one()
        ids = list(session.scalars(select(Note.candidate_id).distinct()))
    here, there = (
        {one.label for one in pseudonyms(RecruiterUser(me.id, "", "", structure_id=structure), ids)}
        for structure in ("one", "another")
    )
    assert len(here) == len(there) == len(ids) and not here & there


def test_who_comes_later_changes_nobodys_code(database, first):
    before = headings(first.get(SITUATION))
    with database.session_scope() as session:
        people(session, 100, start=100)
    pages = [headings(first.get(f"{SITUATION}?page={page}")) for page in range(1, 5)]
    seen = {ref: label for page in pages for ref, label in page.items()}
    assert [len(page) for page in pages] == [PAGE_SIZE, PAGE_SIZE, PAGE_SIZE, 14]
    assert len(before) == 4 and before.items() <= seen.items()
    assert len(seen) == 104


def test_each_person_shown_is_a_line_once_and_counts_as_a_reading_of_the_file(database, first):
    for _ in range(3):
        first.get(SITUATION)
    (me,) = stored(database, select(Recruiter.id).where(Recruiter.login == FIRST))
    expected = {f"{candidate_id}/{PATIENCE.id}" for candidate_id in stored(database, FileRead.candidate_id)}
    assert sorted(read_answers(database)) == sorted(expected) and len(expected) == 4
    assert {actor for actor, act, _ in acts(database) if act == "read_answer"} == {recruiter_sessions.actor_of(me)}
    assert set(stored(database, FileRead.recruiter_id)) == {me}


def test_rating_an_answer_is_a_reading_of_it(database, first, enter):
    browser = enter(SECOND)
    ref = ref_of(browser.get(SITUATION), 1)
    with database.session_scope() as session:
        session.query(AuditEntry).filter_by(act="read_answer").delete()
    browser.get(f"{SITUATION}/{ref}/apprecier")
    with database.session_scope() as session:
        assert read_answers(database) == [f"{note_of(session, 'd1').candidate_id}/{PATIENCE.id}"]


def test_the_candidate_is_told_on_which_day_an_answer_was_read(database, first):
    first.get(SITUATION)
    with database.session_scope() as session:
        told = access_log.list_accesses(session, candidates.find(session, "d0"))
    assert [(row.kind, row.who, row.times) for row in told] == [(access_log.AccessKind.READ, "Camille Un", 1)]


def test_marks_are_off_until_asked_for(database, first):
    with database.session_scope() as session:
        note = note_of(session)
        note.evidence = [quote(words(0), "je dessine l'écran", "patience.reformule_autrement")]
    assert "<mark" not in first.get(SITUATION).text
    assert '<mark title="Autre façon d&#39;expliquer">' in first.get(f"{SITUATION}?surlignages=oui").text


def test_masks_stay_and_what_was_taken_back_or_passed_is_not_there(database, first):
    with database.session_scope() as session:
        mine = list(session.scalars(select(Note).where(Note.question_id == PATIENCE.id).order_by(Note.conversation_id)))
        mine[0].masks = [{"kind": "x", "start": 0, "end": 7, "part": "answer"}]
        notes.withdraw(session, mine[1])
        mine[2].answer, mine[2].skipped = None, True
    page = first.get(SITUATION)
    assert '<span class="mask">[masqué]</span> 0 :' in page.text
    assert "1 :" not in as_read(page) and "2 :" not in as_read(page)


def test_what_was_read_is_kept_filtered_and_counted(first):
    page = first.get(SITUATION)
    assert "0 sur 4 lues" in as_read(page)
    shown = refs(page)
    answer = post(first, f"{SITUATION}/lues", lue=shown[:3], voir="non-lues")
    assert answer.headers["location"] == f"{SITUATION}?voir=non-lues#reponses"
    left = first.get(f"{SITUATION}?voir=non-lues")
    assert refs(left) == shown[3:] and "3 sur 4 lues" in as_read(left)
    post(first, f"{SITUATION}/lues", lue=shown[3:])
    assert "Vous avez lu toutes les réponses" in as_read(first.get(f"{SITUATION}?voir=non-lues"))
    assert "4 sur 4 lues" in as_read(first.get("/recrutement/situations"))


def test_reading_is_ones_own_and_an_answer_that_changed_is_to_be_read_again(database, first, enter):
    page = first.get(SITUATION)
    post(first, f"{SITUATION}/lues", lue=refs(page))
    assert "0 sur 4 lues" in as_read(enter(SECOND).get(SITUATION))
    with database.session_scope() as session:
        note = note_of(session)
        notes.amend(session, note, "Réponse 0 : autrement.", [])
    assert order(first.get(f"{SITUATION}?voir=non-lues")) == ["0"]


def test_nobody_marks_as_read_what_they_do_not_see(database, first, enter):
    theirs = refs(enter(ELSEWHERE).get(SITUATION))
    post(first, f"{SITUATION}/lues", lue=theirs)
    assert stored(database, AnswerRead) == []


def test_setting_aside_leads_back_to_the_same_answer_and_is_taken_back(database, first):
    page = first.get(f"{SITUATION}?surlignages=oui")
    ref = ref_of(page, 2)
    answer = post(first, f"{SITUATION}/mettre-de-cote", personne=ref, surlignages="oui", page="1")
    assert answer.headers["location"] == f"{SITUATION}?surlignages=oui#r-{ref}"
    assert order(first.get(f"{SITUATION}?voir=de-cote")) == ["2"]
    post(first, f"{SITUATION}/mettre-de-cote", personne=ref)  # twice is once
    post(first, f"{SITUATION}/mettre-de-cote", personne=ref, retirer="oui")
    assert "n'est dans votre sélection" in as_read(first.get(f"{SITUATION}?voir=de-cote"))
    done = [act for _, act, _ in acts(database) if act.startswith("set_aside")]
    assert done == ["set_aside", "set_aside_no_more"]


@pytest.mark.parametrize("path", [f"{SITUATION}/mettre-de-cote", "/recrutement/selection/remettre"])
def test_another_structures_person_is_not_set_aside_or_put_back(database, first, enter, path):
    theirs = refs(enter(ELSEWHERE).get(SITUATION))[0]
    assert post(first, path, personne=theirs).status_code == 404
    assert stored(database, Shortlisted) == []


def test_who_administers_at_no_structure_reads_but_sets_nobody_aside(database, enter):
    with database.session_scope() as session:
        boss = recruiters.create(session, login="chef@exemple.fr", name="Chef", password="une phrase assez longue")
        recruiters.set_administrator(session, boss, administers=True)
    browser = enter("chef@exemple.fr")
    with database.session_scope() as session:
        for row in session.query(RecruiterSession).where(RecruiterSession.recruiter_id == boss.id):
            row.structure_id = None
    page = browser.get(SITUATION)
    assert len(refs(page)) == 5 and "Ajouter à ma sélection" not in page.text
    assert post(browser, f"{SITUATION}/mettre-de-cote", personne=refs(page)[0]).status_code == 403
    assert browser.get(f"{SITUATION}/{refs(page)[0]}/apprecier").status_code == 403


WRONG = [
    "situations/nexiste_pas",
    "situations/NON",
    f"situations/{PATIENCE.id}?voir=rang",
    "selection/comparer?personne=zz",
]


@pytest.mark.parametrize("path", WRONG)
def test_wrong_addresses_lead_nowhere_kindly(first, path):
    page = first.get(f"/recrutement/{path}")
    assert page.status_code == 404 and "Page introuvable" in as_read(page)


def test_a_page_beyond_the_last_is_the_last(first):
    assert len(refs(first.get(f"{SITUATION}?page=99999"))) == 4


def aside(browser, *places):
    page = browser.get(SITUATION)
    for place in places:
        post(browser, f"{SITUATION}/mettre-de-cote", personne=ref_of(page, place))
    return browser.get("/recrutement/selection")


def test_the_selection_has_no_name_until_it_is_lifted_which_is_written_down(database, first, enter):
    page = aside(first, 0, 2)
    assert "zed" not in page.text and "Figeac" not in page.text
    assert "Votre sélection est vide" in as_read(enter(SECOND).get("/recrutement/selection"))
    assert post(first, "/recrutement/selection/noms").status_code == 303
    assert "Votre sélection est vide" in as_read(enter(SECOND).get("/recrutement/selection"))
    named = as_read(first.get("/recrutement/selection"))
    assert "Aïcha Berardzed0" in named and "Zoé Quillienzed2" in named and "Lever l'anonymat" not in named
    later = as_read(aside(first, 1))
    assert "Lenoirzed1" not in later and "3 personnes, dont 1 sans nom affiché" in later
    assert [act for _, act, _ in acts(database)].count("showed_name") == 2


def test_answers_stand_side_by_side_and_are_recorded(database, first):
    page = aside(first, 0, 2, 3)
    chosen = re.findall(r'type="checkbox" name="personne" value="([0-9a-f]{32})"', page.text)
    side = first.get("/recrutement/selection/comparer", params={"personne": chosen})
    assert sorted(order(side)) == ["0", "2", "3"] and "zed" not in side.text
    subjects = read_answers(database)
    assert sum(subject.endswith(HUMILITY.id) for subject in subjects) == 3


@pytest.mark.parametrize(
    ("number", "told"), [(0, "Cochez d'abord de une à quatre"), (5, "Vous avez coché 5 personnes")]
)
def test_too_few_or_too_many_are_told_and_what_was_checked_stays_so(database, first, number, told):
    with database.session_scope() as session:
        people(session, 3, start=50)
    page = aside(first, 0, 1, 2, 3, 50, 51)
    chosen = re.findall(r'type="checkbox" name="personne" value="([0-9a-f]{32})"', page.text)
    answer = first.get("/recrutement/selection/comparer", params={"personne": chosen[:number]})
    assert answer.status_code == 200 and told in as_read(answer)
    checked = re.findall(r'name="personne" value="([0-9a-f]{32})" checked', answer.text)
    assert checked == chosen[:number]


def forms_of(page):
    """What each form of a page sends, by where it sends it."""
    found = {}
    for action, inside in re.findall(r'<form[^>]*action="([^"]+)"[^>]*>(.*?)</form>', page.text, re.DOTALL):
        fields = {}
        for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', inside):
            fields.setdefault(name, []).append(value)
        found.setdefault(action, []).append(fields)
    return found


def test_from_those_compared_one_is_taken_out_put_back_rated_and_named(database, first):
    aside(first, 0, 2)
    ref, other = (ref_of(first.get(SITUATION), place) for place in (0, 2))
    where = "/recrutement/selection/comparer"
    side = first.get(where, params={"personne": [ref, other]})
    links = html.unescape(side.text)
    assert f'href="{SITUATION}/{ref}/apprecier"' in links
    assert first.get(f"{SITUATION}/{ref}/apprecier").status_code == 200
    leaving = next(form for form in forms_of(side)["/recrutement/selection/retirer"] if form["personne"] == [ref])
    gone = first.post("/recrutement/selection/retirer", data=leaving).headers["location"]
    assert gone == f"{where}?personne={other}&sortie={ref}"
    side = first.get(gone)
    label = headings(first.get(SITUATION))[ref]
    assert f"La personne {label} n'est plus dans votre sélection." in as_read(side)
    (back,) = forms_of(side)["/recrutement/selection/remettre"]
    again = first.post("/recrutement/selection/remettre", data=back).headers["location"]
    assert sorted(order(first.get(again))) == ["0", "2"]
    asking = re.search(rf'href="([^"]*/selection/noms\?personne={ref}[^"]*)"', first.get(again).text)[1]
    asked = first.get(html.unescape(asking))
    assert f"de la personne {label} ?" in as_read(asked) and "inscrit au journal" in as_read(asked)
    assert "zed" not in asked.text
    (naming,) = forms_of(asked)["/recrutement/selection/noms"]
    named = first.get(first.post("/recrutement/selection/noms", data=naming).headers["location"])
    assert "Berardzed0" in named.text and "Quillienzed2" not in named.text and sorted(order(named)) == ["0", "2"]


def test_before_names_are_shown_it_is_asked_and_asking_shows_none(database, first):
    aside(first, 0, 2)
    asked = first.get("/recrutement/selection/noms")
    assert "Lever l'anonymat de 2 personnes ?" in as_read(asked) and "Afficher ces 2 noms" in as_read(asked)
    assert stored(database, Shortlisted.named_at) == [None, None]
    aside(first, 1)  # since then: not asked about
    (form,) = forms_of(asked)["/recrutement/selection/noms"]
    first.post("/recrutement/selection/noms", data=form)
    named = as_read(first.get("/recrutement/selection"))
    assert "Berardzed0" in named and "Quillienzed2" in named and "Lenoirzed1" not in named
    post(first, "/recrutement/selection/noms")
    assert first.get("/recrutement/selection/noms").headers["location"] == "/recrutement/selection"


def test_from_a_file_of_the_selection_the_next_is_of_the_selection(database, first):
    aside(first, 0, 2, 3)
    post(first, "/recrutement/selection/noms")
    aside(first, 1)  # without a name: no link leads to their file
    page = first.get("/recrutement/selection").text
    files = [html.unescape(link) for link in re.findall(r'href="([^"]*/candidats/[^"]+)"', page)]
    assert len(files) == 3
    gone, here = [], files[0]
    while here:
        gone.append(here)
        text = first.get(here).text
        assert '<a href="/recrutement/selection">Ma sélection</a>' in text
        following = re.search(r'rel="next"[^>]*href="([^"]+)"', text)
        here = following and html.unescape(following[1])
    assert gone == files


def test_the_way_back_from_a_rating_is_the_page_of_the_answer(database, first):
    with database.session_scope() as session:
        people(session, 40, start=20)
    second = first.get(f"{SITUATION}?page=2")
    ref = refs(second)[3]
    link = re.search(r'<a href="([^"]+)">Retour aux réponses', first.get(f"{SITUATION}/{ref}/apprecier").text)[1]
    assert refs(first.get(link)) == refs(second)


def test_at_the_end_of_a_situation_the_next_one_is_offered_until_all_is_read(database, first):
    page = first.get(SITUATION)
    assert "Situation suivante : humilité (4 à lire)" in as_read(page).lower().replace("situation", "Situation")
    done = post(first, f"{SITUATION}/lues", lue=refs(page)).headers["location"]
    end = first.get(done.split("#")[0])
    assert "Vous avez lu toutes les réponses" in as_read(end) and "(4 à lire)" in as_read(end)
    assert re.search(rf'href="{HUMBLE}"', end.text)
    post(first, f"{HUMBLE}/lues", lue=refs(first.get(HUMBLE)))
    assert "Situation suivante" not in as_read(first.get(f"{SITUATION}?voir=non-lues"))


def test_reading_on_among_the_unread_leaves_nobody_out(database, first):
    with database.session_scope() as session:
        people(session, 60, start=20)
    seen, where = [], f"{SITUATION}?voir=non-lues"
    while shown := refs(page := first.get(where.partition("#")[0])):
        assert 'rel="next"' not in page.text
        seen += shown
        where = post(first, f"{SITUATION}/lues", lue=shown, voir="non-lues").headers["location"]
    assert len(seen) == len(set(seen)) == 64


def test_the_first_words_of_an_answer_tell_who_is_who_and_are_a_reading(database, first):
    first.get("/recrutement/")
    with database.session_scope() as session:
        account = session.scalars(select(Recruiter).where(Recruiter.login == FIRST)).one()
        (here,) = stored(database, RecruiterSession.structure_id)
        note = session.scalars(select(Note).where(Note.question_id == PATIENCE.id)).first()
        session.add(Shortlisted(candidate_id=note.candidate_id, recruiter_id=account.id, structure_id=here))
        known = f"{note.candidate_id}/{PATIENCE.id}"
    assert "« Réponse" in as_read(first.get("/recrutement/selection"))
    assert known in read_answers(database)


def test_who_is_no_longer_seen_leaves_the_selection_and_is_not_named(database, first):
    aside(first, 0, 1)
    with database.session_scope() as session:
        note_of(session).candidate.mobility = {"kind": "departement", "km": None, "places": ["Rhône"]}
    assert "1 personne, sans nom affiché" in as_read(first.get("/recrutement/selection"))
    post(first, "/recrutement/selection/noms")
    assert sorted(named_at is None for named_at in stored(database, Shortlisted.named_at)) == [False, True]
