"""Injection of markup, formulas and mail headers by chat, to be rendered on the recruiters' desk."""

import csv
import html
import io
import re

from sqlalchemy import select

from bot.records.files import candidates
from bot.records.models import Candidate, Conversation
from tests.attack.client import RECRUITERS, Visitor
from tests.attack.payloads import FORMULAS, MARKUP, TAG
from tests.attack.recruiters import routes
from tests.attack.target import Target
from tests.attack.verdicts import ACCOUNTS, FILE, Attack

MAILS = (
    "a?bcc=b&body=x@example.org",
    "a%0aBcc%3ab@example.org",
    "a'onclick='x@example.org",
    "a&b=c@example.org",
    "a%0d%0ax@example.org",
)
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_MAILTO = re.compile(r'href="mailto:([^"]*)"')


def _write(target: Target, texts: tuple[str, ...]) -> list[str]:
    """Send the texts wherever free text is stored; returns the ids of the dossiers."""
    ids = []
    for text in texts:
        visitor: Visitor = target.visitor("last name")
        visitor.say(text)
        visitor = target.visitor("scenario")
        visitor.say(f"{text} : je lui remontre calmement, et {text}")
        visitor.say_all("passer", "passer", "passer", "passer")
        visitor.say_all("une remarque pour le recruteur")
        visitor.say(text)
        visitor.say_all("je veux parler à un humain")
        with target.system.database.session_scope() as session:
            newest = session.scalars(select(Conversation.id).order_by(Conversation.created_at.desc())).first() or ""
            made = candidates.find(session, newest)
            ids += [made.id] if made else []
    target.expect(len(ids) == len(texts), "dossiers are missing: the texts cannot be checked")
    return ids


def _markup(target: Target) -> None:
    files = _write(target, MARKUP)
    mine = target.signed_in()
    mine.post("/recherche", recherche=f"<{TAG}>")
    pages = [
        *(path for method, path in routes(target) if method == "GET"),
        *(f"/candidats/{one}{more}" for one in files for more in ("", "/imprimer")),
    ]
    seen = 0
    for path in pages:
        answer = mine.send("GET", RECRUITERS + path)
        kind = answer.headers.get("content-type", "")
        if not kind.startswith("text/html"):
            target.expect(answer.headers.get("x-content-type-options") == "nosniff", f"{path}: no nosniff")
            continue
        seen += answer.text.count(f"&lt;{TAG}")
        target.expect(f"<{TAG}" not in answer.text, f"{path} shows a tag as a tag")
        target.expect(
            "script-src 'self'" in answer.headers.get("content-security-policy", ""), f"{path} has no content policy"
        )
    target.expect(seen > len(MARKUP), f"tags are shown {seen} times: the check is void")
    for path in ("/", "/notice", "/demonstration.html", "/nulle-part", f"/%3C{TAG}%3E"):
        answer = target.anonymous().send("GET", path, headers={"Accept": "text/html"})
        target.expect(
            "default-src 'none'" in answer.headers.get("content-security-policy", ""), f"{path} has no content policy"
        )
        target.expect(f"<{TAG}" not in answer.text, f"{path} shows a tag as a tag")


def _formulas(target: Target) -> None:
    files = _write(target, FORMULAS)
    mine = target.signed_in()
    for path in ("/candidats.csv", *(f"/candidats/{one}/dossier.csv" for one in files)):
        answer = mine.send("GET", RECRUITERS + path)
        for row in csv.reader(io.StringIO(answer.text.lstrip("\ufeff")), delimiter=";"):
            for cell in row:
                is_run = cell.strip(" \u00a0").startswith(_STARTS_A_FORMULA) or cell.startswith(("\n", "\r", "\t"))
                target.expect(not is_run, f"{path} has a cell that a spreadsheet runs: {cell[:30]!r}")


def _mails(target: Target) -> None:
    """A stored address adds no fields to a recruiter's mailto link."""
    for mail in MAILS:
        visitor = target.visitor("email")
        visitor.say(mail)
    mine = target.signed_in()
    with target.system.database.session_scope() as session:
        newest = session.scalars(select(Candidate.id).order_by(Candidate.created_at.desc()).limit(len(MAILS))).all()
    for one in newest:
        for link in _MAILTO.findall(mine.send("GET", f"{RECRUITERS}/candidats/{one}").text):
            written = html.unescape(link)
            target.expect(not re.search(r"[?&\s'<>]|%0[ad]", written, re.I), f"a link leads to mailto:{written}")


ATTACKS = [
    Attack("markup in names, answers, remarks, searches", _markup, changes=FILE | ACCOUNTS),
    Attack("formulas in tables", _formulas, changes=FILE | ACCOUNTS),
    Attack("addresses that add to an e-mail", _mails, changes=FILE | ACCOUNTS),
]
