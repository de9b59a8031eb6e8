"""What the interview's actions share: the campaign's scenarios, evidence, and notes in words."""

import functools
import logging
from collections.abc import Mapping, Sequence
from typing import Any

from bot import settings
from bot.evidence import EvidenceReader, Quote
from bot.evidence.content import Scenario, load_rubric, load_scenarios
from bot.records.models import Note
from bot.records.notes import Question

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


def note_title(number: int) -> str:
    """Returns how a note is called in the chat."""
    return f"situation {number}"


def note_in_words(note: Note, number: int) -> str:
    """Returns a note as its author reads it: question, own words, quotes with what they relate to, no mark."""
    lines = [f"Situation {number} : « {note.question} »"]
    if note.withdrawn_at is not None:
        return lines[0] + "\nVous avez retiré votre réponse."
    if note.skipped or note.answer is None:
        return lines[0] + "\nVous avez choisi de passer."
    lines.append(f"Votre réponse : « {note.answer} »")
    if note.followup_answer:
        lines.append(f"Vous avez ajouté : « {note.followup_answer} »")
    lines += _quotes_in_words(note.evidence)
    if note.amended_at is not None:
        lines.append("(Réponse modifiée par vous ; la version précédente reste visible en dessous.)")
    return "\n".join(lines)


def _quotes_in_words(evidence: Sequence[Mapping[str, Any]]) -> list[str]:
    if not evidence:
        return []
    indicators = load_rubric().indicators
    lines = ["Passages qui seront surlignés :"]
    for row in evidence:
        contrary = " (en sens contraire)" if row["polarity"] == "negative" else ""
        lines.append(f"  – « {row['quote']} » : {indicators[row['indicator']].candidate_label}{contrary}")
    return lines
