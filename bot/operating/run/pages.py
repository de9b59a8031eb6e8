"""Web application of one machine: chat page, recruiters' pages, API, and proxy to Rasa's channels.

All share one origin, and Rasa itself stays on loopback.
"""

import asyncio
import contextlib
import functools
import gc
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles
from starlette.middleware import Middleware

from bot.api import app as api
from bot.api.problems import NOT_FOUND as NOT_FOUND_BY_PROGRAM
from bot.base import geography, logs, places
from bot.base.errors import OperatingError, OperatingWarning
from bot.base.problems import API, as_problem
from bot.base.settings import settings
from bot.channels.gateway.rasa_client import RasaClient, RasaTimeoutError, RasaUnavailableError
from bot.channels.telegram.configuration import SECRET_HEADER
from bot.channels.web import origins
from bot.content import legal_pages, overrides
from bot.content.sentences import section
from bot.middleware import security_txt
from bot.middleware.body_limits import BodyLimitMiddleware
from bot.middleware.error_responses import json_error
from bot.middleware.headers import SecurityHeadersMiddleware
from bot.middleware.hosts import TrustedHostMiddleware
from bot.middleware.rate_limits import RateLimitMiddleware, limit_new_sessions
from bot.operating.health import endpoints, preflight
from bot.records.contents import content_versions
from bot.records.store.database import default_database
from bot.recruiting.app import app as recruiting_app
from bot.webhooks.dispatcher import WebhookDispatcher

logger = logging.getLogger(__name__)

WIDGET = places.HOME / "bot" / "widget" / "public"
RASA_TIMEOUT_SECONDS = 60
REQUEST_HEADERS = ("content-type", "authorization", "origin")
RESPONSE_HEADERS = ("content-type", "access-control-allow-origin", "vary")
WEB_PATHS = frozenset({"session", "messages", "notes", "data", "pending"})
WAKING = "L'assistant se réveille… Encore quelques secondes : rien n'est perdu."

NOT_FOUND = "Cette page n'existe pas. La discussion et la notice sont toujours là."


@functools.cache
def _rasa() -> RasaClient:
    return RasaClient(settings().rasa_urls, seconds=RASA_TIMEOUT_SECONDS)


@asynccontextmanager
async def _serving(app: FastAPI) -> AsyncIterator[None]:
    async with logs.configured("pages")(app):
        # What clients do wrong is counted (`/metrics`), and would fill the log.
        logging.getLogger("uvicorn.error").setLevel(logging.ERROR)
        try:
            preflight.check_address()
        except OperatingWarning as warning:
            logger.info("%s", warning)
        except OperatingError as error:
            logger.error("%s", error)
            raise
        overrides.set_source(content_versions.override_source(default_database()))
        delivering = asyncio.create_task(WebhookDispatcher(default_database()).run())
        geography.communes()
        gc.collect()
        gc.freeze()  # what is loaded is not looked through again, while long lists are read
        try:
            yield
        finally:
            delivering.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await delivering
            overrides.set_source(None)
            await _rasa().close()


app = FastAPI(
    docs_url=None,
    redoc_url=None,
    openapi_url=None,
    lifespan=_serving,
    middleware=[
        Middleware(SecurityHeadersMiddleware),
        Middleware(TrustedHostMiddleware),
        Middleware(RateLimitMiddleware),
        Middleware(BodyLimitMiddleware),
    ],  # in this order
)


@app.exception_handler(404)
async def not_found_handler(request: Request, _error: Exception) -> Response:
    """404 as a French page, or as JSON for programs."""
    if request.url.path.startswith(API):
        return as_problem(NOT_FOUND_BY_PROGRAM)
    if "text/html" not in request.headers.get("accept", ""):
        return JSONResponse({"error": "not_found", "message": NOT_FOUND}, status_code=404)
    body = f"<h1>Page introuvable</h1><p>{NOT_FOUND}</p>"
    return HTMLResponse(legal_pages.page("Page introuvable", body), status_code=404)


app.include_router(endpoints.router)
app.include_router(legal_pages.router)
app.include_router(security_txt.router)


async def proxy_to_rasa(request: Request) -> Response:
    """Proxy a request of the widget to Rasa."""
    path = request.path_params["path"]
    if path not in WEB_PATHS:
        raise HTTPException(404)
    if request.method == "OPTIONS":
        return _preflight(request)
    if path == "session" and (refused := await limit_new_sessions(request)) is not None:
        return refused
    headers = {
        name: value for name in REQUEST_HEADERS if (value := request.headers.get(name)) is not None and value.isascii()
    }
    key = headers.get("authorization", "").partition(".")[0]  # what of a session's token stays as it is renewed
    try:
        answer = await _rasa().request(
            key, request.method, f"/webhooks/web/{path}", params=request.url.query, headers=headers,
            data=await request.body(),
        )  # fmt: skip
    except RasaTimeoutError:
        return json_error(request, "trouble", section("errors")["trouble"], 503)
    except RasaUnavailableError:
        return json_error(request, "waking", WAKING, 503)
    kept = {name: answer.headers[name] for name in RESPONSE_HEADERS if name in answer.headers}
    return Response(answer.content, answer.status, headers={**kept, "cache-control": "no-store"})


# Not a route of FastAPI's: what that spends on reading parameters is a tenth of a message's time here.
app.add_route("/webhooks/web/{path}", proxy_to_rasa, methods=["GET", "POST", "DELETE", "OPTIONS"])


@app.post("/webhooks/telegram/webhook")
async def proxy_telegram_update(request: Request) -> Response:
    """Proxy a Telegram update to Rasa, which checks the secret."""
    secret = request.headers.get(SECRET_HEADER, "")
    if not secret.isascii():
        return Response(status_code=403)
    try:
        answer = await _rasa().request(
            "telegram", "POST", "/webhooks/telegram/webhook", data=await request.body(),
            headers={"content-type": "application/json", SECRET_HEADER: secret},
        )  # fmt: skip
    except (RasaUnavailableError, RasaTimeoutError):
        return Response(status_code=503)
    return Response(status_code=answer.status)


def _preflight(request: Request) -> Response:
    """CORS preflight for allowed origins; Rasa would accept any origin."""
    origin = request.headers.get("origin", "")
    if origin not in origins.allowed_origins():
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
async def redirect_trailing_slash() -> RedirectResponse:
    """Redirect to the address with a trailing slash."""
    return RedirectResponse("/recrutement/")


app.mount("/recrutement", recruiting_app)
app.mount(api.PREFIX, api.app)
app.mount("/", StaticFiles(directory=WIDGET, html=True))
