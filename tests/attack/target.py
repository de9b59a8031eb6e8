"""What an attack is given: the running system, the people whose files are in it, and clients of every kind."""

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from bot.records.accounts import recruiters
from bot.records.files import candidates
from bot.records.models import Conversation, HumanRequest, Recruiter
from bot.recruiting.security import SESSION_COOKIE
from tests.attack.client import RECRUITERS, Answers, Canaries, Client, Visitor
from tests.attack.system import System

PASSWORD = "un mot de passe bien long"
OWNER = "proprietaire@example.org"
STAGES = {
    "welcome": (),
    "consent": ("je veux m'inscrire",),
    "last name": ("oui",),
    "first name": ("{last}",),
    "town": ("{first}",),
    "mobility": ("Lannion",),
    "availability": ("30 km",),
    "email": ("dès maintenant",),
    "phone": ("{last}@example.org",),
    "confirmation": ("non",),
    "interview": ("oui",),
    "scenario": ("oui",),
    "review": ("passer", "passer", "passer"),
    "erasure": ("supprimer mes données",),
}
_CSRF = re.compile(r'name="csrf" value="([^"]+)"')
_NAMES = ("Zoravelik", "Brivadon", "Kolmavert", "Quenzibal", "Torvanec", "Lizombrel", "Ardouvax", "Felquenor")
_FIRST_NAMES = ("Maelle", "Gontran", "Nadia", "Yann")


@dataclass
class Person:
    """Somebody whose file is there.

    Attributes:
        name: their last name, which nobody else has.
        words: words that stand in their file and conversation alone.
        conversation_id: of theirs.
        candidate_id: of their file.
        ids: of all rows that are about them.
        subjects: how the audit log names their file and their request.
        token: of their session.
        cursor: of what was last said to them.
    """

    name: str
    words: tuple[str, ...] = ()
    conversation_id: str = ""
    candidate_id: str = ""
    ids: set[str] = field(default_factory=set)
    subjects: set[str] = field(default_factory=set)
    request_id: int = 0
    token: str = ""
    cursor: int = 0


class SignedIn(Client):
    """A recruiter's browser, with the token of its session's forms."""

    csrf: str = ""
    login: str = ""

    def post(self, path: str, *, csrf: str | None = None, **fields: Any) -> Any:
        """Sends a form of the session, with another token if one is given."""
        return self.send("POST", RECRUITERS + path, data={"csrf": self.csrf if csrf is None else csrf, **fields})


class Target:
    """The system with people in it.

    Attributes:
        system: the servers.
        people: whose files are there.
        answers: what came back to anybody.
        faults: what the attack under way found by itself.
    """

    def __init__(self, system: System) -> None:
        self.system = system
        self.canaries = Canaries()
        self.answers = Answers(self.canaries)
        self.people: list[Person] = []
        self.faults: list[str] = []
        self._numbers = itertools.count(1)

    def expect(self, is_so: object, fault: str) -> None:
        """Notes a fault unless something is so."""
        if not is_so:
            self.faults.append(fault)

    def nobody(self, base: str | None = None, *, from_address: str | None = None) -> Client:
        """Returns a client without any right."""
        return Client(base or self.system.pages, self.answers, from_address=from_address)

    def visitor(self, stage: str | None = "welcome", *, last: str = "Morvan", base: str | None = None) -> Visitor:
        """Returns somebody on the website, as far as a stage of the conversation; None opens no session."""
        made = Visitor(base or self.system.pages, self.answers, who="visitor", knows=[last])
        if stage is not None:
            made.open()
            self.lead(made, stage, last=last)
        return made

    @staticmethod
    def lead(visitor: Visitor, stage: str, *, last: str = "Morvan", first: str = "Maelle", after: str = "") -> str:
        """Lets somebody say what leads to a stage, from the welcome or the stage `after`; returns the last answer."""
        names = list(STAGES)
        words = ""
        for name in names[names.index(after) + 1 if after else 0 : names.index(stage) + 1]:
            words = visitor.hears(*(text.format(last=last, first=first) for text in STAGES[name])) or words
        return words

    def plant(self) -> Person:
        """Registers somebody by the chat, with answers, a request for a human and words of their own everywhere."""
        number = len(self.people)
        last, *words = _NAMES[number * 4 : number * 4 + 4]
        person = Person(last, (last, *words))
        self.canaries.plant(last, person.words)
        visitor = Visitor(self.system.pages, self.answers, who=last, knows=[last])
        visitor.open()
        self.lead(visitor, "scenario", last=last, first=_FIRST_NAMES[number])
        for word in words:
            answer = f"Je lui remontre calmement, sans soupirer. Mon repère est {word}."
            if "plus précisément" in visitor.hears(answer):
                visitor.hears("passer")
        visitor.hears("je veux parler à un humain")
        person.token = visitor.token
        with self.system.database.session_scope() as session:
            person.conversation_id = (
                session.scalars(select(Conversation.id).order_by(Conversation.created_at.desc())).first() or ""
            )
            candidate = candidates.find(session, person.conversation_id)
            if candidate is None or candidate.last_name != last or len(candidate.notes) != len(words):
                raise RuntimeError(f"the file of {last} could not be planted: {visitor.read().text[-500:]}")
            person.candidate_id = candidate.id
            person.request_id = session.scalars(
                select(HumanRequest.id).where(HumanRequest.conversation_id == person.conversation_id)
            ).one()
            person.ids = {person.conversation_id, candidate.id, *(note.id for note in candidate.notes)}
        person.subjects = {person.candidate_id, person.conversation_id, f"request:{person.request_id}"}
        person.cursor = visitor.read().json()["cursor"]
        self.people.append(person)
        return person

    def account(self, login: str, *, password: str = PASSWORD) -> str:
        """Makes a recruiter's account and returns its id."""
        with self.system.database.session_scope() as session:
            return recruiters.create(session, login=login, name="Zoé Bérard", password=password).id

    def signed_in(self, base: str | None = None) -> SignedIn:
        """Returns a recruiter's browser of an account of its own, who may read every file."""
        login = f"recrutement-{next(self._numbers)}@example.org"
        account_id = self.account(login)
        with self.system.database.session_scope() as session:
            token = recruiters.open_session(session, account_id)
            found = recruiters.find_session(session, token)
        made = SignedIn(
            base or self.system.pages, self.answers, who=recruiters.actor_of(account_id), knows=self.everybody()
        )
        made.login, made.csrf = login, found.csrf if found else ""
        made.http.cookies.set(SESSION_COOKIE, token, path=RECRUITERS)
        return made

    def close_account(self, login: str) -> None:
        """Closes an account."""
        with self.system.database.session_scope() as session:
            account = session.scalars(select(Recruiter).where(Recruiter.login == login)).one()
            recruiters.disable(session, account)

    def everybody(self) -> Iterable[str]:
        """Returns the names of the planted people, and of those whom attacks register to be read."""
        return self.canaries.everybody()

    def sign_in(self, client: Client, login: str, password: str) -> Any:
        """Fetches the sign-in form and sends it; returns the answer."""
        form = client.send("GET", f"{RECRUITERS}/connexion")
        found = _CSRF.search(form.text)
        fields = {"login": login, "password": password, "csrf": found[1] if found else ""}
        return client.send("POST", f"{RECRUITERS}/connexion", data=fields)
