"""One hostile candidate's words, and how a recruiter signs in."""

import html
import re

from sqlalchemy import Select, select

from bot.records.files import notes
from bot.records.handoffs import handoffs
from bot.records.models import AuditEntry, HumanRequest

LOGIN, PASSWORD = "lecture@exemple.fr", "une phrase assez longue"
ADMINISTRATOR = "gestion@exemple.fr"
HOSTILE = "<script>alert(1)</script>"
PATIENCE = notes.Question(
    "patience_cinquieme_fois", "2026-11.1", "patience", "Que faites-vous, et que lui dites-vous ?"
)
HUMILITY = notes.Question("humilite_site_inconnu", "2026-11.1", "humilite", "Que lui répondez-vous ?")
KINDNESS = notes.Question("bienveillance_honte_de_la_souris", "2026-11.1", "bienveillance", "Que faites-vous ?")
ANSWER = f"Je prends le temps & je reformule {HOSTILE}.\nJe ne redis pas deux fois."
FOLLOWUP = "Je dessine l'écran."
WITHDRAWN = "Mes mots repris, zyxw."


def quote(text, words, indicator, polarity="positive", part="answer"):
    start = text.index(words)
    return {
        "quote": words, "start": start, "end": start + len(words), "part": part, "indicator": indicator,
        "polarity": polarity, "rule": "r",
    }  # fmt: skip


# Every page and file that shows a dossier.
DOSSIER = "/recrutement/candidats/{id}"
DOSSIER_PATHS = [
    DOSSIER, f"{DOSSIER}/dossier.json", f"{DOSSIER}/dossier.csv", f"{DOSSIER}/imprimer", f"{DOSSIER}/imprimer?unnamed=1",
    "/recrutement/candidats.csv",
]  # fmt: skip
EVIDENCE = [
    quote(ANSWER, f"je reformule {HOSTILE}", "patience.reformule_autrement"),
    quote(ANSWER, "Je prends le temps & je reformule", "patience.laisse_le_temps"),  # overlaps the one before
    quote(ANSWER, "Je ne redis pas deux fois", "patience.repete_sans_reproche", "negative"),
]


def said(kind, text):
    return {"event": kind, "timestamp": 1_795_000_000.0, "text": text, "parse_data": {"text": text}, "metadata": {}}


def csrf_of(page):
    return re.search(r'name="csrf" value="([^"]+)"', page.text)[1]


def sign_in(browser, login=LOGIN, password=PASSWORD):
    csrf = csrf_of(browser.get("/recrutement/connexion"))
    return browser.post("/recrutement/connexion", data={"login": login, "password": password, "csrf": csrf})


def act(browser, path, **data):
    """Sends a form of the session that a browser has."""
    csrf = csrf_of(browser.get("/recrutement/compte"))
    return browser.post(f"/recrutement{path}", data={"csrf": csrf, **data})


def act_on_handoff(browser, path, **data):
    """Sends a form of a handoff that a browser sees."""
    return act(browser, f"/demandes/{path}", **data)


def open_anonymous_handoff(database):
    """Opens the handoff of somebody not registered; returns its id."""
    with database.session_scope() as session:
        handoffs.open_handoff(session, "c9", channel="web")
        return session.scalars(select(HumanRequest.id).where(HumanRequest.conversation_id == "c9")).one()


def alert(page):
    """What a page says to be wrong, None if nothing."""
    found = re.search(r'role="alert"[^>]*>([^<]+)<', page.text)
    return html.unescape(found[1]) if found else None


def as_read(page):
    """The words of a page, as a person reads them."""
    return as_read_text(page.text)


def as_read_text(text):
    return html.unescape(re.sub(r"<[^>]+>", "", text))


def marks(page):
    """The highlighted words of a page."""
    return [html.unescape(words) for words in re.findall(r"<mark[^>]*>([^<]*)</mark>", page.text)]


def stored(database, what):
    """What a table or a query holds."""
    with database.session_scope() as session:
        return list(session.scalars(what if isinstance(what, Select) else select(what)))


def acts(database):
    """Who did what to what, as it is in the log."""
    return [(row.actor, row.act, row.subject) for row in stored(database, select(AuditEntry).order_by(AuditEntry.id))]
