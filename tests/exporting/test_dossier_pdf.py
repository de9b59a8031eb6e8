"""A file on one page of paper: whole, masked, readable by screen readers, and made of nothing from elsewhere."""

import contextlib
import re
import zlib

import pypdfium2
import pytest

from bot.exporting import dossier_pdf
from bot.records.files import candidates, notes, remarks
from bot.records.models import Candidate

TOWN = {"commune": "Figeac", "insee": "46102", "departement": "46"}
SENTENCE = "Je prends le temps, je reformule et je dessine l'écran. "


@pytest.fixture
def draw(database):
    """Draws a file with three answers of so many sentences."""

    def made(sentences=2, *, unnamed=False, answer=None, **fields):
        with database.session_scope() as session:
            candidate = candidates.open_registration(session, "c1", channel="web", notice_version="2026-11")
            candidate.first_name, candidate.last_name, candidate.town = "Zoé", "Bérard", TOWN
            candidate.mobility = {"kind": "radius", "km": 30, "places": []}
            candidate.email, candidate.phone = "zoe.berard@exemple.fr", "+33639980001"
            for name, value in fields.items():
                setattr(candidate, name, value)
            for trait in ("patience", "humilite", "bienveillance"):
                question = notes.Question(trait, "1", trait, f"Que faites-vous ({trait}) ?")
                notes.store_answer(session, "c1", question, answer or SENTENCE * sentences, [], rubric_version="1")
            remarks.save(session, "c1", "Je n'ai pas le permis.", [])
            session.flush()
            session.refresh(candidate)
            return pypdfium2.PdfDocument(dossier_pdf.render_pdf(candidate, unnamed=unnamed))

    return made


def words(document):
    text = "".join(page.get_textpage().get_text_range() for page in document)
    return " ".join(text.replace("\ufffe", "-").split())


def test_all_is_on_one_page_while_it_fits(draw):
    document = draw()
    assert len(document) == 1
    text = words(document)
    for said in ("Zoé Bérard", "Figeac (Lot, 46)", "30 km autour de sa commune", "zoe.berard@exemple.fr", "Je n'ai pas le permis.", "Situation 3", "pas encore renseigné"):  # fmt: skip
        assert said in text
    assert text.count("je dessine l'écran") == 6


def test_type_is_made_smaller_until_it_fits_and_then_a_second_page_begins(draw):
    short, longer, long = (draw(sentences) for sentences in (2, 22, 60))
    assert (len(short), len(longer)) == (1, 1)
    assert len(long) > 1
    assert words(long).count("je dessine l'écran") == 180, "nothing is cut off"


def test_nobody_is_named_where_that_was_asked(draw):
    text = words(draw(unnamed=True))
    for said in ("Zoé", "Bérard", "Figeac", "exemple.fr", "39 98", "permis"):
        assert said not in text
    assert "Situation 1" in text and "Disponibilité" in text
    assert "Bérard" not in draw(unnamed=True).get_metadata_value("Title")


def test_it_is_tagged_has_a_title_and_says_its_language(draw, database):
    document = draw()
    assert document.is_tagged()
    assert document.get_metadata_value("Title").startswith("Zoé Bérard")
    with database.session_scope() as session:
        raw = dossier_pdf.render_pdf(session.query(Candidate).one())
    unpacked = b"".join(_streams(raw))
    assert b"/Lang (fr)" in unpacked and b"/MarkInfo" in unpacked
    assert b"pdfuaid:part" in raw + unpacked


def _streams(raw):
    """Yields what a document packs, unpacked."""
    for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", raw, re.DOTALL):
        with contextlib.suppress(zlib.error):
            yield zlib.decompress(packed)


@pytest.mark.parametrize("hostile", [
    "<script>alert(1)</script><img src='http://127.0.0.1:1/x'>", "<style>@import 'file:///etc/passwd'; * {display: none}</style>", "</p></main></body>{{ 7 * 7 }}",
    "\u202eruojnob\u2066", "a" * 4000, "a\n" * 3000, "\x01\x08\x0b texte \x7f", "😀 🇫🇷 Ω 漢字",
])  # fmt: skip
def test_hostile_words_are_words(draw, hostile):
    text = words(draw(answer=f"avant {hostile} après", first_name=hostile[:60]))
    assert text.count("avant") == 3 and text.count("après") >= 3
    if "script" in hostile:
        assert "<script>alert(1)</script>" in text
    assert not set("\u202e\u2066\x01") & set(text)


def test_nothing_is_fetched(draw):
    for url in ("http://127.0.0.1/x", "file:///etc/passwd", "data:text/css,x"):
        with pytest.raises(ValueError):
            dossier_pdf._fetch_nothing(url)
