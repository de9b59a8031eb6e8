"""Attacks on the recruiters' pages: sessions, CSRF, ids, sizes, headers, password guessing."""

import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from typing import Any

from bot.recruiting.app import app
from bot.recruiting.dossiers.remembered_search import SEARCH_COOKIE
from bot.recruiting.security import SESSION_COOKIE
from bot.recruiting.sign_in.flow_cookies import VISITOR_CSRF
from tests.attack.client import RECRUITERS, Client
from tests.attack.target import OWNER, PASSWORD, Target
from tests.attack.verdicts import ACCOUNTS, CHAT, Attack

SIGN_IN = f"{RECRUITERS}/connexion"
SIGN_INS = 40
ELSEWHERE = "127.0.0.77"
MANY_MEGABYTES = 12
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
ODD_FORMS = (
    "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=" + "a" * 5000,
    "application/x-www-form-urlencoded; charset=nothing", "application/json",
)  # fmt: skip
ODD_IDS = ("0" * 32, "a" * 3000, "..", "%00", "%ff", "é", "1")
ODD_NUMBERS = ("0", "-1", "999999", str(2**31), str(2**63), str(2**64), "1" * 5000, "1e3", "%00")
VALID_NUMBERS = ("1.0", "٣", " 1", "+1")  # parsed as the number of an existing handoff
ODD_QUERIES = (
    "page=0", "page=-1", f"page={2**63}", f"page={10**30}", "page=1e9", "page=%00", "tri=%00", "tri=nom'--",
    "tri=date&tri=nom", "unnamed=2", "%ff=%ff",
)  # fmt: skip
ODD_SEARCHES = (
    "%", "_" * 100, "\\", "' OR 1=1 --", "\x00", "é" * 100, "\u202e", "a\r\nSet-Cookie: b=c", "*" * 100, "a" * 101,
)  # fmt: skip
# Pages without a session: the sign-in and invitations.
_OPEN = ("/connexion", "/invitation/")
_LEFT = "/session/reste"
_NOBODY = "0" * 32  # an id, or what a link holds


def routes(target: Target) -> Iterator[tuple[str, str]]:
    """Method and path of all routes, with the ids of a planted person."""
    person = target.people[0]
    ids = {"candidate_id": person.candidate_id, "request_id": str(person.request_id)}
    for path, methods in app.openapi()["paths"].items():
        filled = re.sub(r"\{(\w+)\}", lambda name: ids.get(name[1], _NOBODY), path)
        for method in methods:
            yield method.upper(), filled


def _unknown(target: Target) -> None:
    """Without a valid session every route redirects to the sign-in."""
    closed = target.signed_in()
    target.close_account(closed.login)
    ended = target.signed_in()
    cookie = ended.http.cookies[SESSION_COOKIE]
    ended.post("/deconnexion")
    ended.http.cookies.set(SESSION_COOKIE, cookie, path=RECRUITERS)
    odd: list[Client] = [target.anonymous(), closed, ended]
    for value in ("", "a", "a" * 6000, "' OR 1=1 --", "%00", '"'):
        odd.append(target.anonymous())
        odd[-1].http.headers["Cookie"] = (
            f"{SESSION_COOKIE}={value}; {SEARCH_COOKIE}={value}; {VISITOR_CSRF.name}={value}"
        )
    for client in odd:
        client.who, client.may_see = "anonymous", frozenset()
        for method, path in routes(target):
            if path.startswith(_OPEN) and not path.endswith("/rejoindre"):
                continue
            answer = client.send(
                method, RECRUITERS + path, data={"csrf": "a", "text": "a"} if method == "POST" else None
            )
            is_refused = answer.status_code == 303 and answer.headers.get("location", "").startswith(SIGN_IN)
            if path == _LEFT and method == "GET":  # says how long a session lasts, of none: not at all
                is_refused = answer.status_code == 200 and answer.json() == {"seconds": None}
            target.expect(is_refused, f"{method} {path} without a session → {answer.status_code}")


def _forms(target: Target) -> None:
    """A form without the session's own CSRF token changes nothing."""
    mine, another = target.signed_in(), target.signed_in()
    for method, path in routes(target):
        if method != "POST" or (path.startswith(_OPEN) and not path.endswith("/rejoindre")):
            continue
        for note, csrf in (
            ("none", ""),
            ("another's", another.csrf),
            ("cut", mine.csrf[:-1]),
            ("é", "é"),
            ("\ud800", "\ud800".encode("utf-8", "surrogatepass")),
        ):
            answer = mine.send(
                "POST", RECRUITERS + path, data={"csrf": csrf, "text": "a", "recherche": "a"}, note=f"token: {note!r}"
            )
            target.expect(answer.status_code in {400, 403}, f"POST {path} with token {note!r} → {answer.status_code}")
        answer = mine.send("POST", RECRUITERS + path, json={"csrf": mine.csrf, "text": "a"})
        target.expect(answer.status_code in {400, 403, 415}, f"POST {path} as JSON → {answer.status_code}")
        mine.send("GET", RECRUITERS + path, params={"csrf": mine.csrf, "text": "a"}, note="GET in place of POST")


def _ids(target: Target) -> None:
    """Invalid ids and queries are not found, and break nothing."""
    mine, person = target.signed_in(), target.people[0]
    near = (person.conversation_id, person.candidate_id.upper(), person.candidate_id[:8])
    for name, path in product((*ODD_IDS, *near), ("", "/dossier.json", "/dossier.csv", "/imprimer")):
        mine.send("GET", f"{RECRUITERS}/candidats/{name}{path}")
    for number in (*ODD_NUMBERS, *VALID_NUMBERS):
        for path in ("", "/echange", "/echange/suite"):
            mine.send("GET", f"{RECRUITERS}/demandes/{number}{path}")
    for number, path in product(ODD_NUMBERS, ("traitee", "rouvrir", "prendre", "ecrire", "rendre")):
        mine.post(f"/demandes/{number}/{path}", text="a")
    for query, path in product(ODD_QUERIES, ("/", "/demandes")):
        mine.send("GET", f"{RECRUITERS}{path}?{query}")
    for words in ODD_SEARCHES:
        mine.post("/recherche", recherche=words)
        mine.send("GET", f"{RECRUITERS}/", note=f"search {words[:9]!r}")


def _headers(target: Target) -> None:
    """No part of a request becomes a header or a redirect elsewhere."""
    mine = target.signed_in()
    injected = ("%0d%0aX-Evil:%201", "?tri=%0d%0aX-Evil:%201", "candidats/%0d%0aX-Evil:1", "%0aX-Evil:1")
    for path in (*injected, "connexion?next=//evil.example", "?next=https://evil.example"):
        answer = mine.send("GET", f"{RECRUITERS}/{path}")
        target.expect("x-evil" not in answer.headers, f"{path} makes a header")
    for name, value in (
        ("X-Forwarded-Proto", "https, javascript"),
        ("X-Forwarded-For", "127.0.0.1"),
        ("Referer", "https://evil.example/"),
        ("Range", "bytes=0-1,0-1,0-1"),
        ("If-None-Match", "*"),
        ("Accept", "a" * 8000),
    ):
        mine.send("GET", f"{RECRUITERS}/", headers={name: value}, note=name)
    answer = mine.send("POST", f"{RECRUITERS}/connexion", data={"login": "a\r\nX-Evil: 1", "password": "\x00"})
    target.expect("x-evil" not in answer.headers, "a login makes a header")


def _large(target: Target) -> None:
    """Large and malformed forms and uploads are refused and delay no other user."""
    large = b"a" * (MANY_MEGABYTES * 1_000_000)
    forms: dict[str, dict[str, Any]] = {
        f"a file of {MANY_MEGABYTES} MB": {"files": {"csrf": ("a.bin", large)}},
        f"a field of {MANY_MEGABYTES} MB": {"content": b"csrf=" + large, "headers": FORM},
        "20,000 fields": {"data": {f"f{number}": "" for number in range(20_000)}},
        "3,000 files": {"files": [("csrf", ("", b"a")) for _ in range(3000)]},
        "bad UTF-8": {"content": b"csrf=\xff\xfe&recherche=%ff%00%ed%a0%80", "headers": FORM},
    }
    for kind in ODD_FORMS:
        part = b"--a\r\nContent-Disposition: form-data\r\n\r\n%ff=%"
        forms[kind[:40]] = {"content": part, "headers": {"Content-Type": kind}}
    senders = (target.anonymous(), target.signed_in())
    for path, sender, (note, form) in product(("/connexion", "/recherche"), senders, forms.items()):
        sender.send("POST", RECRUITERS + path, note=note, **form)


def _sign_ins(target: Target) -> None:
    """During password guessing a chat opens at once, and the account's owner can sign in from elsewhere."""
    began = time.monotonic()

    def guess(number: int) -> None:
        login = OWNER if number % 2 else f"personne{number}@example.org"
        answer = target.sign_in(target.anonymous(), login, f"faux {number}")
        target.expect(answer.status_code in {401, 429, 503}, f"a wrong password → {answer.status_code}")

    with ThreadPoolExecutor(SIGN_INS) as pool:
        done = [pool.submit(guess, number) for number in range(SIGN_INS)]
        target.visitor()
        waited = time.monotonic() - began
        for one in done:
            one.result()
    target.expect(waited < 3, f"a chat opened after {waited:.1f} s")
    for number in range(8):
        guess(2 * number + 1)
    answer = target.sign_in(target.anonymous(from_address=ELSEWHERE), OWNER, PASSWORD)
    target.expect(answer.status_code == 303, f"the owner's right password from elsewhere → {answer.status_code}")


def _every_page_is_logged(target: Target) -> None:
    """Each page is read by a new account, so that the audit log must have an entry for it."""
    for method, path in routes(target):
        if method == "GET" and not path.startswith(_OPEN):
            target.signed_in().send("GET", RECRUITERS + path)


ATTACKS = [
    Attack("every route without a session, closed, ended, forged", _unknown, changes=ACCOUNTS),
    Attack("every page is in the audit log", _every_page_is_logged, changes=ACCOUNTS),
    Attack("forms with no token, or another's", _forms, changes=ACCOUNTS),
    Attack("ids, pages, orders and searches of any kind", _ids, changes=ACCOUNTS),
    Attack("header injection, open redirects", _headers, changes=ACCOUNTS),
    Attack("large forms and uploads", _large, changes=ACCOUNTS),
    Attack(f"{SIGN_INS} sign-ins at once", _sign_ins, changes=ACCOUNTS | CHAT),
]
