"""The filter form of the list and its query string. Search words never appear in a URL."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any
from urllib.parse import urlencode

from starlette.datastructures import FormData, QueryParams

from bot.base import channel_info, geography
from bot.base.text import fold_any_script
from bot.records.desk import listing
from bot.records.desk.listing import Filters
from bot.recruiting.dossiers import status_words
from bot.understanding.reading.days.words import MONTHS

MAX_SEARCH_LENGTH = 100
MAX_KM = 2000
ORDERS = {listing.BY_DATE: "date d'inscription", listing.BY_NAME: "nom", listing.BY_TOWN: "commune"}
DEFAULT_ORDER = listing.BY_DATE
COMPLETE = {"oui": True, "non": False}
STATUSES = {status.value: words.lower() for status, words in status_words.STATUSES.items()}
CHANNELS = {name: channel_info.in_words(name) for name in (*channel_info.CHANNELS, "")}
_FRENCH_DAY = re.compile(r"(\d{1,2})(?:er)? (\d{1,2}|[a-z]{3,9}) (\d{4}|\d{2})", re.ASCII)
FormOrQuery = Mapping[str, Any] | FormData | QueryParams


@dataclass(frozen=True)
class ListQuery:
    """A list query.

    Attributes:
        problems: sentences about rejected values.
        typed: rejected values by field, to fill in the form again.
    """

    filters: Filters = field(default_factory=Filters)
    sort: str = listing.BY_DATE
    problems: tuple[str, ...] = ()
    typed: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_narrowed(self) -> bool:
        """Whether any filter is set."""
        return self.filters != Filters()


def clean_search(words: str) -> str:
    """Search words without NUL, which PostgreSQL rejects, and cut to `LONGEST_SEARCH`."""
    return words.replace("\x00", "").strip()[:MAX_SEARCH_LENGTH]


def parse(given: FormOrQuery, names: str, words: str) -> ListQuery:
    """Parse a form or a query string. Unknown fields and values are ignored.

    Args:
        names: words of names and towns.
        words: words of answers.
    """
    problems: list[str] = []
    typed: dict[str, str] = {}
    km = _km(_one(given, "km"), problems, typed)
    before = _day(_one(given, "avant"), problems, typed)
    codes = set(geography.departements().values())
    sort = _one(given, "tri")
    filters = Filters(
        names=names, words=words, km=km, before=before,
        departements=_allowed(given, "departement", codes),
        channels=_allowed(given, "canal", CHANNELS),
        complete=COMPLETE.get(_one(given, "complet")), statuses=_allowed(given, "statut", STATUSES),
        unread=_one(given, "non_lu") == "1", shortlisted=_one(given, "selection") == "1",
    )  # fmt: skip
    return ListQuery(filters, sort if sort in ORDERS else listing.BY_DATE, tuple(problems), typed)


def query_string(list_query: ListQuery, *, page: int = 1, **changed: Any) -> str:
    """The query string, without search words, with some filters changed."""
    return urlencode(query_pairs(list_query, page=page, **changed))


def query_pairs(list_query: ListQuery, *, page: int = 1, **changed: Any) -> list[tuple[str, Any]]:
    """The same as fields of a form."""
    values = {one.name: getattr(list_query.filters, one.name) for one in fields(Filters)} | changed
    pairs: list[tuple[str, Any]] = [("departement", code) for code in values["departements"]]
    pairs += [("canal", channel) for channel in values["channels"]]
    pairs += [("statut", status) for status in values["statuses"]]
    if values["km"]:
        pairs.append(("km", values["km"]))
    if values["before"]:
        pairs.append(("avant", values["before"].isoformat()))
    if values["complete"] is not None:
        pairs.append(("complet", "oui" if values["complete"] else "non"))
    pairs += [
        (name, 1) for name, is_on in (("non_lu", values["unread"]), ("selection", values["shortlisted"])) if is_on
    ]
    pairs += list(list_query.typed.items())
    sort = values.get("sort", list_query.sort)
    if sort != listing.BY_DATE:
        pairs.append(("tri", sort))
    if page > 1:
        pairs.append(("page", page))
    return pairs


def toggled(list_query: ListQuery, code: str) -> tuple[str, ...]:
    """The filtered départements with one added or removed."""
    chosen = list_query.filters.departements
    return tuple(one for one in chosen if one != code) if code in chosen else (*chosen, code)


def _all(given: FormOrQuery, name: str) -> list[str]:
    values = given.getlist(name) if isinstance(given, FormData | QueryParams) else given.get(name, [])
    return [str(value) for value in (values if isinstance(values, list) else [values])]


def _one(given: FormOrQuery, name: str) -> str:
    return next(iter(_all(given, name)), "").strip()


def _allowed(given: FormOrQuery, name: str, known: Iterable[str]) -> tuple[str, ...]:
    allowed = set(known)
    return tuple(dict.fromkeys(value for value in _all(given, name) if value in allowed))


def _km(written: str, problems: list[str], typed: dict[str, str]) -> int | None:
    if not written:
        return None
    if re.fullmatch(r"\d{1,4}", written, re.ASCII) and 1 <= int(written) <= MAX_KM:
        return int(written)
    problems.append(f"La distance n'a pas été prise : écrivez un nombre entier de kilomètres, de 1 à {MAX_KM}.")
    typed["km"] = written[:10]
    return None


def _day(written: str, problems: list[str], typed: dict[str, str]) -> date | None:
    if not written:
        return None
    try:
        french = _FRENCH_DAY.fullmatch(fold_any_script(written))
        return _french_day(*french.groups()) if french else date.fromisoformat(written)
    except ValueError:
        problems.append("La date n'a pas été prise : écrivez-la comme 04/01/2027, ou 4 janvier 2027.")
        typed["avant"] = written[:20]
        return None


def _french_day(day: str, month: str, year: str) -> date:
    """Parse « 4 1 27 » or « 4 janvier 2027 »; ValueError if there is no such day."""
    number = int(month) if month.isdecimal() else MONTHS.index(month) + 1
    return date(int(year) + (2000 if len(year) == 2 else 0), number, int(day))
