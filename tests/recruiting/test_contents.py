"""What candidates are told, edited on the pages: draft, preview, keep, go back; who may, and what is refused."""

import html
import io
import re
import zipfile

import pytest
from editing_samples import PAGES, QUOI, TEXT, form_of, keep, save, words
from recruiting_samples import HOSTILE, LOGIN, acts, csrf_of, stored

from bot.actions.answers import related_choices
from bot.base import places
from bot.base.places import DATA
from bot.content import faq as content
from bot.content.campaign import campaign
from bot.content.interview import load_scenarios
from bot.content.overrides import Override
from bot.content.sentences import sentence
from bot.operating.commands.contents import export
from bot.records.accounts import recruiters
from bot.records.contents import content_versions
from bot.records.models import ContentDraft, ContentVersion
from bot.understanding.reading.interpretation import Interpretation
from tests.actions.action_player import run, tracker_of

GETS = ["", f"/texte/{QUOI}", f"/apercu/{QUOI}", "/fichiers.zip", "/sans-reponse"]
POSTS = [*(f"/{act}/{QUOI}" for act in ("texte", "garder", "reprendre", "repartir", "abandonner")), "/sans-reponse"]


@pytest.mark.parametrize("path", GETS)
def test_who_does_not_edit_finds_no_such_page(reader, path):
    assert reader.get(f"{PAGES}{path}").status_code == 404
    assert "Contenus" not in reader.get("/recrutement/").text


@pytest.mark.parametrize("path", POSTS)
def test_who_does_not_edit_changes_nothing(reader, path, database):
    data = {"csrf": csrf_of(reader.get("/recrutement/")), "version": "0", "question": "x"}
    assert reader.post(f"{PAGES}{path}", data=data).status_code == 403
    assert stored(database, ContentDraft) == []


def test_the_list_shows_every_answer_and_finds_words(editor):
    page = editor.get(PAGES)
    assert page.text.count(f'href="{PAGES}/texte/faq/') == len(content.faq_files())
    found = editor.get(PAGES, params={"cherche": "parcours en ligne savoirs"})
    assert f"{PAGES}/texte/{QUOI}" in found.text
    assert found.text.count(f"{PAGES}/texte/faq/") < 5
    assert HOSTILE not in editor.get(PAGES, params={"cherche": HOSTILE}).text
    assert "0 question à lire" in editor.get("/recrutement/contenus").text


@pytest.mark.parametrize("name", ["faq/pix/nulle", "domaine", "..%2Fcampaign"])
def test_other_documents_are_not_found(editor, name):
    assert editor.get(f"{PAGES}/texte/{name}").status_code == 404


def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_lost(editor, database):
    page = save(editor, QUOI, answer=f"Trop court {HOSTILE}", title="Pix")
    assert page.status_code == 422
    assert "2 choses sont à reprendre" in words(page)
    assert "3 mots : il en faut 20 au moins" in words(page)
    assert HOSTILE not in page.text
    assert html.escape(f"Trop court {HOSTILE}") in page.text
    assert page.text.count('aria-invalid="true"') == 2
    again = editor.get(f"{PAGES}/texte/{QUOI}")
    assert html.escape(f"Trop court {HOSTILE}") in again.text, "the draft is there after a reload"
    assert editor.get(f"{PAGES}/apercu/{QUOI}").status_code == 303, "there is no preview of what is wrong"
    assert content.load_faq()["pix/quoi"].text == content.faq_files()["pix/quoi"]["answer"]


def test_a_draft_is_previewed_kept_said_and_taken_back(editor, database):
    before = content.load_faq()["pix/quoi"].text
    saved = save(editor, QUOI, answer=TEXT.replace("gens", "gens ({contact})"))
    assert saved.headers["location"] == f"{PAGES}/apercu/{QUOI}"
    preview = editor.get(f"{PAGES}/apercu/{QUOI}")
    assert f"gens ({campaign().contacts.scheme})." in words(preview), "as a candidate reads it"
    assert "<del>" in preview.text and "<ins>" in preview.text
    assert content.load_faq()["pix/quoi"].text == before, "a draft is said to nobody"
    assert sentence("contents.no_reason", shortest=5, longest=500) in words(keep(editor, QUOI, reason="  "))
    assert keep(editor, QUOI, reason=f"Plus clair {HOSTILE}").headers["location"] == f"{PAGES}/texte/{QUOI}?garde=1"
    assert content.load_faq()["pix/quoi"].text.endswith(f"gens ({campaign().contacts.scheme}).")
    page = editor.get(f"{PAGES}/texte/{QUOI}?garde=1")
    assert "Version 1 (en ligne)" in words(page) and "Camille Lecture : Plus clair" in words(page)
    assert HOSTILE not in page.text
    (version,) = stored(database, ContentVersion)
    assert (list(version.changes), stored(database, ContentDraft)) == (["answer"], [])
    assert acts(database)[-1][1:] == ("kept_content", f"content:{version.id}")

    csrf = csrf_of(page)
    editor.post(f"{PAGES}/reprendre/{QUOI}", data={"csrf": csrf, "version": "0"})
    assert content.load_faq()["pix/quoi"].text != before, "going back is looked at first"
    assert keep(editor, QUOI, reason="Retour au fichier").status_code == 303
    assert content.load_faq()["pix/quoi"].text == before
    assert "Version 2 (en ligne)" in words(editor.get(f"{PAGES}/texte/{QUOI}"))
    editor.post(f"{PAGES}/reprendre/{QUOI}", data={"csrf": csrf, "version": "1"})
    assert keep(editor, QUOI, reason="Finalement si").status_code == 303
    assert content.load_faq()["pix/quoi"].text.startswith(TEXT[:70])


def test_all_that_is_chosen_to_come_next_is_in_the_preview_and_which_of_it_is_shown(editor):
    titles = [content.load_faq()[name].title for name in ("pix/forme", "pix/duree", "salaire/montant")]
    save(editor, QUOI, answer=TEXT, see_also=["pix/forme", "pix/duree", "salaire/montant"])
    page = words(editor.get(f"{PAGES}/apercu/{QUOI}"))
    first, _, more = page.partition("À proposer ensuite, vous avez aussi choisi")
    assert f"{titles[0]}{titles[1]}D'où vient cette réponse ?" in first
    assert f"« {titles[2]} » : l'assistant n'en montre que les 2 premières." in more
    assert [*related_choices("pix/quoi")][2] == "D'où vient cette réponse ?", "as many as the assistant shows"


def test_a_new_answer_that_no_question_leads_to_says_so_with_the_command(editor, tmp_path, monkeypatch):
    monkeypatch.setattr(places, "models_directory", lambda: tmp_path)
    new = "aucune question n'y mène encore"
    for mark, is_told in (("", False), ('{"answers": ["pix/quoi"]}', False), ('{"answers": ["pix/forme"]}', True)):
        (tmp_path / "bot.json").write_text(mark, encoding="utf-8")
        save(editor, QUOI, answer=TEXT)
        for path in ("texte", "apercu"):
            page = words(editor.get(f"{PAGES}/{path}/{QUOI}"))
            assert (new in page, "bot train, puis bot renew" in page) == (is_told, is_told), (path, mark)
    assert "bot train, puis bot renew" in words(editor.get(PAGES))


def test_examples_are_said_to_need_training(editor):
    save(editor, QUOI, asked_more=["pix kesako svp"])
    assert "réentraînement" in words(editor.get(f"{PAGES}/apercu/{QUOI}"))


def test_the_audit_log_names_edited_documents_and_holds_none_of_their_words(editor, database, tmp_path):
    save(editor, QUOI, answer=TEXT)
    keep(editor, QUOI)
    export(tmp_path)
    entries = [entry for entry in acts(database) if entry[1].endswith("_content")]
    assert [act for _, act, _ in entries] == ["drafted_content", "kept_content", "exported_content"]
    assert entries[-1][0] == "operator"
    assert "parcours" not in str(acts(database))


def test_the_files_taken_along_differ_by_what_was_changed_alone(editor, database):
    save(editor, QUOI, title="Pix : le test")
    keep(editor, QUOI)
    listed = words(editor.get(PAGES))
    assert "1 texte diffère" in listed and "Vos brouillons" not in listed
    archive = zipfile.ZipFile(io.BytesIO(editor.get(f"{PAGES}/fichiers.zip").content))
    assert archive.namelist() == ["bot/data/faq/pix.yml"]
    text = archive.read("bot/data/faq/pix.yml").decode()
    old = (DATA / "faq" / "pix.yml").read_text(encoding="utf-8")
    assert text == old.replace("title: Le test Pix\n", 'title: "Pix : le test"\n', 1)
    assert acts(database)[-1][1:] == ("exported_content", None)


def test_keeping_what_is_said_already_is_refused(editor):
    save(editor, QUOI)
    assert sentence("contents.unchanged") in words(keep(editor, QUOI))


def test_of_two_who_write_at_once_the_second_is_told_and_loses_nothing(editor, colleague):
    save(editor, QUOI, answer=TEXT)
    save(colleague, QUOI, title="Pix en bref")
    assert keep(colleague, QUOI, reason="Titre plus court").status_code == 303
    page = editor.get(f"{PAGES}/apercu/{QUOI}")
    assert "Inès <Plume> a gardé la version 1" in words(page) and "Inès <Plume>" not in page.text
    refused = keep(editor, QUOI)
    assert refused.status_code == 409 and sentence("contents.conflict") in words(refused)
    assert content.load_faq()["pix/quoi"].title == "Pix en bref"
    editor.post(f"{PAGES}/repartir/{QUOI}", data={"csrf": csrf_of(page)})
    assert keep(editor, QUOI).status_code == 303
    said = content.load_faq()["pix/quoi"]
    assert (said.title, said.text) == ("Pix en bref", TEXT), "both changes are there"


def test_a_draft_is_its_author_s_alone_and_may_be_dropped(editor, colleague, database):
    save(editor, QUOI, answer=TEXT)
    assert TEXT not in html.unescape(colleague.get(f"{PAGES}/texte/{QUOI}").text)
    page = editor.get(f"{PAGES}/texte/{QUOI}")
    editor.post(f"{PAGES}/abandonner/{QUOI}", data={"csrf": csrf_of(page)})
    assert TEXT not in html.unescape(editor.get(f"{PAGES}/texte/{QUOI}").text)
    reason = {"csrf": csrf_of(page), "reason": "Sans brouillon"}
    assert editor.post(f"{PAGES}/garder/{QUOI}", data=reason).status_code == 404


def test_what_changes_the_notice_needs_another_version_of_it(editor):
    page = save(editor, "campaign", controller__contact="donnees@exemple.fr")
    assert page.status_code == 422
    assert f"donnez-lui une nouvelle version (elle est {campaign().notice.version})" in words(page)
    dated = {"notice__version": "2026-12-x", "notice__date": "2026-12-02"}
    save(editor, "campaign", controller__contact="donnees@exemple.fr", **dated)
    assert "La notice passe à la version 2026-12-x" in words(editor.get(f"{PAGES}/apercu/campaign"))
    assert keep(editor, "campaign").status_code == 303
    assert (campaign().controller.contact, campaign().notice.version) == ("donnees@exemple.fr", "2026-12-x")


def test_posts_that_are_declared_open_are_denied_nowhere(editor):
    """The preview names every answer that changes, by its page; once kept, nothing says that no post is given."""
    asked = Interpretation(intent="ask_timeline", answers=("campagne/ouvert",))
    before = campaign().closed
    texts = {name: entry for name, entry in content.faq_files().items() if entry["answer_open"]}
    save(editor, "campaign", ends="2027-06-30")
    assert "aucune réponse ne change avec ce brouillon" in words(editor.get(f"{PAGES}/apercu/campaign"))
    save(editor, "campaign", posts__open=True)
    page = editor.get(f"{PAGES}/apercu/campaign")
    followers = page.text.partition('id="suivent"')[2].partition("</section>")[0]
    assert re.findall(rf'href="{PAGES}/texte/faq/([^"]+)"', followers) == list(texts)
    assert f"{len(texts)} réponses changent en même temps" in words(page)
    assert "Des postes sont ouverts en ce moment" in words(page) and "aucune réponse" not in words(page)
    assert keep(editor, "campaign").status_code == 303

    messages, _, _ = run("action_answer_question", tracker_of(asked))
    assert messages[0]["text"] == texts["campagne/ouvert"]["answer_open"]
    messages, _, _ = run("action_session_start", tracker_of())
    assert (messages[0]["posts"], campaign().closed) == ("", None)
    tracker = tracker_of(Interpretation(intent="start_registration"), loop="registration_form")
    tracker.events.append({"event": "active_loop", "name": "registration_form", "timestamp": 1.0})
    messages, _, _ = run("validate_registration_form", tracker)
    assert messages[0]["posts"] == ""
    assert "En partie : aucun nouveau poste" not in words(editor.get(PAGES)), "the list shows what is said"

    save(editor, "campaign", posts__open=False)
    assert texts["campagne/ouvert"]["answer"] in words(editor.get(f"{PAGES}/apercu/campaign"))
    keep(editor, "campaign")
    assert campaign().closed == before
    assert content.load_faq()["campagne/ouvert"].text == texts["campagne/ouvert"]["answer"]


def test_an_answer_that_would_deny_open_posts_is_named_before_the_campaign_is_kept(editor, database):
    closed = Override(content.faq_files()["pix/quoi"]["answer"], TEXT + " Aucun nouveau poste n'est attribué.")
    with database.session_scope() as session:  # as it was kept before answers had a text for open posts
        author = recruiters.find(session, LOGIN).id
        content_versions.publish(session, QUOI, {"answer": closed}, recruiter_id=author, reason="Plus franc", base=0)
    save(editor, "campaign", posts__open=True)
    page = editor.get(f"{PAGES}/apercu/campaign")
    told, _, _ = page.text.partition("diraient encore")[2].partition("</div>")
    assert re.findall(rf'href="{PAGES}/texte/([^"]+)"', told) == [QUOI]
    refused = save(editor, QUOI)
    assert refused.status_code == 422 and "écrivez ce qu'elle devient" in words(refused)


def test_another_wording_of_a_scenario_is_warned_of_confirmed_and_numbered(editor):
    name = campaign().scenarios[0]
    before = load_scenarios()[name]
    text = before.text.replace("81 ans", "82 ans")
    save(editor, "scenarios", **{f"{name}.text": text})
    assert "moins comparables" in words(editor.get(f"{PAGES}/apercu/scenarios"))
    assert sentence("contents.unconfirmed", word="changer les questions") in words(keep(editor, "scenarios"))
    assert load_scenarios()[name] == before
    assert keep(editor, "scenarios", confirmation="Changer les questions").status_code == 303
    assert load_scenarios()[name].text == text
    assert load_scenarios()[name].version != before.version


LOPEZ = load_scenarios()["patience_cinquieme_fois"].text.replace("Monsieur Armand", "Madame Lopez")
ASKED_OF_LOPEZ = "Pouvez-vous raconter plus précisément ce que vous faites et dites avec Madame Lopez ?"


def old_words_box(page):
    found = re.search(r'<input id="mots"[^>]* value="([^"]*)"', page.text)
    return html.unescape(found[1]) if found else None


def test_the_name_of_another_person_is_not_left_beside_a_scene_without_being_told(editor):
    name = "patience_cinquieme_fois"
    save(editor, "scenarios", **{f"{name}.text": LOPEZ})
    page = editor.get(f"{PAGES}/apercu/scenarios")
    told = page.text.partition('id="anciens-mots"')[2].partition("</div>")[0]
    assert told.count("« Armand »") == 3, "the follow-up and two anchors"
    assert f'href="{PAGES}/texte/scenarios#champ:{name}.follow_up"' in told
    assert f'id="champ:{name}.follow_up"' in editor.get(f"{PAGES}/texte/scenarios").text
    assert told.count("bot/data/interview/anchors.yml") == 2
    agreed = {"confirmation": "changer les questions"}
    for unticked in ({}, {"mots": "oui"}):
        refused = keep(editor, "scenarios", **agreed, **unticked)
        assert refused.status_code == 422 and sentence("contents.outdated_words") in words(refused)
    assert "Armand" in load_scenarios()[name].text

    of_before = old_words_box(page)
    save(editor, "scenarios", **{f"{name}.text": LOPEZ, f"{name}.follow_up": ASKED_OF_LOPEZ})
    outdated = keep(editor, "scenarios", **agreed, mots=of_before)
    assert outdated.status_code == 422, "what was agreed to was something else"
    page = editor.get(f"{PAGES}/apercu/scenarios")
    assert "La relance –" not in words(page) and "follow_up" not in old_words_box(page)
    assert keep(editor, "scenarios", **agreed, mots=old_words_box(page)).status_code == 303
    assert (load_scenarios()[name].text, load_scenarios()[name].follow_up) == (LOPEZ, ASKED_OF_LOPEZ)


def test_an_editor_who_is_erased_leaves_versions_without_a_name(editor, colleague, database):
    save(editor, QUOI, answer=TEXT)
    keep(editor, QUOI)
    save(editor, QUOI, title="Pix en bref")
    with database.session_scope() as session:
        recruiters.erase(session, recruiters.find(session, LOGIN))
    assert (stored(database, ContentDraft), stored(database, ContentVersion.recruiter_id)) == ([], [None])
    assert "un compte effacé" in words(colleague.get(f"{PAGES}/texte/{QUOI}"))


@pytest.mark.parametrize(
    "data", [{"base": "-1"}, {"base": "x"}, {"champ:answer": "x" * 100_000}, {"champ:see_also": ["a"] * 500}]
)
def test_an_odd_form_is_a_sentence_and_never_a_failure(editor, data):
    page = editor.post(f"{PAGES}/texte/{QUOI}", data=form_of(editor, QUOI) | data)
    assert page.status_code in {400, 422}
    assert len(words(page)) > 100
