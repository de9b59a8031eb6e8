"""How an editor's browser fills in the forms of a document."""

import html
import re

from recruiting_samples import csrf_of

from bot.content.editing import documents
from bot.records.contents import content_versions
from bot.records.store.database import default_database

PAGES = "/recrutement/contenus"
QUOI = "faq/pix/quoi"
TEXT = "Le test Pix est un parcours en ligne sur les savoirs numériques, et il situe votre niveau. Il ne dit rien de votre façon d'être avec les gens."


def words(page):
    """Returns what a page says, without tags."""
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page.text)))


def form_of(browser, name, **changes):
    """Returns what the form of a document sends, with some fields filled in otherwise."""
    page = browser.get(f"{PAGES}/texte/{name}")
    base = re.search(r'name="base" value="(\d+)"', page.text)[1]
    with default_database().session_scope() as session:
        one = documents.find(name, content_versions.load_overrides(session))
        given = one.values()
    given |= {place.replace("__", "."): value for place, value in changes.items()}
    fields = {}
    for field in one.fields():
        value = given[field.path]
        shown = "\n".join(value) if field.kind == "lines" else value
        fields[field.name] = (
            ("oui" if shown else "non") if field.kind == "switch" else shown if shown is not None else ""
        )
    return fields | {"csrf": csrf_of(page), "base": base}


def save(browser, name, **changes):
    return browser.post(f"{PAGES}/texte/{name}", data=form_of(browser, name, **changes))


def keep(browser, name, reason="Plus clair ainsi.", **more):
    csrf = csrf_of(browser.get(f"{PAGES}/apercu/{name}"))
    return browser.post(f"{PAGES}/garder/{name}", data={"csrf": csrf, "reason": reason, **more})
