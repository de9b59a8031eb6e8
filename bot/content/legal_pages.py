"""Pages of text: legal notice, privacy notice and accessibility statement, made of docs/ and of what the campaign says."""

import html
import re
from collections.abc import Callable

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from markdown_it import MarkdownIt

from bot.base.french import mail_link
from bot.content import legal_texts
from bot.content.legal_texts import DOCS, NOTICE, PLACE

# What of docs/ is shown where.
TEXTS = {
    "/mentions-legales": "mentions-legales.md",
    "/notice": NOTICE,
    "/accessibilite": "accessibilite.md",
}
MISSING = f"<strong>{legal_texts.MISSING}</strong>"
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
    known = legal_texts.places()
    title = text.partition("\n")[0].lstrip("# ")
    body = MarkdownIt("commonmark", {"html": False}).enable("table").render(text)
    for path, linked in TEXTS.items():
        body = body.replace(f'href="{linked}"', f'href="{path}"')
    # Filled in last: what the campaign says is text, whatever signs are in it.
    return page(title, PLACE.sub(lambda found: _shown(known[found[1]]), body))


def _shown(value: str | None) -> str:
    if value is None:
        return MISSING
    shown = html.escape(value)
    return f'<a href="{html.escape(mail_link(value))}">{shown}</a>' if _ADDRESS.fullmatch(value) else shown


def _show(name: str) -> Callable[[], HTMLResponse]:
    return lambda: HTMLResponse(text_page(name))


for path, name in TEXTS.items():
    router.add_api_route(path, _show(name), methods=["GET"], response_class=HTMLResponse)
