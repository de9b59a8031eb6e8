"""Error responses of the middleware, as an HTML page, widget JSON or an RFC 9457 problem."""

import html
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import Scope

from bot.base import metrics
from bot.base.problems import API, Problem, as_problem
from bot.channels.web import origins
from bot.content import legal_pages
from bot.content.sentences import section
from bot.recruiting.rendering import PREFIX, render

WIDGET_PATHS = "/webhooks/web/"
WAIT = "Beaucoup de demandes arrivent en ce moment depuis votre connexion. Attendez une minute, puis réessayez : rien n'est perdu."


@dataclass(frozen=True)
class ErrorResponse:
    """An error and how it is reported.

    Attributes:
        error: code for programs and `/metrics`.
        status: HTTP status.
        title: of the error page.
        sentence: what to do, in French.
    """

    error: str
    status: int
    title: str
    sentence: str


UNKNOWN_HOST = ErrorResponse(
    "host", 400, "Adresse inconnue",
    "Ce site ne répond pas sous ce nom. Pour qui l'administre : BOT_SITE ou BOT_HOSTS doit le nommer.",
)  # fmt: skip
UNREADABLE = ErrorResponse(
    "format", 400, "Adresse illisible", "Cette adresse n'a pas pu être lue. Revenez à la page d'accueil."
)
TOO_LONG = ErrorResponse(
    "too_long", 413, "Envoi trop long", "Ce qui a été envoyé est trop long. Raccourcissez-le, puis réessayez."
)
MESSAGE_TOO_LONG = ErrorResponse("too_long", 413, TOO_LONG.title, section("errors")["too_long"])
UNREADABLE_FORM = ErrorResponse(
    "format", 415, "Formulaire illisible", "Le formulaire n'a pas pu être lu. Revenez en arrière et réessayez."
)
TOO_MANY_REQUESTS = ErrorResponse("too_many", 429, "Un instant", WAIT)
TOO_MANY_IN_SESSION = ErrorResponse("too_many", 429, "Un instant", section("errors")["too_many"])
TOO_MANY_BY_API_CLIENT = ErrorResponse(
    "too_many", 429, "Trop de demandes",
    "Ce jeton a servi trop souvent en une minute. Attendez le nombre de secondes de l'en-tête Retry-After.",
)  # fmt: skip
FAILED = ErrorResponse("trouble", 500, "Une erreur est survenue", section("errors")["trouble"])


def error_response(
    scope: Scope, error: ErrorResponse, *, retry_after: int | None = None, reason: str | None = None
) -> Response:
    """The error response for a rejected request. Increments `bot_requests_refused`.

    Args:
        retry_after: seconds.
        reason: label of the metric, if more precise than the error code.
    """
    metrics.requests_refused.labels(reason or error.error).inc()
    request = Request(scope)
    path: str = scope["path"]
    if path == PREFIX or path.startswith(f"{PREFIX}/"):
        response: Response = render(
            request, "error.html", None, status=error.status, title=error.title, sentence=error.sentence
        )
    elif path.startswith(API):
        response = as_problem(Problem(error.error.replace("_", "-"), error.status, error.title, error.sentence))
    elif "text/html" in request.headers.get("accept", ""):
        body = f"<h1>{html.escape(error.title)}</h1><p>{html.escape(error.sentence)}</p>"
        response = HTMLResponse(legal_pages.page(error.title, body), status_code=error.status)
    else:
        response = json_error(request, error.error, error.sentence, error.status)
    response.headers["cache-control"] = "no-store"
    if retry_after is not None:
        response.headers["retry-after"] = str(retry_after)
    return response


def json_error(request: Request, code: str, message: str, status: int) -> JSONResponse:
    """A widget error as JSON, readable by the sites that may embed the widget."""
    headers = {"vary": "Origin", "cache-control": "no-store"}
    origin = request.headers.get("origin", "")
    if request.scope["path"].startswith(WIDGET_PATHS) and origin in origins.allowed_origins():
        headers["access-control-allow-origin"] = origin
    return JSONResponse({"error": code, "message": message}, status_code=status, headers=headers)
