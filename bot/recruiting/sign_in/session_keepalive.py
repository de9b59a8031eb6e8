"""Session keep-alive, for the page that warns before the session ends."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from bot.records.accounts import recruiter_sessions
from bot.records.store.database import default_database
from bot.recruiting import security

router = APIRouter(prefix="/session")


def _remaining(request: Request) -> JSONResponse:
    with default_database().session_scope() as session:
        token = request.cookies.get(security.SESSION_COOKIE, "")
        return JSONResponse({"seconds": recruiter_sessions.seconds_left(session, token)})


@router.get("/reste")
def session_remaining(request: Request) -> JSONResponse:
    """Seconds until the session ends, null if it has ended. Asking does not extend it."""
    return _remaining(request)


@router.post("/rester")
def extend_session(request: Request, _me: security.UserPost) -> JSONResponse:
    """Extend the session, as any page does."""
    return _remaining(request)
