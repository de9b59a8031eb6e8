"""Attacks on access rights: resume codes, conversations, dossiers, and changes by the wrong method or user."""

import re
from concurrent.futures import ThreadPoolExecutor

from bot.records.conversations import resume_codes
from tests.attack.client import RECRUITERS, WEB, Visitor, reply_text
from tests.attack.recruiters import routes
from tests.attack.target import Target
from tests.attack.verdicts import ACCOUNTS, FILE, Attack

GUESSES = 12
_CODE = re.compile(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b")
_MOVES = FILE | {"resume_tries"}
_SLOWED = "Trop d'essais"


def _with_code(target: Target) -> tuple[Visitor, str]:
    """A registered visitor and a resume code of theirs."""
    owner = target.visitor("review", last="Perrotin")
    match = _CODE.search(owner.say_all("mon code de reprise"))
    return owner, match[0] if match else ""


def _guesses(target: Target) -> None:
    """Guessing codes is slowed down; a guesser cannot use even a right code."""
    _, code = _with_code(target)
    guesser = target.visitor()
    heard = [guesser.say_all(f"reprendre {letter * 4}-2{letter * 3}") for letter in resume_codes.ALPHABET[:GUESSES]]
    slowed = sum(_SLOWED in words for words in heard)
    target.expect(slowed >= GUESSES / 2, f"{GUESSES - slowed} of {GUESSES} codes were tried at once")
    answer = guesser.say(f"reprendre {code}")
    target.expect("elsewhere" not in answer.text, "a right code is accepted from a guesser")


def _twice(target: Target) -> None:
    """A code works once, even for concurrent users."""
    owner, code = _with_code(target)
    others = [target.visitor() for _ in range(6)]
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda other: other.say(f"reprendre {code}"), others))
    inside = sum(answer.status_code == 200 and bool(answer.json().get("elsewhere")) for answer in answers)
    target.expect(inside == 1, f"a code let {inside} in")
    late = target.visitor()
    target.expect("elsewhere" not in late.say(f"reprendre {code}").text, "a code serves twice")
    target.expect(reply_text(owner.read()), "the owner of the code has lost the conversation")


def _by_id(target: Target) -> None:
    """The id of a conversation or dossier gives no access to it."""
    person, visitor = target.people[0], target.visitor()
    ids = (person.conversation_id, person.candidate_id, f"web-{person.conversation_id}", str(person.request_id))
    for one in ids:
        for path in ("messages", "notes", "data", f"messages/{one}", f"notes/{one}"):
            for name in ("conversation_id", "sender_id", "session", "address", "id", "after"):
                visitor.send("GET", f"{WEB}/{path}", params={name: one})
        visitor.send("POST", f"{WEB}/session", json={"token": one, "conversation_id": one, "sender": one})
        message = {"id": "a" * 9, "text": "mes données", "conversation_id": one, "sender": one}
        visitor.send("POST", f"{WEB}/messages", json=message)
        for wish in ("reprendre", "/reprendre", "mes données", "supprimer le dossier", "/start"):
            visitor.say(f"{wish} {one}", note="another's id in words")
        for path in ("", "/dossier.json", "/dossier.csv", "/imprimer"):
            visitor.send("GET", f"{RECRUITERS}/candidats/{one}{path}")


def _by_get(target: Target) -> None:
    """Only POST changes anything."""
    mine = target.signed_in()
    for method, path in routes(target):
        if method == "POST":
            for verb in ("GET", "HEAD", "OPTIONS", "PUT", "DELETE"):
                answer = mine.send(verb, RECRUITERS + path, params={"csrf": mine.csrf, "text": "bonjour"})
                is_form = path == "/connexion" and verb == "GET"
                target.expect(
                    answer.status_code >= 400 or is_form or answer.status_code == 303,
                    f"{verb} {path} → {answer.status_code}",
                )
            overridden = {
                "params": {"_method": "POST", "csrf": mine.csrf},
                "headers": {"X-HTTP-Method-Override": "POST"},
            }
            mine.send("GET", RECRUITERS + path, **overridden)


def _two_recruiters(target: Target) -> None:
    """A recruiter cannot write into, or hand back, a conversation taken over by another one."""
    holder, other, number = target.signed_in(), target.signed_in(), target.people[1].request_id
    holder.post(f"/demandes/{number}/prendre")
    for path in ("ecrire", "rendre", "prendre", "traitee"):
        answer = other.post(f"/demandes/{number}/{path}", text="Bonjour, ici quelqu'un d'autre.")
        target.expect(answer.status_code in {303, 409}, f"another's exchange: {path} → {answer.status_code}")
    shown = holder.send("GET", f"{RECRUITERS}/demandes/{number}/echange").text
    target.expect("ici quelqu" not in shown, "another recruiter wrote into a conversation that they do not hold")
    target.expect("Vous tenez cette conversation" in shown, "another recruiter took or ended a conversation")
    holder.post(f"/demandes/{number}/rendre")


ATTACKS = [
    Attack("guessing codes", _guesses, changes=_MOVES),
    Attack("one code by many, and twice", _twice, changes=_MOVES),
    Attack("another's id instead of a right", _by_id, changes=_MOVES),
    Attack("changes by GET and other methods", _by_get, changes=ACCOUNTS),
    Attack(
        "an exchange that another recruiter holds",
        _two_recruiters,
        changes=ACCOUNTS | {"daily_counts"},
        of_people=FILE | {"outbound_messages"},
    ),
]
