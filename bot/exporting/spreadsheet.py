"""Candidates and their notes as CSV for spreadsheets, a row a note, safe against formula injection."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import phonenumbers

from bot.base import clock
from bot.base.registration import FIELDS
from bot.base.text_cleanup import strip_invisible
from bot.content.interview import load_rubric
from bot.exporting.dossier_documents import Document, note_document
from bot.records.files import remarks
from bot.records.models import Candidate, Note
from bot.words import wording

# Spreadsheets of France part cells by semicolons, and read UTF-8 only with a byte order mark.
DELIMITER, BYTE_ORDER_MARK = ";", "\ufeff"
# A cell that begins so may be run as a formula: OWASP, "CSV Injection".
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠", "−", "﹢", "﹣", "﹦", "﹫")
# Where people write the numbers of home with a zero before: the mainland, Guadeloupe, Guyane, Martinique, Réunion and Mayotte.
_FRANCE = frozenset({33, 590, 594, 596, 262})
_CHOICES = {"answered": "répondue", "amended": "modifiée", "skipped": "passée", "withdrawn": "retirée"}

_CODE = "Code INSEE"  # next to the town
REGISTRATION = (
    "Identifiant",
    *(heading for field in FIELDS.values() for heading in (field.heading, *([_CODE] if field.name == "town" else []))),
    "Canal", "Accord donné le", "Inscription confirmée le", "Conservé jusqu'au", "Remarque de la personne",
)  # fmt: skip
NOTE = (
    "Situation", "Qualité", "Question", "Choix de la personne", "Réponse", "Relance", "Réponse à la relance", "Passages surlignés",
    "Commentaires de la personne", "Répondue le", "Version de la question", "Version de la grille",
)  # fmt: skip


def candidates_csv(candidates: Iterable[Candidate]) -> Iterator[str]:
    """The table in chunks; a candidate without notes has one row."""
    labels, traits = _rubric_labels()
    yield BYTE_ORDER_MARK + csv_lines([(*REGISTRATION, *NOTE)])
    for candidate in candidates:
        who = _registration(candidate)
        further = [*who[:-1], ""]  # the remark is a text: once is enough
        rows = [
            [*(who if number == 1 else further), *_note(number, note, labels, traits)]
            for number, note in candidate.numbered_notes
        ]
        yield csv_lines(rows or [[*who, *[""] * len(NOTE)]])


def csv_lines(rows: Iterable[Sequence[str]]) -> str:
    """Rows as CSV whose cells no spreadsheet runs."""
    written = io.StringIO()
    csv.writer(written, delimiter=DELIMITER, quoting=csv.QUOTE_ALL).writerows(
        [safe_cell(value) for value in row] for row in rows
    )
    return written.getvalue()


def safe_cell(value: str) -> str:
    """A value that no spreadsheet runs as a formula, without invisible characters."""
    value = strip_invisible(value)
    return f"'{value}" if value.lstrip().startswith(_FORMULA) or value.startswith(_FORMULA) else value


def _rubric_labels() -> tuple[Mapping[str, str], Mapping[str, str]]:
    rubric = load_rubric()
    return {name: indicator.recruiter_label for name, indicator in rubric.indicators.items()}, rubric.traits


def _registration(candidate: Candidate) -> list[str]:
    return [
        candidate.id, *_fields(candidate), candidate.channel or "", _day(candidate.consented_at),
        _day(candidate.confirmed_at), _day(candidate.expires_at), remarks.visible_text(candidate) or "",
    ]  # fmt: skip


def _fields(candidate: Candidate) -> Iterator[str]:
    for name in FIELDS:
        yield _phone(candidate.phone) if name == "phone" else wording.of_candidate(candidate, name) or ""
        if name == "town":
            yield (candidate.town or {}).get("insee", "")


def _note(number: int, note: Note, labels: Mapping[str, str], traits: Mapping[str, str]) -> list[str]:
    document = note_document(note)
    follow_up: Mapping[str, Any] = document["follow_up"] or {}
    return [
        str(number), traits.get(note.trait, note.trait), note.question, _CHOICES[document["choice"]],
        document["answer"] or "", follow_up.get("question") or "", follow_up.get("answer") or "",
        "\n".join([*_passages(document["evidence"], labels), *_contested(document["contested"])]),
        "\n".join(row["text"] for row in document["comments"]), _day(note.answered_at), note.question_version,
        note.rubric_version,
    ]  # fmt: skip


def _passages(rows: Iterable[Document], labels: Mapping[str, str]) -> list[str]:
    """Each quote once, with all its indicators."""
    passages: dict[tuple[str, int, int], tuple[str, list[str]]] = {}
    for row in rows:
        opposite = ", formulation en sens contraire" if row["polarity"] == "negative" else ""
        label = f"{labels.get(row['indicator'], row['indicator'])}{opposite}"
        _, labels_so_far = passages.setdefault((row["part"], row["start"], row["end"]), (row["quote"], []))
        if label not in labels_so_far:
            labels_so_far.append(label)
    return [f"« {quote} » : {' ; '.join(shown)}" for quote, shown in passages.values()]


def _contested(count: int) -> list[str]:
    return [f"({wording.contested_in_words(count)})"] if count else []


def _phone(number: str | None) -> str:
    """The number as dialled from France, since « +33 » would begin like a formula."""
    if not number:
        return ""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    form = phonenumbers.PhoneNumberFormat
    if parsed.country_code in _FRANCE:
        return phonenumbers.format_number(parsed, form.NATIONAL)
    return phonenumbers.format_number(parsed, form.INTERNATIONAL).replace("+", "00 ", 1)


def _day(moment: datetime | None) -> str:
    return f"{moment.astimezone(clock.PARIS):%d/%m/%Y}" if moment else ""
