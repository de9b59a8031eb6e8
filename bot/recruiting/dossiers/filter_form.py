"""The filter form of the list and its query string. Search words never appear in a URL."""

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Depends, Form, Request
from starlette.datastructures import FormData, QueryParams

from bot.base import channel_info, geography
from bot.base.text import fold_any_script
from bot.content.sentences import section
from bot.records.desk import listing
from bot.records.desk.listing import Filters
from bot.recruiting.dossiers import remembered_search, status_words
from bot.understanding.reading.days.words import MONTHS

MAX_SEARCH_LENGTH = 100
MAX_KM = 2000
ORDERS = {listing.BY_DATE: "date d'inscription", listing.BY_NAME: "nom", listing.BY_TOWN: "commune"}
DEFAULT_ORDER = listing.BY_DATE
COMPLETE = {"oui": True, "non": False}
STATUSES = {status.value: words.lower() for status, words in status_words.STATUSES.items()}
CHANNELS = {name: channel_info.in_words(name) for name in (*channel_info.CHANNELS, "")}
_FRENCH_DAY = re.compile(r"(\d{1,2})(?:er)? (\d{1,2}|[a-z]{3,9}) (\d{4}|\d{2})", re.ASCII)
MAX_QUERY_LENGTH = 4000


@dataclass(frozen=True)
class ListQuery:
    """A list query.

    Attributes:
        typed: rejected values by field, to fill in the form again.
    """

    filters: Filters = field(default_factory=Filters)
    sort: str = listing.BY_DATE
    typed: Mapping[str, str] = field(default_factory=dict)

    @property
    def problems(self) -> tuple[str, ...]:
        """Sentences about the rejected values."""
        return tuple(section("filter_errors")[name].format(max_km=MAX_KM) for name in self.typed)

    @property
    def is_narrowed(self) -> bool:
        """Whether any filter is set."""
        return self.filters != Filters()


def clean_search(words: str) -> str:
    """Search words without NUL, which PostgreSQL rejects, and cut to `MAX_SEARCH_LENGTH`."""
    return words.replace("\x00", "").strip()[:MAX_SEARCH_LENGTH]


def parse(given: FormData | QueryParams, names: str, words: str) -> ListQuery:
    """Parse a form or a query string. Unknown fields and values are ignored.

    Args:
        names: words of names and towns.
        words: words of answers.
    """
    km, before, sort = (_one(given, name) for name in ("km", "avant", "tri"))
    typed: dict[str, str] = {}
    limits: dict[str, Any] = {}
    for name, written, read, longest in (("km", km, _km, 10), ("avant", before, _day, 20)):
        try:
            limits[name] = read(written) if written else None
        except ValueError:
            typed[name] = written[:longest]
    filters = Filters(
        names=names, words=words, km=limits.get("km"), before=limits.get("avant"),
        departements=_allowed(given, "departement", set(geography.departements().values())),
        channels=_allowed(given, "canal", CHANNELS),
        complete=COMPLETE.get(_one(given, "complet")), statuses=_allowed(given, "statut", STATUSES),
        unread=_one(given, "non_lu") == "1", shortlisted=_one(given, "selection") == "1",
    )  # fmt: skip
    return ListQuery(filters, sort if sort in ORDERS else listing.BY_DATE, typed)


def parse_query(request: Request, query: str) -> ListQuery:
    """Parse a query string, with the remembered search words."""
    return parse(QueryParams(query), *remembered_search.read(request))


def _returned_list(
    request: Request, query: Annotated[str, Form(alias="retour", max_length=MAX_QUERY_LENGTH)] = ""
) -> ListQuery:
    return parse_query(request, query)


# The list that a form was sent from.
ReturnedList = Annotated[ListQuery, Depends(_returned_list)]


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


def _one(given: FormData | QueryParams, name: str) -> str:
    return next(map(str, given.getlist(name)), "").strip()


def _allowed(given: FormData | QueryParams, name: str, known: Container[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in map(str, given.getlist(name)) if value in known))


def _km(written: str) -> int:
    """A distance; ValueError if it is no whole number of kilometres up to `MAX_KM`."""
    if not re.fullmatch(r"\d{1,4}", written, re.ASCII) or not 1 <= int(written) <= MAX_KM:
        raise ValueError(written)
    return int(written)


def _day(written: str) -> date:
    """A day as « 4/1/27 », « 4 janvier 2027 » or 2027-01-04; ValueError if there is no such day."""
    french = _FRENCH_DAY.fullmatch(fold_any_script(written))
    if french is None:
        return date.fromisoformat(written)
    day, month, year = french.groups()
    number = int(month) if month.isdecimal() else MONTHS.index(month) + 1
    return date(int(year) + (2000 if len(year) == 2 else 0), number, int(day))
