"""Two-factor authentication: TOTP codes, each accepted once, and ten recovery codes."""

import hashlib
import hmac
import secrets
from datetime import timedelta

import pyotp
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bot.base import clock
from bot.records.accounts import sign_in_failures
from bot.records.accounts.recruiter_sessions import actor_of
from bot.records.models import RecoveryCode, SecondFactor
from bot.records.store import audit
from bot.records.store.database import Database
from bot.records.store.sql_helpers import affected_rows, count

ISSUER = "Conseillers numériques, recruteurs"
RECOVERY_CODES = 10
SECRET_SHOWN_FOR = timedelta(minutes=15)
_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # without look-alikes
_GROUPS, _GROUP = 4, 4
_STEPS = (0, -1, 1)  # clocks may differ by half a minute


def is_enabled(session: Session, recruiter_id: str) -> bool:
    """Whether sign-in asks the account for a code."""
    factor = session.get(SecondFactor, recruiter_id)
    return factor is not None and factor.confirmed_at is not None


def list_enabled(session: Session) -> set[str]:
    """Ids of the accounts with a second factor."""
    return set(session.scalars(select(SecondFactor.recruiter_id).where(SecondFactor.confirmed_at.is_not(None))))


def enroll(session: Session, recruiter_id: str) -> None:
    """Create a secret, replacing an unconfirmed one; a confirmed one stays."""
    factor = session.get(SecondFactor, recruiter_id)
    if factor is None:
        session.add(SecondFactor(recruiter_id=recruiter_id, secret=pyotp.random_base32()))
    elif factor.confirmed_at is None:
        factor.secret, factor.begun_at = pyotp.random_base32(), clock.now()


def secret_to_confirm(session: Session, recruiter_id: str) -> str | None:
    """The unconfirmed secret, for a quarter of an hour."""
    factor = session.get(SecondFactor, recruiter_id)
    if factor is None or factor.confirmed_at is not None or factor.begun_at <= clock.now() - SECRET_SHOWN_FOR:
        return None
    return factor.secret


def provisioning_uri(secret: str, login: str) -> str:
    """The otpauth:// URI of the QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=ISSUER)


def confirm(session: Session, recruiter_id: str, code: str) -> list[str] | None:
    """Activate the secret with its first code; returns the recovery codes, None if the code is wrong."""
    factor = session.get(SecondFactor, recruiter_id)
    if factor is None or factor.confirmed_at is not None or not _use_totp(session, factor, code):
        return None
    factor.confirmed_at = clock.now()
    audit.record(session, actor=actor_of(recruiter_id), act="second_factor_on", subject=recruiter_id)
    return new_recovery_codes(session, recruiter_id)


def switch_off(session: Session, recruiter_id: str, *, actor: str, act: str = "second_factor_off") -> bool:
    """Remove the second factor and the recovery codes. False if there was none."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.recruiter_id == recruiter_id))
    number = affected_rows(session, delete(SecondFactor).where(SecondFactor.recruiter_id == recruiter_id))
    if number:
        audit.record(session, actor=actor, act=act, subject=recruiter_id)
    return number > 0


def reset(session: Session, recruiter_id: str, *, actor: str) -> bool:
    """Remove a lost second factor for its owner. False if there was none."""
    return switch_off(session, recruiter_id, actor=actor, act="second_factor_reset")


def new_recovery_codes(session: Session, recruiter_id: str) -> list[str]:
    """Create recovery codes, stored as hashes, replacing earlier ones."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.recruiter_id == recruiter_id))
    codes = [_random_code() for _ in range(RECOVERY_CODES)]
    session.add_all(RecoveryCode(code_hash=_hash(recruiter_id, code), recruiter_id=recruiter_id) for code in codes)
    audit.record(session, actor=actor_of(recruiter_id), act="recovery_codes_made", subject=recruiter_id)
    return codes


def recovery_codes_left(session: Session, recruiter_id: str) -> int:
    """Number of unused recovery codes."""
    return count(session, RecoveryCode, RecoveryCode.recruiter_id == recruiter_id)


def redeem_code(database: Database, recruiter_id: str, code: str, *, address: str) -> bool:
    """Check a TOTP or recovery code and use it up.

    An attempt counts before it is checked, separately from those of the password: a correct password resets nothing here.

    Raises:
        ThrottledError: too many wrong codes from this address.
    """
    counted_as = f"CODE {recruiter_id}"  # logins are lower case
    with database.session_scope() as session:
        sign_in_failures.register_attempt(session, counted_as, address)
    with database.session_scope() as session:
        if not _use(session, recruiter_id, code):
            audit.record(session, actor=actor_of(recruiter_id), act="second_factor_failed", subject=recruiter_id)
            return False
        sign_in_failures.clear_attempt(session, counted_as, address)
    return True


def _use(session: Session, recruiter_id: str, code: str) -> bool:
    factor = session.get(SecondFactor, recruiter_id)
    if factor is None or factor.confirmed_at is None:
        return False
    if _use_totp(session, factor, code):
        return True
    recovery_code = delete(RecoveryCode).where(
        RecoveryCode.recruiter_id == recruiter_id, RecoveryCode.code_hash == _hash(recruiter_id, code)
    )
    if not affected_rows(session, recovery_code):
        return False
    audit.record(session, actor=actor_of(recruiter_id), act="recovery_code_used", subject=recruiter_id)
    return True


def _use_totp(session: Session, factor: SecondFactor, code: str) -> bool:
    """Accept a TOTP code unless it or a later one was used before. Atomic."""
    totp, typed = pyotp.TOTP(factor.secret), "".join(code.split())
    now = totp.timecode(clock.now())
    step = next(
        (
            now + offset
            for offset in _STEPS
            if hmac.compare_digest(totp.generate_otp(now + offset).encode(), typed.encode("utf-8", "replace"))
        ),
        None,
    )
    if step is None:
        return False
    statement = update(SecondFactor).where(
        SecondFactor.recruiter_id == factor.recruiter_id, SecondFactor.last_step < step
    )
    return affected_rows(session, statement.values(last_step=step)) == 1


def _random_code() -> str:
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(_GROUP)) for _ in range(_GROUPS))


def _hash(recruiter_id: str, code: str) -> str:
    """Hash of a recovery code of 80 random bits; spaces, hyphens and case are ignored."""
    normalised = "".join(character for character in code.upper() if character.isalnum())
    return hashlib.sha256(f"{recruiter_id} {normalised}".encode("utf-8", "replace")).hexdigest()
