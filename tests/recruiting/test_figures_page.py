"""The page of figures: what who sees, small counts hidden, the same as a table."""

import csv
import html
import io
import re
from datetime import date, timedelta

import pytest
from desk_people import FIGEAC
from recruiting_samples import PASSWORD, sign_in

from bot.base import clock
from bot.records.accounts import recruiters, structures
from bot.records.files import candidates
from bot.records.handoffs import handoffs
from bot.records.models import Candidate, HumanRequest, Standing
from bot.records.store import daily_counts
from bot.recruiting.statistics.periods import PERIODS, period_of

PARIS = {"commune": "Paris", "insee": "75056", "departement": "75"}
MINE, PAGE = "figeac@exemple.fr", "/recrutement/chiffres"


def count(database, names, times, channel="web", ago=0):
    with database.session_scope() as session:
        for _ in range(times):
            daily_counts.add(session, clock.today() - timedelta(days=ago), channel, names)


def register(session, number, town):
    candidate = candidates.open_registration(session, f"c{number}", channel="web", notice_version="v")
    candidate.town, candidate.mobility = town, {"kind": "none", "km": None, "places": []}
    return candidate


@pytest.fixture
def structure(database):
    with database.session_scope() as session:
        made = structures.create(session, name="Médiathèque de Figeac", town=FIGEAC)
        recruiters.create(session, login=MINE, name="Sacha", password=PASSWORD, structure=made)
        return made.id


@pytest.fixture
def local(new_browser, structure):
    """The browser of somebody at a structure with a town."""
    made = new_browser()
    assert sign_in(made, MINE).status_code == 303
    return made


def table(page):
    """What the CSV says, by title, line and column."""
    rows = list(csv.reader(io.StringIO(page.text.removeprefix("\ufeff")), delimiter=";"))
    assert rows[0] == ["Tableau", "Ligne", "Colonne", "Nombre", "Précision"]
    return {(title, line, column): number for title, line, column, number, _ in rows[1:]}


def as_read(page):
    return html.unescape(re.sub(r"<[^>]+>", " ", page.text))


@pytest.mark.parametrize("period", PERIODS)
def test_an_empty_service_has_a_page_for_each_period(reader, period):
    page = reader.get(PAGE, params={"periode": period})
    assert page.status_code == 200
    assert "Aucun chiffre ne porte sur une personne." in as_read(page)


@pytest.mark.parametrize("wrong", [{"periode": "8"}, {"canal": "<b>"}, {"canal": "x" * 50}])
def test_what_is_no_period_and_no_channel_leads_nowhere(reader, wrong):
    assert reader.get(PAGE, params=wrong).status_code == 404


def test_a_channel_that_nobody_came_by_has_nothing_to_show(reader, database):
    count(database, ["begun"], 8)
    found = table(reader.get(f"{PAGE}.csv", params={"canal": "matrix"}))
    assert found["Le parcours, question par question", "Conversation commencée", "Répondue"] == "0"


def test_the_way_is_told_question_by_question(reader, database):
    count(database, ["begun", "asked/consent", "answered/consent", "agreed", "asked/town", "answered/town"], 41)
    count(database, ["begun", "asked/consent", "answered/consent", "agreed", "asked/town"], 22)
    count(database, ["begun"], 3)
    found = table(reader.get(f"{PAGE}.csv"))
    way = {
        line: number for (title, line, column), number in found.items() if "parcours" in title and column == "Répondue"
    }
    assert (
        way["Conversation commencée"] == "65" and way["Accord pour garder le dossier"] == "65" and way["Ville"] == "40"
    )
    assert found["Le parcours, question par question", "Ville", "Sans réponse"] == "20"
    assert found["Le parcours, question par question", "Ville", "Part sans réponse"] == "31\u00a0%"


def test_the_page_and_its_table_hide_the_same_small_numbers(reader, database):
    count(database, ["begun"], 3, ago=2)
    count(database, ["begun"], 12)
    count(database, ["begun"], 2, channel="telegram")
    page, found = as_read(reader.get(PAGE)), table(reader.get(f"{PAGE}.csv"))
    numbers = set(found.values())
    assert "moins de 5" in numbers and "moins de 5" in page
    assert not numbers & {"1", "2", "3", "4", "12", "14", "17"}
    assert found["Par canal", "Telegram", "Conversations"] == "moins de 5"


def test_what_is_rounded_never_looks_exact(reader, local, database):
    count(database, ["begun", "agreed"], 41)
    with database.session_scope() as session:
        for number in range(17):
            register(session, number, FIGEAC)
    for browser, told in ((reader, "≈\xa040"), (local, "Dossiers que vous pouvez lire : environ 15.")):
        page = browser.get(PAGE)
        assert told in as_read(page) and "≈ : environ, arrondi au multiple de 5." in as_read(page)
        cells = re.findall(r"<td>([^<]*)</td>", page.text)
        assert cells and not [cell for cell in cells if re.match(r"[1-9]", cell) and "ou plus" not in cell]
        rows = list(csv.reader(io.StringIO(browser.get(f"{PAGE}.csv").text), delimiter=";"))[1:]
        assert {bool(row[4]) for row in rows if re.match(r"[1-9]", row[3]) and "ou plus" not in row[3]} == {True}
        assert not [row for row in rows if row[3] == "0" and row[4]]


def test_other_days_are_left_out(reader, database):
    count(database, ["begun"], 10, ago=40)
    key = "Le parcours, question par question", "Conversation commencée", "Répondue"
    assert table(reader.get(f"{PAGE}.csv"))[key] == "0"
    assert table(reader.get(f"{PAGE}.csv", params={"periode": "90"}))[key] == "10"


@pytest.mark.parametrize(("hours", "nine_in_ten"), [("30", "de 1 à 2 jours ou moins"), ("72", "3 jours ou plus")])
def test_waits_are_told_in_bands_with_their_median(reader, database, hours, nine_in_ten):
    count(database, ["human/asked", "human/answered", "human/hours/02"], 14)
    count(database, ["human/asked", "human/answered", f"human/hours/{hours}"], 6)
    assert table(reader.get(f"{PAGE}.csv"))["Délais de réponse", "de 1 à 4 heures", "Demandes"] == "15"
    told = f"Délai médian : de 1 à 4 heures. Neuf demandes sur dix : {nine_in_ten}."
    assert told in as_read(reader.get(PAGE))


def test_departements_of_few_people_are_not_named(reader, database):
    with database.session_scope() as session:
        for number in range(19):
            register(session, number, FIGEAC if number < 10 else PARIS)
    found = {line for title, line, _ in table(reader.get(f"{PAGE}.csv")) if title == "Les dossiers par département"}
    assert found == {"Lot (46)"}


def test_a_structure_with_a_town_sees_its_own_files_alone(local, database, structure):
    count(database, ["begun", "agreed"], 50)
    with database.session_scope() as session:
        for number in range(26):
            candidate = register(session, number, FIGEAC if number < 16 else PARIS)
            handoffs.open_handoff(session, candidate.conversation_id, channel="web")
            if number >= 8:
                session.add(Standing(candidate_id=candidate.id, structure_id=structure, status="interested"))
    page, found = as_read(local.get(PAGE)), table(local.get(f"{PAGE}.csv"))
    assert "Pour les dossiers que votre structure peut lire" in page and "Conversations commencées" not in page
    assert found["Les demandes de contact humain", "Demandes", "Demandes"] == "15"
    assert found["Les statuts dans votre structure", "Intéressée", "Dossiers"] == "10"
    assert found["Les statuts dans votre structure", "Nouvelle", "Dossiers"] == "10"
    assert found["Les situations", "Situation 1", "Pas de réponse"] == "15"
    assert not {title for title, _, _ in found} & {"Par canal", "Les dossiers par département"}


def test_a_structure_of_few_files_is_not_told_how_many(local, database):
    with database.session_scope() as session:
        for number in range(3):
            register(session, number, FIGEAC)
        assert session.query(Candidate).count() == 3 and not session.query(HumanRequest).count()
    assert set(table(local.get(f"{PAGE}.csv")).values()) <= {"0", "moins de 5", "non montré"}


def test_bars_show_the_rounded_number_alone_and_carry_no_style(reader, database):
    count(database, ["begun"], 12)
    count(database, ["moved"], 3)
    page = reader.get(PAGE).text
    bars = [(int(value), int(most)) for value, most in re.findall(r'<meter value="(\d+)" max="(\d+)"', page)]
    assert (10, 10) in bars and all(value <= most and value % 5 == most % 5 == 0 for value, most in bars)
    assert "<svg" not in page and "style=" not in page and "<script>" not in page


@pytest.mark.parametrize("key", PERIODS)
def test_the_parts_of_a_period_are_all_its_days_once(key):
    period = period_of(key)
    days = [
        span.since + timedelta(days=day) for span in period.spans for day in range((span.until - span.since).days + 1)
    ]
    assert days == [period.since + timedelta(days=day) for day in range((period.until - period.since).days + 1)]
    assert all(period.spans[period.place(day)].since <= day <= period.spans[period.place(day)].until for day in days)


@pytest.mark.parametrize(("today", "since"), [
    (date(2027, 1, 15), date(2026, 2, 1)), (date(2026, 12, 31), date(2026, 1, 1)), (date(2028, 2, 29), date(2027, 3, 1)),
])  # fmt: skip
def test_twelve_months_begin_on_the_first_of_a_month(monkeypatch, today, since):
    monkeypatch.setattr(clock, "today", lambda: today)
    assert (period_of("12-mois").since, len(period_of("12-mois").spans)) == (since, 12)
