"""Which words of a name are the first name, and which the last."""

import re
from dataclasses import dataclass

from bot.reading.name_initials import are_initials
from bot.reading.name_roles import is_first_name_only, role
from bot.reading.name_words import (
    borne_by_families,
    fold_name,
    is_first_name,
    is_particle,
    is_surname_like,
    starts_compound,
)

_TELLS_ORDER = 1.0  # how much more like a last name one of two words must look
_LEANS = 1.0  # how much like a first name a word must look beside a last name with a particle
# They end Arabic double first names ("Fatima Zahra", "Nour El Houda").
_ENDS_COMPOUND = frozenset(
    {"zahra", "zohra", "ezzahra", "ezzahraa", "ezzohra", "houda", "hoda", "elhouda", "lamine", "eddine", "dine"}
)
_VIETNAMESE = frozenset({
    "nguyen", "tran", "le", "pham", "huynh", "hoang", "phan", "vu", "vo", "dang", "bui", "do", "ho", "ngo", "duong", "ly", "dinh", "truong", "lam",
    "luong", "trinh",
})  # fmt: skip
_KOREAN = frozenset(
    {
        "kim",
        "lee",
        "yi",
        "park",
        "pak",
        "choi",
        "choe",
        "jung",
        "jeong",
        "kang",
        "cho",
        "yoon",
        "jang",
        "lim",
        "han",
        "shin",
        "kwon",
    }
)
_KOREAN_GIVEN = re.compile(r"[A-Z][a-z]{1,5}-[a-z]{2,6}")
# First names of Portuguese and Spanish with what they are devoted to.
_DEVOUT = frozenset({"maria", "marie", "ana", "anna", "rosa", "jose", "joao", "juan", "manuel", "antonio", "fatima", "isabel", "teresa", "francisca"})  # fmt: skip
_OF_DEVOTION = frozenset({"de", "da", "do", "das", "dos", "del", "la", "las", "los"})
_DEVOTIONS = frozenset({
    "fatima", "ceu", "luz", "graca", "conceicao", "lurdes", "lourdes", "deus", "carmo", "rosario", "dores", "anjos", "prazeres", "neves", "merces",
    "socorro", "gloria", "assuncao", "piedade", "pilar", "carmen", "nieves", "dolores", "angeles", "guadalupe", "soledad", "jesus", "mar", "sol",
    "livramento", "penha", "aparecida", "rocio", "mercedes", "milagros", "consolacion", "saude", "paz", "esperanca", "remedios",
})  # fmt: skip
_VIETNAMESE_MIDDLE = frozenset({"van", "thi", "duc", "huu", "ngoc", "xuan"})


@dataclass(frozen=True, slots=True)
class FullName:
    """The words of a name, shared out; either part may be empty."""

    first: tuple[str, ...] = ()
    last: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Unit:
    """One word with the particles before it ("de La Tour")."""

    words: tuple[str, ...]

    @property
    def has_particle(self) -> bool:
        return len(self.words) > 1 or fold_name(self.words[0]).startswith("d ")

    @property
    def known(self) -> bool:
        word = self.words[0]
        return not self.has_particle and (is_first_name(word) or len(word) == 1 or self.is_initials)

    @property
    def is_initials(self) -> bool:
        """Whether the unit is the initials of a double first name."""
        return are_initials(self.words[0])

    @property
    def is_given(self) -> bool:
        """Whether the unit is a first name, of France or of the world's lists."""
        return self.known or (not self.has_particle and is_first_name_only(self.words[0]))

    @property
    def surname_like(self) -> bool:
        return self.has_particle or is_surname_like(self.words[0])

    @property
    def ends_as_surname(self) -> bool:
        """Whether a hyphen joins a first name to a word that is none ("Marie-Sainte", "Jean-Gilles" are families too)."""
        rest = self.words[0].partition("-")[2]
        return bool(rest) and not is_first_name(rest)

    @property
    def borne(self) -> int:
        """How commonly families bear the unit, which may be a first name."""
        return 2 if self.has_particle else borne_by_families(self.words[0])

    @property
    def role(self) -> float:
        """How much the unit looks like a last name (positive) or a first name."""
        return 2.0 if self.has_particle else role(self.words[0])

    @property
    def shouted(self) -> bool:
        letters = [letter for letter in self.words[-1] if letter.isalpha()]
        return len(letters) > 1 and all(letter.isupper() for letter in letters) and not self.is_initials


def _units(words: list[str]) -> list[_Unit]:
    units: list[_Unit] = []
    pending: list[str] = []
    for position, word in enumerate(words):
        pending.append(word)
        is_open = is_particle(word) or ("-" in word and is_particle(word.rpartition("-")[2]))  # "Tanguy-Le Bras"
        if not is_open or position == len(words) - 1:
            units.append(_Unit(tuple(pending)))
            pending = []
    return units


def _joined(first: list[_Unit], last: list[_Unit]) -> FullName:
    return FullName(
        tuple(word for unit in first for word in unit.words), tuple(word for unit in last for word in unit.words)
    )


def split_full_name(words: list[str], *, asked_first: bool, told: bool, comma: int | None = None) -> FullName:
    """Shares the words of a name out.

    Args:
        words: the words, at least one.
        asked_first: whether the first name was asked rather than the last.
        told: whether a phrase presents the person ("je m'appelle …"): the order is then first name, last name.
        comma: number of words before a comma ("Bérard, Lucie"), if any.
    """
    if len(words) > 2 and fold_name(words[0]) in _VIETNAMESE and fold_name(words[1]) in _VIETNAMESE_MIDDLE:
        return FullName(tuple(words[1:]), tuple(words[:1]))
    if len(words) == 2 and fold_name(words[0]) in _KOREAN and _KOREAN_GIVEN.fullmatch(words[1]):
        return FullName(tuple(words[1:]), tuple(words[:1]))
    if (devout := _devout_name(words)) is not None and (len(devout) < len(words) or asked_first or told):
        start, end = devout.start, devout.stop
        return FullName(tuple(words[start:end]), tuple(words[:start] + words[end:]))
    if len(words) > 1 and fold_name(words[0]) == fold_name(words[-1]):  # said twice, "Bond. James Bond."
        words, comma = words[1:], None
    if comma and [*map(fold_name, words[:comma])] == [*map(fold_name, words[comma : 2 * comma])]:
        words, comma = words[comma:], None  # "Raymond, Raymond Cazenave"
    units = _units(words)
    if len(units) == 1:
        is_first = asked_first or (told and units[0].known and not (units[0].surname_like or units[0].ends_as_surname))
        return _joined(units, []) if is_first else _joined([], units)
    shouted = [unit for unit in units if unit.shouted]
    if shouted and len(shouted) < len(units):
        calm = [unit for unit in units if not unit.shouted]
        return _joined(calm, shouted)
    if comma and asked_first and not told and all(unit.known for unit in units) and not units[0].surname_like:
        return _joined(units[:1], [])  # "Alexandra, Marie, Suzanne": all her first names
    if comma and 0 < len(_units(words[:comma])) < len(units):
        left, right = _units(words[:comma]), _units(words[comma:])
        is_first_last = all(unit.known for unit in left) and not all(unit.known for unit in right)
        return _joined(left, right) if is_first_last else _joined(right, left)
    if asked_first and not told and fold_name(words[-1]) in _ENDS_COMPOUND and units[0].known:
        return _joined(units, [])
    last = units[-1].words[0]
    if len(last) == 1 and units[0].known and not units[-1].has_particle:  # "Maryse B."
        return _joined(units[:-1], units[-1:])
    if any(unit.has_particle for unit in units):
        return _around_particle(units, asked_first=asked_first, told=told)
    if len(units) == 2:
        return _two(units[0], units[1], asked_first=asked_first, told=told)
    return _many(units, asked_first=asked_first, told=told)


def _devout_name(words: list[str]) -> range | None:
    """Returns where a first name with its devotion stands, at either end ("Maria do Céu", "María de los Ángeles")."""
    folded = [fold_name(word) for word in words]
    for start, word in enumerate(folded):
        end = start + 1
        while end < len(folded) and folded[end] in _OF_DEVOTION:
            end += 1
        is_devout = word in _DEVOUT and end > start + 1 and folded[end : end + 1] and folded[end] in _DEVOTIONS
        if is_devout and (start == 0 or end == len(folded) - 1):
            return range(start, end + 1)
    return None


def _all(units: list[_Unit], *, asked_first: bool) -> FullName:
    return _joined(units, []) if asked_first else _joined([], units)


def _around_particle(units: list[_Unit], *, asked_first: bool, told: bool) -> FullName:
    place = next(position for position, unit in enumerate(units) if unit.has_particle)
    before = units[:place]
    is_presented = told and before and before[0].role < 2 and not before[0].surname_like
    if before and (is_presented or before[0].is_given or asked_first):
        start = max(_leading(before), 1)
        return _joined(units[:start], units[start:])
    trailing = _trailing(units)
    if not trailing and len(units) > 1 and units[-1].role <= -_LEANS:
        trailing = 1
    if trailing:
        return _joined(units[-trailing:], units[:-trailing])
    return _joined([], units)


def _two(one: _Unit, two: _Unit, *, asked_first: bool, told: bool) -> FullName:
    if one.known and two.known:
        if asked_first and not told and (starts_compound(one.words[0]) or not two.surname_like):
            return _joined([one, two], [])
        is_last_first = not told and one.borne > two.borne and not starts_compound(one.words[0])
        return _joined([two], [one]) if is_last_first else _joined([one], [two])
    if one.known:
        is_double = asked_first and not told and two.is_given
        return _joined([one, two], []) if is_double else _joined([one], [two])
    if two.known and not (told and two.surname_like):
        return _joined([two], [one])
    return _two_unlisted(one, two, asked_first=asked_first, told=told)


def _two_unlisted(one: _Unit, two: _Unit, *, asked_first: bool, told: bool) -> FullName:
    """Shares two words out that are no first names of France, by what they look like."""
    reversal = one.role - two.role
    if told:
        return _joined([two], [one]) if reversal > 2 * _TELLS_ORDER else _joined([one], [two])
    if abs(reversal) < _TELLS_ORDER or (one.role >= 0 and two.role >= 0) or (one.is_given and two.is_given):
        return _all([one, two], asked_first=asked_first)
    return _joined([two], [one]) if reversal > 0 else _joined([one], [two])


def _leading(units: list[_Unit]) -> int:
    """Returns how many words at the start are first names."""
    count = 0
    for unit in units:
        if not unit.is_given or (count and unit.surname_like and not starts_compound(units[count - 1].words[0])):
            break
        count += 1
    return count


def _trailing(units: list[_Unit]) -> int:
    count = 0
    for unit in reversed(units[1:]):
        if not unit.is_given:
            break
        count += 1
    return count


def _many(units: list[_Unit], *, asked_first: bool, told: bool) -> FullName:
    if all(unit.known for unit in units):
        if asked_first and not told:
            return _joined(units, [])
        if not told and units[0].borne > max(unit.borne for unit in units[1:]):
            return _joined(units[1:], units[:1])
        return _joined(units[:-1], units[-1:])
    leading, trailing = _leading(units), _trailing(units)
    if leading and (told or leading >= trailing):
        leading = min(leading, len(units) - 1)
        return _joined(units[:leading], units[leading:])
    if trailing:
        return _joined(units[-trailing:], units[:-trailing])
    return _by_roles(units, asked_first=asked_first, told=told)


def _by_roles(units: list[_Unit], *, asked_first: bool, told: bool) -> FullName:
    """Shares several words out where the roles that they look like differ most."""
    splits = [(units[:cut], units[cut:]) for cut in range(1, len(units))]
    if not told:
        splits += [(last, first) for first, last in splits]
    first, last = max(splits, key=lambda split: _mean_role(split[1]) - _mean_role(split[0]))
    is_clear = _mean_role(last) - _mean_role(first) >= _TELLS_ORDER
    if told and not is_clear:
        return _joined(units[:1], units[1:])
    return _joined(first, last) if is_clear else _all(units, asked_first=asked_first)


def _mean_role(units: list[_Unit]) -> float:
    return sum(unit.role for unit in units) / len(units)
