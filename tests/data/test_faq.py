"""The FAQ and the directions: whole, fit to be shown, and without two entries for one thing."""

import copy
import json
from typing import Any

import jsonschema
import pytest
import yaml

from bot import content
from bot.reading.text import fold
from bot.settings import DATA, HOME

# Questions about the person's own file, or for a person: an action answers, not the FAQ.
ANSWERED_BY_ACTIONS = {
    "ask_status", "ask_change_my_data", "ask_delete_my_data", "ask_access_my_data", "ask_human",
}  # fmt: skip
EDITIONS = ("2020-2021", "2026")


def read_faq() -> dict[str, Any]:
    faq: dict[str, Any] = yaml.safe_load((DATA / "faq.yml").read_text(encoding="utf-8"))
    return faq


def read_schema() -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((DATA / "faq.schema.json").read_text(encoding="utf-8"))
    return schema


FAQ = read_faq()
ANSWERS = [
    pytest.param(topic, edition, answer, id=f"{topic}-{edition}")
    for topic, entry in FAQ["topics"].items()
    for edition, answer in entry["editions"].items()
]


def is_valid(raw: Any) -> bool:
    return bool(jsonschema.Draft202012Validator(read_schema()).is_valid(raw))


def direction_for(message: str) -> str:
    words = f" {fold(message)} "
    *services, default = content.load_directions()
    fitting = (entry for entry in services if any(f" {fold(word)} " in words for word in entry["words"]))
    return str(next(fitting, default)["text"])


def test_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(read_schema())


@pytest.mark.parametrize("edition", EDITIONS)
def test_faq_fits_its_schema(edition: str) -> None:
    jsonschema.validate({**read_faq(), "edition": edition}, read_schema())


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_edition_loads(edition: str, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "faq.yml").write_text(yaml.safe_dump({**read_faq(), "edition": edition}), encoding="utf-8")
    (tmp_path / "faq.schema.json").write_text(json.dumps(read_schema()), encoding="utf-8")
    monkeypatch.setattr(content, "DATA", tmp_path)
    answers = content.load_faq.__wrapped__()
    assert answers.keys() == FAQ["topics"].keys()
    assert all(answers[topic].text == FAQ["topics"][topic]["editions"][edition]["text"] for topic in answers)


@pytest.mark.parametrize("place, value", [
    (("edition",), "2019"),
    (("topics", "ask_salary", "title"), "Salaire et frais de déplacement du personnel"),
    (("topics", "ask_salary", "title"), "Salaire"),
    (("topics", "ask_salary", "note"), "une clé de trop"),
    (("topics", "ask_salary", "editions", "2020-2021", "text"), "Trop court."),
    (("topics", "ask_salary", "editions", "2020-2021", "text"), "x" * 1201),
    (("topics", "ask_salary", "editions", "2020-2021", "as_of"), " "),
    (("topics", "ask_salary", "editions", "2020-2021", "source"), ""),
    (("topics", "ask_salary", "editions", "2020-2021", "autre"), "une clé de trop"),
])  # fmt: skip
def test_schema_refuses(place: tuple[str, ...], value: str) -> None:
    raw = copy.deepcopy(FAQ)
    *path, key = place
    inner = raw
    for name in path:
        inner = inner[name]
    inner[key] = value
    assert not is_valid(raw)


@pytest.mark.parametrize("key", ["text", "as_of", "source"])
def test_schema_refuses_an_answer_without(key: str) -> None:
    raw = copy.deepcopy(FAQ)
    del raw["topics"]["ask_salary"]["editions"]["2026"][key]
    assert not is_valid(raw)


def test_schema_refuses_a_topic_without_an_edition() -> None:
    raw = copy.deepcopy(FAQ)
    del raw["topics"]["ask_salary"]["editions"]["2026"]
    assert not is_valid(raw)


def test_every_question_has_an_answer() -> None:
    domain = yaml.safe_load((HOME / "domain.yml").read_text(encoding="utf-8"))
    questions = {intent for intent in domain["intents"] if intent.startswith("ask_")}
    assert FAQ["topics"].keys() == questions - ANSWERED_BY_ACTIONS


def test_titles_are_unlike_each_other() -> None:
    titles = [fold(entry["title"]) for entry in FAQ["topics"].values()]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("topic, edition, answer", ANSWERS)
def test_answer_ends_a_sentence_and_asks_nothing_back(topic: str, edition: str, answer: dict[str, str]) -> None:
    assert answer["text"].endswith(".")


@pytest.mark.parametrize("topic, edition, answer", ANSWERS)
def test_answer_is_plain_text(topic: str, edition: str, answer: dict[str, str]) -> None:
    assert not any(mark in answer["text"] for mark in ("**", "__", "](", "`", "#", "\n- ", "<", "{"))


@pytest.mark.parametrize("topic, edition, answer", ANSWERS)
def test_date_and_source_fit_in_the_brackets_shown_after_an_answer(
    topic: str, edition: str, answer: dict[str, str]
) -> None:
    assert not answer["as_of"].endswith(".")
    assert not answer["source"].endswith(".")


@pytest.mark.parametrize("edition", EDITIONS)
def test_who_reads_is_told_whole(edition: str) -> None:
    text = FAQ["topics"]["ask_who_sees_my_answers"]["editions"][edition]["text"]
    for said in ("recruteurs", "organismes de formation", "conversation", "24 mois", "mes données", "supprimer", "Telegram", "Matrix", "automatique"):  # fmt: skip
        assert said in text


@pytest.mark.parametrize("edition", EDITIONS)
def test_answers_about_the_bot_bear_the_date_of_the_notice(edition: str) -> None:
    for topic in ("ask_who_sees_my_answers", "ask_is_bot", "ask_technical_problem"):
        assert FAQ["topics"][topic]["editions"][edition]["as_of"] == content.NOTICE_DATE


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
