"""The second factor of an account: codes of a telephone, each taken once, and ten codes on paper for when it is lost."""

import hashlib
import hmac
import secrets
from datetime import timedelta

import pyotp
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from bot.base import clock
from bot.records.accounts import sign_in_failures
from bot.records.accounts.recruiter_sessions import actor_of
from bot.records.models import RecoveryCode, SecondFactor
from bot.records.store import audit
from bot.records.store.database import Database
from bot.records.store.sql_helpers import affected_rows

ISSUER = "Conseillers numériques, recruteurs"
RECOVERY_CODES = 10
SECRET_SHOWN_FOR = timedelta(minutes=15)
_SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # without those that are read as another
_GROUPS, _GROUP = 4, 4
_STEPS = (0, -1, 1)  # a clock may be half a minute wrong


def is_enabled(session: Session, recruiter_id: str) -> bool:
    """Returns whether signing in asks an account for a code."""
    found = session.get(SecondFactor, recruiter_id)
    return found is not None and found.confirmed_at is not None


def list_enabled(session: Session) -> set[str]:
    """Returns the ids of the accounts that are asked for a code."""
    return set(session.scalars(select(SecondFactor.recruiter_id).where(SecondFactor.confirmed_at.is_not(None))))


def enroll(session: Session, recruiter_id: str) -> None:
    """Makes a secret, in the place of one that never counted; one that counts stays."""
    found = session.get(SecondFactor, recruiter_id)
    if found is None:
        session.add(SecondFactor(recruiter_id=recruiter_id, secret=pyotp.random_base32()))
    elif found.confirmed_at is None:
        found.secret, found.begun_at = pyotp.random_base32(), clock.now()


def secret_to_confirm(session: Session, recruiter_id: str) -> str | None:
    """Returns the secret that does not count yet, None without one: it is shown for a quarter of an hour."""
    found = session.get(SecondFactor, recruiter_id)
    is_shown = found is not None and found.confirmed_at is None and found.begun_at > clock.now() - SECRET_SHOWN_FOR
    return found.secret if found is not None and is_shown else None


def provisioning_uri(secret: str, login: str) -> str:
    """Returns the otpauth:// address that a telephone reads off the screen."""
    return pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=ISSUER)


def confirm(session: Session, recruiter_id: str, code: str) -> list[str] | None:
    """Lets a secret count once its code was given; returns the recovery codes, None if the code is wrong."""
    found = session.get(SecondFactor, recruiter_id)
    if found is None or found.confirmed_at is not None or not _take_step(session, found, code):
        return None
    found.confirmed_at = clock.now()
    audit.record(session, actor=actor_of(recruiter_id), act="second_factor_on", subject=recruiter_id)
    return new_recovery_codes(session, recruiter_id)


def switch_off(session: Session, recruiter_id: str, *, actor: str, act: str = "second_factor_off") -> bool:
    """Takes the second factor of an account away, recovery codes too; returns whether there was one."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.recruiter_id == recruiter_id))
    number = affected_rows(session, delete(SecondFactor).where(SecondFactor.recruiter_id == recruiter_id))
    if number:
        audit.record(session, actor=actor, act=act, subject=recruiter_id)
    return number > 0


def reset(session: Session, recruiter_id: str, *, actor: str) -> bool:
    """Takes the second factor of somebody who lost it away; returns whether there was one."""
    return switch_off(session, recruiter_id, actor=actor, act="second_factor_reset")


def new_recovery_codes(session: Session, recruiter_id: str) -> list[str]:
    """Makes recovery codes, of which hashes alone are stored; earlier ones are void."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.recruiter_id == recruiter_id))
    made = [_random_code() for _ in range(RECOVERY_CODES)]
    session.add_all(RecoveryCode(code_hash=_hash(recruiter_id, code), recruiter_id=recruiter_id) for code in made)
    audit.record(session, actor=actor_of(recruiter_id), act="recovery_codes_made", subject=recruiter_id)
    return made


def recovery_codes_left(session: Session, recruiter_id: str) -> int:
    """Returns how many recovery codes an account still has."""
    of_account = select(func.count()).select_from(RecoveryCode).where(RecoveryCode.recruiter_id == recruiter_id)
    return session.scalar(of_account) or 0


def redeem_code(database: Database, recruiter_id: str, code: str, *, address: str) -> bool:
    """Returns whether a code is right, of the telephone or on paper; it is then used up.

    A try counts before it is looked at, apart from those of the password: a right password forgets none of them.

    Args:
        database: where the accounts are.
        recruiter_id: whose code.
        code: as it was typed.
        address: where the try comes from.

    Raises:
        TooSoonError: codes from there failed before: this one must wait.
    """
    counted_as = f"CODE {recruiter_id}"  # logins are in small letters
    with database.session_scope() as session:
        sign_in_failures.register_attempt(session, counted_as, address)
    with database.session_scope() as session:
        if not _take(session, recruiter_id, code):
            audit.record(session, actor=actor_of(recruiter_id), act="second_factor_failed", subject=recruiter_id)
            return False
        sign_in_failures.clear_attempt(session, counted_as, address)
    return True


def _take(session: Session, recruiter_id: str, code: str) -> bool:
    found = session.get(SecondFactor, recruiter_id)
    if found is None or found.confirmed_at is None:
        return False
    if _take_step(session, found, code):
        return True
    on_paper = delete(RecoveryCode).where(
        RecoveryCode.recruiter_id == recruiter_id, RecoveryCode.code_hash == _hash(recruiter_id, code)
    )
    if not affected_rows(session, on_paper):
        return False
    audit.record(session, actor=actor_of(recruiter_id), act="recovery_code_used", subject=recruiter_id)
    return True


def _take_step(session: Session, factor: SecondFactor, code: str) -> bool:
    """Takes a code of the telephone unless it, or a later one, was taken: one statement, so that two at once are one."""
    totp, given = pyotp.TOTP(factor.secret), "".join(code.split())
    now = totp.timecode(clock.now())
    step = next(
        (
            now + more
            for more in _STEPS
            if hmac.compare_digest(totp.generate_otp(now + more).encode(), given.encode("utf-8", "replace"))
        ),
        None,
    )
    if step is None:
        return False
    before = update(SecondFactor).where(SecondFactor.recruiter_id == factor.recruiter_id, SecondFactor.last_step < step)
    return affected_rows(session, before.values(last_step=step)) == 1


def _random_code() -> str:
    return "-".join("".join(secrets.choice(_SIGNS) for _ in range(_GROUP)) for _ in range(_GROUPS))


def _hash(recruiter_id: str, code: str) -> str:
    """Returns the hash of a recovery code, 80 random bits: spaces, hyphens and capitals are as one writes them."""
    signs = "".join(sign for sign in code.upper() if sign.isalnum())
    return hashlib.sha256(f"{recruiter_id} {signs}".encode("utf-8", "replace")).hexdigest()
