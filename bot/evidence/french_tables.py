"""What spaCy's French model knows of words, in little memory: made from its files, kept beside the trained models.

Reading what is kept takes a tenth of a second, making it two.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import srsly
from numpy.typing import NDArray

from bot.evidence.hashed import HashedTable, HashedWords
from bot.evidence.lexicon import Lexicon, lexicon_of
from bot.learning.stored import packed, unpacked

_PARTS_OF_SPEECH = ("adj", "adp", "adv", "aux", "cconj", "det", "noun", "pron", "sconj", "verb")


@dataclass(frozen=True)
class FrenchTables:
    """The tables.

    Attributes:
        vectors: a word's row among the vectors.
        lookup: form to lemma, whatever the part of speech.
        exceptions: form to lemmas, by part of speech.
        index: lemmas, by part of speech.
        rules: endings and what they become, by part of speech.
        lexicon: the forms without accents, for the rules that editors write.
    """

    vectors: HashedTable
    lookup: HashedTable
    exceptions: Mapping[str, HashedTable]
    index: Mapping[str, HashedWords]
    rules: Mapping[str, list[list[str]]]
    lexicon: Lexicon

    @classmethod
    def make(cls, model: Path) -> FrenchTables:
        """Returns the tables of a model's folder."""
        from spacy.strings import get_string_id

        tables = srsly.read_msgpack(model / "lemmatizer" / "lookups" / "lookups.bin")

        def by_part(name: str) -> dict[str, Any]:
            table = tables[name]  # by hashes
            return {part: table[get_string_id(part)] for part in _PARTS_OF_SPEECH if get_string_id(part) in table}

        exceptions, index = by_part("lemma_exc"), by_part("lemma_index")
        return cls(
            vectors=HashedTable.of_numbers(srsly.read_msgpack(model / "vocab" / "key2row")),
            lookup=HashedTable.of_words(tables["lemma_lookup"]),
            exceptions={part: HashedTable.of_words(forms) for part, forms in exceptions.items()},
            index={part: HashedWords.of(lemmas) for part, lemmas in index.items()},
            rules=by_part("lemma_rules"),
            lexicon=lexicon_of(exceptions, index),
        )

    def save(self, path: Path) -> None:
        """Stores the tables."""
        arrays: dict[str, NDArray[Any]] = {"words": self.lexicon.words.hashes}
        tables = {"vectors": self.vectors, "lookup": self.lookup}
        tables |= {f"exceptions {part}": table for part, table in self.exceptions.items()}
        for name, table in tables.items():
            arrays[f"{name}/hashes"], arrays[f"{name}/rows"] = table.hashes, table.rows
            if table.values is not None:
                arrays[f"{name}/values"] = packed(table.values)
        arrays |= {f"index {part}": words.hashes for part, words in self.index.items()}
        arrays["rules"] = packed([json.dumps(self.rules)])
        arrays["verbs"] = packed([" ".join([verb, *sorted(forms)]) for verb, forms in self.lexicon.verbs.items()])
        with path.open("wb") as file:
            np.savez(file, **arrays)

    @classmethod
    def read(cls, path: Path) -> FrenchTables:
        """Returns what `save` stored."""
        with np.load(path, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}

        def table(name: str) -> HashedTable:
            values = arrays.get(f"{name}/values")
            return HashedTable(
                arrays[f"{name}/hashes"], arrays[f"{name}/rows"], None if values is None else unpacked(values)
            )

        verbs = (line.split(" ") for line in unpacked(arrays["verbs"]))
        return cls(
            vectors=table("vectors"),
            lookup=table("lookup"),
            exceptions={
                part: table(f"exceptions {part}") for part in _PARTS_OF_SPEECH if f"exceptions {part}/rows" in arrays
            },
            index={
                part: HashedWords(arrays[f"index {part}"]) for part in _PARTS_OF_SPEECH if f"index {part}" in arrays
            },
            rules=json.loads(unpacked(arrays["rules"])[0]),
            lexicon=Lexicon(HashedWords(arrays["words"]), {verb: frozenset(forms) for verb, *forms in verbs}),
        )
