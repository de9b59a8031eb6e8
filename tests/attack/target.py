"""The target of the attacks: the running system, planted people, and clients of every kind."""

import itertools
import re
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from bot.records.accounts import recruiter_sessions, recruiters
from bot.records.files import candidates
from bot.records.models import Conversation, HumanRequest, Recruiter
from bot.recruiting.security import SESSION_COOKIE
from tests.attack.client import RECRUITERS, Canaries, Client, ResponseLog, Visitor
from tests.attack.system import System
from tests.conversations.whole import OPTIONAL

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
    "confirmation": ("non",) * (len(OPTIONAL) - 1),  # at the phone number and what comes after it
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
    """A planted candidate.

    Attributes:
        name: their unique last name.
        words: canaries of their dossier and conversation.
        ids: of all rows about them.
        subjects: of their dossier and request in the audit log.
        token: of their session.
        cursor: of the last message to them.
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
    """A recruiter's browser, with the CSRF token of its session."""

    csrf: str = ""
    login: str = ""

    def post(self, path: str, **fields: Any) -> Any:
        """Send a form of the session, with the right CSRF token."""
        return self.send("POST", RECRUITERS + path, data={"csrf": self.csrf, **fields})


class Target:
    """The system with planted people.

    Attributes:
        faults: found by the current attack itself.
    """

    def __init__(self, system: System) -> None:
        self.system = system
        self.canaries = Canaries()
        self.answers = ResponseLog(self.canaries)
        self.people: list[Person] = []
        self.faults: list[str] = []
        self._numbers = itertools.count(1)

    def expect(self, is_so: object, fault: str) -> None:
        """Record a fault unless the condition holds."""
        if not is_so:
            self.faults.append(fault)

    def anonymous(self, base: str | None = None, *, from_address: str | None = None) -> Client:
        """A client without any rights."""
        return Client(base or self.system.pages, self.answers, from_address=from_address)

    def visitor(self, stage: str = "welcome", *, last: str = "Morvan") -> Visitor:
        """A visitor at a stage of the conversation."""
        made = Visitor(self.system.pages, self.answers, who="visitor", may_see=[last])
        made.open()
        self.lead(made, stage, last=last)
        return made

    @staticmethod
    def lead(visitor: Visitor, stage: str, *, last: str = "Morvan", first: str = "Maelle", after: str = "") -> str:
        """Send the messages that lead to a stage, from the start or after a stage; returns the last reply."""
        names = list(STAGES)
        words = ""
        for name in names[names.index(after) + 1 if after else 0 : names.index(stage) + 1]:
            words = visitor.say_all(*(text.format(last=last, first=first) for text in STAGES[name])) or words
        return words

    def plant(self) -> Person:
        """Register a candidate by chat, with answers, a request for a human, and canaries everywhere."""
        number = len(self.people)
        last, *words = _NAMES[number * 4 : number * 4 + 4]
        person = Person(last, (last, *words))
        self.canaries.plant(last, person.words)
        visitor = Visitor(self.system.pages, self.answers, who=last, may_see=[last])
        visitor.open()
        self.lead(visitor, "scenario", last=last, first=_FIRST_NAMES[number])
        for word in words:
            answer = f"Je lui remontre calmement, sans soupirer. Mon repère est {word}."
            if "plus précisément" in visitor.say_all(answer):
                visitor.say_all("passer")
        visitor.say_all("je veux parler à un humain")
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

    def account(self, login: str) -> str:
        """Create a recruiter's account and return its id."""
        with self.system.database.session_scope() as session:
            return recruiters.create(session, login=login, name="Zoé Bérard", password=PASSWORD).id

    def signed_in(self) -> SignedIn:
        """A signed-in recruiter with a new account that may read every dossier."""
        login = f"recrutement-{next(self._numbers)}@example.org"
        account_id = self.account(login)
        with self.system.database.session_scope() as session:
            token = recruiter_sessions.open_session(session, account_id)
            found = recruiter_sessions.find_session(session, token)
        actor = recruiter_sessions.actor_of(account_id)
        made = SignedIn(self.system.pages, self.answers, who=actor, may_see=self.canaries.owners())
        made.login, made.csrf = login, found.csrf if found else ""
        made.http.cookies.set(SESSION_COOKIE, token, path=RECRUITERS)
        return made

    def close_account(self, login: str) -> None:
        with self.system.database.session_scope() as session:
            account = session.scalars(select(Recruiter).where(Recruiter.login == login)).one()
            recruiters.disable(session, account)

    def sign_in(self, client: Client, login: str, password: str) -> Any:
        """Fetch and send the sign-in form."""
        form = client.send("GET", f"{RECRUITERS}/connexion")
        found = _CSRF.search(form.text)
        fields = {"login": login, "password": password, "csrf": found[1] if found else ""}
        return client.send("POST", f"{RECRUITERS}/connexion", data=fields)
