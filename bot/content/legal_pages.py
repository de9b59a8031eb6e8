"""Web pages of text: legal texts filled in from the campaign, and the users' guides."""

import html
import re
from collections.abc import Callable

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from markdown_it import MarkdownIt

from bot.base.french import mail_link
from bot.base.places import HOME
from bot.content import legal_texts
from bot.content.legal_texts import DOCS, NOTICE, PLACEHOLDER

# What of docs/juridique/ is shown where, and what of docs/.
TEXTS = {
    "/mentions-legales": "mentions-legales.md",
    "/notice": NOTICE,
    "/accessibilite": "accessibilite.md",
}
GUIDES = {"/aide": "candidater.md", "/aide-recruteurs": "recruter.md"}
TO_THE_DISCUSSION, TO_THE_DESK = ("/", "Retour à la discussion"), ("/recrutement/", "Retour à l'espace des recruteurs")
MISSING = f"<strong>{legal_texts.MISSING}</strong>"
_PAGE = """<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>{title} – l'assistant des candidats</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml"><link rel="stylesheet" href="/page.css"></head>
<body><a class="skip" href="#contenu">Aller au contenu</a>
<header><p class="name">Conseiller numérique</p><nav aria-label="Retour"><a href="{back[0]}">{back[1]}</a></nav></header>
<main class="text" id="contenu" tabindex="-1">{body}</main>
<footer><nav aria-label="Aide et informations légales"><a href="/aide">Aide</a> <a href="/mentions-legales">Mentions légales</a>
<a href="/notice">Notice d'information</a> <a href="/accessibilite">Accessibilité : non conforme</a></nav></footer></body></html>"""
# French spaces around punctuation, which must not break the line.
_APART = re.compile(r" (?=[»:;?!])|(?<=«) ")
_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+")

router = APIRouter()


def page(title: str, body: str, back: tuple[str, str] = TO_THE_DISCUSSION) -> str:
    """A text page.

    Args:
        body: HTML.
        back: target and words of the link in the header.
    """
    return _PAGE.format(title=html.escape(title, quote=False), body=body, back=back)


def text_page(name: str) -> str:
    """A legal text as a page; values that the campaign lacks are shown as missing.

    Raises:
        KeyError: the text has an unknown placeholder.
    """
    values = legal_texts.placeholders()
    title, body = _rendered((DOCS / name).read_text(encoding="utf-8"))
    # Filled in last: values of the campaign are text, not Markdown.
    return page(title, PLACEHOLDER.sub(lambda match: _shown(values[match[1]]), body))


def guide_page(path: str) -> str:
    """A guide as a page, without its pictures."""
    lines = (HOME / "docs" / GUIDES[path]).read_text(encoding="utf-8").splitlines(keepends=True)
    title, body = _rendered("".join(line for line in lines if not line.startswith("![")))  # pictures are not served
    return page(title, body, TO_THE_DESK if path == "/aide-recruteurs" else TO_THE_DISCUSSION)


def _rendered(text: str) -> tuple[str, str]:
    """The title and the HTML of a Markdown text, with links to the pages of this site."""
    text = _APART.sub("\u00a0", text)
    body = MarkdownIt("commonmark", {"html": False}).enable("table").render(text)
    for path, linked in TEXTS.items():
        for written in (linked, f"{DOCS.name}/{linked}"):
            body = body.replace(f'href="{written}"', f'href="{path}"')
    return text.partition("\n")[0].lstrip("# "), body


def _shown(value: str | None) -> str:
    if value is None:
        return MISSING
    shown = html.escape(value)
    return f'<a href="{html.escape(mail_link(value))}">{shown}</a>' if _ADDRESS.fullmatch(value) else shown


def _show(make: Callable[[str], str], name: str) -> Callable[[], HTMLResponse]:
    return lambda: HTMLResponse(make(name))


for path, name in TEXTS.items():
    router.add_api_route(path, _show(text_page, name), methods=["GET"], response_class=HTMLResponse)
for path in GUIDES:
    router.add_api_route(path, _show(guide_page, path), methods=["GET"], response_class=HTMLResponse)
