"""The web pages of one machine: the page to chat in, the recruiters' pages, and the way to the chat's channel.

One address for everything, so that the browser needs no other origin and Rasa itself stays on loopback.
"""

import functools
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot import legal_pages, settings
from bot.channels.credentials import read_credentials
from bot.channels.origins import WEB_CHANNEL, read_origins
from bot.channels.rasa_client import RasaAwayError, RasaClient, RasaSlowError
from bot.channels.sentences import LARGEST_BODY, REFUSALS, TROUBLE
from bot.channels.telegram.configuration import LARGEST_UPDATE, SECRET_HEADER
from bot.operating import logs, opening, watching
from bot.operating.errors import OperatingError, OperatingWarning
from bot.recruiting import app as recruiting_app

logger = logging.getLogger(__name__)

WIDGET = settings.HOME / "bot" / "widget" / "public"
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
SECURE_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
# The one file that other sites load: they may check its integrity and isolate themselves, and see a new release soon.
EMBEDDED = "/conseiller-bot.js"
EMBEDDED_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cache-Control": "public, max-age=300",
}
LONGEST_WAIT_SECONDS = 60
PASSED_ON = ("content-type", "authorization", "origin")
SENT_BACK = ("content-type", "access-control-allow-origin", "vary")
WEB_PATHS = frozenset({"session", "messages", "notes", "data"})
WAKING = "L'assistant se réveille… Encore quelques secondes : rien n'est perdu."

NOT_FOUND = "Cette page n'existe pas. La discussion et la notice sont toujours là."

_rasa = RasaClient(settings.rasa_urls(), seconds=LONGEST_WAIT_SECONDS)


@asynccontextmanager
async def _serving(app: FastAPI) -> AsyncIterator[None]:
    async with logs.configured("pages")(app):
        try:
            opening.check_address()
        except OperatingWarning as warning:
            logger.info("%s", warning)
        except OperatingError as error:
            logger.error("%s", error)
            raise
        yield
        await _rasa.close()


app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=_serving)


class Secure:
    """Adds the headers that keep pages to themselves."""

    def __init__(self, app: ASGIApp) -> None:
        """Wraps an application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves a request."""

        async def send_securely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURE_HEADERS.items():
                    headers.setdefault(name, value)
                if scope["path"] == EMBEDDED:
                    headers.update(EMBEDDED_HEADERS)
            await send(message)

        await self._app(scope, receive, send_securely)


app.add_middleware(Secure)


@app.exception_handler(404)
async def say_unknown(request: Request, _error: Exception) -> Response:
    """Says in French that an address leads nowhere, with the way back; programs get JSON."""
    if "text/html" not in request.headers.get("accept", ""):
        return JSONResponse({"error": "not_found", "message": NOT_FOUND}, status_code=404)
    body = f"<h1>Page introuvable</h1><p>{NOT_FOUND}</p>"
    return HTMLResponse(legal_pages.page("Page introuvable", body), status_code=404)


app.include_router(watching.router)
app.include_router(legal_pages.router)


class TooLongError(Exception):
    """A body is longer than is taken."""


async def _read_at_most(request: Request, most: int) -> bytes:
    """Returns a request's body, whose length may not be told beforehand.

    Raises:
        TooLongError: it is longer than `most` bytes; no more of it is read.
    """
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > most:
            raise TooLongError
    return bytes(body)


async def pass_on(request: Request) -> Response:
    """Passes the widget's requests on to the channel."""
    path = request.path_params["path"]
    if path not in WEB_PATHS:
        raise HTTPException(404)
    if request.method == "OPTIONS":
        return _preflight(request)
    if int(request.headers.get("content-length") or 0) > LARGEST_BODY:
        return _tell(request, "too_long", REFUSALS["too_long"], 413)
    headers = {
        name: value for name in PASSED_ON if (value := request.headers.get(name)) is not None and value.isascii()
    }
    key = headers.get("authorization", "").partition(".")[0]  # what of a session's token stays as it is renewed
    try:
        answer = await _rasa.request(
            key, request.method, f"/webhooks/web/{path}", params=request.url.query, headers=headers,
            data=await _read_at_most(request, LARGEST_BODY),
        )  # fmt: skip
    except TooLongError:
        return _tell(request, "too_long", REFUSALS["too_long"], 413)
    except RasaSlowError:
        return _tell(request, "trouble", TROUBLE, 503)
    except RasaAwayError:
        return _tell(request, "waking", WAKING, 503)
    kept = {name: answer.headers[name] for name in SENT_BACK if name in answer.headers}
    return Response(answer.content, answer.status, headers={**kept, "cache-control": "no-store"})


def _tell(request: Request, error: str, message: str, status: int) -> JSONResponse:
    """Answers in the channel's place; the sites that may embed the widget read it too."""
    origin = request.headers.get("origin", "")
    headers = {"vary": "Origin", "cache-control": "no-store"}
    if origin in _allowed_origins():
        headers["access-control-allow-origin"] = origin
    return JSONResponse({"error": error, "message": message}, status_code=status, headers=headers)


# Not a route of FastAPI's: what that spends on reading parameters is a tenth of a message's time here.
app.add_route("/webhooks/web/{path}", pass_on, methods=["GET", "POST", "DELETE", "OPTIONS"])


@app.post("/webhooks/telegram/webhook")
async def pass_update_on(request: Request) -> Response:
    """Passes an update of Telegram on to its channel, which checks the secret."""
    size = request.headers.get("content-length", "")
    if not size.isdecimal() or int(size) > LARGEST_UPDATE:
        return Response(status_code=413)
    secret = request.headers.get(SECRET_HEADER, "")
    if not secret.isascii():
        return Response(status_code=403)
    try:
        answer = await _rasa.request(
            "telegram", "POST", "/webhooks/telegram/webhook", data=await request.body(),
            headers={"content-type": "application/json", SECRET_HEADER: secret},
        )  # fmt: skip
    except (RasaAwayError, RasaSlowError):
        return Response(status_code=503)
    return Response(status_code=answer.status)


@functools.cache
def _allowed_origins() -> frozenset[str]:
    """Returns the sites that may embed the widget, as the channel's configuration names them."""
    return read_origins(read_credentials().get(WEB_CHANNEL))


def _preflight(request: Request) -> Response:
    """Answers a browser that asks whether another site may send requests (Rasa would answer it without the list)."""
    origin = request.headers.get("origin", "")
    if origin not in _allowed_origins():
        return Response(status_code=403)
    return Response(
        status_code=204,
        headers={
            "access-control-allow-origin": origin,
            "access-control-allow-methods": "GET, POST, DELETE",
            "access-control-allow-headers": "authorization, content-type",
            "vary": "Origin",
        },
    )


@app.get("/recrutement")
async def lead_recruiters() -> RedirectResponse:
    """Leads on an address typed without its last slash."""
    return RedirectResponse("/recrutement/")


app.mount("/recrutement", recruiting_app)
app.mount("/", StaticFiles(directory=WIDGET, html=True))
