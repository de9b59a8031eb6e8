"""Pages of text: legal notice, privacy notice and accessibility statement, made of docs/ and of what the campaign says."""

import html
import re
from collections.abc import Callable
from dataclasses import asdict

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from markdown_it import MarkdownIt

from bot import settings
from bot.campaign import NOBODY, Campaign, campaign
from bot.wording import date_in_words, mail_link

DOCS = settings.HOME / "docs"
# What of docs/ is shown where.
TEXTS = {
    "/mentions-legales": "mentions-legales.md",
    "/notice": "notice.md",
    "/accessibilite": "accessibilite.md",
}
MISSING = "<strong>(à compléter)</strong>"
_PAGE = """<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>{title} – l'assistant des candidats</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml"><link rel="stylesheet" href="/page.css"></head>
<body><a class="skip" href="#contenu">Aller au contenu</a>
<header><p class="name">Conseiller numérique</p><nav aria-label="Retour"><a href="/">Retour à la discussion</a></nav></header>
<main class="text" id="contenu" tabindex="-1">{body}</main>
<footer><nav aria-label="Informations légales"><a href="/mentions-legales">Mentions légales</a>
<a href="/notice">Notice d'information</a> <a href="/accessibilite">Accessibilité : non conforme</a></nav></footer></body></html>"""
# Before and behind signs that French sets apart, which stay on their line.
_APART = re.compile(r" (?=[»:;?!])|(?<=«) ")
_PLACE = re.compile(r"\{([a-z_.]+)\}")
_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+")

router = APIRouter()


def page(title: str, body: str) -> str:
    """Returns a page of text.

    Args:
        title: plain text.
        body: HTML.
    """
    return _PAGE.format(title=html.escape(title, quote=False), body=body)


def text_page(name: str) -> str:
    """Returns the page of a file of docs/, filled in; what is not known yet is said to be missing.

    Args:
        name: of the file.

    Raises:
        KeyError: the text names something that the campaign does not say.
    """
    text = _APART.sub("\u00a0", (DOCS / name).read_text(encoding="utf-8"))
    known = _known(campaign())
    title = text.partition("\n")[0].lstrip("# ")
    body = MarkdownIt("commonmark", {"html": False}).enable("table").render(text)
    for path, linked in TEXTS.items():
        body = body.replace(f'href="{linked}"', f'href="{path}"')
    # Filled in last: what the campaign says is text, whatever signs are in it.
    return page(title, _PLACE.sub(lambda found: _shown(known[found[1]]), body))


def _known(found: Campaign) -> dict[str, str | None]:
    """Returns what may stand in a text between braces."""
    parts = {part: asdict(getattr(found, part)) for part in ("controller", "publisher", "host", "contacts")}
    known: dict[str, str | None] = {
        f"{part}.{name}": value for part, values in parts.items() for name, value in values.items()
    }
    return known | {
        "controller": found.controller.at_the_start if found.controller.name else None,
        "controller.dpo": "aucun n'est désigné" if found.controller.dpo == NOBODY else found.controller.dpo,
        "accessibility.contact": found.accessibility_contact,
        "notice.version": found.notice.version,
        "notice.date": date_in_words(found.notice.date),
        "months": str(settings.retention_months()),
        "site": settings.site(),
    }


def _shown(value: str | None) -> str:
    if value is None:
        return MISSING
    shown = html.escape(value)
    return f'<a href="{html.escape(mail_link(value))}">{shown}</a>' if _ADDRESS.fullmatch(value) else shown


def _show(name: str) -> Callable[[], HTMLResponse]:
    return lambda: HTMLResponse(text_page(name))


for path, name in TEXTS.items():
    router.add_api_route(path, _show(name), methods=["GET"], response_class=HTMLResponse)
