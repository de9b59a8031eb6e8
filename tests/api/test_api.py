"""What a program reads and writes, and what its structure's candidates learn of it."""

import csv
import io
import json
from datetime import timedelta

import jsonschema
from api_samples import API, BREST, FIGEAC, bearer, give_token, register
from sqlalchemy import select

from bot.base import clock
from bot.base.problems import MEDIA_TYPE
from bot.content.interview import INTERVIEW
from bot.exporting.subject_export import subject_export
from bot.records.accounts import api_tokens
from bot.records.desk import access_log
from bot.records.files import candidates, notes
from bot.records.handoffs import handoffs
from bot.records.models import ApiToken, AuditEntry, Candidate
from bot.words.accesses import access_sentences


def acts(database, actor):
    with database.session_scope() as session:
        rows = session.scalars(select(AuditEntry).where(AuditEntry.actor == actor).order_by(AuditEntry.id))
        return [(row.act, row.subject) for row in rows]


def get(client, token, path, **query):
    return client.get(API + path, headers=bearer(token), params=query)


def test_a_list_names_nobody(client, world):
    told = get(client, world.reads, "/candidates").json()
    assert told["next"] is None
    (row,) = told["data"]
    assert row["id"] == world.zoe
    assert (row["departement"], row["available_from"], row["status"], row["complete"]) == ("46", "2027-01-04", "new", True)  # fmt: skip
    assert "Zoé" not in json.dumps(told) and "reformule" not in json.dumps(told)


def test_pages_follow_each_other_in_the_order_of_registration(client, world):
    with world.database.session_scope() as session:
        ids = [register(session, f"c{number}", FIGEAC) for number in range(7)]
        for candidate in session.scalars(select(Candidate).where(Candidate.id.in_(ids))):
            candidate.created_at = session.get(Candidate, world.zoe).created_at  # all at once: the id decides
    found, cursor = [], None
    while True:
        page = get(client, world.reads, "/candidates", limit=3, **({"cursor": cursor} if cursor else {})).json()
        found += [row["id"] for row in page["data"]]
        if (cursor := page["next"]) is None:
            break
    assert found == sorted([world.zoe, *ids])


def test_filters_are_what_somebody_said_or_did(client, world):
    with world.database.session_scope() as session:
        unsure = register(session, "c1", BREST, reach={"kind": "national", "places": []}, confirmed=False)
        candidate = session.get(Candidate, unsure)
        candidate.availability = {"unknown": True}
    later = (clock.now() + timedelta(minutes=1)).isoformat()

    def ids(**query):
        return {row["id"] for row in get(client, world.reads, "/candidates", **query).json()["data"]}

    assert ids() == {world.zoe, unsure}
    assert ids(departement="29") == {unsure}
    assert ids(complete="true") == {world.zoe}
    assert ids(complete="false") == {unsure}
    assert ids(available_before="2027-01-04") == {world.zoe}
    assert ids(available_before="2027-01-03") == set()
    assert ids(status="new") == {world.zoe, unsure}
    assert ids(status="hired") == set()
    assert ids(updated_since=later) == set()


def test_whoever_asks_for_changes_is_told_of_changed_answers(client, world):
    with world.database.session_scope() as session:
        session.get(Candidate, world.zoe).updated_at = clock.now() - timedelta(days=2)
    yesterday = (clock.now() - timedelta(days=1)).isoformat()
    assert get(client, world.reads, "/candidates", updated_since=yesterday).json()["data"] == []
    with world.database.session_scope() as session:
        notes.withdraw(session, candidates.find(session, "zoe").notes[0])
    assert len(get(client, world.reads, "/candidates", updated_since=yesterday).json()["data"]) == 1


def test_a_file_is_the_published_document_with_its_masks_and_its_person_is_told(client, world):
    with world.database.session_scope() as session:
        candidates.find(session, "zoe").notes[0].seconds = 4242
    told = get(client, world.reads, f"/candidates/{world.zoe}")
    assert told.headers["cache-control"] == "no-store"
    schema = json.loads((INTERVIEW / "note.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(told.json(), schema)
    assert "Karim" not in told.text and "[masqué]" in told.text
    assert [note["seconds"] for note in told.json()["notes"]] == [None], "how long somebody took says nothing"
    assert acts(world.database, f"token:{world.token_id}") == [("read_candidate", world.zoe)]
    with world.database.session_scope() as session:
        said = access_sentences(access_log.list_accesses(session, candidates.find(session, "zoe")))
        (program,) = subject_export(session, "zoe")["read_by_programs"]
    assert said[0].startswith("Lu par Figeac")
    assert (program["structure"], program["program"]) == ("Figeac", "Tableur")


def test_a_list_counts_as_an_access_to_the_structures_own_candidates_only(client, world):
    get(client, world.reads, "/candidates")
    with world.database.session_scope() as session:
        of_zoe, of_yann = (
            access_log.list_accesses(session, candidates.find(session, conversation_id))
            for conversation_id in ("zoe", "yann")
        )
    assert [(entry.kind, entry.structure) for entry in of_zoe] == [(access_log.AccessKind.LISTED, "Figeac")]
    assert of_yann == []


def test_reading_again_is_one_reader_and_two_lines_of_the_log(client, world):
    for _ in range(2):
        get(client, world.reads, f"/candidates/{world.zoe}")
    with world.database.session_scope() as session:
        assert len(api_tokens.list_accesses(session, candidates.find(session, "zoe"))) == 1
    assert len(acts(world.database, f"token:{world.token_id}")) == 2


def test_a_file_on_one_page(client, world):
    told = get(client, world.reads, f"/candidates/{world.zoe}/pdf", unnamed="true")
    assert (told.status_code, told.headers["content-type"]) == (200, "application/pdf")
    assert told.content.startswith(b"%PDF-")
    assert acts(world.database, f"token:{world.token_id}") == [("printed_candidate", world.zoe)]


def test_a_status_is_passed_on_with_its_history(client, world):
    path = f"{API}/candidates/{world.zoe}/status"
    given = client.put(path, headers=bearer(world.decides), json={"status": "interested", "previous": "new"})
    assert given.status_code == 200, given.text
    told = client.get(path, headers=bearer(world.reads)).json()
    assert told == given.json()
    assert (told["status"], told["told"]) == ("interested", True)
    assert [row["status"] for row in told["history"]] == ["interested"]
    assert get(client, world.reads, "/candidates", status="interested").json()["data"][0]["id"] == world.zoe
    again = client.put(path, headers=bearer(world.decides), json={"status": "interested"})
    assert again.json() == given.json(), "the same twice is once"


def test_a_status_that_changed_meanwhile_is_not_written_over(client, world):
    path = f"{API}/candidates/{world.zoe}/status"
    client.put(path, headers=bearer(world.decides), json={"status": "not_interested"})
    told = client.put(path, headers=bearer(world.decides), json={"status": "interested", "previous": "new"})
    assert (told.status_code, told.json()["type"]) == (409, "urn:conseiller-bot:problem:status-conflict")
    told = client.put(path, headers=bearer(world.decides), json={"status": "done"})
    assert (told.status_code, told.json()["type"]) == (409, "urn:conseiller-bot:problem:status-move")
    assert "interested" in told.json()["next"]
    assert client.get(path, headers=bearer(world.reads)).json()["status"] == "not_interested"


def test_requests_say_why_since_when_and_where_and_nothing_else(client, world):
    with world.database.session_scope() as session:
        for conversation_id in ("zoe", "yann", "nobody"):
            handoffs.open_handoff(session, conversation_id, channel="web")
    (row,) = get(client, world.reads, "/requests").json()["data"]
    assert set(row) == {"id", "reason", "created_at", "channel"}
    assert (row["reason"], row["channel"]) == ("asked", "web")


def test_a_program_is_told_whose_its_token_is(client, world):
    told = get(client, world.decides, "/structure").json()
    assert (told["name"], told["town"]["commune"]) == ("Figeac", "Figeac")
    assert (told["token"]["name"], told["token"]["scopes"]) == ("Logiciel", ["read", "decide"])
    with world.database.session_scope() as session:
        used = set(session.scalars(select(ApiToken.name).where(ApiToken.last_used_at.is_not(None))))
    assert used == {"Logiciel"}, "when it was last used is known"


def test_the_official_form_holds_what_was_confirmed_and_each_person_is_told(client, world):
    with world.database.session_scope() as session:
        register(session, "unsure", FIGEAC, confirmed=False)
    (row,) = get(client, world.reads, "/export").json()["data"]
    assert (row["nom"], row["codeCommune"], row["distanceMax"], row["telephone"]) == ("Bérard", "46102", 20, "+33639980001")  # fmt: skip
    assert row["estEnEmploi"] is None and row["motivation"] is None
    table = get(client, world.reads, "/export", format="csv")
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    (line,) = csv.DictReader(io.StringIO(table.text.removeprefix("\ufeff")), delimiter=";")
    assert (line["prenom"], line["telephone"], line["estEnEmploi"]) == ("Zoé", "0639980001", "")
    assert (
        acts(world.database, f"token:{world.token_id}")
        == [("exported_forms", None), ("exported_candidate", world.zoe)] * 2
    )


def test_what_is_wrong_is_told_in_french_with_a_type_that_stays(client, world):
    told = client.get(f"{API}/candidates")
    assert (told.status_code, told.headers["content-type"], told.headers["www-authenticate"]) == (401, MEDIA_TYPE, "Bearer")  # fmt: skip
    assert told.json()["type"] == "urn:conseiller-bot:problem:unauthorized"
    assert "jeton" in told.json()["detail"].lower()
    told = get(client, world.reads, "/candidates", limit="0", tri="nom")
    assert (told.status_code, sorted(told.json()["fields"])) == (422, ["query.limit", "query.tri"])
    assert get(client, world.reads, "/rien").json()["type"].endswith(":not-found")
    told = client.delete(f"{API}/candidates/{world.zoe}", headers=bearer(world.decides))
    assert (told.status_code, told.json()["type"]) == (405, "urn:conseiller-bot:problem:method-not-allowed")


def test_a_token_that_asks_too_often_waits_and_the_others_do_not(client, world, monkeypatch):
    monkeypatch.setenv("BOT_API_REQUESTS_A_MINUTE", "2")
    told = [get(client, world.reads, "/structure") for _ in range(3)]
    assert [one.status_code for one in told] == [200, 200, 429]
    assert told[-1].json()["type"] == "urn:conseiller-bot:problem:too-many"
    assert int(told[-1].headers["retry-after"]) >= 1
    assert get(client, world.decides, "/structure").status_code == 200


def test_no_token_is_good_for_more_than_a_year(world):
    with world.database.session_scope() as session:
        made = [give_token(session, world.here, world.who, months=months)[0] for months in (1, 12, 999)]
        ends = [session.get(ApiToken, token_id).expires_at for token_id in made]
    assert ends[0] < ends[1] <= clock.now() + timedelta(days=366)
    assert ends[2] <= clock.now() + timedelta(days=366)
