"""Features of the span tagger: word form, neighbours, gazetteer lists, pending question."""

import functools
from collections import defaultdict
from collections.abc import Sequence

import yaml

from bot.base.places import DATA
from bot.base.text import fold
from bot.understanding.reading.data_files import load_lines, load_rows
from bot.understanding.reading.tokens import Token

Features = list[str]
_MAX_ENTRY_WORDS = 7  # words of a place's name
_WINDOW = 3
_BIG_TOWN = 10_000  # inhabitants
_AFFIX_LETTERS = 4


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
        return f"{len(text)}digits"
    if not text[0].isalpha():
        return "sign"
    if text.isupper() and len(text) > 1:
        return "CAPITALS"
    return "Capital" if text[0].isupper() else "small"


def _memberships(tokens: Sequence[Token]) -> list[list[str]]:
    """For each token the lists that contain the longest run of words around it, sorted."""
    words = [(index, fold(token.text)) for index, token in enumerate(tokens)]
    words = [(index, word) for index, word in words if word]
    lists: list[set[str]] = [set() for _ in tokens]
    longest: dict[str, int] = {}
    for start in range(len(words)):
        for length in range(min(_MAX_ENTRY_WORDS, len(words) - start), 0, -1):
            run = words[start : start + length]
            kinds = gazetteer().get(tuple(word for _, word in run), frozenset())
            for kind in kinds:
                for position, (index, _) in enumerate(run):
                    if length >= longest.get(f"{index} {kind}", 1):
                        longest[f"{index} {kind}"] = length
                        lists[index].add(f"{kind}{'+' if length > 1 else ''}{'>' if position else ''}")
    return [sorted(names) for names in lists]  # the order of a set is another in each process


def sentence_features(tokens: Sequence[Token], pending: str) -> list[Features]:
    """Features of each token.

    Args:
        pending: name of the pending question, "null" for none.
    """
    shapes = [_shape(token) for token in tokens]
    lists = _memberships(tokens)
    own = [_token_features(token, shape, kinds) for token, shape, kinds in zip(tokens, shapes, lists, strict=True)]
    is_measured = any({"length", "time"} & {*kinds} for kinds in lists)
    size = "1" if len(tokens) == 1 else "2" if len(tokens) <= 3 else "3" if len(tokens) <= 7 else "4"
    result = []
    for index, token in enumerate(tokens):
        features = ["bias", f"ask={pending}", f"ask={pending} n={size}", f"n={size} {shapes[index]}"]
        features += own[index]
        features += [f"ask={pending} {name}" for name in own[index] if name[:2] in {"s=", "g=", "w="}]
        for offset in range(-_WINDOW, _WINDOW + 1):
            if offset == 0:
                continue
            if not 0 <= index + offset < len(tokens):
                features.append(f"{offset}:edge")
                continue
            features += [f"{offset}:w={tokens[index + offset].plain}"]
            if abs(offset) <= 2:
                features += [
                    f"{offset}:s={shapes[index + offset]}",
                    *(f"{offset}:g={k}" for k in lists[index + offset]),
                ]
        if index:
            features.append(f"-1,0:w={tokens[index - 1].plain} {token.plain}")
            features += [f"-1:w={tokens[index - 1].plain} g={kind}" for kind in lists[index]]
        if index > 1:
            before = f"-2,-1:w={tokens[index - 2].plain} {tokens[index - 1].plain}"
            # « 40 km, jusqu'à Montpellier »: beside a measure a place may only say how far that is.
            features += [before, f"{before} measured"] if is_measured else [before]
        if index + 1 < len(tokens):
            features.append(f"0,1:w={token.plain} {tokens[index + 1].plain}")
        result.append(features)
    return result


def _token_features(token: Token, shape: str, kinds: Sequence[str]) -> Features:
    word = token.plain
    features = [
        f"w={word}",
        f"s={shape}",
        f"a={word[:3]}",
        f"z={word[-3:]}",
        f"z4={word[-_AFFIX_LETTERS:]}",
        f"a4={word[:_AFFIX_LETTERS]}",
    ]
    features += [f"g={kind}" for kind in kinds] or ["g=none"]
    features.append("g=" + "|".join(kinds))
    return features
