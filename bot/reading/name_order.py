"""Which words of a name are the first name, and which the last."""

from dataclasses import dataclass

from bot.reading.name_words import is_first_name, is_particle, is_surname_like, starts_compound


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
        return len(self.words) > 1

    @property
    def known(self) -> bool:
        return not self.has_particle and (is_first_name(self.words[0]) or len(self.words[0]) == 1)

    @property
    def surname_like(self) -> bool:
        return self.has_particle or is_surname_like(self.words[0])

    @property
    def shouted(self) -> bool:
        letters = [letter for letter in self.words[-1] if letter.isalpha()]
        return len(letters) > 1 and all(letter.isupper() for letter in letters)


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
    units = _units(words)
    if len(units) == 1:
        is_first = asked_first or (told and units[0].known and not units[0].surname_like)
        return _joined(units, []) if is_first else _joined([], units)
    shouted = [unit for unit in units if unit.shouted]
    if shouted and len(shouted) < len(units):
        calm = [unit for unit in units if not unit.shouted]
        return _joined(calm, shouted)
    if comma and 0 < len(_units(words[:comma])) < len(units):
        left, right = _units(words[:comma]), _units(words[comma:])
        is_first_last = all(unit.known for unit in left) and not all(unit.known for unit in right)
        return _joined(left, right) if is_first_last else _joined(right, left)
    if any(unit.has_particle for unit in units):
        return _around_particle(units, asked_first=asked_first, told=told)
    if len(units) == 2:
        return _two(units[0], units[1], asked_first=asked_first, told=told)
    return _many(units, asked_first=asked_first, told=told)


def _all(units: list[_Unit], *, asked_first: bool) -> FullName:
    return _joined(units, []) if asked_first else _joined([], units)


def _around_particle(units: list[_Unit], *, asked_first: bool, told: bool) -> FullName:
    place = next(position for position, unit in enumerate(units) if unit.has_particle)
    before = units[:place]
    if before and (told or before[0].known or asked_first):
        start = max(_leading(before), 1)
        return _joined(units[:start], units[start:])
    trailing = _trailing(units)
    if trailing:
        return _joined(units[-trailing:], units[:-trailing])
    return _joined([], units)


def _two(one: _Unit, two: _Unit, *, asked_first: bool, told: bool) -> FullName:
    if one.known and two.known:
        if asked_first and not told and (starts_compound(one.words[0]) or not two.surname_like):
            return _joined([one, two], [])
        is_last_first = not told and one.surname_like and not two.surname_like and not starts_compound(one.words[0])
        return _joined([two], [one]) if is_last_first else _joined([one], [two])
    if one.known or (told and not (two.known and not two.surname_like)):
        return _joined([one], [two])
    if two.known:
        return _joined([two], [one])
    return _all([one, two], asked_first=asked_first)


def _leading(units: list[_Unit]) -> int:
    """Returns how many words at the start are first names."""
    count = 0
    for unit in units:
        if not unit.known or (count and unit.surname_like and not starts_compound(units[count - 1].words[0])):
            break
        count += 1
    return count


def _trailing(units: list[_Unit]) -> int:
    count = 0
    for unit in reversed(units[1:]):
        if not unit.known:
            break
        count += 1
    return count


def _many(units: list[_Unit], *, asked_first: bool, told: bool) -> FullName:
    if all(unit.known for unit in units):
        if asked_first and not told:
            return _joined(units, [])
        return _joined(units[:-1], units[-1:])
    leading, trailing = _leading(units), _trailing(units)
    if leading and (told or leading >= trailing):
        return _joined(units[:leading], units[leading:])
    if trailing:
        return _joined(units[-trailing:], units[:-trailing])
    if told or (units[1].known and not asked_first):
        return _joined(units[:1], units[1:]) if told else _joined(units[1:], units[:1])
    return _all(units, asked_first=asked_first)
