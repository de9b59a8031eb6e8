"""What the interview's actions share: the campaign's scenarios, evidence, and notes in words."""

import functools
import logging
from collections.abc import Mapping, Sequence
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from bot import settings
from bot.evidence import EvidenceReader, Quote
from bot.evidence.content import Scenario, load_rubric, load_scenarios
from bot.reading import masking
from bot.records.models import Note
from bot.records.notes import Question, Rows

logger = logging.getLogger(__name__)


@functools.cache
def evidence_reader() -> EvidenceReader:
    """Returns the reader of the process, loaded at first use."""
    return EvidenceReader.load()


def campaign() -> list[Scenario]:
    """Returns the campaign's scenarios in order.

    Raises:
        KeyError: the configuration names a scenario that does not exist.
    """
    known = load_scenarios()
    return [known[name] for name in settings.campaign_scenarios()]


def question_of(scenario: Scenario) -> Question:
    """Returns the scenario as a note records it."""
    return Question(scenario.id, str(scenario.version), scenario.trait, scenario.text)


def rubric_version() -> str:
    """Returns the version of the rubric in use."""
    return str(load_rubric().version)


def find_quotes(scenario: Scenario, answer: str) -> list[Quote]:
    """Returns the quotes of an answer; none when the reader fails: the answer itself is never lost for that."""
    try:
        return evidence_reader().read(answer, scenario.id)
    except Exception as error:
        logger.error("evidence reader failed: %s", type(error).__name__)
        return []


def as_rows(quotes: list[Quote], part: str = "answer") -> list[dict[str, Any]]:
    """Returns quotes as a note stores them.

    Args:
        quotes: quotes of one text.
        part: which text of the note they are substrings of, `answer` or `followup`.
    """
    return [
        {
            "quote": quote.quote, "start": quote.start, "end": quote.end, "part": part, "indicator": quote.indicator,
            "polarity": quote.polarity, "rule": quote.rule,
        }
        for quote in quotes
    ]  # fmt: skip


def find_mask_rows(slots: Mapping[str, Any], text: str, part: str = masking.ANSWER) -> Rows:
    """Returns what of a candidate's words is not to be shown, as a note stores it.

    Args:
        slots: the conversation's slots: the candidate's own name is no secret.
        text: an answer or a comment.
        part: which text of the note it is.
    """
    own = [slots[name] for name in ("first_name", "last_name") if isinstance(slots.get(name), str)]
    known = [scenario.text for scenario in load_scenarios().values()]
    try:
        return masking.as_rows(masking.find_masks(text, [*known, *own], part))
    except Exception as error:
        logger.error("masking failed: %s", type(error).__name__)
        return []


def tell_masks(dispatcher: CollectingDispatcher, masks: Rows) -> None:
    """Tells the author at once what of their words will not be shown, and why."""
    if masks:
        dispatcher.utter_message(response="utter_masked", what=masking.in_words([row["kind"] for row in masks]))


def note_title(number: int) -> str:
    """Returns how a note is called in the chat."""
    return f"situation {number}"


def note_in_words(note: Note, number: int) -> str:
    """Returns a note as its author and recruiters read it: question, own words, quotes, comments, no mark."""
    lines = [f"Situation {number} : « {note.question} »"]
    if note.withdrawn_at is not None:
        lines.append("Vous avez retiré votre réponse.")
    elif note.skipped or note.answer is None:
        lines.append("Vous avez choisi de passer.")
    else:
        lines += _answer_in_words(note)
    lines += [f"Votre commentaire : « {masking.hide(row.text, row.masks)} »" for row in note.comments]
    return "\n".join(lines)


def _answer_in_words(note: Note) -> list[str]:
    answer = masking.lay_over(note.answer or "", note.masks)
    lines = [f"Votre réponse : « {answer.text} »"]
    parts = {masking.ANSWER: answer}
    if note.followup_answer:
        parts[masking.FOLLOWUP] = masking.lay_over(note.followup_answer, note.masks, masking.FOLLOWUP)
        lines.append(f"Vous avez ajouté : « {parts[masking.FOLLOWUP].text} »")
    lines += _quotes_in_words(note.evidence, parts)
    if note.masked:
        lines.append("(Ce qui est entre crochets est masqué : un recruteur ne le voit pas.)")
    if note.amended_at is not None:
        lines.append("(Réponse modifiée par vous ; la version précédente reste visible en dessous.)")
    return lines


def _quotes_in_words(evidence: Sequence[Mapping[str, Any]], parts: Mapping[str, masking.Masked]) -> list[str]:
    if not evidence:
        return []
    indicators = load_rubric().indicators
    lines = ["Passages qui seront surlignés :"]
    for row in evidence:
        laid = parts[row["part"]]
        start, end = laid.find(row["quote"], row["start"], row["end"]) or (0, 0)
        contrary = " (en sens contraire)" if row["polarity"] == "negative" else ""
        lines.append(f"  – « {laid.text[start:end]} » : {indicators[row['indicator']].candidate_label}{contrary}")
    return lines
