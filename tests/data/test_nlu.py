"""The training sentences: enough of them, each once, none from the held-out messages, no template."""

import re
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

import pytest
import yaml

from bot.base.places import DATA, HOME
from bot.content.faq import load_faq

FILES = sorted((DATA / "nlu").glob("*.yml"))
INTENTS = yaml.safe_load((HOME / "domain.yml").read_text(encoding="utf-8"))["intents"]
# Signals of the channels, never words.
SIGNALS = {"open_chat", "resume_here", "unknown_command"}
FEWEST = 60
# Narrow wishes, said in few ways, which most people never have.
NARROW = {"comment_note", "resume", "resume_code", "start_interview", "stop_reminder", "withdraw_comment"}
FEWEST_OF_NARROW = 30
MOST_ALIKE = 0.06


def read(path: Path) -> tuple[str, list[str]]:
    """Returns the intent of a file and its sentences."""
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]
    lines = [line for entry in entries for line in entry["examples"].splitlines()]
    assert all(line.startswith("- ") and line[2:].strip() for line in lines), path.name
    (intent,) = {entry["intent"] for entry in entries}
    return intent, [line[2:] for line in lines]


def fold(text: str) -> str:
    """Returns letters and digits of any script in lower case, without accents; of a message without any, its signs."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign))
    return " ".join(re.sub(r"[\W_]+", " ", plain).split()) or " ".join(text.split())


SENTENCES = dict(read(path) for path in FILES)


def test_there_is_one_file_for_each_intent():
    assert [path.stem for path in FILES] == sorted(set(INTENTS) - SIGNALS)
    assert all(read(path)[0] == path.stem for path in FILES)


@pytest.mark.parametrize("intent", sorted(SENTENCES))
def test_an_intent_has_enough_sentences(intent):
    assert len(SENTENCES[intent]) >= (FEWEST_OF_NARROW if intent in NARROW else FEWEST)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_answers_that_sentences_ask_for_exist(path):
    blocks = yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]
    named = {name for block in blocks for name in (block.get("metadata") or {}).get("answers", "").split()}
    assert named <= load_faq().keys()


def test_no_sentence_stands_twice():
    places = defaultdict(list)
    for intent, sentences in SENTENCES.items():
        for sentence in sentences:
            places[fold(sentence)].append(intent)
    assert {text: intents for text, intents in places.items() if len(intents) > 1} == {}


@pytest.mark.parametrize("intent", sorted(SENTENCES))
def test_no_opening_smells_of_a_template(intent):
    """Words as written: « est-ce qu'on » counts for two."""
    written = [[fold(word) for word in sentence.split() if word.strip("?!.,;:…")] for sentence in SENTENCES[intent]]
    openings = Counter(" ".join(words[:4]) for words in written if len(words) >= 4)
    (opening, times), *_ = openings.most_common(1) or [("", 0)]
    assert times <= MOST_ALIKE * len(SENTENCES[intent]), opening


@pytest.mark.parametrize("intent", sorted(SENTENCES))
def test_sentences_are_clean_text(intent):
    for sentence in SENTENCES[intent]:
        assert sentence == unicodedata.normalize("NFC", sentence).strip(), sentence
        assert "  " not in sentence, sentence
        # Rasa reads [..](..) and {..} as annotations, and a leading slash as a command.
        assert not re.search(r"\]\(|\]\{|\\|^/", sentence), sentence
        assert not [
            sign for sign in sentence if unicodedata.category(sign) in {"Cc", "Cs", "Co", "Cn"} or sign == "\ufffd"
        ], sentence
        assert len(sentence) <= 500, sentence
