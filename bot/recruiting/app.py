"""The recruiters' web application: routers, static files and error pages."""

import logging
import traceback

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.middleware.base import RequestResponseEndpoint

from bot.recruiting.contents import content_keeping, content_page, contents, unanswered
from bot.recruiting.figures import figures
from bot.recruiting.files import (
    candidate_list,
    candidate_page,
    exports,
    file_actions,
    kept_filters,
    papers,
    selection,
    shortlist_pages,
)
from bot.recruiting.rendering import HERE, address, render
from bot.recruiting.requests import exchange, human_requests
from bot.recruiting.security import SESSION_COOKIE, FormRefusedError, NoStructureError, SignInNeededError, drop_search
from bot.recruiting.sign_in import account, joining, openid_sign_in, second_factor_pages, sign_in, staying, whereabouts
from bot.recruiting.situations import agreement_page, rating, situations
from bot.recruiting.structures import erasures, member_pages, programs, structure_pages

logger = logging.getLogger(__name__)

STATIC = "/static"
_WRONG_ADDRESS = frozenset({"path", "query"})
MESSAGES = {
    400: ("Formulaire illisible", "Le formulaire n'a pas pu être lu. Revenez en arrière et réessayez."),
    403: (
        "Formulaire périmé",
        "Ce formulaire ne vient pas de votre session, ou celle-ci a changé depuis. Rechargez la page et recommencez.",
    ),
    404: ("Page introuvable", "Cette page n'existe pas, ou le dossier a été effacé à la demande de la personne."),
    500: ("Une erreur est survenue", "La page n'a pas pu être préparée. Réessayez dans un instant : rien n'est perdu."),
}

app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)


def error_page(request: Request, status: int) -> Response:
    """The error page of an HTTP status, with a general sentence if the status has none of its own."""
    title, sentence = MESSAGES.get(status, MESSAGES[400 if status < 500 else 500])
    return render(request, "error.html", None, status=status, title=title, sentence=sentence)


@app.middleware("http")
async def keep_private(request: Request, call_next: RequestResponseEndpoint) -> Response:
    """Forbid caching, and log failures without their message, which may quote candidates."""
    try:
        response = await call_next(request)
    except Exception as error:
        frame = traceback.extract_tb(error.__traceback__)[-1]
        logger.error("a recruiters' page failed: %s at %s:%s", type(error).__name__, frame.filename, frame.lineno)
        response = error_page(request, 500)
    if not request.url.path.startswith(address(STATIC)):
        response.headers["Cache-Control"] = "no-store"
    return response


@app.exception_handler(SignInNeededError)
async def lead_to_sign_in(request: Request, _error: Exception) -> Response:
    """Redirect to the sign-in page, which says so if the session has expired."""
    is_over = SESSION_COOKIE in request.cookies
    answer = RedirectResponse(address(sign_in.ENDED if is_over else sign_in.SIGN_IN), status_code=303)
    drop_search(request, answer)
    return answer


@app.exception_handler(NoStructureError)
def say_no_structure(request: Request, error: Exception) -> Response:
    """The page for recruiters who act for no structure."""
    assert isinstance(error, NoStructureError)
    return whereabouts.no_structure_page(request, error.me)


@app.exception_handler(FormRefusedError)
async def refuse_form(request: Request, _error: Exception) -> Response:
    """Reject a form with a wrong CSRF token."""
    return error_page(request, 403)


@app.exception_handler(HTTPException)
async def say_error(request: Request, error: HTTPException) -> Response:
    """HTTP errors as a page."""
    return error_page(request, error.status_code)


@app.exception_handler(RequestValidationError)
async def say_invalid(request: Request, error: RequestValidationError) -> Response:
    """404 for an invalid path or query, 400 for an invalid form."""
    is_address = any(detail["loc"][0] in _WRONG_ADDRESS for detail in error.errors())
    return error_page(request, 404 if is_address else 400)


for room in (
    sign_in,
    openid_sign_in,
    joining,
    account,
    staying,
    second_factor_pages,
    whereabouts,
    structure_pages,
    member_pages,
    candidate_list,
    kept_filters,
    selection,
    papers,
    candidate_page,
    file_actions,
    erasures,
    exports,
    human_requests,
    exchange,
    situations,
    shortlist_pages,
    rating,
    agreement_page,
    figures,
    programs,
    contents,
    unanswered,
    content_page,
    content_keeping,
):
    app.include_router(room.router)
app.mount(STATIC, StaticFiles(directory=HERE / "static"))
