"""`bot candidate find | show | export | erase`: whose file it is, who may be shown it, and one address on two files."""

import csv
import io
import json
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.base import clock
from bot.base.errors import OperatingError
from bot.content import overrides
from bot.content.campaign import Recruiters, campaign
from bot.content.sentences import sentence
from bot.notes.masking.masking import as_rows, find_masks
from bot.operating.data.exports import CSV, JSON, export
from bot.operating.data.rights import SHORT_ID, erase, find, show
from bot.records.accounts import recruiter_sessions, recruiters
from bot.records.contents import content_versions
from bot.records.desk import directory
from bot.records.desk.access_log import AccessEntry, AccessKind, list_accesses
from bot.records.files import candidates, notes
from bot.records.handoffs import handoffs
from bot.records.models import AuditEntry, Candidate, HumanRequest
from bot.records.store import audit
from bot.words import accesses as words
from bot.words.accesses import access_sentences

EMAIL = "zoe@exemple.fr"
BREST = {"commune": "Brest", "insee": "29019", "departement": "29"}


@pytest.fixture
def files(database):
    """Two files of one address, the older proved, and one without an address; their ids."""
    with database.session_scope() as session:
        for number, (conversation_id, email, name) in enumerate(
            [("c1", EMAIL, "Bérard"), ("c2", "Zoe@exemple.fr", "Le Goff"), ("c3", None, "Étienne")]
        ):
            candidate = candidates.open_registration(session, conversation_id, channel="web", notice_version="1")
            candidate.email, candidate.last_name, candidate.town = email, name, BREST
            candidate.created_at = clock.now() + timedelta(hours=number)
            candidate.email_proved_at = clock.now() if conversation_id == "c1" else None
            directory.index_words(session, candidate)
    with database.session_scope() as session:
        return dict(session.execute(select(Candidate.conversation_id, Candidate.id)).tuples().all())


ANSWER = "Je demande à mon voisin Karim."


@pytest.fixture
def answered(database, files):
    """The files, with an answer that names somebody in the one whose address is proved."""
    with database.session_scope() as session:
        question = notes.Question("patience_cinquieme_fois", "1", "patience", "Que faites-vous ?")
        masks = as_rows(find_masks(ANSWER))
        notes.store_answer(session, "c1", question, ANSWER, [], rubric_version="1", masks=masks).seconds = 4242
    return files


def left(database):
    with database.session_scope() as session:
        return set(session.scalars(select(Candidate.conversation_id)))


def acts(database):
    with database.session_scope() as session:
        return [row.act for row in session.scalars(select(AuditEntry)) if row.actor == "operator"]


@pytest.mark.parametrize(("who", "found"), [
    (EMAIL.upper(), ["c2", "c1"]), ("etienne", ["c3"]), ("le goff brest", ["c2"]), ("Brest", ["c3", "c2", "c1"]),
])  # fmt: skip
def test_files_are_found_by_address_and_by_name(database, files, who, found):
    said = []
    find(who, said.append)
    assert [line[:SHORT_ID] for line in said] == [files[each][:SHORT_ID] for each in found]
    assert all("Brest (Finistère, 29)" in line for line in said)
    assert not [name for name in ("Bérard", "Goff", "Étienne", "zoe") if name in "".join(said)]
    assert acts(database) == ["searched_candidates"]


def test_whether_an_address_was_proved_is_told(files):
    said = []
    find("brest", said.append)
    assert ["no e-mail" in said[0], "e-mail not proved" in said[1], f"e-mail proved {clock.today()}" in said[2]] == [True] * 3  # fmt: skip


@pytest.mark.parametrize("who", ["personne@exemple.fr", "nobody", "  ", "%", "_@_._"])
def test_nobody_is_found_where_nobody_is(files, who):
    with pytest.raises(OperatingError, match="No file"):
        find(who, print)


@pytest.mark.parametrize("act", [show, erase, lambda who, say: export(who, JSON, None, say)])
@pytest.mark.parametrize(("who", "match"), [
    (EMAIL, "2 files"), ("personne@exemple.fr", "Nobody is registered"), ("Bérard", "candidate find"), ("0123abcd", "No file has this id"),
    ("%%%%%%%%", "candidate find"), ("", "candidate find"),
])  # fmt: skip
def test_what_names_no_single_file_does_nothing(database, files, act, who, match):
    said = []
    with pytest.raises(OperatingError, match=match):
        act(who, said.append)
    assert len(said) == (2 if who == EMAIL else 0), "which files there are is told"
    assert left(database) == {"c1", "c2", "c3"}
    assert acts(database) == []


def test_one_of_two_files_is_erased_by_its_id_and_both_on_demand(database, files):
    said = []
    erase(files["c1"][:SHORT_ID], said.append)
    assert left(database) == {"c2", "c3"}
    assert said[0].startswith(f"Erased: {files['c1'][:SHORT_ID]}") and "Receipt: EFF-" in said[0]
    with database.session_scope() as session:
        candidates.open_registration(session, "c4", channel="web", notice_version="1").email = EMAIL
    erase(EMAIL, said.append, every=True)
    assert left(database) == {"c3"}
    assert len({line.rpartition("EFF-")[2] for line in said if "EFF-" in line}) == 3
    erase(files["c3"], said.append)
    assert left(database) == set()


def test_who_only_has_an_address_that_anybody_may_give_is_shown_nothing(database, files):
    said = []
    for who, every in ((files["c2"], False), (files["c3"], False), (EMAIL, True)):
        with pytest.raises(OperatingError, match="--proved-otherwise"):
            show(who, said.append, every=every)
    assert said == [] and acts(database) == []
    show(files["c1"], said.append)
    assert json.loads(said[0])["candidate"]["last_name"] == "Bérard"
    show(EMAIL, said.append, every=True, proved_otherwise=True)
    assert [one["candidate"]["last_name"] for one in json.loads(said[1])] == ["Le Goff", "Bérard"]
    assert acts(database) == ["exported"] * 3


def test_all_files_of_an_address_are_exported_on_demand(files, tmp_path):
    said = []
    export(EMAIL, JSON, None, said.append, every=True)
    assert [one["id"] for one in json.loads(said[0])] == [files["c2"], files["c1"]]
    export(EMAIL, CSV, tmp_path / "all.csv", said.append, every=True)
    assert len((tmp_path / "all.csv").read_text(encoding="utf-8-sig").strip().splitlines()) == 3
    with pytest.raises(OperatingError):
        export("personne@exemple.fr", JSON, tmp_path / "none.json", said.append)
    assert not (tmp_path / "none.json").exists()


def test_a_file_is_exported_as_masked_json(database, answered):
    said = []
    export(answered["c1"], JSON, None, said.append)
    (note,) = json.loads("\n".join(said))["notes"]
    assert (note["answer"], note["seconds"]) == ("Je demande à mon voisin [masqué].", None)
    assert acts(database) == ["exported_candidate"]


@pytest.mark.parametrize(("who", "rows", "act"), [("c1", 1, "exported_candidate"), (None, 3, "exported_candidates")])
def test_masked_tables_are_written_to_a_file(database, answered, tmp_path, who, rows, act):
    out = tmp_path / "candidats.csv"
    export(answered.get(who), CSV, out, print)
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    table = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8-sig"), newline=""), delimiter=";"))
    assert len(table) == rows
    assert {"Je demande à mon voisin [masqué]."} == {row["Réponse"] for row in table} - {""}
    assert acts(database) == [act]


def test_json_of_everybody_is_refused(files):
    with pytest.raises(OperatingError):
        export(None, JSON, None, print)


def test_everything_is_in_what_is_shown(database, answered):
    with database.session_scope() as session:
        handoffs.open_handoff(session, "c1", channel="web")
    said = []
    show(answered["c1"], said.append)
    shown = json.loads(said[0])
    assert "Karim" in str(shown["notes"]), "a person's own words are theirs, whole"
    assert shown["human_requests"][0]["reason"] == "asked"
    assert shown["read_by"] == [sentence("accesses.none_read")]


# --- who read it


def test_who_read_a_file_is_told_by_day_and_not_by_name(database, files):
    with database.session_scope() as session:
        me = recruiters.create(session, login="claire@exemple.fr", name="Claire Durand", password="a long password")
        session.flush()
        actor = recruiter_sessions.actor_of(me.id)
        handoffs.open_handoff(session, "c1", channel="web")
        session.flush()
        (request_id,) = session.scalars(select(HumanRequest.id))
        for act, subject in (
            ("read_candidate", files["c1"]), ("read_candidate", files["c1"]), ("read_conversation", f"request:{request_id}"),
            ("printed_candidate", files["c1"]), ("exported_candidates", None), ("listed_candidates", None), ("read_candidate", files["c2"]),
        ):  # fmt: skip
            audit.record(session, actor=actor, act=act, subject=subject)
        audit.record(session, actor="candidate", act="read_own_data", subject=files["c1"])
    with database.session_scope() as session:
        session.execute(update(AuditEntry).values(at=clock.now().replace(year=2026, month=11, day=12, hour=12)))
        session.execute(update(Candidate).values(consented_at=clock.now().replace(year=2026, month=11, day=1)))
    with database.session_scope() as session:
        found = list_accesses(session, session.get(Candidate, files["c1"]))
        assert access_sentences(found) == [
            "Lu par l'équipe de recrutement : le 12 novembre 2026 (3 fois).",
            "Emporté (fichier ou papier) par l'équipe de recrutement : le 12 novembre 2026 (2 fois).",
            "Vu dans la liste des dossiers par l'équipe de recrutement : le 12 novembre 2026.",
        ]
        assert {reading.who for reading in found} == {"Claire Durand"}
        unread = list_accesses(session, session.get(Candidate, files["c3"]))
        assert access_sentences(unread)[0].startswith("Emporté")


def test_recruiters_are_named_where_the_kept_campaign_says_so(database, files, monkeypatch):
    """What editors kept on the pages is what the command line tells too."""
    monkeypatch.setattr(overrides._live, "edits", overrides.NO_OVERRIDES)
    with database.session_scope() as session:
        me = recruiters.create(session, login="claire@exemple.fr", name="Claire Durand", password="a long password")
        session.flush()
        audit.record(session, actor=recruiter_sessions.actor_of(me.id), act="read_candidate", subject=files["c1"])
        named = {"recruiters.named": overrides.Override(False, True)}
        content_versions.publish(
            session, overrides.CAMPAIGN, named, recruiter_id=me.id, reason="Les recruteurs sont prévenus", base=0
        )
    said = []
    show(files["c1"], said.append)
    assert json.loads(said[0])["read_by"][0].startswith("Lu par Claire Durand")


def test_recruiters_are_named_where_the_campaign_says_so(database, files, monkeypatch):
    named = campaign().model_copy(update={"recruiters": Recruiters(named=True)})
    monkeypatch.setattr(words, "campaign", lambda: named)
    found = [
        AccessEntry(AccessKind.READ, clock.today().replace(month=1, day=1, year=2027), who, 1)
        for who in ("Claire Durand", None)
    ]
    assert words.access_sentences(found) == [
        "Lu par Claire Durand : le 1er janvier 2027.", "Lu par l'équipe de recrutement : le 1er janvier 2027.",
    ]  # fmt: skip
