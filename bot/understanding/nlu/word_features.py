"""Features of a word that its spelling alone does not show: the lists that hold it, its shape, and those around it."""

import functools
from collections import defaultdict
from collections.abc import Sequence

import yaml

from bot.base.places import DATA
from bot.base.text import fold
from bot.understanding.reading.data_files import load_lines, load_rows
from bot.understanding.reading.tokens import Token

_MAX_ENTRY_WORDS = 7  # words of a place's name
_WINDOW = 2  # words to either side
_BIG_TOWN = 10_000  # inhabitants


@functools.cache
def gazetteer() -> dict[tuple[str, ...], frozenset[str]]:
    """Lists that contain each run of folded words.

    They are: first, given, last, city, village, departement, region, word, and those of `span_words.yml`.
    """
    lists: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)

    def add(name: str, kind: str) -> None:
        words = tuple(fold(name).split())
        if 0 < len(words) <= _MAX_ENTRY_WORDS:
            lists[words].add(kind)
            if words[0] in {"saint", "sainte"}:
                lists[("st" if words[0] == "saint" else "ste", *words[1:])].add(kind)

    for row in load_rows("places/communes.csv"):
        is_big = int(row["population"] or 0) >= _BIG_TOWN
        add(row["nom"], "city" if is_big else "village")
    usages = yaml.safe_load((DATA / "places" / "usages.yml").read_text(encoding="utf-8"))
    for names in usages["communes"].values():
        for name in names.split(","):
            add(name, "city")
    for row in load_rows("places/departements.csv"):
        add(row["nom"], "departement")
    for row in load_rows("places/regions.csv"):
        add(row["nom"], "region")
    for path, kind in (
        ("reading/first_names.txt", "first"), ("reading/given_names.txt", "given"),
        ("reading/family_names.txt", "last"), ("reading/word_surnames.txt", "last"),
    ):  # fmt: skip
        for line in load_lines(path):
            for name in [line] if kind == "first" else line.split():
                add(name, kind)
    for line in load_lines("reading/common_words.txt"):
        add(line, "word")
    for kind, entries in yaml.safe_load((DATA / "reading" / "span_words.yml").read_text(encoding="utf-8")).items():
        for entry in entries:
            add(str(entry), kind)
    sets: dict[frozenset[str], frozenset[str]] = {}  # there are few; each is kept once
    return {words: sets.setdefault(frozenset(kinds), frozenset(kinds)) for words, kinds in lists.items()}


def _shape(token: Token) -> str:
    text = token.text
    if "@" in text:
        return "address"
    if text.isdigit():
        return f"{min(len(text), 11)}digits"
    if not text[0].isalpha():
        return f"sign {text}" if text in ".,;:!?-()'\"/+" else "sign"
    if text.isupper() and len(text) > 1:
        return "CAPITALS"
    shape = "Capital" if text[0].isupper() else "small"
    return f"{shape} letter" if len(text) == 1 else shape


def _memberships(tokens: Sequence[Token]) -> list[list[str]]:
    """For each token the lists that contain the longest run of words around it, sorted."""
    words = [(index, fold(token.text)) for index, token in enumerate(tokens)]
    words = [(index, word) for index, word in words if word]
    lists: list[set[str]] = [set() for _ in tokens]
    longest: dict[tuple[int, str], int] = {}
    for start in range(len(words)):
        for length in range(min(_MAX_ENTRY_WORDS, len(words) - start), 0, -1):
            run = words[start : start + length]
            for kind in gazetteer().get(tuple(word for _, word in run), ()):
                for position, (index, _) in enumerate(run):
                    if length >= longest.get((index, kind), 1):
                        longest[index, kind] = length
                        lists[index].add(f"{kind}{'+' if length > 1 else ''}{'>' if position else ''}")
    return [sorted(names) for names in lists]  # the order of a set is another in each process


def word_features(tokens: Sequence[Token]) -> list[list[str]]:
    """Features of each token."""
    shapes, lists = [_shape(token) for token in tokens], _memberships(tokens)
    own = [[shape, *(kinds or ["unlisted"]), "|".join(kinds)] for shape, kinds in zip(shapes, lists, strict=True)]
    size = "1" if len(tokens) == 1 else "2" if len(tokens) <= 3 else "3" if len(tokens) <= 7 else "4"
    result = []
    for index in range(len(tokens)):
        features = [f"size {size}", *own[index]]
        for offset in range(-_WINDOW, _WINDOW + 1):
            if offset and 0 <= index + offset < len(tokens):
                features += [f"{offset}:{name}" for name in (shapes[index + offset], *lists[index + offset])]
            elif offset:
                features.append(f"{offset}:edge")
        result.append(features)
    return result
