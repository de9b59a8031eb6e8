"""What is masked of answers: exact results, and what the masks may never do."""

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.evidence.content import INTERVIEW, load_scenarios
from bot.masking.masking import Mask, as_rows, find_masks, hide, in_words, lay_over
from bot.masking.phrases import mask_kinds
from tests.timing import quickest

CASES = yaml.safe_load((Path(__file__).parent / "masking_cases.yml").read_text(encoding="utf-8"))
KNOWN = [scenario.text for scenario in load_scenarios().values()]
# Of the 3,000 example answers 90 are masked, all read: colleagues and neighbours by name, ages, children, illnesses.
MOST_MASKED = 0.06  # some name a colleague, and are rightly masked
EVERY = 5


def shown(text: str, known: list[str] = KNOWN) -> str:
    return hide(text, as_rows(find_masks(text, known)))


@pytest.mark.parametrize(("text", "expected"), CASES["masked"])
def test_what_has_no_link_with_the_job_is_masked(text, expected):
    assert shown(text) == expected


@pytest.mark.parametrize("text", CASES["untouched"])
def test_ordinary_words_are_not_masked(text):
    assert shown(text) == text


def test_the_tables_are_long_enough_to_mean_something():
    assert len(CASES["masked"]) >= 80
    assert len(CASES["untouched"]) >= 80


def test_every_kind_of_mask_has_a_case():
    found = {mask.kind for text, _ in CASES["masked"] for mask in find_masks(text, KNOWN)}
    assert found == set(mask_kinds())


def test_the_candidates_own_name_is_no_secret():
    text = "Bonjour, moi c'est Lucie, on va regarder ensemble."
    assert shown(text, [*KNOWN, "Lucie Bérard"]) == text
    assert "[nom masqué]" in shown(text)


def test_few_of_the_example_answers_are_masked():
    files = sorted((INTERVIEW / "examples").glob("voice_*.jsonl"))
    answers = [json.loads(line)["answer"] for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    sample = answers[::EVERY]
    masked = [answer for answer in sample if find_masks(answer, KNOWN)]
    assert 0 < len(masked) <= MOST_MASKED * len(sample)


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
    laid = lay_over(text, as_rows(find_masks(text)))
    start, end = laid.place(text.index("mon voisin"), text.index("rim de"))
    assert laid.text[start:end] == "mon voisin [nom masqué]"
    assert [laid.text[mask.start : mask.end] for mask in laid.masks] == ["[nom masqué]"]


def test_masks_that_do_not_fit_are_left_out():
    rows = as_rows([Mask(2, 40, "name"), Mask(0, 2, "name", "followup"), Mask(0, 3, "name"), Mask(1, 4, "phone")])
    assert hide("abcdef", rows) == "[nom masqué]def"


def test_what_was_masked_is_said_in_plain_words():
    assert in_words(["health"]) == "une information de santé"
    assert (
        in_words(["name", "name", "phone", "health"]) == "le nom d'une personne, un numéro et une information de santé"
    )


def test_a_long_answer_is_read_fast():
    text = "Je demande à mon voisin Karim, je suis diabétique et je reste calme. " * 60
    assert quickest(lambda: find_masks(text, KNOWN)) < 1


def test_a_quote_whose_place_is_wrong_is_found_by_its_words():
    laid = lay_over("Je prends le temps. Je reformule.", [])
    assert laid.find("Je reformule", 0, 12) == (20, 32)
    assert laid.find("Je reformule", 20, 32) == (20, 32)


def test_words_that_are_not_in_the_answer_are_no_quote():
    laid = lay_over("Je prends le temps.", [])
    assert laid.find("Je crie", 0, 7) is None
    assert laid.find("", 0, 0) is None
