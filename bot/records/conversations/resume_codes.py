"""Resume codes: short, single-use and expiring, stored as keyed hashes. Wrong attempts are counted by address.

A conversation may have two at once: one shown in it, valid for two days, and one e-mailed, valid for half an hour.
"""

import hashlib
import hmac
import re
import secrets
from datetime import timedelta
from enum import StrEnum

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bot.base import clock
from bot.base.secret_key import secret_key
from bot.records.models import Candidate, ResumeCode, ResumeTry
from bot.records.store import audit
from bot.records.store.sql_helpers import affected_rows, count

# No letter or digit that looks like another.
ALPHABET = "ACDEFGHJKMNPQRTUVWXY234679"
CODE_LENGTH = 8
LIFETIME, EMAILED_LIFETIME = timedelta(days=2), timedelta(minutes=30)
HOUR = timedelta(hours=1)
MAX_ATTEMPTS_PER_HOUR = 5
# Of 2·10¹¹ codes: enough to stop a machine that guesses, too many to lock everybody out with a handful of sessions.
MAX_TOTAL_ATTEMPTS_PER_HOUR = 20_000
MIN_PAUSE = timedelta(seconds=5)
# Stored in the conversation instead of the code, which is stored nowhere.
CODE_PLACEHOLDER = "••••-••••"
CODE = re.compile(rf"([{ALPHABET}]{{4}})[\s\-–—.]*([{ALPHABET}]{{4}})", re.IGNORECASE)


class AttemptKind(StrEnum):
    """What an address attempts: the prefix under which its attempts are hashed."""

    CODE = ""
    LINK = "link "


def _hash(text: str) -> str:
    return keyed_digest(hashlib.sha256(text.encode()).hexdigest())


def keyed_digest(digest: str) -> str:
    """HMAC of a SHA-256 digest. Codes are short: their plain hash could be reversed from a copy of the database."""
    return hmac.new(secret_key().encode(), f"resume {digest}".encode(), hashlib.sha256).hexdigest()


def parse_code(text: str) -> str | None:
    """The normal form of the code in a text, if it is one."""
    match = CODE.fullmatch(text.strip(" .!«»\"'`\t\n"))
    code = f"{match[1]}-{match[2]}".upper() if match else ""
    return code if any(letter.isdigit() for letter in code) else None


def issue(session: Session, conversation_id: str, *, mailed: bool = False) -> str:
    """Create a code for a conversation, to show in it or to e-mail, replacing the earlier one."""
    revoke(session, conversation_id, mailed=mailed)
    letters = ""
    while not any(letter.isdigit() for letter in letters):  # a digit tells a code from a word or a name
        letters = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    code = f"{letters[:4]}-{letters[4:]}"
    expires_at = clock.now() + (EMAILED_LIFETIME if mailed else LIFETIME)
    session.add(
        ResumeCode(code_hash=_hash(code), conversation_id=conversation_id, expires_at=expires_at, mailed=mailed)
    )
    return code


def revoke(session: Session, conversation_id: str, *, mailed: bool) -> None:
    """Delete the conversation's e-mailed code, or the one shown in it."""
    session.execute(
        delete(ResumeCode).where(ResumeCode.conversation_id == conversation_id, ResumeCode.mailed.is_(mailed))
    )


def peek(session: Session, code: str) -> str | None:
    """The conversation of a valid code, without using the code up."""
    return session.scalar(
        select(ResumeCode.conversation_id).where(
            ResumeCode.code_hash == _hash(code), ResumeCode.expires_at >= clock.now()
        )
    )


def may_attempt(session: Session, channel: str, address: str, kind: AttemptKind) -> bool:
    """Whether an address may try a code or request a link now: few attempts an hour, with a pause that doubles.

    The attempts of an address are counted by kind, so that the code of a link just requested can be used at once.
    """
    now = clock.now()
    wrong = list(
        session.scalars(
            select(ResumeTry.tried_at)
            .where(ResumeTry.address_hash == _address_hash(channel, address, kind), ResumeTry.tried_at > now - HOUR)
            .order_by(ResumeTry.tried_at)
        )
    )
    total = count(session, ResumeTry, ResumeTry.tried_at > now - HOUR)
    if len(wrong) >= MAX_ATTEMPTS_PER_HOUR or total >= MAX_TOTAL_ATTEMPTS_PER_HOUR:
        return False
    return not wrong or now >= wrong[-1] + MIN_PAUSE * 2 ** (len(wrong) - 1)


def record_attempt(session: Session, channel: str, address: str, kind: AttemptKind) -> None:
    """Count a wrong code or a link request from an address."""
    session.add(ResumeTry(address_hash=_address_hash(channel, address, kind), tried_at=clock.now()))
    session.flush()


def _address_hash(channel: str, address: str, kind: AttemptKind) -> str:
    return _hash(f"{kind}{channel} {address}")


def redeem(session: Session, code: str, channel: str, address: str) -> str | None:
    """Use up a code of `parse_code` and return its conversation. A wrong or expired one is counted and gives None.

    An e-mailed code verifies the e-mail address of the dossier.
    """
    # Atomic: of two uses of a code at the same moment, one succeeds.
    used = session.execute(
        delete(ResumeCode)
        .where(ResumeCode.code_hash == _hash(code), ResumeCode.expires_at >= clock.now())
        .returning(ResumeCode.conversation_id, ResumeCode.mailed)
    ).first()
    if used is None:
        record_attempt(session, channel, address, AttemptKind.CODE)
        return None
    if used.mailed:
        of_it = Candidate.conversation_id == used.conversation_id
        session.execute(update(Candidate).where(of_it).values(email_proved_at=clock.now()))
    audit.record(session, actor="candidate", act="resumed_by_mail" if used.mailed else "resumed_elsewhere")
    return str(used.conversation_id)


def purge_expired_codes(session: Session) -> int:
    """Delete expired codes; returns how many."""
    return affected_rows(session, delete(ResumeCode).where(ResumeCode.expires_at < clock.now()))


def purge_old_attempts(session: Session) -> int:
    """Delete attempts older than a day; returns how many."""
    return affected_rows(session, delete(ResumeTry).where(ResumeTry.tried_at < clock.now() - timedelta(days=1)))
