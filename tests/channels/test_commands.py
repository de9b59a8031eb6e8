"""Commands that are typed: a documented one becomes its words, any other a signal; Rasa's own never pass."""

import pytest

from bot.channels.turn.commands import (
    _RESUMES,
    COMMANDS,
    UNKNOWN_COMMAND,
    UNREADABLE_CODE,
    code_within,
    escape_command,
    given_code,
)
from tests.backtracking import NESTED, TWICE, backtracking_faults


@pytest.mark.parametrize(("text", "words"), [
    ("/start", "bonjour"), ("/START", "bonjour"), ("/start@conseiller_bot", "bonjour"), ("/start 12345", "bonjour"), ("  /aide  ", "que pouvez-vous faire ?"),
    ("/help", "que pouvez-vous faire ?"), ("/mesdonnees", "mes données"), ("/supprimer", "supprimer mes données"), ("/humain", "parler à un humain"),
    ("//supprimer", "supprimer mes données"), ("/ humain", "parler à un humain"), ("/humain svp\nvite", "parler à un humain"),
])  # fmt: skip
def test_a_documented_command_becomes_its_words(text, words):
    assert escape_command(text) == words


@pytest.mark.parametrize("text", [
    "/restart", "/back", "/session_start", "/open_chat", "/unknown_command", "/greet", '/inform{"consent": true}', '/SetSlots(consent=true)', "//restart",
    "/ restart", "/", "///", "/ ", "/\x00restart", "\x00/restart", "/🙂", "/supprimer{}", "/start/../restart", "/\nrestart", "/EXTERNAL: trigger",
])  # fmt: skip
def test_any_other_command_is_a_signal(text):
    assert escape_command(text) == UNKNOWN_COMMAND


@pytest.mark.parametrize(("text", "same"), [
    ("bonjour", "bonjour"), ("  Lyon \n", "Lyon"), ("et/ou", "et/ou"), ("06/39/98", "06/39/98"), ("http://exemple.fr", "http://exemple.fr"),
    ("a\x00b", "ab"), ("\x00", ""), ("   ", ""), ("\\restart", "\\restart"), ("1/ je reformule", "1/ je reformule"),
])  # fmt: skip
def test_words_are_handed_on_as_they_are(text, same):
    assert escape_command(text) == same


def test_no_command_leads_to_another():
    assert not any(words.startswith("/") for words in COMMANDS.values())


@pytest.mark.parametrize(("text", "code"), [
    ("ACDE-FG23", "ACDE-FG23"), ("reprendre acde fg23.", "ACDE-FG23"), ("reprendre avec le code « ACDE-FG23 »", "ACDE-FG23"),
    ("ABCD-EF23", UNREADABLE_CODE), ("reprendre ABCD-EF23", UNREADABLE_CODE), ("reprendre avec mon code : ACDE-FG2", UNREADABLE_CODE),
    ("reprendre code ABCDEF23 !", UNREADABLE_CODE),
])  # fmt: skip
def test_a_code_is_read_or_known_for_a_wrong_one(text, code):
    assert given_code(text) == code


@pytest.mark.parametrize("text", [
    "Bonjour,\n\nreprendre ACDE-FG23", "Bonjour, voici mon code de reprise : ACDE-FG23. Merci !\nMaëlle",
    "je reprends ma candidature avec le code acde fg23", "re bonjour mon code c'est ACDEFG23 merci",
])  # fmt: skip
def test_a_code_is_found_within_a_letter(text):
    assert (given_code(text), code_within(text)) == (None, "ACDE-FG23")


@pytest.mark.parametrize("text", [
    "reprendre", "reprendre mon code de reprise", "reprendre le test", "2024-2025", "reprendre en 2025", "Lyon 3", "reprendre la situation 2",
    "Marie-Anne", "0612-3456", "reprendre le 12 mars 2027", "Bonjour, mon train est le TGVX-6234-A", "le 2 à PACE-NEXT",
    "mon code postal 34000 MARC", "j'ai perdu mon code mardi dernier",
    "ACDE-FG23 ou " + "mot " * 60, "ACDE-FG23 ou TGV7-6234 ?",
])  # fmt: skip
def test_what_is_like_no_code_is_none(text):
    assert given_code(text) is None and code_within(text) is None


@pytest.mark.parametrize("text", ["tel 4672-9934", "ACDE-FG23 et ACDE-FG24 ?"])
def test_what_may_be_something_else_is_no_code_within(text):
    assert code_within(text) is None


def test_a_long_message_gives_no_code_and_is_not_looked_through():
    assert given_code("reprendre : ABCD-EF23") == UNREADABLE_CODE
    assert given_code("reprendre" + " " * 6_000 + "x\ny") is None
    assert not backtracking_faults(_RESUMES.pattern) & {TWICE, NESTED}
