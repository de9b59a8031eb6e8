"""Recruiter sign-in: checking credentials, throttling attempts, opening the browser session.

Password, OpenID and invitation all end in `complete_first_factor` or `open_browser_session`; nothing else sets the
session cookie. Functions marked "sync routes only" run in a worker thread and call back into the event loop.
"""

from collections.abc import Callable

import anyio.from_thread
from fastapi import Request, Response

from bot.base import metrics
from bot.content.sentences import section, sentence
from bot.middleware.client_ip import client_ip
from bot.records.accounts import recruiter_sessions, recruiters, second_factors
from bot.records.accounts.sign_in_failures import ThrottledError
from bot.records.models import Recruiter
from bot.records.store.database import default_database
from bot.records.store.keys import keyring
from bot.recruiting import security
from bot.recruiting.dossiers.remembered_search import SEARCH_COOKIE
from bot.recruiting.rendering import page_url, redirect
from bot.recruiting.sign_in import flow_cookies
from bot.recruiting.sign_in.concurrency_limit import ConcurrencyLimiter, TooBusyError

CODE_PATH = "/connexion/code"
BUSY_RETRY_SECONDS = 5


# One password check takes 64 MB and a core for a moment.
_password_limiter = ConcurrencyLimiter(max_running=2, max_waiting=20, max_per_client=5)


class CredentialsRejectedError(Exception):
    """A password or code was not accepted.

    Attributes:
        sentence: for the page, in French.
        status: HTTP status.
    """

    def __init__(self, sentence: str, status: int) -> None:
        super().__init__(sentence)
        self.sentence, self.status = sentence, status


class SignInThrottledError(CredentialsRejectedError):
    """The attempt was rejected before the credentials were checked. Creating it increments `bot_sign_in_failures`.

    Attributes:
        reason: label of the metric: `busy` or `too_soon`.
        seconds: until the next attempt is allowed.
    """

    def __init__(self, reason: str, sentence: str, status: int, seconds: int) -> None:
        super().__init__(sentence, status)
        self.reason, self.seconds = reason, seconds
        metrics.sign_in_failures.labels(reason).inc()


def retry_delay(seconds: int) -> str:
    """« 8 secondes »."""
    return f"{seconds} seconde{'s' if seconds > 1 else ''}"


def retry_message(seconds: int) -> str:
    """The French sentence for a throttled attempt."""
    return section("error_pages")["throttled"].format(delay=retry_delay(seconds))


async def authenticate(request: Request, login: str, password: str) -> str | None:
    """The account id for these credentials; None if they are wrong.

    An unknown login, a wrong password and a closed account all give None and cost one password hash.

    Raises:
        SignInThrottledError: the limiter is full, or this login or address failed too often.
    """
    client = client_ip(request.scope)
    return await _run_limited(
        request, lambda: recruiters.authenticate(default_database(), login, password, address=client)
    )


def verify_password(request: Request, recruiter_id: str, password: str) -> None:
    """Check the password of an account. A wrong one counts as a failed sign-in. Sync routes only.

    Raises:
        CredentialsRejectedError: it is wrong.
        SignInThrottledError: the limiter is full, or this login or address failed too often.
    """
    with default_database().session_scope() as session:
        login = session.get_one(Recruiter, recruiter_id).login
    if anyio.from_thread.run(authenticate, request, login, password) != recruiter_id:
        raise CredentialsRejectedError(sentence("account.wrong_password"), 401)


def run_hashing[T](request: Request, call: Callable[[], T]) -> T:
    """Run a call that hashes a password under the limiter and return its result. Sync routes only.

    Raises:
        SignInThrottledError: the limiter is full.
    """
    return anyio.from_thread.run(_run_limited, request, call)


def redeem_second_factor(request: Request, recruiter_id: str, code: str) -> None:
    """Check a TOTP or recovery code and use it up: the same code is rejected the second time.

    Raises:
        CredentialsRejectedError: the code is wrong or used up.
        SignInThrottledError: too many wrong codes from this address.
    """
    client = client_ip(request.scope)
    try:
        is_right = second_factors.redeem_code(default_database(), recruiter_id, code, address=client)
    except ThrottledError as error:
        raise SignInThrottledError("too_soon", retry_message(error.seconds), 429, error.seconds) from error
    if not is_right:
        raise CredentialsRejectedError(sentence("sign_in.wrong_code"), 401)


async def _run_limited[T](request: Request, call: Callable[[], T]) -> T:
    try:
        return await _password_limiter.run(client_ip(request.scope), call)
    except TooBusyError as error:
        raise SignInThrottledError("busy", sentence("sign_in.busy"), 503, BUSY_RETRY_SECONDS) from error
    except ThrottledError as error:
        raise SignInThrottledError("too_soon", retry_message(error.seconds), 429, error.seconds) from error


def complete_first_factor(request: Request, recruiter_id: str) -> Response:
    """Open the session, or redirect to the code form if the account has a second factor.

    The redirect carries the account and a fingerprint of its password for five minutes.
    """
    with default_database().session_scope() as session:
        if second_factors.is_enabled(session, recruiter_id):
            mark = _password_fingerprint(session.get_one(Recruiter, recruiter_id))
            response = redirect(page_url(CODE_PATH))
            flow_cookies.AWAITING_CODE.set(request, response, {"account": recruiter_id, "mark": mark})
            return response
    return open_browser_session(request, recruiter_id)


def pending_second_factor_account(request: Request) -> str | None:
    """The account for which this browser gave the right password within five minutes.

    None if the cookie is missing or expired, the account is closed, its password has changed, or its second factor was
    switched off.
    """
    carried = flow_cookies.AWAITING_CODE.read(request)
    if carried is None:
        return None
    with default_database().session_scope() as session:
        account = session.get(Recruiter, carried["account"])
        if account is None or account.disabled or _password_fingerprint(account) != carried["mark"]:
            return None
        return account.id if second_factors.is_enabled(session, account.id) else None


def open_browser_session(request: Request, recruiter_id: str, *, to: str | None = None) -> Response:
    """Close this browser's earlier session, open a new one and redirect.

    Args:
        to: path. Default: the OpenID link form or the invitation if one is pending, else the list.
    """
    with default_database().session_scope() as session:
        recruiter_sessions.close_session(session, request.cookies.get(security.SESSION_COOKIE, ""))
        token = recruiter_sessions.open_session(session, recruiter_id)
    response = redirect(page_url(to or _landing_page(request)))
    security.set_cookie(request, response, security.SESSION_COOKIE, token, security.SESSION_MAX_AGE_SECONDS)
    # The search may hold names that the browser's previous user looked for.
    for name in (flow_cookies.VISITOR_CSRF.name, SEARCH_COOKIE):
        security.delete_cookie(response, name)
    if flow_cookies.AWAITING_CODE.name in request.cookies:
        flow_cookies.AWAITING_CODE.clear(response)
    return response


def _landing_page(request: Request) -> str:
    if flow_cookies.UNLINKED_IDENTITY.read(request) is not None:
        return "/compte/openid"
    invited = flow_cookies.INVITATION.read(request)
    return f"/invitation/{invited['token']}" if invited else "/"


def _password_fingerprint(account: Recruiter) -> str:
    """Changes with the password. Keyed, so that the database and the cookie secret are not enough to compute it."""
    return keyring().current.digest(f"password given {account.password_hash}").hex()
