"""What is masked of answers: exact results, and what the masks may never do."""

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.base.json_lines import read_rows
from bot.content.interview import INTERVIEW, load_scenarios
from bot.notes.masking.learned_masks import EXAMPLES
from bot.notes.masking.masking import Mask, apply_masks, as_rows, find_masks, lay_over
from bot.tools.evaluation.masks import evaluate, summarise

CASES = yaml.safe_load((Path(__file__).parent / "masking_cases.yml").read_text(encoding="utf-8"))
KNOWN = [scenario.text for scenario in load_scenarios().values()]
# One in twenty names a colleague or tells of an illness, and is rightly masked; of the others as many are not.
MOST_MASKED = 0.12
EVERY = 20
# Two thirds of its texts are ordinary and stand as near as can be to what is hidden: more of them are touched than of others.
DEVELOPMENT = Path(__file__).parent / "development.jsonl"
LEAST_HIDDEN, MOST_TOUCHED = (
    0.78,
    0.04,
)  # 3 or 4 of 130: one lies at the threshold, on either side of it on different processors


def shown(text: str, known: list[str] = KNOWN) -> str:
    return apply_masks(text, as_rows(find_masks(text, known)))


@pytest.mark.parametrize(("text", "expected"), CASES["masked"])
def test_numbers_and_addresses_of_people_are_masked(text, expected):
    assert shown(text) == expected


@pytest.mark.parametrize("text", CASES["untouched"])
def test_other_numbers_are_not_masked(text):
    assert shown(text) == text


@pytest.mark.parametrize(("text", "hidden"), [
    ("Je suis diabétique depuis l'enfance, alors je sais attendre.", "diabétique"),
    ("Je demanderais à ma collègue Karima de venir voir.", "Karima"),
    ("Comme déléguée CGT, j'ai appris à écouter.", "CGT"),
    ("Mon frère sort de prison et je ne juge personne, chacun a son histoire.", "prison"),
])  # fmt: skip
def test_what_tells_of_health_belief_or_other_people_is_masked(text, hidden):
    assert hidden not in shown(text) and "[masqué]" in shown(text)
    assert shown(text).split("[masqué]")[-1].strip(" .,"), "the rest can be read"


@pytest.mark.parametrize("text", [
    "Je m'assieds à côté de Monsieur Armand et je recommence sans soupirer.",
    "Elle tremble un peu, alors je lui laisse tout le temps de cliquer.",
    "Je lui dis que moi aussi j'ai débuté, puis je lui rends la souris.",
])  # fmt: skip
def test_ordinary_answers_are_shown_whole(text):
    assert shown(text) == text


def test_every_example_is_masked_where_its_words_stand():
    for path in sorted(EXAMPLES.glob("*.jsonl")):
        for row in read_rows(path, ["text", "mask", "kind"]):
            assert all(stretch and stretch in row["text"] for stretch in row["mask"]), row["text"]
            assert (row["kind"] == "none") is not bool(row["mask"]), row["text"]


def test_the_candidates_own_name_is_no_secret():
    text = "Ma collègue Lucie me ressemble, jusqu'au prénom : on nous confond."
    assert shown(text, [*KNOWN, "Lucie Bérard"]) == text
    assert "[masqué]" in shown(text)


@pytest.mark.slow
def test_few_of_the_example_answers_are_masked():
    files = sorted((INTERVIEW / "examples").glob("voice_*.jsonl"))
    answers = [json.loads(line)["answer"] for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    sample = answers[::EVERY]
    masked = [answer for answer in sample if find_masks(answer, KNOWN)]
    assert 0 < len(masked) <= MOST_MASKED * len(sample)


def test_texts_in_other_hands_are_masked_where_they_should_be_and_hardly_elsewhere():
    rows = list(read_rows(DEVELOPMENT, ["text", "mask", "kind"]))
    found = summarise(evaluate(rows))
    assert found["recall"] >= LEAST_HIDDEN
    assert found["false_masks"] <= MOST_TOUCHED * found["ordinary"]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_masks_of_any_text_lie_inside_it_in_order(text):
    masks = find_masks(text, KNOWN)
    ends = [0, *(mask.end for mask in masks)]
    assert all(end <= mask.start < mask.end <= len(text) for end, mask in zip(ends, masks, strict=False))


PIECES = st.lists(st.sampled_from(["Je recommence", "mon voisin Karim", "06 12 34 56 78", "ma dépression", "\n", "œ é ’ 👍"]), max_size=6).map(" ; ".join)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(PIECES, st.data())
def test_a_stretch_keeps_its_unmasked_words_wherever_masks_lie(text, data):
    rows = as_rows(find_masks(text))
    laid = lay_over(text, rows)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = laid.place(start, end)
    assert 0 <= first <= last <= len(laid.text) or start == end
    if not any(row["start"] < end and start < row["end"] for row in rows):
        assert laid.text[first:last] == text[start:end]


def test_a_quote_that_touches_a_mask_is_shown_with_the_whole_mask():
    text = "Je demande à mon voisin Karim de venir."
    laid = lay_over(text, as_rows([Mask(text.index("Karim"), text.index(" de venir"))]))
    start, end = laid.place(text.index("mon voisin"), text.index("rim de"))
    assert laid.text[start:end] == "mon voisin [masqué]"
    assert [laid.text[mask.start : mask.end] for mask in laid.masks] == ["[masqué]"]


def test_masks_that_do_not_fit_are_left_out():
    rows = as_rows([Mask(2, 40), Mask(0, 2, "followup"), Mask(0, 3), Mask(1, 4)])
    assert apply_masks("abcdef", rows) == "[masqué]def"


def test_masks_of_earlier_versions_read_like_those_of_today():
    assert apply_masks("abcdef", [{"start": 0, "end": 3, "kind": "health", "part": "answer"}]) == "[masqué]def"


def test_a_quote_whose_place_is_wrong_is_found_by_its_words():
    laid = lay_over("Je prends le temps. Je reformule.", [])
    assert laid.find("Je reformule", 0, 12) == (20, 32)
    assert laid.find("Je reformule", 20, 32) == (20, 32)


def test_words_that_are_not_in_the_answer_are_no_quote():
    laid = lay_over("Je prends le temps.", [])
    assert laid.find("Je crie", 0, 7) is None
    assert laid.find("", 0, 0) is None
