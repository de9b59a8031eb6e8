"""The user's own second factor: enabling, disabling, recovery codes."""

from typing import Annotated

import segno
from fastapi import APIRouter, Form, Request, Response
from markupsafe import Markup

from bot.content.sentences import sentence
from bot.records.accounts import recruiter_sessions, second_factors
from bot.records.accounts.recruiter_sessions import RecruiterUser
from bot.records.models import Recruiter
from bot.records.store.database import default_database
from bot.recruiting import security
from bot.recruiting.rendering import page_url, redirect, render
from bot.recruiting.sign_in import authentication
from bot.recruiting.sign_in.account import ACCOUNT, MAX_PASSWORD_LENGTH
from bot.recruiting.sign_in.authentication import CredentialsRejectedError
from bot.recruiting.sign_in.sign_in import MAX_CODE_LENGTH

PAGE = f"{ACCOUNT}/double-authentification"
Code = Annotated[str, Form(max_length=MAX_CODE_LENGTH)]
Password = Annotated[str, Form(max_length=MAX_PASSWORD_LENGTH)]

router = APIRouter(prefix=PAGE)


def _page(request: Request, me: RecruiterUser, *, error: str | None = None, status: int = 200) -> Response:
    with default_database().session_scope() as session:
        secret = second_factors.secret_to_confirm(session, me.recruiter_id)
        login = session.get_one(Recruiter, me.recruiter_id).login
        shown = {
            "is_on": second_factors.is_enabled(session, me.recruiter_id),
            "codes_left": second_factors.recovery_codes_left(session, me.recruiter_id),
        }
    return render(
        request, "second_factor.html", me, status=status, error=error, secret=secret,
        picture=_qr_code(second_factors.provisioning_uri(secret, login)) if secret else None, **shown,
    )  # fmt: skip


def _qr_code(text: str) -> Markup:
    """A QR code as SVG without inline style. The text is our own, not user input."""
    return Markup(segno.make(text, error="m").svg_inline(scale=5, border=4, dark="#000", light="#fff"))


def _codes_page(request: Request, me: RecruiterUser, codes: list[str]) -> Response:
    return render(request, "recovery_codes.html", me, codes=codes)


@router.get("")
def show_second_factor(request: Request, me: security.UserGet) -> Response:
    """The status of the second factor, or the QR code to scan."""
    return _page(request, me)


@router.post("/commencer")
def begin(request: Request, me: security.UserPost, password: Password = "") -> Response:
    """Create a secret after checking the password, so that an unattended session cannot lock its owner out."""
    try:
        authentication.verify_password(request, me.recruiter_id, password)
    except CredentialsRejectedError as error:
        return _page(request, me, error=error.sentence, status=error.status)
    with default_database().session_scope() as session:
        second_factors.enroll(session, me.recruiter_id)
    return redirect(page_url(PAGE))


@router.post("/confirmer")
def confirm(request: Request, me: security.UserPost, code: Code = "") -> Response:
    """Enable the second factor with a first code, end other sessions and show the recovery codes."""
    with default_database().session_scope() as session:
        codes = second_factors.confirm(session, me.recruiter_id, code)
        if codes is not None:
            kept = request.cookies[security.SESSION_COOKIE]
            recruiter_sessions.close_sessions(session, me.recruiter_id, keep_token=kept)
    if codes is None:
        return _page(request, me, error=sentence("account.code_not_confirmed"), status=400)
    return _codes_page(request, me, codes)


@router.post("/codes")
def renew_codes(request: Request, me: security.UserPost, code: Code = "") -> Response:
    """Replace the recovery codes after checking a code."""
    try:
        authentication.redeem_second_factor(request, me.recruiter_id, code)
    except CredentialsRejectedError as error:
        return _page(request, me, error=error.sentence, status=error.status)
    with default_database().session_scope() as session:
        codes = second_factors.new_recovery_codes(session, me.recruiter_id)
    return _codes_page(request, me, codes)


@router.post("/arreter")
def switch_off(request: Request, me: security.UserPost, password: Password = "", code: Code = "") -> Response:
    """Disable the second factor after checking the password and a code."""
    try:
        authentication.verify_password(request, me.recruiter_id, password)
        authentication.redeem_second_factor(request, me.recruiter_id, code)
    except CredentialsRejectedError as error:
        return _page(request, me, error=error.sentence, status=error.status)
    with default_database().session_scope() as session:
        second_factors.switch_off(session, me.recruiter_id, actor=me.actor)
    return redirect(page_url(f"{ACCOUNT}?fait=double-non"))
