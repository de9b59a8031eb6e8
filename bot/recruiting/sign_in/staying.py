"""How long a session lasts unless it is used, for the page that warns before it ends, and to go on with it."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from bot.records.accounts import recruiter_sessions
from bot.records.store.database import default_database
from bot.recruiting import security

router = APIRouter(prefix="/session")


def _left(request: Request) -> JSONResponse:
    with default_database().session_scope() as session:
        token = request.cookies.get(security.SESSION_COOKIE, "")
        return JSONResponse({"seconds": recruiter_sessions.seconds_left(session, token)})


@router.get("/reste")
def tell_left(request: Request) -> JSONResponse:
    """Says how many seconds are left, null for a session that is over; to ask is no use of it."""
    return _left(request)


@router.post("/rester")
def stay(request: Request, _me: security.OwnWriter) -> JSONResponse:
    """Goes on with the session, as any use of a page does."""
    return _left(request)
