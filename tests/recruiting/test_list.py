"""The list as an inbox: filters that stand in an address, words that never do, kept filters, selections, exports of them."""

import csv
import html
import io
import json
import re
from datetime import date

import pytest
from recruiting_samples import PATIENCE, acts, as_read, as_read_text, csrf_of, stored
from sqlalchemy import event
from starlette.datastructures import QueryParams

from bot.records.desk import directory
from bot.records.files import candidates, notes
from bot.records.models import FileRead, SavedFilter, Shortlisted
from bot.recruiting.dossiers import filter_form

HERE = "/recrutement/"


@pytest.fixture
def people(database, candidate_id):
    """Zoé of Saint-Brieuc and two others; ids by first name."""
    ids = {"Zoé": candidate_id}
    for number, (first, town) in enumerate(
        [("Ali", {"commune": "Cahors", "insee": "46042", "departement": "46"}),
         ("Noé", {"commune": "Toulouse", "insee": "31555", "departement": "31"})], start=2
    ):  # fmt: skip
        with database.session_scope() as session:
            candidate = candidates.open_registration(session, f"c{number}", channel="telegram", notice_version="1")
            candidates.set_field(session, f"c{number}", "first_name", first)
            candidates.set_field(session, f"c{number}", "town", town)
            words = f"Je dessine l'écran, calmement. {'Et encore. ' * 20}"
            notes.store_answer(session, f"c{number}", PATIENCE, words, [], rubric_version="1")
            directory.index_words(session, candidate)
            ids[first] = candidate.id
    return ids


def ask(reader, **fields):
    csrf = csrf_of(reader.get(HERE))
    answer = reader.post("/recrutement/recherche", data={"csrf": csrf, **fields})
    assert answer.status_code == 303
    return answer.headers["location"]


def shown(page):
    return [name.strip() for name in re.findall(r"data-open>([^<]+)</a>", page.text)]


def test_filters_stand_in_the_address_and_words_do_not(reader, people):
    filters = {"departement": ["46", "31"], "canal": "telegram", "km": "20", "avant": "04/01/2027"}
    address = ask(reader, recherche="ali", mots="dessine", **filters)
    assert address == "/recrutement/?departement=46&departement=31&canal=telegram&km=20&avant=2027-01-04"
    page = reader.get("/recrutement/?departement=46")
    assert shown(page) == ["Ali"]
    assert "1 personne correspond à « ali », avec « dessine » dans ses réponses." in as_read(page)
    for link in re.findall(r'(?:href|action|hx-get|hx-post)="([^"]+)"', page.text):
        assert "ali" not in link.replace("recrutement", "") and "dessine" not in link


def test_nobody_found_is_said_in_french(reader, people):
    page = reader.get(ask(reader, recherche="xyz"))
    assert "Personne ne correspond à « xyz ». Retirez un filtre, ou un mot." in as_read(page)
    assert "0 personne" not in as_read(page)
    assert "Le début d'un mot suffit" in as_read(page)


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("avant", "32/13/2027", "La date n'a pas été prise"),
        ("km", "loin", "La distance n'a pas été prise"),
        ("km", "0", "La distance"),
    ],
)
def test_what_cannot_be_taken_is_said_and_stays_to_be_mended(reader, people, field, typed, told):
    page = reader.get(ask(reader, **{field: typed, "departement": "46"}))
    assert told in as_read(page)
    assert html.escape(typed) in page.text or field == "km"
    assert shown(page) == ["Ali"], "the other filters hold"


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("1/1/27", "2027-01-01"), ("1/1/2027", "2027-01-01"), ("01.01.2027", "2027-01-01"), ("31-12-27", "2027-12-31"),
        ("1 janvier 2027", "2027-01-01"), ("1er Août 27", "2027-08-01"), ("3 fevrier 2027", "2027-02-03"),
        ("2027-01-04", "2027-01-04"),
    ],
)  # fmt: skip
def test_a_day_is_taken_as_people_write_it(typed, iso):
    asked = filter_form.parse(QueryParams({"avant": typed}), "", "")
    assert (asked.filters.before, asked.problems) == (date.fromisoformat(iso), ())


@pytest.mark.parametrize(
    "typed",
    [
        *["31/2/27", "1/13/27", "1/1/0", "1/1/0000", "1/1/227", "bientôt", "1/1/27/3", "٣/١/٢٠٢٧"],
        "1 janv 2027",
        "1/" * 9_999,
    ],
)
def test_what_is_no_day_is_told(typed):
    asked = filter_form.parse(QueryParams({"avant": typed}), "", "")
    assert asked.filters.before is None
    assert asked.problems == ("La date n'a pas été prise : écrivez-la comme 04/01/2027, ou 4 janvier 2027.",)


@pytest.mark.parametrize(
    "query", ["departement=ZZ", "statut=best", "canal=%00", "complet=x", "km=9e9", "page=-1", "avant=%00"]
)
def test_no_address_breaks_the_list(reader, people, query):
    assert reader.get(f"{HERE}?{query}").status_code == 200


def test_excerpts_stand_around_the_words_and_masks_stay(reader, people):
    page = reader.get(ask(reader, mots="ecran"))
    assert "<mark>écran</mark>" in page.text
    assert set(shown(page)) == {"Ali", "Noé", html.escape("Zoé Hostile<script>alert(1)</script>")}


def test_an_excerpt_is_a_reading_of_whose_answer_it_is_and_of_nobody_elses(database, reader, people):
    reader.get(ask(reader, mots="calmement"))
    read = [(people[name], f"{people[name]}/{PATIENCE.id}") for name in ("Ali", "Noé")]
    assert sorted(subject for _, act, subject in acts(database) if act == "read_answer") == sorted(s for _, s in read)
    rows = {row.candidate_id: row.opened_at for row in stored(database, FileRead)}
    assert rows == {candidate_id: None for candidate_id, _ in read}, "read, and nobody's file opened"


def test_the_map_leads_to_a_departement_and_back(reader, people):
    page = reader.get(HERE)
    assert re.search(r'<a href="/recrutement/\?departement=46" aria-label="Lot \(46\) : 1">', page.text)
    chosen = reader.get(f"{HERE}?departement=46")
    assert re.search(r'<a href="/recrutement/\?" aria-label="Lot \(46\) : 1, choisi">', chosen.text)


EVERY_FILTER = {
    "recherche": "ali", "mots": "dessine", "departement": "46", "km": "20", "avant": "04/01/2027", "statut": "new",
    "complet": "non", "non_lu": "1", "selection": "1", "canal": "telegram",
}  # fmt: skip


def chips(page):
    """What each filter of the list says, with what takes it away: an address, or the fields of a form."""
    (inside,) = re.findall(r'<ul class="chips"[^>]*>(.*?)</ul>', page.text, re.DOTALL)
    found = {}
    for item in re.findall(r"<li>(.*?)</li>", inside, re.DOTALL):
        words = as_read_text(item).split("×")[0].strip()
        link = re.search(r'<a href="([^"]+)"', item)
        found[words] = html.unescape(link[1]) if link else fields_of(item)
    found.pop("Voir tout le monde")
    return found


def fields_of(form):
    fields = {}
    for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', form):
        fields.setdefault(name, []).append(html.unescape(value))
    return fields


def test_every_filter_has_a_chip_that_takes_it_away_alone(reader, people):
    page = reader.get(ask(reader, **EVERY_FILTER))
    said = chips(page)
    assert set(said) == {
        "nom ou commune : « ali »", "dans les réponses : « dessine »", "Lot (46)", "statut : nouvelle",
        "à moins de 20 km de votre structure : sans effet, elle n'a pas de commune", "dossier à compléter",
        "disponible au plus tard le 04/01/2027", "non lus", "ma sélection, nom affiché", "canal : Telegram",
    }  # fmt: skip
    for words, away in said.items():
        ask(reader, **EVERY_FILTER)
        where = away if isinstance(away, str) else reader.post("/recrutement/recherche", data=away).headers["location"]
        assert set(chips(reader.get(where))) == set(said) - {words}


def test_a_filter_that_finds_nobody_stays_checked_in_the_panel(reader, people):
    page = reader.get(f"{HERE}?canal=matrix&departement=99&departement=75&statut=hired")
    checked = set(re.findall(r'name="(\w+)" value="(\w*)" checked', page.text))
    assert {("canal", "matrix"), ("departement", "75")} <= checked


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("cahrs", ["cahors"]), ("Tulouze", ["toulouse"]), ("sait brieuc", ["saint brieuc"]), ("hostlie", ["hostile"]),
        ("zoezette", ["zoe"]), ("ali cahrs", ["ali cahors"]), ("noe cahrs", []), ("noe cahors", []), ("xyxyxy", []),
    ],
)  # fmt: skip
def test_a_slip_is_met_by_what_is_near_and_finds_somebody(reader, people, typed, offered):
    page = reader.get(ask(reader, recherche=typed))
    assert shown(page) == []
    near = re.findall(r'name="recherche" value="([^"]*)">[^<]*</button>', page.text.replace('class="chip" ', ""))
    near = [one for one in near if one != typed]
    assert near == offered
    if offered:
        assert "Chercher plutôt" in as_read(page)
        (form,) = re.findall(r'<form class="near".*?</form>', page.text, re.DOTALL)
        fields = fields_of(form) | {"recherche": offered[:1]}
        assert shown(reader.get(reader.post("/recrutement/recherche", data=fields).headers["location"]))


@pytest.mark.parametrize(
    ("typed", "offered", "found"),
    [
        ("lot", "Lot (46)", "Ali"), ("46000", "Lot (46)", "Ali"), ("Haute-Garonne", "Haute-Garonne (31)", "Noé"),
        ("31500", "Haute-Garonne (31)", "Noé"), ("ali 46000", "« ali », Lot (46)", "Ali"), ("noe lot", "", ""), ("69100", "", ""),
    ],
)  # fmt: skip
def test_a_departement_or_a_postcode_among_names_is_offered_as_a_filter(reader, people, typed, offered, found):
    page = reader.get(ask(reader, recherche=typed, mots="dessine"))
    assert shown(page) == []
    forms = re.findall(r'<form method="post" action="/recrutement/recherche">.*?</form>', page.text, re.DOTALL)
    places = [form for form in forms if re.search(r'<button class="chip">[^<]*\(\w+\)</button>', form)]
    assert [as_read_text(form).strip() for form in places] == ([offered] if offered else [])
    for form in places:
        where = reader.post("/recrutement/recherche", data=fields_of(form)).headers["location"]
        assert any(found in name for name in shown(reader.get(where)))
    narrowed = reader.get(ask(reader, recherche=typed, departement="75"))
    assert "(46)</button>" not in narrowed.text and "(31)</button>" not in narrowed.text


def test_a_slip_beside_words_of_answers_is_met_too(reader, people):
    page = reader.get(ask(reader, recherche="cahrs", mots="dessine"))
    (form,) = re.findall(r'<form class="near".*?</form>', page.text, re.DOTALL)
    fields = fields_of(form)
    assert fields["mots"] == ["dessine"] and fields["recherche"] == ["cahors"]
    assert shown(reader.get(reader.post("/recrutement/recherche", data=fields).headers["location"])) == ["Ali"]


def test_nobody_is_offered_whom_the_other_filters_leave_out(reader, people):
    page = reader.get(ask(reader, recherche="cahrs", departement="31"))
    assert "Chercher plutôt" not in as_read(page)


def keep(reader, name, query):
    csrf = csrf_of(reader.get(HERE))
    return reader.post("/recrutement/filtres", data={"csrf": csrf, "nom": name, "retour": query})


def test_a_filter_is_kept_applied_and_deleted(database, reader, people):
    ask(reader, recherche="ali")
    kept = keep(reader, "Lot, Ali", "departement=46&non_lu=1&faux=1")
    assert kept.headers["location"] == f"{HERE}?departement=46&non_lu=1&souci=garde"
    ask(reader)
    keep(reader, "Lot", "departement=46")
    page = reader.get(f"{HERE}?souci=garde")
    assert len(shown(page)) == 3
    assert "Filtre gardé" in as_read(page)
    holds = re.findall(r'<span class="aside">\s*([^<]+?)\s*</span>\s*</li>', html.unescape(page.text))
    assert holds == ["Lot (46)", "nom ou commune : « ali », Lot (46), non lus"]
    row = next(row for row in stored(database, SavedFilter) if row.name == "Lot, Ali")
    with database.engine.connect() as connection:
        raw = bytes(connection.exec_driver_sql("SELECT content FROM saved_filters").scalar())
    assert b"ali" not in raw
    applied = reader.post(f"/recrutement/filtres/{row.id}", data={"csrf": csrf_of(page)})
    assert shown(reader.get(applied.headers["location"])) == ["Ali"]
    reader.post(f"/recrutement/filtres/{row.id}/supprimer", data={"csrf": csrf_of(page)})
    assert reader.post(f"/recrutement/filtres/{row.id}", data={"csrf": csrf_of(page)}).status_code == 404


def test_so_many_filters_are_kept_and_each_has_a_name(reader, people):
    assert keep(reader, " ", "non_lu=1").headers["location"].endswith("souci=nom")
    for number in range(20):
        keep(reader, f"n{number}", "non_lu=1")
    assert keep(reader, "un de trop", "non_lu=1").headers["location"].endswith("souci=trop")
    assert keep(reader, "N7", "non_lu=1").headers["location"].endswith("souci=garde"), "one of the same name gives way"


def bulk(reader, path, **fields):
    return reader.post(f"/recrutement/selection/{path}", data={"csrf": csrf_of(reader.get(HERE)), **fields})


def test_the_checked_are_set_aside(database, reader, people):
    answer = bulk(reader, "ranger", id=[people["Ali"]], ailleurs=f"{people['Noé']} x {'0' * 32}", faire="ajouter")
    assert answer.headers["location"] == f"{HERE}?ranges=2"
    assert set(stored(database, Shortlisted.candidate_id)) == {people["Ali"], people["Noé"]}
    assert set(shown(reader.get(f"{HERE}?selection=1"))) == {"Ali", "Noé"}
    assert "Les 2 personnes cochées sont dans votre sélection." in as_read(reader.get(f"{HERE}?ranges=2"))
    left = bulk(reader, "ranger", id=[people["Ali"]], faire="retirer").headers["location"]
    assert "La personne cochée n'est plus dans votre sélection." in as_read(reader.get(left))
    assert shown(reader.get(f"{HERE}?selection=1")) == ["Noé"]


def rows_of(answer):
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


def exported(database):
    return [subject for _, act, subject in acts(database) if act.startswith("exported")]


def test_the_checked_are_taken_along_and_each_is_in_the_journal(database, reader, people):
    answer = bulk(reader, "emporter", id=[people["Ali"], people["Noé"]], forme="csv")
    assert {row["Prénom"] for row in rows_of(answer)} == {"Ali", "Noé"}
    assert sorted(exported(database)) == sorted([people["Ali"], people["Noé"]])
    answer = bulk(reader, "emporter", id=[people["Ali"]], forme="json")
    assert [one["registration"]["first_name"] for one in json.loads(answer.text)] == ["Ali"]


def test_nobody_checked_is_told(reader, people):
    location = bulk(reader, "emporter", forme="csv", retour="non_lu=1").headers["location"]
    assert location == f"{HERE}?non_lu=1&souci=personne"
    assert "Cochez d'abord" in as_read(reader.get(location))


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_an_export_follows_filters_and_words(database, reader, people, kind):
    ask(reader, mots="calmement")
    answer = reader.get(f"/recrutement/candidats.{kind}?departement=46&departement=22")
    names = {row["Prénom"] for row in rows_of(answer)} if kind == "csv" else {
        one["registration"]["first_name"] for one in answer.json()
    }  # fmt: skip
    assert names == {"Ali"}
    assert exported(database) == [people["Ali"]]


def test_an_export_takes_no_statement_more_for_each_note(database, reader, people):
    def count():
        said = []
        listen = lambda *given: said.append(given[2])  # noqa: E731
        event.listen(database.engine, "before_cursor_execute", listen)
        reader.get("/recrutement/candidats.csv")
        event.remove(database.engine, "before_cursor_execute", listen)
        assert said
        return len([one for one in said if not one.startswith("INSERT INTO audit_entries")])  # a line each person

    few = count()
    for number in range(30):
        with database.session_scope() as session:
            candidates.open_registration(session, f"more{number}", channel="web", notice_version="1")
            for question in range(3):
                asked = notes.Question(f"q{question}", "1", "patience", "Que faites-vous ?")
                notes.store_answer(session, f"more{number}", asked, "Je montre.", [], rubric_version="1")
    assert count() <= few
