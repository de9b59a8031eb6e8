"""Denied faults are positive; denied merits are no positive evidence; imagined faults are none.

The rules decide these without a doubt; the classifier, which sees what they say, is held to the plainest.
"""

import pytest

from bot.evidence.analyser import load_analyser
from bot.evidence.reader import EvidenceReader

CALM = "patience.garde_son_calme"
HANDS = "bienveillance.laisse_faire"
TIME = "patience.laisse_le_temps"

DENIED_FAULTS = [
    ("je ne m'énerve jamais", CALM),
    ("je m'énerve pas", CALM),
    ("je lui remontre sans soupirer", CALM),
    ("Il ne faut surtout pas s'énerver.", CALM),
    ("il ne faut pas hausser le ton", CALM),
    ("ne pas soupirer", CALM),
    ("S'énerver ne sert à rien.", CALM),
    ("j'évite de hausser le ton", CALM),
    ("hors de question de crier", CALM),
    ("Au lieu de lui prendre la souris, je le guide.", HANDS),
    ("Plutôt que de lui prendre la souris, je le guide.", HANDS),
    ("je ne prends pas la souris", HANDS),
    ("je ne prends jamais son téléphone", HANDS),
    ("Je ne regarde pas ma montre.", TIME),
    ("Je refuse de taper à sa place.", HANDS),
]
FAULTS = [
    ("je m'énerve", CALM),
    ("je soupire", CALM),
    ("je hausse le ton", CALM),
    ("je prends la souris", HANDS),
    ("je tape à sa place", HANDS),
    ("je regarde ma montre", TIME),
]
NO_EVIDENCE = [
    "Je pourrais m'énerver.",
    "Si je m'énervais, ce serait dommage.",
    "On serait tenté de hausser le ton.",
    "Il s'énerve.",
    "Elle prend la souris.",
    "Certains collègues hausseraient le ton.",
    "Je suis patient.",
    "Je suis quelqu'un de très bienveillant et à l'écoute.",
    "Patience, écoute, reformulation, bienveillance.",
    "Je ne sais pas quoi vous dire",
    "",
    "👍",
]


def polarities(answer: str, indicator: str) -> set[str]:
    fired = [key for clause in load_analyser().analyse(answer, "").fired for key in clause]
    return {polarity for name, polarity in fired if name == indicator}


@pytest.mark.parametrize(("answer", "indicator"), DENIED_FAULTS)
def test_a_denied_fault_is_positive(answer: str, indicator: str, reader: EvidenceReader) -> None:
    assert polarities(answer, indicator) == {"positive"}
    found = {q.polarity for q in reader.read(answer, "") if q.indicator == indicator}
    assert found <= {"positive"}


@pytest.mark.parametrize(("answer", "indicator"), FAULTS)
def test_a_fault_is_negative(answer: str, indicator: str, reader: EvidenceReader) -> None:
    assert polarities(answer, indicator) == {"negative"}
    found = {q.polarity for q in reader.read(answer, "") if q.indicator == indicator}
    assert found <= {"negative"}


@pytest.mark.parametrize("answer", NO_EVIDENCE)
def test_no_evidence(answer: str, reader: EvidenceReader) -> None:
    assert reader.read(answer, "patience_cinquieme_fois") == []


def test_the_scenario_copied_back_is_no_evidence(reader: EvidenceReader) -> None:
    from bot.evidence.content import load_scenarios

    for scenario in load_scenarios().values():
        assert reader.read(scenario.text, scenario.id) == [], scenario.id


def test_reported_speech_is_evidence(reader: EvidenceReader) -> None:
    quotes = reader.read("Je lui dis que c'est normal de se tromper.", "bienveillance_honte_de_la_souris")
    assert [(q.quote, q.indicator) for q in quotes] == [
        ("Je lui dis que c'est normal de se tromper", "bienveillance.rassure")
    ]
