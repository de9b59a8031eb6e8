"""One person's conversation over the website, Telegram, an encrypted Matrix room and e-mail, with everything real."""

import json
import re
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.base import places
from bot.base.registration import FIELDS
from bot.base.settings import settings
from bot.content.sentences import section, sentence
from bot.records.models import Candidate, ConversationEvent, InboundMessage, OutboundMessage
from bot.records.store.database import Database
from bot.tools.evaluation.servers import ephemeral_servers
from bot.tools.evaluation.stored import dump
from tests.channels.email.conftest import AUTHSERV_ID, Post
from tests.channels.email.dovecot import PASSWORD as MAIL_PASSWORD
from tests.channels.email.dovecot import USER, Dovecot
from tests.channels.matrix.person import Person
from tests.channels.matrix.synapse import PASSWORD, Synapse
from tests.channels.telegram.strict_server import TOKEN, StrictTelegram
from tests.conversations.channel_candidates import (
    EmailCandidate,
    MatrixCandidate,
    TelegramCandidate,
    WebsiteCandidate,
    code_in,
)
from tests.conversations.test_after_a_crash import kill, revive
from tests.conversations.whole import CONSENT_QUESTION, optional_answers

pytestmark = [pytest.mark.server, pytest.mark.timeout(1200)]

LAST_NAME, FIRST_NAME, CORRECTED, EMAIL = "Kerouanton-Zyx", "Maëlle", "Maëlys", "maelle.kz@exemple.fr"
BUBBLES = ("Je lui remontre calmement.", "Sans soupirer,", "et je note le chemin sur un papier qu'il garde.")
EDITED = "et je note le chemin, à son rythme, sur un papier qu'il garde."
EDITED_AGAIN = "et je note le chemin, à son rythme, sur un papier qu'il garde chez lui."
ON_MATRIX = "Je dis devant tout le groupe que je me suis trompée et je la remercie."
LAST_ANSWER = "Je m'assieds à côté de lui, je lui laisse la souris et je lui dis que moi aussi j'ai débuté."
ASKED_MORE = "plus précisément"
SECRETS = (LAST_NAME, FIRST_NAME, CORRECTED, EMAIL, "39980001", "soupirer", "je note le chemin", "je la remercie", "moi aussi j'ai débuté")  # fmt: skip


class Stack:
    """Every server, and who may begin to talk."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.folder, self._stack = folder, stack
        self.synapse = Synapse(folder / "synapse").start()
        stack.callback(self.synapse.stop)
        self.post = Post()
        self.post.start()
        stack.callback(self.post.stop)
        self.dovecot = Dovecot().start()
        stack.callback(self.dovecot.remove)
        self.telegram = StrictTelegram().start()
        stack.callback(self.telegram.stop)
        self.bot = self.synapse.register("assistant", PASSWORD)
        servers = ephemeral_servers(
            only=("rasa", "pages", "gateway"), credentials=json.dumps(self._credentials()), quiet_seconds=1
        )
        self.state = stack.enter_context(servers)
        self.database = Database(places.database_url())
        self._people = 0

    def _credentials(self):
        imap, smtp = f"imap://127.0.0.1:{self.dovecot.port}", f"smtp://127.0.0.1:{self.post.port}"
        account = {"homeserver": self.synapse.url, "user_id": self.bot, "password": PASSWORD}
        return {
            "bot.channels.web.WebInput": {},
            "bot.channels.telegram.TelegramInput": {"token": TOKEN, "api_url": self.telegram.url},
            "bot.channels.matrix.MatrixInput": account,
            "bot.channels.email.EmailInput": {
                "imap": imap, "smtp": smtp, "address": USER, "password": MAIL_PASSWORD, "authserv_id": AUTHSERV_ID,
            },
        }  # fmt: skip

    def on_the_website(self):
        return WebsiteCandidate(f"http://127.0.0.1:{settings().pages_port}/webhooks/web", self.database)

    def on_telegram(self):
        return TelegramCandidate(self.telegram, self.database)

    def on_matrix(self):
        self._people += 1
        user = self.synapse.register(f"personne{self._people}", PASSWORD)
        person = Person(self.synapse.url, user, PASSWORD, self.folder / user[1:].partition(":")[0])
        self._stack.callback(person.close)
        return MatrixCandidate(person, self.bot, self.database)

    def by_mail(self):
        return EmailCandidate(self.dovecot, self.post, self.database)

    def restart_gateway(self):
        """Ends the gateway as a power cut does, and starts it again."""
        kill(self.state, "gateway")
        process = revive(self.state, "gateway")
        self._stack.callback(process.wait, 20)
        self._stack.callback(process.terminate)

    def logs(self):
        return "".join(path.read_text(errors="replace") for path in self.state.glob("*.log"))


@pytest.fixture(scope="module")
def stack(model, tmp_path_factory):
    with ExitStack() as entered:
        made = Stack(tmp_path_factory.mktemp("journey"), entered)
        yield made
        logs = made.logs()
    assert made.telegram.violations == []
    for word in SECRETS:
        assert word not in logs, word


def file_of(database):
    """Returns the conversation, the registration and the answers of the only candidate."""
    with database.session_scope() as session:
        one = session.scalars(select(Candidate)).one()
        fields = {
            name: getattr(one, name) for name in ("first_name", "town", "mobility", "availability", "email", "phone")
        }
        notes = [note.answer for note in one.notes if note.answer is not None]
        return one.conversation_id, fields | {"is_confirmed": one.confirmed_at is not None}, notes


def begin_on_the_website(web):
    """Asks, agrees and registers: by numbers, by titles, by rank."""
    assert "programme, pas une personne" in web.hear("Je m'inscris")
    web.ask("Bonjour", "Que puis-je faire")
    web.ask("c'est payé combien ?", "Smic")
    web.ask("je voudrais m'inscrire", CONSENT_QUESTION)
    web.ask("1", "nom de famille")
    web.ask(LAST_NAME, "prénom")
    web.ask(FIRST_NAME, "commune")
    web.ask("Saint-Marcel", "Laquelle de ces communes", "Saône-et-Loire")
    web.ask("la première", "Saint-Marcel (Saône-et-Loire, 71)", "Jusqu'où")
    web.ask("50 km autour de chez moi", "50 km", "disponible")
    web.ask("4", "e-mail")
    *answers, last = optional_answers(EMAIL, "06 39 98 00 01")
    for answer in answers:
        web.ask(answer, f" sur {len(FIELDS)}. ")
    web.ask(last, "Est-ce que tout est juste")
    return web.ask("je veux continuer sur mon téléphone, un code svp", "code de reprise :", "Telegram : https://t.me/")


def without_more(here, said):
    """Passes the further question, if what was noted of an answer is little."""
    return here.ask("Passer", "?") if ASKED_MORE in said else said


def go_on_on_telegram(telegram, told):
    """Comes by the link, answers a situation in several bubbles and edits one of them, twice."""
    account, code = re.search(r"https://t\.me/(\w+)\?start=(\S+)", told).groups()
    assert (account, code) == ("conseiller_test_bot", code_in(told))
    telegram.ask(f"/start {code}", "continuons ici", LAST_NAME, "Est-ce que tout est juste")
    telegram.ask("Oui, c'est juste", "enregistrée", "Voulez-vous commencer")
    telegram.ask("1", "Situation 1")
    for bubble in BUBBLES:
        telegram.send(bubble)
    said = without_more(telegram, telegram.hear("?"))
    assert said.count("Situation 2 sur ") == 1, "the bubbles are one answer"
    for edited in (EDITED, EDITED_AGAIN):
        said = telegram.edit(edited, edited, "Situation 1", "Revenons à la situation 2")
        assert BUBBLES[0] in said and section("unsupported")["edited"] not in said


def go_on_on_matrix(stack, matrix, code):
    """Answers two situations, one of them while the gateway is killed; chooses by number and by reaction."""
    matrix.ask(code, "continuons ici", "situation 2")
    matrix.send(ON_MATRIX)
    stack.restart_gateway()
    assert "Situation 3" in without_more(matrix, matrix.hear("?"))
    asked = matrix.ask(LAST_ANSWER, "?")
    said = matrix.ask("mes données", "(site, Telegram, Matrix)", "« Tout supprimer »")
    assert said.count("\n1. ") == (0 if ASKED_MORE in asked else 1), "a number must mean one choice"
    if ASKED_MORE in asked:
        matrix.ask("1", "Voici ce qu'un recruteur lira", "1. Oui, c'est bien")
    matrix.react("1️⃣", "4. Continuer sur un autre appareil")
    return matrix.ask("4", "code de reprise :", f"E-mail à {USER}")


def go_on_by_mail(mail, code):
    """Comes with a letter, corrects a field, reads everything."""
    signature = f"Cordialement,\n{FIRST_NAME} {LAST_NAME}"
    mail.ask(f"Bonjour,\n\nvoici mon code : {code}\n\n{signature}", "un programme", "continuons ici", FIRST_NAME)
    mail.ask(f"En fait mon prénom c'est {CORRECTED}.", CORRECTED)
    said = mail.ask("mes données", CORRECTED, LAST_NAME, *BUBBLES[:2], EDITED_AGAIN, ON_MATRIX, LAST_ANSWER, "e-mail)")
    assert "7. Tout supprimer" in said


def nothing_was_said_twice_or_lost(stack, conversation, heard):
    """Compares what was posted of a conversation with what people saw, and what they wrote with what was taken."""
    with stack.database.session_scope() as session:
        posted = session.scalars(select(OutboundMessage).where(OutboundMessage.conversation_id == conversation)).all()
        given_up = [row.channel for row in posted if row.abandoned_at is not None]
        assert given_up == ["telegram"], "what was told while they had blocked the bot, and nothing else"
        said = Counter(row.channel for row in posted if row.sent_at is not None)
        of_people = (ConversationEvent.conversation_id == conversation, ConversationEvent.type_name == "user")
        taken = session.scalars(select(ConversationEvent.message_id).where(*of_people)).all()
        waiting = select(InboundMessage).where(InboundMessage.conversation_id == conversation)
        assert all(row.answered_at is not None for row in session.scalars(waiting))
    assert len(taken) == len(set(taken))
    assert said == heard


def test_one_conversation_lives_on_four_channels_until_it_is_erased(stack):
    database = stack.database
    web = stack.on_the_website()
    told = begin_on_the_website(web)
    conversation, fields, _ = file_of(database)
    assert (fields["town"]["insee"], fields["mobility"]["km"]) == ("71445", 50)
    assert (fields["email"], fields["phone"], fields["is_confirmed"]) == (EMAIL, "+33639980001", False)

    telegram = stack.on_telegram()
    go_on_on_telegram(telegram, told)
    on_telegram = "\n".join((*BUBBLES[:2], EDITED_AGAIN))
    assert file_of(database)[2] == [on_telegram]
    told = telegram.ask(
        "je voudrais continuer ailleurs, un code svp", "code de reprise :", "Matrix : https://matrix.to/"
    )

    # Telegram is away while the conversation moves: who is on Matrix does not wait for it, and it is told later.
    stack.telegram.stop()
    matrix = stack.on_matrix()
    matrix.hear("chiffré de bout en bout", "Posez-moi vos questions")
    opening = len(matrix.heard())
    told = go_on_on_matrix(stack, matrix, code_in(told))
    stack.telegram.start()
    telegram.hear(sentence("resume_code.moved"))
    assert file_of(database)[1:] == (fields | {"is_confirmed": True}, [on_telegram, ON_MATRIX, LAST_ANSWER])

    # Who blocked the bot on Telegram is told on Matrix all the same, and reads the rest once they let it write again.
    telegram.block()
    mail = stack.by_mail()
    go_on_by_mail(mail, code_in(told))
    matrix.hear(sentence("resume_code.moved"))
    telegram.unblock()
    assert file_of(database)[1] == fields | {"is_confirmed": True, "first_name": CORRECTED}
    assert ("user", ON_MATRIX) in web.history(), "the website shows all of it"
    on_matrix = len(matrix.heard()) - opening
    heard = {"telegram": len(telegram.heard()), "matrix": on_matrix, "email": len(mail.heard())}
    nothing_was_said_twice_or_lost(stack, conversation, heard)

    erase_by_mail(mail, [telegram, matrix])
    nothing_is_left(stack)
    everybody_begins_anew(web, [telegram, matrix, mail])


def erase_by_mail(mail, elsewhere):
    """Erases everything, which is told wherever something can be told."""
    said = mail.ask("supprimer mes données", "tout effacer")
    number = re.search(r"(\d)\. Oui, tout effacer", said)[1]
    mail.ask(number, "EFF-")
    for other in elsewhere:
        assert other.hear(sentence("erasure.elsewhere")) == sentence("erasure.elsewhere"), "and nothing else"


def nothing_is_left(stack):
    """Looks through all rows of all tables."""
    rows = dump(stack.database)
    stored = json.dumps(rows, ensure_ascii=False, default=str)
    assert rows["candidates"] == []
    assert [word for word in SECRETS if word in stored] == []


def everybody_begins_anew(web, others):
    """Writes on each of the addresses: nothing is known of who writes."""
    web.ask("Bonjour", section("errors")["session"])
    for here in others:
        here.ask("Bonjour", "programme, pas une personne")
        here.ask("mes données", "rien d'enregistré")
