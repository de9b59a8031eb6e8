"""A dossier on one page, as PDF: registration and answers, masked.

The font shrinks until everything fits, down to the smallest legible size; then a second page begins. No resource is
fetched.
"""

import functools
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from bot.base import clock, french
from bot.base.registration import Group, fields_of
from bot.base.text_cleanup import strip_invisible
from bot.content.interview import load_rubric
from bot.exporting.dossier_documents import note_document
from bot.records.files import remarks
from bot.records.models import Candidate
from bot.words import wording

TEMPLATES = Path(__file__).parent / "templates"
SIZES = (10.5, 9.5, 8.5)  # points; smaller is not read
SYSTEM_PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core"
VARIANT = "pdf/ua-1"
SHORT_ID = 8
# No word is so long; where one may be broken it is laid out at once, and not letter by letter.
_UNBROKEN = re.compile(r"\S{60}")
_MAX_LINES, _NEXT_LINE = 60, " / "  # of one text; longer ones are joined into one line
_BREAK_HERE = "\u200b"
_MAX_PAGES_FOR_LARGE_TYPE = 2  # pages: then nothing but the smallest type is tried
_render_lock = threading.Lock()  # its fonts are shared, and one already fills a core


class PdfUnavailableError(Exception):
    """The system libraries for PDF are not installed."""


def check() -> None:
    """Import the PDF library.

    Raises:
        PdfUnavailableError: it cannot be imported.
    """
    _weasyprint()


def render_pdf(candidate: Candidate, *, unnamed: bool = False) -> bytes:
    """A dossier as PDF, tagged for screen readers.

    Args:
        unnamed: leave out name, town, contact and remark.

    Raises:
        PdfUnavailableError: the system libraries are not installed.
    """
    weasyprint = _weasyprint()
    words = _template().render(_context(candidate, unnamed))
    with _render_lock:
        pages = 0
        for size in SIZES:
            if pages > _MAX_PAGES_FOR_LARGE_TYPE and size != SIZES[-1]:
                continue
            style = weasyprint.CSS(string=f"html {{ font-size: {size}pt }}", url_fetcher=_fetch_nothing)
            document = weasyprint.HTML(string=words, url_fetcher=_fetch_nothing).render(stylesheets=[style])
            pages = len(document.pages)
            if pages == 1:
                break
        return bytes(document.write_pdf(pdf_variant=VARIANT, pdf_tags=True))


def _weasyprint() -> Any:
    try:
        import weasyprint  # a second, and libraries that only these pages need
    except (ImportError, OSError) as error:
        raise PdfUnavailableError(type(error).__name__) from error
    return weasyprint


def _fetch_nothing(url: str, *_: Any, **__: Any) -> Any:
    raise ValueError("nothing is fetched for a document")


def _printable(value: Any) -> Any:
    """A user's text made printable; our own markup is kept."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    words = "\n".join(_without_empty_rows(strip_invisible(value).split("\n")))
    if words.count("\n") > _MAX_LINES:
        words = _NEXT_LINE.join(words.split("\n"))
    return _UNBROKEN.sub(rf"\g<0>{_BREAK_HERE}", words)


def _without_empty_rows(lines: list[str]) -> Iterator[str]:
    """Collapse runs of empty lines."""
    for before, line in zip(["x", *lines], lines, strict=False):
        if before.strip() or line.strip():
            yield line


@functools.cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, finalize=_printable,
    )  # fmt: skip
    environment.globals["style"] = Markup((TEMPLATES / "dossier_pdf.css").read_text(encoding="utf-8"))
    return environment.get_template("dossier_pdf.html")


def _context(candidate: Candidate, unnamed: bool) -> dict[str, Any]:
    traits = load_rubric().traits
    name = " ".join(filter(None, (candidate.first_name, candidate.last_name)))
    number = f"Dossier {candidate.id[:SHORT_ID]}"
    return {
        "title": number if unnamed else name or number,
        "number": number,
        "facts": _facts(candidate, unnamed),
        "remark": None if unnamed else remarks.visible_text(candidate),
        "notes": [
            {**note_document(note), "number": position, "trait_name": traits.get(note.trait, note.trait)}
            for position, note in candidate.numbered_notes
        ],
        "made_on": french.date_in_words(clock.today()),
        "kept_until": french.date_in_words(candidate.expires_at.astimezone(clock.PARIS).date()),
    }


def _facts(candidate: Candidate, unnamed: bool) -> list[tuple[str, str]]:
    groups = (Group.WORK,) if unnamed else (Group.PLACE, Group.WORK, Group.CONTACT)
    return [
        (field.heading, wording.of_candidate(candidate, field.name) or _missing(candidate, field.name))
        for field in fields_of(*groups)
    ]


def _missing(candidate: Candidate, field: str) -> str:
    return wording.NOT_GIVEN if field in candidate.declined else "pas encore renseigné"
