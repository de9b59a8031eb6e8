"""How a session opens, whatever proved who it is; and how often who proves it wrongly may try."""

from collections.abc import Callable
from typing import TypeVar

import anyio.from_thread
from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from bot.base import metrics
from bot.front.addresses import address_of
from bot.records.accounts import recruiters, second_factors
from bot.records.accounts.sign_in_failures import TooSoonError
from bot.records.models import Recruiter
from bot.records.store.database import default_database
from bot.records.store.keys import keyring
from bot.recruiting import security
from bot.recruiting.rendering import address
from bot.recruiting.sign_in import carrying
from bot.recruiting.waiting_line import LineFullError, WaitingLine

CODE = "/connexion/code"
BUSY = "Beaucoup de personnes se connectent en ce moment. Réessayez dans quelques secondes."
BUSY_SECONDS = 5

T = TypeVar("T")

# Each check of a password takes 64 MB and a core for a moment.
_line = WaitingLine(at_once=2, waiting=20, of_one=5)


class TryLaterError(Exception):
    """The try was not made.

    Attributes:
        reason: as `/metrics` counts it.
        sentence: what to do, in French.
        status: of HTTP.
        seconds: after how many it may be made again.
    """

    def __init__(self, reason: str, sentence: str, status: int, seconds: int) -> None:
        """Tells why, and when again."""
        super().__init__(reason)
        self.reason, self.sentence, self.status, self.seconds = reason, sentence, status, seconds
        metrics.sign_in_failures.labels(reason).inc()


def too_soon(seconds: int) -> str:
    """Returns what is said of a try that must wait."""
    return f"Trop d'essais : réessayez dans {seconds} seconde{'s' if seconds > 1 else ''}."


async def account_of(request: Request, login: str, password: str) -> str | None:
    """Returns the id of the account that login and password open, None if they open none.

    Raises:
        TryLaterError: too many try at this moment, or this one failed too often.
    """
    client = address_of(request.scope)
    return await _in_line(request, lambda: recruiters.authenticate(default_database(), login, password, address=client))


def is_password_of(request: Request, recruiter_id: str, password: str) -> bool:
    """Returns whether a password is that of an account; a wrong one counts as a failed sign-in. For routes in threads.

    Raises:
        TryLaterError: too many try at this moment, or this one failed too often.
    """
    with default_database().session_scope() as session:
        login = session.get_one(Recruiter, recruiter_id).login
    return anyio.from_thread.run(account_of, request, login, password) == recruiter_id


def in_turn(request: Request, call: Callable[[], T]) -> T:
    """Returns what a call returns that hashes a password, when its turn has come. For routes in threads.

    Raises:
        TryLaterError: too many try at this moment.
    """
    return anyio.from_thread.run(_in_line, request, call)


def is_code_of(request: Request, recruiter_id: str, code: str) -> bool:
    """Returns whether a code is one of an account's second factor, which it then used up.

    Raises:
        TryLaterError: codes from there were wrong too often.
    """
    try:
        return second_factors.check(default_database(), recruiter_id, code, address=address_of(request.scope))
    except TooSoonError as error:
        raise TryLaterError("too_soon", too_soon(error.seconds), 429, error.seconds) from error


async def _in_line(request: Request, call: Callable[[], T]) -> T:
    try:
        return await _line.run(address_of(request.scope), call)
    except LineFullError as error:
        raise TryLaterError("busy", BUSY, 503, BUSY_SECONDS) from error
    except TooSoonError as error:
        raise TryLaterError("too_soon", too_soon(error.seconds), 429, error.seconds) from error


def go_on(request: Request, recruiter_id: str) -> Response:
    """Opens a session for somebody who proved who they are, or asks for the code of their second factor before."""
    with default_database().session_scope() as session:
        if second_factors.is_on(session, recruiter_id):
            mark = _mark(session.get_one(Recruiter, recruiter_id))
            answer = RedirectResponse(address(CODE), status_code=303)
            carrying.PASSWORD_GIVEN.give(request, answer, {"account": recruiter_id, "mark": mark})
            return answer
    return let_in(request, recruiter_id)


def who_needs_a_code(request: Request) -> str | None:
    """Returns the id of the account whose password this browser gave a moment ago, None if it must begin anew."""
    carried = carrying.PASSWORD_GIVEN.read(request)
    if carried is None:
        return None
    with default_database().session_scope() as session:
        account = session.get(Recruiter, carried["account"])
        if account is None or account.disabled or _mark(account) != carried["mark"]:
            return None
        return account.id if second_factors.is_on(session, account.id) else None


def let_in(request: Request, recruiter_id: str, *, to: str | None = None) -> Response:
    """Opens a session in the place of an earlier one of this browser, and leads on.

    Args:
        request: of the browser.
        recruiter_id: who proved who they are.
        to: the page to lead to, if not the one for which they came.
    """
    with default_database().session_scope() as session:
        recruiters.close_session(session, request.cookies.get(security.SESSION_COOKIE, ""))
        token = recruiters.open_session(session, recruiter_id)
    answer = RedirectResponse(address(to or _where_to(request)), status_code=303)
    security.set_cookie(request, answer, security.SESSION_COOKIE, token, security.SESSION_LIFE_SECONDS)
    for name in (security.SIGN_IN_COOKIE, security.SEARCH_COOKIE):  # whoever was here before looked for somebody
        security.drop_cookie(answer, name)
    if carrying.PASSWORD_GIVEN.cookie in request.cookies:
        carrying.PASSWORD_GIVEN.drop(answer)
    return answer


def _where_to(request: Request) -> str:
    """Returns the page for which somebody came: to link an account, to answer an invitation, or else the list."""
    if carrying.IDENTITY.read(request) is not None:
        return "/compte/openid"
    invited = carrying.INVITED.read(request)
    return f"/invitation/{invited['token']}" if invited else "/"


def _mark(account: Recruiter) -> str:
    """Returns what changes with the password: a new one voids what was proved by the old.

    Who has the database and the secret, but not the keys, cannot tell it.
    """
    return keyring().current.digest(f"password given {account.password_hash}").hex()
