"""The recruiters' web application: routers, static files and error pages."""

import logging

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.middleware.base import RequestResponseEndpoint

from bot.base.errors import describe_error
from bot.recruiting.contents import document_pages, index_pages, publish_pages, unanswered_pages
from bot.recruiting.dossiers import (
    actions,
    bulk_actions,
    candidate_list,
    exports,
    page,
    pdf_exports,
    remembered_search,
    saved_filter_pages,
)
from bot.recruiting.handoffs import queue_pages, takeover_pages
from bot.recruiting.rendering import HERE, error_page, page_url, redirect
from bot.recruiting.review import rater_agreement, rating_pages, scenarios, shortlist_pages
from bot.recruiting.security import SESSION_COOKIE, ForbiddenError, NoStructureError, SignInRequiredError
from bot.recruiting.sign_in import (
    account,
    invitation_pages,
    openid_sign_in,
    second_factor_pages,
    session_keepalive,
    sign_in,
    structure_switch,
)
from bot.recruiting.statistics import pages
from bot.recruiting.structures import api_clients, erasure_pages, member_pages, structure_pages

logger = logging.getLogger(__name__)

STATIC = "/static"
_WRONG_ADDRESS = frozenset({"path", "query"})
_PAGES = {400: "bad_form", 403: "expired_form", 404: "not_found", 500: "failed"}

app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)


def _error_page(request: Request, status: int) -> Response:
    return error_page(request, None, _PAGES.get(status, _PAGES[400 if status < 500 else 500]), status)


@app.middleware("http")
async def no_store_middleware(request: Request, call_next: RequestResponseEndpoint) -> Response:
    """Forbid caching, and log failures without their message, which may quote candidates."""
    try:
        response = await call_next(request)
    except Exception as error:
        logger.error("a recruiters' page failed: %s", describe_error(error))
        response = _error_page(request, 500)
    if not request.url.path.startswith(page_url(STATIC)):
        response.headers["Cache-Control"] = "no-store"
    return response


@app.exception_handler(SignInRequiredError)
async def redirect_to_sign_in(request: Request, _error: Exception) -> Response:
    """Redirect to the sign-in page, which says so if the session has expired."""
    is_over = SESSION_COOKIE in request.cookies
    response = redirect(page_url(sign_in.SIGN_IN_AFTER_EXPIRY if is_over else sign_in.SIGN_IN))
    remembered_search.clear(request, response)
    return response


@app.exception_handler(NoStructureError)
def no_structure_handler(request: Request, error: Exception) -> Response:
    """The page for recruiters who act for no structure."""
    assert isinstance(error, NoStructureError)
    return structure_switch.no_structure_page(request, error.me)


@app.exception_handler(ForbiddenError)
async def forbidden_handler(request: Request, _error: Exception) -> Response:
    """Reject a form with a wrong CSRF token, or that the role does not allow."""
    return _error_page(request, 403)


@app.exception_handler(HTTPException)
async def http_error_handler(request: Request, error: HTTPException) -> Response:
    """HTTP errors as a page."""
    return _error_page(request, error.status_code)


@app.exception_handler(RequestValidationError)
async def validation_error_handler(request: Request, error: RequestValidationError) -> Response:
    """404 for an invalid path or query, 400 for an invalid form."""
    is_address = any(detail["loc"][0] in _WRONG_ADDRESS for detail in error.errors())
    return _error_page(request, 404 if is_address else 400)


for module in (
    sign_in,
    openid_sign_in,
    invitation_pages,
    account,
    session_keepalive,
    second_factor_pages,
    structure_switch,
    structure_pages,
    member_pages,
    candidate_list,
    saved_filter_pages,
    bulk_actions,
    pdf_exports,
    page,
    actions,
    erasure_pages,
    exports,
    queue_pages,
    takeover_pages,
    scenarios,
    shortlist_pages,
    rating_pages,
    rater_agreement,
    pages,
    api_clients,
    index_pages,
    unanswered_pages,
    document_pages,
    publish_pages,
):
    app.include_router(module.router)
app.mount(STATIC, StaticFiles(directory=HERE / "static"))
