"""Resume codes: short, single use, expiring; a hash is kept, keyed by the installation's secret. Wrong ones are counted by address.

A code that was mailed lives for half an hour, beside the one that was told in the conversation: neither ends the other.
"""

import hashlib
import hmac
import re
import secrets
from datetime import timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from bot.base import clock
from bot.base.secret_key import secret_key
from bot.records.models import Candidate, ResumeCode, ResumeTry
from bot.records.store import audit
from bot.records.store.sql_helpers import affected_rows

# No letter or digit that looks like another.
ALPHABET = "ACDEFGHJKMNPQRTUVWXY234679"
CODE_LENGTH = 8
LIFETIME, EMAILED_LIFETIME = timedelta(days=2), timedelta(minutes=30)
HOUR = timedelta(hours=1)
MAX_ATTEMPTS_PER_HOUR = 5
# Of 2·10¹¹ codes: enough to stop a machine that guesses, too many to lock everybody out with a handful of sessions.
MAX_TOTAL_ATTEMPTS_PER_HOUR = 20_000
FIRST_PAUSE = timedelta(seconds=5)
# Stands in the conversation for a code: the real one is told to the person and kept nowhere.
CODE_PLACEHOLDER = "••••-••••"
CODE = re.compile(rf"([{ALPHABET}]{{4}})[\s\-–—.]*([{ALPHABET}]{{4}})", re.IGNORECASE)


def _hash(text: str) -> str:
    return keyed_digest(hashlib.sha256(text.encode()).hexdigest())


def keyed_digest(digest: str) -> str:
    """Returns what is kept of a SHA-256: codes are short, so the hash alone would tell them to who has a copy of the database."""
    return hmac.new(secret_key().encode(), f"resume {digest}".encode(), hashlib.sha256).hexdigest()


def parse_code(text: str) -> str | None:
    """Returns the code that a text is, in its normal form, or None."""
    found = CODE.fullmatch(text.strip(" .!«»\"'`\t\n"))
    code = f"{found[1]}-{found[2]}".upper() if found else ""
    return code if any(letter.isdigit() for letter in code) else None


def issue(session: Session, conversation_id: str, *, mailed: bool = False) -> str:
    """Makes a code for a conversation; an earlier one is no longer good.

    Args:
        session: an open session.
        conversation_id: the conversation.
        mailed: it goes to the file's e-mail address instead of being told in the conversation.
    """
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
    """Deletes the code of a conversation that was mailed, or the one that was told in it."""
    session.execute(
        delete(ResumeCode).where(ResumeCode.conversation_id == conversation_id, ResumeCode.mailed.is_(mailed))
    )


def peek(session: Session, code: str) -> str | None:
    """Returns the conversation that a live code continues, without taking it; None when it is no good."""
    return session.scalar(
        select(ResumeCode.conversation_id).where(
            ResumeCode.code_hash == _hash(code), ResumeCode.expires_at >= clock.now()
        )
    )


def may_attempt(session: Session, channel: str, address: str) -> bool:
    """Returns whether an address may try a code, or ask for a link, now: not too many tries, and after a pause that doubles."""
    now = clock.now()
    wrong = list(
        session.scalars(
            select(ResumeTry.tried_at)
            .where(ResumeTry.address_hash == _hash(f"{channel} {address}"), ResumeTry.tried_at > now - HOUR)
            .order_by(ResumeTry.tried_at)
        )
    )
    of_all = session.scalar(select(func.count()).select_from(ResumeTry).where(ResumeTry.tried_at > now - HOUR)) or 0
    if len(wrong) >= MAX_ATTEMPTS_PER_HOUR or of_all >= MAX_TOTAL_ATTEMPTS_PER_HOUR:
        return False
    return not wrong or now >= wrong[-1] + FIRST_PAUSE * 2 ** (len(wrong) - 1)


def record_attempt(session: Session, channel: str, address: str) -> None:
    """Counts a wrong code, or a link that was asked for whether or not there is where to send it."""
    session.add(ResumeTry(address_hash=_hash(f"{channel} {address}"), tried_at=clock.now()))
    session.flush()


def redeem(session: Session, code: str, channel: str, address: str) -> str | None:
    """Takes a code and returns the conversation it continues; None, and counted, when it is no good.

    Who gives one that was mailed has shown that the file's e-mail address is theirs.

    Args:
        session: an open session.
        code: in the normal form of `parse_code`.
        channel: where it was given.
        address: by whom.
    """
    # In one statement: two who give the same code at once do not both get in.
    taken = session.execute(
        delete(ResumeCode)
        .where(ResumeCode.code_hash == _hash(code), ResumeCode.expires_at >= clock.now())
        .returning(ResumeCode.conversation_id, ResumeCode.mailed)
    ).first()
    if taken is None:
        record_attempt(session, channel, address)
        return None
    if taken.mailed:
        of_it = Candidate.conversation_id == taken.conversation_id
        session.execute(update(Candidate).where(of_it).values(email_proved_at=clock.now()))
    audit.record(session, actor="candidate", act="resumed_by_mail" if taken.mailed else "resumed_elsewhere")
    return str(taken.conversation_id)


def purge_expired_codes(session: Session) -> int:
    """Deletes codes whose time is over; returns how many."""
    return affected_rows(session, delete(ResumeCode).where(ResumeCode.expires_at < clock.now()))


def purge_old_attempts(session: Session) -> int:
    """Deletes wrong tries older than a day; returns how many."""
    return affected_rows(session, delete(ResumeTry).where(ResumeTry.tried_at < clock.now() - timedelta(days=1)))
