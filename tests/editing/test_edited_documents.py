"""What an editor may write: what is wrong is said in French beside the field."""

from datetime import date

import pytest

from bot.content import overrides
from bot.content.campaign import campaign
from bot.content.editing import diff, documents, scenarios
from bot.content.faq import faq_files
from bot.content.overrides import NO_OVERRIDES, ContentOverrides, Override

TEXT = "Le test Pix est un parcours en ligne sur les savoirs numériques. Il situe votre niveau, et il ne mesure pas votre façon d'être avec les gens."


def find(name, edits=NO_OVERRIDES):
    return documents.find(name, edits)


def faults(name, **changes):
    one = find(name)
    return one.faults(one.values() | {place.replace("__", "."): value for place, value in changes.items()})


@pytest.mark.parametrize("name", ["campaign", "scenarios", *(f"faq/{one}" for one in faq_files())])
def test_what_is_in_the_files_is_without_fault(name):
    one = find(name)
    assert one.faults(one.values()) == {}
    assert one.changes(one.values()) == {}
    assert set(one.labels()) == set(one.values())


@pytest.mark.parametrize("name", ["", "faq/", "faq/pix", "faq/pix/quoi/x", "../campaign.yml", "directions"])
def test_there_are_no_other_documents(name):
    assert find(name) is None


@pytest.mark.parametrize(("place", "value", "told"), [
    ("answer", TEXT, None),
    ("answer", TEXT.replace("Pix est", "Pix ({contact}) est"), None),
    ("answer", "mot " * 80 + "fin.", "81 mots : 75 au plus (40 d'ordinaire). Court vaut mieux que complet."),
    ("answer", "Douze mots font une phrase qui est bien trop courte, n'est-ce pas vrai.", "mots : il en faut 20 au moins"),
    ("answer", TEXT[:-1], "La réponse se termine par un point."),
    ("answer", TEXT + " Et vous ? Dites.", "La réponse ne pose pas de question"),
    ("answer", TEXT + " <b>Oui</b>.", "sans mise en forme : ôtez < et >"),
    ("answer", TEXT + " [lien](https://exemple.fr).", "ôtez ]("),
    ("answer", TEXT + " Voir http://exemple.fr.", "« http: » : un lien commence par https:// ou mailto:"),
    ("answer", TEXT + " Voir JavaScript:alert(1).", "« JavaScript: » : un lien"),
    ("answer", TEXT + " Voir https://exemple.fr ou mailto:nous@exemple.fr.", None),
    ("answer", TEXT + " Écrivez à {lieu}.", "{lieu} n'est pas connu, mais {contact}, {data_contact}, {retention_months}, {registration} le sont."),
    ("answer", TEXT + "\u202e.", "Un caractère invisible"),
    ("answer", None, "Ce champ est vide"),
    ("answer", "x" * 5000, "C'est trop long"),
    ("answer_open", "Aucun nouveau poste n'est attribué, mais une structure qui a une convention peut recruter quand une personne part de chez elle.", "elle ne peut pas dire qu'aucun n'est attribué"),
    ("answer_open", TEXT + " Et vous ?", "La réponse ne pose pas de question"),
    ("answer_open", "Trop court.", "De 80 à 560 caractères."),
    ("answer_open", None, None),
    ("title", "Montant du salaire", "Une autre réponse a déjà ce titre"),
    ("title", "Pix", "Deux à cinq mots"),
    ("as_of", "mai", "Une année ou deux"),
    ("source", None, "Ce champ est vide"),
    ("see_also", ["pix/forme"], "Deux ou trois autres réponses"),
    ("see_also", ["pix/quoi", "pix/forme"], "Ce choix n'existe pas"),
    ("see_also", ["nulle/part", "pix/forme"], "Ce choix n'existe pas"),
    ("audience", "personne", "Ce choix n'existe pas"),
    ("asked_more", ["combien on est payé"], None),
    ("asked_more", ["C'est quoi ce test Pix ?"], "est déjà un exemple de pix/quoi"),
])  # fmt: skip
def test_an_answer(place, value, told):
    found = faults("faq/pix/quoi", **{place: value})
    if told is None:
        assert found == {}
    else:
        assert any(told in sentence for sentence in found[place]), found


def test_an_answer_that_denies_posts_needs_its_text_for_open_ones():
    closed = TEXT + " Aucun nouveau poste n'est attribué."
    assert "écrivez ce qu'elle devient" in faults("faq/pix/quoi", answer=closed)["answer_open"][0]
    assert faults("faq/pix/quoi", answer=closed, answer_open=TEXT + " Des postes sont ouverts.") == {}
    assert "answer_open" in faults("faq/campagne/ouvert", answer_open=None)


def test_the_preview_of_an_answer_shows_both_of_its_texts():
    one = find("faq/campagne/ouvert")
    said = [bubble.text for bubble in one.bubbles(one.values())]
    assert one.values()["answer"] == said[0] == one.said
    assert one.values()["answer_open"] == said[1]
    opened = find("faq/campagne/ouvert", find("campaign").with_values(find("campaign").values() | {"posts.open": True}))
    assert [bubble.text for bubble in opened.bubbles(opened.values())][:2] == [said[1], said[0]]


def test_the_campaign_knows_which_answers_follow_it():
    form = find("campaign")
    now = form.values()
    assert form.followers(now | {"name": "Une autre"}) == []
    opened = {answer.id: answer.text for answer in form.followers(now | {"posts.open": True})}
    assert opened.keys() == {name for name, entry in faq_files().items() if entry["answer_open"]}
    assert opened["campagne/ouvert"].startswith("Oui, des postes sont ouverts")
    of_address = form.followers(now | {"contacts.scheme": "nous@exemple.fr"})
    assert of_address and all("nous@exemple.fr" in answer.text for answer in of_address)


def test_the_campaign_knows_which_answers_would_deny_open_posts():
    written_here = ContentOverrides(1, {"faq/pix/quoi": {"answer": Override(faq_files()["pix/quoi"]["answer"], TEXT + " Aucun nouveau poste n'est attribué.")}})  # fmt: skip
    form = find("campaign", written_here)
    assert form.contradictions(form.values()) == []
    assert [answer.id for answer in form.contradictions(form.values() | {"posts.open": True})] == ["pix/quoi"]


@pytest.mark.parametrize(("changes", "place", "told"), [
    ({"ends": "2027-06-30"}, None, None),
    ({"posts__open": True, "posts__closed__welcome": None, "posts__closed__consent": None, "posts__closed__as_of": None, "posts__closed__source": None}, None, None),
    ({"ends": "2020-01-01"}, "ends", "finirait avant de commencer"),
    ({"begins": "2026-02-30"}, "begins", "Un jour qui existe"),
    ({"begins": "hier"}, "begins", "Cela ne convient pas. Un jour qui existe"),
    ({"posts__closed__welcome": "Non"}, "posts.closed.welcome", "Une phrase de 20 à 220 caractères"),
    ({"contacts__scheme": "nous"}, "contacts.scheme", "Une adresse e-mail"),
    ({"contacts__platform": "https://exemple.fr"}, "contacts.platform", "sans https://"),
    ({"controller__contact": None}, "controller.contact", "non le vider"),
    ({"scenarios.0": "humilite_site_inconnu"}, "scenarios.0", "Deux situations sont de la même qualité"),
    ({"scenarios.0": "nulle_part"}, "scenarios.0", "Ce choix n'existe pas"),
    ({"publisher__director": "Zoé Bérard"}, None, None),
    ({"controller__contact": "nous@exemple.fr"}, "notice.version", f"donnez-lui une nouvelle version (elle est {campaign().notice.version})"),
    ({"controller__contact": "nous@exemple.fr", "notice__version": "2026-12-z", "notice__date": "2026-12-01"}, None, None),
])  # fmt: skip
def test_the_campaign(changes, place, told):
    found = faults("campaign", **changes)
    if place is None:
        assert found == {}
    else:
        assert any(told in sentence for sentence in found[place]), found


FIRST = campaign().scenarios[0]


@pytest.mark.parametrize(("place", "value", "told"), [
    (f"{FIRST}.text", "Que faites-vous ?", "17 caractères : il en faut 60 au moins."),
    (f"{FIRST}.text", "Monsieur Armand vous demande encore une fois où sont ses messages, et d'autres attendent. Restez-vous calme ? Comment ?", "ne nomme pas la qualité"),
    (f"{FIRST}.text", "Monsieur Armand vous demande encore une fois où sont ses messages, et d'autres attendent.", "une question ouverte"),
    (f"{FIRST}.follow_up", "Comment auriez-vous pu être plus patient avec lui ?", "La relance est neutre"),
    (f"{FIRST}.follow_up", "Racontez plus précisément la suite.", "point d'interrogation"),
    (f"{FIRST}.follow_up", "Et après ?", "10 caractères : il en faut 20"),
])  # fmt: skip
def test_the_scenarios(place, value, told):
    assert any(told in sentence for sentence in faults("scenarios", **{place: value})[place])


def test_another_wording_is_another_version_and_the_same_one_is_not(monkeypatch):
    one = find("scenarios")
    first = one.values()
    changed = one.cleaned(first | {f"{FIRST}.follow_up": "Pouvez-vous raconter la suite, avec vos mots ?"})
    assert changed["version"] != first["version"]
    kept = ContentOverrides(1, {"scenarios": one.changes(changed)}, ((1.0, one.changes(changed)),))
    again = find("scenarios", kept)
    assert again.cleaned(first)["version"] == first["version"], "back to the file's wording"
    third = again.cleaned(first | {f"{FIRST}.follow_up": "Pouvez-vous raconter encore la suite ?"})
    assert len({first["version"], changed["version"], third["version"]}) == 3
    back = find("scenarios", ContentOverrides(2, {}, ((1.0, one.changes(changed)), (2.0, {}))))
    assert back.cleaned(changed)["version"] == changed["version"], "kept before, taken back, kept again"


def test_versions_are_numbered_by_month(monkeypatch):
    monkeypatch.setattr(scenarios.clock, "today", lambda: date(2027, 1, 5))
    assert scenarios.next_version({"2026-11.2", "2027-01.9", "2027-01.10"}) == "2027-01.11"
    assert scenarios.next_version({"2026-11.2"}) == "2027-01.1"


def test_other_questions_need_a_confirmation_and_other_words_do_not():
    campaign_form = find("campaign")
    now = campaign_form.values()
    assert not campaign_form.needs_confirmation(now | {"name": "Une autre campagne"})
    assert campaign_form.needs_confirmation(now | {"scenarios.0": "patience_un_seul_doigt"})
    assert find("scenarios").needs_confirmation(
        find("scenarios").values() | {f"{FIRST}.follow_up": "Pouvez-vous raconter la suite ?"}
    )


def test_a_change_is_told_word_by_word():
    found = diff.changed_values({"a": "il ne mesure pas", "b": True, "c": ["x"]}, {"a": "il ne dit rien", "b": False, "c": ["x"]}, {"a": "A", "b": "B", "c": "C"})  # fmt: skip
    assert [(one.label, one.parts) for one in found] == [
        (
            "A",
            [("same", "il ne "), ("gone", "mesure"), ("new", "dit"), ("same", " "), ("gone", "pas"), ("new", "rien")],
        ),
        ("B", [("gone", "oui"), ("new", "non")]),
    ]


def test_a_document_whose_file_changed_since_names_what_is_of_no_effect():
    stale = ContentOverrides(
        1, {"faq/pix/quoi": {"title": Override("Avant", "Autre titre"), "as_of": Override("2021–2026", "2026")}}
    )
    assert find("faq/pix/quoi", stale).ineffective_overrides() == ["title"]


def test_a_process_takes_newer_edits_and_keeps_what_it_has_when_they_cannot_be_read(monkeypatch):
    newer = ContentOverrides(5)
    answers = iter([newer, None, OSError("gone")])

    def source(number):
        told = next(answers)
        if isinstance(told, Exception):
            raise told
        return told

    overrides.set_source(source)
    try:
        assert overrides.current() is newer
        assert overrides.current() is newer, "not looked at again at once"
        assert overrides.refresh() is newer
        assert overrides.refresh() is newer
    finally:
        overrides.set_source(None)
