"""The FAQ and the directions: whole, fit to be shown, and without two entries for one thing."""

import copy
import json
from collections import Counter
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from bot.base.places import DATA, HOME
from bot.base.text import fold
from bot.content import faq as content
from bot.content.campaign import UNNAMED_CONTROLLER, campaign, campaign_with
from bot.content.overrides import CAMPAIGN, ContentOverrides, Override
from bot.understanding.nlu.training_data import NOT_ANSWERED, answer_examples

FILES = sorted((DATA / "faq").glob("*.yml"))
NAMES = sorted(content.load_faq())
SHORTEST, LONGEST = 20, 75  # words
ABOUT_THE_BOT = ("assistant/robot", "donnees/qui_lit", "donnees/avant_accord", "donnees/effacer")


def read_schema() -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((DATA / "faq.schema.json").read_text(encoding="utf-8"))
    return schema


def read(path: Path) -> dict[str, Any]:
    topic: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return topic


def is_valid(raw: Any) -> bool:
    return bool(jsonschema.Draft202012Validator(read_schema()).is_valid(raw))


def direction_for(message: str) -> str:
    words = f" {fold(message)} "
    *services, default = content.load_directions()
    fitting = (entry for entry in services if any(f" {fold(word)} " in words for word in entry["words"]))
    return str(next(fitting, default)["text"])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_is_named_after_its_topic_and_fits_the_schema(path: Path) -> None:
    assert read(path)["topic"] == path.stem
    jsonschema.validate(read(path), read_schema())


@pytest.mark.parametrize("key, value", [
    ("title", "Salaire et frais de déplacement du personnel"), ("title", "Salaire"), ("note", "une clé de trop"), ("answer", "Trop court."),
    ("answer", "x" * 700), ("as_of", " "), ("as_of", "mai"), ("source", ""), ("see_also", ["salaire/net"]), ("see_also", ["net", "frais"]),
    ("audience", "everybody"), ("asked", ["une seule"]),
])  # fmt: skip
def test_schema_refuses(key: str, value: Any) -> None:
    raw = copy.deepcopy(read(DATA / "faq" / "salaire.yml"))
    assert is_valid(raw)
    raw["aspects"]["montant"][key] = value
    assert not is_valid(raw)


@pytest.mark.parametrize("key", ["title", "answer", "as_of", "source", "see_also", "asked"])
def test_schema_refuses_an_answer_without(key: str) -> None:
    raw = copy.deepcopy(read(DATA / "faq" / "salaire.yml"))
    del raw["aspects"]["montant"][key]
    assert not is_valid(raw)


def test_titles_are_unlike_each_other() -> None:
    titles = [fold(answer.title) for answer in content.load_faq().values()]
    assert len(set(titles)) == len(titles)


TEXTS = {
    (name, place): entry[place]
    for name, entry in content.faq_files().items()
    for place in ("answer", content.OPEN)
    if entry[place]
}
OPENED = ContentOverrides(1, {CAMPAIGN: {"posts.open": Override(False, True)}})


@pytest.mark.parametrize("name, place", TEXTS)
def test_an_answer_is_short_plain_text_that_asks_nothing_back(name: str, place: str) -> None:
    said = {**content.faq_files()[name], "answer": TEXTS[name, place], content.OPEN: None}
    text = content.answer_of(name, said, campaign()).text
    assert SHORTEST <= len(text.split()) <= LONGEST
    assert text.endswith(".")
    assert not any(mark in text for mark in ("**", "__", "](", "`", "#", "<", "{", "?"))


def test_while_posts_are_open_nothing_says_that_none_is_given() -> None:
    """Whatever the bot can say: the FAQ, directions, and every sentence of the domain."""
    assert campaign_with(OPENED).closed is None
    domain = yaml.safe_load((HOME / "domain.yml").read_text(encoding="utf-8"))
    said = {name: answer.text for name, answer in content.faq_with(OPENED).items()}
    said |= {name: one["text"] for name, variations in domain["responses"].items() for one in variations}
    said |= {entry["text"]: entry["text"] for entry in content.load_directions()}
    assert {name: text for name, text in said.items() if content.denies_posts(text)} == {}


def test_while_posts_are_closed_nothing_says_that_they_are_open() -> None:
    said = {name: answer.text for name, answer in content.load_faq().items()}
    assert {name: text for name, text in said.items() if "postes sont ouverts" in text} == {}


def test_an_answer_that_says_that_posts_are_closed_has_another_text_for_when_they_are_open() -> None:
    denying = {name for (name, place), text in TEXTS.items() if place == "answer" and content.denies_posts(text)}
    assert len(denying) >= 15
    assert denying <= {name for name, place in TEXTS if place == content.OPEN}


@pytest.mark.parametrize("text, denies", [
    ("Aucun nouveau poste n'est attribué.", True), ("Il n'y a plus de nouveaux postes.", True), ("Les attributions sont fermées.", True),
    ("Les nouveaux postes ne sont plus attribués.", True), ("Il n’en est plus attribué aujourd’hui.", True),
    ("Il n'est plus possible d'obtenir un poste.", True), ("Tous les postes sont fermés.", True),
    ("De nouveaux postes sont attribués.", False), ("Un poste rendu n'est pas redonné.", False), ("Je n'ai aucun poste à proposer.", False),
])  # fmt: skip
def test_what_says_that_no_post_is_given(text: str, denies: bool) -> None:
    assert content.denies_posts(text) is denies


def test_who_says_that_posts_are_open_is_named_as_the_source() -> None:
    closed, opened = content.load_faq()["campagne/ouvert"], content.faq_with(OPENED)["campagne/ouvert"]
    assert opened.source == f"{UNNAMED_CONTROLLER}, pour les postes ouverts ; pour le reste, {closed.source}"
    assert content.faq_with(OPENED)["pix/quoi"] == content.load_faq()["pix/quoi"]


@pytest.mark.parametrize("name", NAMES)
def test_neighbours_are_other_answers(name: str) -> None:
    faq = content.load_faq()
    assert set(faq[name].see_also) <= faq.keys() - {name}


@pytest.mark.parametrize("name", ABOUT_THE_BOT)
def test_there_are_answers_about_the_bot(name: str) -> None:
    assert name in NAMES


def test_every_answer_has_questions_that_ask_for_it_alone() -> None:
    _, wanted = answer_examples()
    assert set(wanted) == {*NAMES, *NOT_ANSWERED}
    asked = Counter(fold(text) for path in FILES for entry in read(path)["aspects"].values() for text in entry["asked"])
    assert [text for text, times in asked.items() if times > 1] == []


def test_last_direction_is_the_default() -> None:
    *services, default = content.load_directions()
    assert default["words"] == []
    assert all(entry["words"] for entry in services)


def test_every_direction_is_words_and_a_text() -> None:
    for entry in content.load_directions():
        assert entry.keys() == {"words", "text"}
        assert all(isinstance(word, str) and fold(word) for word in entry["words"])
        assert entry["text"].strip().endswith((".", "!"))


def test_a_word_stands_in_one_direction() -> None:
    words = [fold(word) for entry in content.load_directions() for word in entry["words"]]
    assert sorted(word for word in set(words) if words.count(word) > 1) == []


@pytest.mark.parametrize("message, service", [
    ("Comment faire un service civique ?", "service-civique.gouv.fr"),
    ("POLE EMPLOI m'a radié", "francetravail.fr"),
    ("j'ai droit à combien d'APL", "caf.fr"),
    ("déclaration d'impots", "impots.gouv.fr"),
    ("j'ai 500 euros sur mon cpf", "moncompteformation.gouv.fr"),
    ("combien coûte un passeport", "ants.gouv.fr"),
    ("je dois inscrire mes élèves à pix", "Pix Orga"),
    ("à quel âge la retraite", "info-retraite.fr"),
    ("où est la maison de retraite", "CCAS"),
    ("ma carte vitale ne marche plus", "ameli.fr"),
    ("une aide au logement pour ma fille étudiante", "messervices.etudiant.gouv.fr"),
    ("un logement social", "demande-logement-social.gouv.fr"),
    # The fraud goes before the service that it imitates.
    ("j'ai reçu un sms bizarre de la CAF", "0 805 805 817"),
    ("mon imprimante ne marche plus", "cartographie.societenumerique.gouv.fr"),
    ("je suis maire d'une petite commune", "préfecture"),
    ("Journaliste, je voudrais une interview", "anct.gouv.fr"),
    ("je cherche un poste d'AESH", "rectorat"),
    ("renouveler mon titre de séjour", "ANEF"),
    ("dossier MDPH", "Agefiph"),
    ("quel temps fera-t-il demain à Brest", "Météo-France"),
    ("asdfgh", "france-services.gouv.fr"),
    # Whole words only: "cafard" is no CAF.
    ("un coup de cafard", "france-services.gouv.fr"),
])  # fmt: skip
def test_direction_names_the_service(message: str, service: str) -> None:
    assert service in direction_for(message)
