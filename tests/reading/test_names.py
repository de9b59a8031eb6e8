"""Names as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.declining import declines, does_not_know
from bot.reading.names import read_names
from bot.reading.questions import looks_like_question
from bot.reading.result import Status

FULL = "full"

# What was typed when the last name was asked: last name, first name (None: not said).
LAST_NAME_ASKED = [
    # "Bérard", alone or among fillers
    ("Bérard", "Bérard", None),
    ("bérard", "Bérard", None),
    ("BERARD", "Berard", None),
    ("c'est Bérard", "Bérard", None),
    ("euh... Bérard je crois", "Bérard", None),
    ("Bérard merci", "Bérard", None),
    ("Bérard 😊", "Bérard", None),
    ("mon nom ? Bérard", "Bérard", None),
    ("Madame Petit", "Petit", None),
    ("Martin comme le prénom", "Martin", None),
    ("O", "O", None),
    ("Le", "Le", None),
    # "moi c'est Lucie Bérard": a presentation says the first name first
    ("moi c'est Lucie Bérard", "Bérard", "Lucie"),
    ("jmapel kevin durand", "Durand", "Kevin"),
    ("Bonjour, je m'appelle Lucie Bérard, j'habite à Nantes", "Bérard", "Lucie"),
    ("je m'appelle lucie berard j'habite à nantes", "Berard", "Lucie"),
    ("je m'appelle Xiomara Quispe", "Quispe", "Xiomara"),
    ("je suis Lucie", None, "Lucie"),
    # "BÉRARD Lucie": capitals, a comma or a known first name tell the order
    ("BÉRARD Lucie", "Bérard", "Lucie"),
    ("Lucie BÉRARD", "Bérard", "Lucie"),
    ("bérard lucie", "Bérard", "Lucie"),
    ("Bérard, Lucie", "Bérard", "Lucie"),
    ("Bérard Lucie, Nantes", "Bérard", "Lucie"),
    ("Lucie Bérard, 35 ans", "Bérard", "Lucie"),
    ("Martin Paul", "Martin", "Paul"),
    ("Thomas Martin", "Martin", "Thomas"),
    ("Marie Claire Dupont", "Dupont", "Marie Claire"),
    ("Lucie Bérard Martin", "Bérard Martin", "Lucie"),
    ("Garcia Lopez", "Garcia Lopez", None),
    # "nom : martin prénom : zoé"
    ("nom de famille : martin prenom : zoé", "Martin", "Zoé"),
    ("Martin c'est mon nom, Zoé mon prénom", "Martin", "Zoé"),
    ("prénom Lucie nom Bérard", "Bérard", "Lucie"),
    ("Lucie (prénom) Bérard (nom)", "Bérard", "Lucie"),
    ("nom et prénom : Bérard Lucie", "Bérard", "Lucie"),
    ("mon nom de famille c'est Le Goff et mon prénom Anne-Sophie", "Le Goff", "Anne-Sophie"),
    # "le bihan yann": particles
    ("LE BIHAN", "Le Bihan", None),
    ("le bihan yann", "Le Bihan", "Yann"),
    ("d'arc", "d'Arc", None),
    ("JEANNE D'ARC", "d'Arc", "Jeanne"),
    ("de la tour", "de La Tour", None),
    ("van der berg", "van der Berg", None),
    ("o'neil", "O'Neil", None),
    ("N'DIAYE Fatou", "N'Diaye", "Fatou"),
    ("el amrani fatima", "El Amrani", "Fatima"),
    ("Ben Ali Mohamed", "Ben Ali", "Mohamed"),
    ("McDonald", "McDonald", None),
    ("Saint-Exupéry", "Saint-Exupéry", None),
    # "B.é.r.a.r.d": spelt out
    ("B.é.r.a.r.d", "Bérard", None),
    ("B E R A R D", "Berard", None),
    ("Bérard, B-É-R-A-R-D", "Bérard", None),
    # remarks on spelling
    ("non, Renaud avec un d", "Renaud", None),
    ("Renau avec un d", "Renaud", None),
    ("Mathieu avec deux t", "Matthieu", None),
    ("Nathalie sans h", "Natalie", None),
    ("Berard avec un accent", "Bérard", None),
    # repairs
    ("Dupond non Dupont", "Dupont", None),
    ("pas Dupond, Dupont", "Dupont", None),
    ("Dupont et pas Dupond", "Dupont", None),
    ("Bérard mais tout le monde m'appelle Loulou", "Bérard", None),
    # other scripts are kept as they are
    ("Nguyễn", "Nguyễn", None),
    ("李", "李", None),
    ("محمد", "محمد", None),
    ("Иванов", "Иванов", None),
    ("მარიამ", "მარიამ", None),
    ("अनुराधा", "अनुराधा", None),
]

FIRST_NAME_ASKED = [
    ("Anne-Sophie", "Anne-Sophie", None),
    ("anne-sophie", "Anne-Sophie", None),
    ("Jean Luc", "Jean Luc", None),
    ("jean-luc", "Jean-Luc", None),
    ("Jean Luc avec un tiret", "Jean-Luc", None),
    ("c'est Benoît avec un accent circonflexe", "Benoît", None),
    ("Benoit avec un accent circonflexe", "Benoît", None),
    ("Lucie avec un y", "Lucy", None),
    ("Silvie avec un y", "Sylvie", None),
    ("Zoé sans accent", "Zoe", None),
    ("en fait mon prénom c'est Catherine avec un K", "Katherine", None),
    ("Lucie Bérard", "Lucie", "Bérard"),
    ("Paul Martin", "Paul", "Martin"),
    ("Lucie et vous ?", "Lucie", None),
    ("Lucie, mais tout le monde m'appelle Lulu", "Lucie", None),
    ("Ben", "Ben", None),
]

NO_NAME = [
    "123", "azerty!!", "lucie@exemple.fr", "pourquoi vous voulez mon nom", "c'est loin ?", "attends", "oui", "bonjour", "test",
    "je suis intéressé", "ça va ?", "c'est quoi ça", "je vous ai déjà dit mon nom", "😊", "", "   ", "sdfghjkl", "aaaaa",
]  # fmt: skip
DECLINED = ["je veux pas", "je préfère ne pas le dire", "non", "je refuse", "ça vous regarde pas", "non merci", "j'ai pas envie"]  # fmt: skip


@pytest.mark.parametrize(("text", "last", "first"), LAST_NAME_ASKED)
def test_reading_when_the_last_name_was_asked(text: str, last: str | None, first: str | None) -> None:
    reading = read_names(text, "last_name")
    assert reading.status is Status.VALUE
    assert reading.value == {k: v for k, v in (("last_name", last), ("first_name", first)) if v}


@pytest.mark.parametrize(("text", "first", "last"), FIRST_NAME_ASKED)
def test_reading_when_the_first_name_was_asked(text: str, first: str, last: str | None) -> None:
    reading = read_names(text, "first_name")
    assert reading.status is Status.VALUE
    assert reading.value == {k: v for k, v in (("last_name", last), ("first_name", first)) if v}


@pytest.mark.parametrize(
    ("text", "last", "birth"),
    [
        ("Dupont épouse Martin", "Martin", "Dupont"),
        ("Martin née Dupont", "Martin", "Dupont"),
        ("Mme Martin née Dupont", "Martin", "Dupont"),
        ("Lucie Dupont épouse Martin", "Martin", "Dupont"),
        ("née Dupont", "Dupont", None),
    ],
)
def test_the_used_name_is_kept_and_the_birth_name_is_a_detail(text: str, last: str, birth: str | None) -> None:
    reading = read_names(text, "last_name")
    assert reading.value["last_name"] == last
    assert reading.details.get("birth_name") == birth


@pytest.mark.parametrize("text", NO_NAME)
def test_what_is_no_name(text: str) -> None:
    assert read_names(text, "last_name").status is Status.NONE


@pytest.mark.parametrize("text", DECLINED)
def test_refusals(text: str) -> None:
    assert read_names(text, "last_name").status is Status.DECLINED
    assert declines(text)


@pytest.mark.parametrize("text", ["tout le monde m'appelle Loulou", "mon pseudo c'est Loulou", "on m'appelle Lulu"])
def test_nicknames_are_refused(text: str) -> None:
    reading = read_names(text, "first_name")
    assert (reading.status, reading.reason) == (Status.INVALID, "nickname")


def test_a_label_or_a_presentation_makes_the_reading_sure() -> None:
    assert read_names("je m'appelle Lucie Bérard", "last_name").sure
    assert read_names("mon nom c'est Bérard", "last_name").sure
    assert not read_names("Bérard", "last_name").sure


@pytest.mark.parametrize("text", ["aucune idée", "jsp", "chais pas trop", "je sais pas encore", "à voir", "ça dépend"])
def test_ignorance_is_no_refusal(text: str) -> None:
    assert does_not_know(text)
    assert not declines(text)


@pytest.mark.parametrize(
    "text",
    ["pourquoi vous voulez mon nom", "c koi le salaire", "pk", "c'est loin ?", "combien on gagne", "esk ya du télétravail", "peut-on commencer en mars", "c'est où"],
)  # fmt: skip
def test_questions(text: str) -> None:
    assert looks_like_question(text)


@pytest.mark.parametrize("text", ["quand vous voulez", "pourquoi pas", "Bérard", "dans un mois", "n'importe quand", ""])
def test_what_is_no_question(text: str) -> None:
    assert not looks_like_question(text)


@given(st.text(max_size=120))
def test_no_text_makes_the_reader_raise(text: str) -> None:
    for asked in ("last_name", "first_name"):
        reading = read_names(text, asked)  # type: ignore[arg-type]
        if reading.status is Status.VALUE:
            assert all(
                name.strip() and "@" not in name and not any(c.isdigit() for c in name)
                for name in reading.value.values()
            )


@given(st.lists(st.sampled_from(['nom', 'prénom', 'Bérard', 'Lucie', 'avec', 'un', 'd', 'sans', 'h', 'née', 'épouse', 'non', 'pas', ',', '.', ':', '-', "'", 'le', 'de', 'je', "m'appelle"]), max_size=14))  # fmt: skip
def test_shuffled_name_words_never_raise(words: list[str]) -> None:
    read_names(" ".join(words), "last_name")
