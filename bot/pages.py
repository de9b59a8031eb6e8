"""The web pages of one machine: the page to chat in, the recruiters' pages, and the way to the chat's channel.

One address for everything, so that the browser needs no other origin and Rasa itself stays on loopback.
"""

from typing import Literal

import httpx
from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles
from markdown_it import MarkdownIt

from bot import settings
from bot.recruiting import app as recruiting_app

WIDGET = settings.HOME / "bot" / "widget" / "public"
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
LONGEST_WAIT_SECONDS = 60
PASSED_ON = (
    "content-type",
    "authorization",
    "origin",
    "access-control-request-method",
    "access-control-request-headers",
)
SENT_BACK = (
    "content-type",
    "access-control-allow-origin",
    "access-control-allow-headers",
    "access-control-allow-methods",
    "vary",
)
UNAVAILABLE = "Je démarre ou je suis indisponible. Réessayez dans un instant : rien n'est perdu."

NOTICE = settings.HOME / "docs" / "notice.md"
NOTICE_PAGE = """<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>Notice d'information</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml"><link rel="stylesheet" href="/page.css"></head>
<body><header><p class="name">Conseiller numérique</p><a href="/">Retour à la discussion</a></header>
<main class="text">{body}</main></body></html>"""

app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
_client = httpx.AsyncClient(
    base_url=f"http://127.0.0.1:{settings.port('rasa')}", timeout=httpx.Timeout(LONGEST_WAIT_SECONDS, connect=3)
)


@app.middleware("http")
async def secure(request: Request, call_next):  # type: ignore[no-untyped-def]
    """Adds the headers that keep pages to themselves."""
    response = await call_next(request)
    response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "no-referrer")
    response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
    return response


@app.get("/sante")
async def health() -> PlainTextResponse:
    """Says that the pages are up."""
    return PlainTextResponse("ok")


@app.api_route("/webhooks/web/{path}", methods=["GET", "POST", "OPTIONS"])
async def pass_on(path: Literal["session", "messages"], request: Request) -> Response:
    """Passes the widget's requests on to the channel."""
    headers = {name: request.headers[name] for name in PASSED_ON if name in request.headers}
    try:
        answer = await _client.request(
            request.method, f"/webhooks/web/{path}", params=request.query_params, headers=headers,
            content=await request.body(),
        )  # fmt: skip
    except httpx.HTTPError:
        return JSONResponse({"error": "unavailable", "message": UNAVAILABLE}, status_code=503)
    kept = {name: answer.headers[name] for name in SENT_BACK if name in answer.headers}
    return Response(answer.content, answer.status_code, headers={**kept, "cache-control": "no-store"})


@app.get("/notice")
async def show_notice() -> HTMLResponse:
    """Shows the privacy notice, made of its Markdown file."""
    body = MarkdownIt("commonmark").enable("table").render(NOTICE.read_text(encoding="utf-8"))
    return HTMLResponse(NOTICE_PAGE.format(body=body))


@app.get("/recrutement")
async def lead_recruiters() -> RedirectResponse:
    """Leads on an address typed without its last slash."""
    return RedirectResponse("/recrutement/")


app.mount("/recrutement", recruiting_app)
app.mount("/", StaticFiles(directory=WIDGET, html=True))
