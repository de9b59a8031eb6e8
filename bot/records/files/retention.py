"""Retention rules: how long each kind of data is kept, why, and the function that purges it.

Data that belongs to a dossier (notes, comments, messages, reminders) is deleted with the dossier.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.base.settings import settings
from bot.records.accounts import (
    api_tokens,
    invitations,
    recruiter_sessions,
    sign_in_failures,
    webhook_deliveries,
)
from bot.records.conversations import addresses, inbox, outbox, resume_codes, resume_link_emails, unanswered
from bot.records.files import candidates, erasure_log, redaction
from bot.records.handoffs import handoffs
from bot.records.store import audit_chain, daily_counts


@dataclass(frozen=True)
class RetentionRule:
    """One kind of data with a limited retention.

    Attributes:
        name: plural, as reported by `bot db purge`.
        longest: maximum retention, in words, as configured.
        why: purpose of keeping it so long.
        purge: deletes what is expired; returns how much.
    """

    name: str
    longest: str
    why: str
    purge: Callable[[Session], int]


def retention_rules() -> tuple[RetentionRule, ...]:
    """All rules in the order of purging, with the periods of this installation."""
    hours = f"{redaction.NO_CONSENT_HOURS} hours"
    return (
        RetentionRule(
            "expired files", f"{settings().retention_months} months",
            "after the registration last changed: recruiters fill places until then", candidates.erase_expired,
        ),
        RetentionRule(
            "conversations without agreement", hours,
            "of silence: somebody reads the notice and comes back. With a request for a person seven days at most",
            redaction.delete_without_consent,
        ),
        RetentionRule(
            "messages of exchanges that are over", "the exchange",
            "of somebody who never agreed: the team answers; they are forgotten as it ends, this looks again",
            redaction.redact_ended_takeovers,
        ),
        RetentionRule(
            "ended requests without a conversation", hours,
            "a request that was ended by mistake is put back", handoffs.purge_ended,
        ),
        RetentionRule(
            "unanswered questions", f"{settings().unanswered_days} days",
            "from the Monday of their week: editors write the answers", unanswered.purge_expired,
        ),
        RetentionRule(
            "daily counts", f"{daily_counts.RETENTION_MONTHS} months",
            "numbers by day, which are nobody's: a campaign is compared with the one before", daily_counts.purge_expired,
        ),
        RetentionRule("resume codes", f"{resume_codes.LIFETIME.days} days", "somebody goes on elsewhere", resume_codes.purge_expired_codes),
        RetentionRule("wrong resume codes", "1 day", "a machine that guesses is stopped", resume_codes.purge_old_attempts),
        RetentionRule(
            "answered messages of channels", f"{inbox.RETENTION_DAYS} days",
            "without words: a message that is sent again is answered once", inbox.purge_expired,
        ),
        RetentionRule(
            "deliveries", f"{outbox.RETENTION_DAYS} days", "without words: what is delivered late is explained",
            outbox.purge_expired,
        ),
        RetentionRule(
            "sessions of recruiters", f"{recruiter_sessions.SESSION_LIFETIME.seconds // 3600} hours", "a working day",
            recruiter_sessions.purge_expired_sessions,
        ),
        RetentionRule(
            "sessions of the website", f"{addresses.WEB_SESSION_LIFETIME.days} days", "without use; the conversation stays",
            addresses.purge_expired_sessions,
        ),
        RetentionRule("links sent by e-mail", "1 hour", "one an hour is sent", resume_link_emails.purge_expired),
        RetentionRule(
            "invitations to a structure", f"{invitations.LIFETIME.days} days", "whoever is invited has come",
            invitations.purge_expired,
        ),
        RetentionRule(
            "failed sign-ins", "1 day", "keyed hashes and counts: who guesses passwords waits", sign_in_failures.purge_expired,
        ),
        RetentionRule(
            "webhooks' deliveries", f"{webhook_deliveries.RETENTION_DAYS} days",
            "without whom they were about: what arrives late is explained", webhook_deliveries.purge_expired,
        ),
        RetentionRule(
            "ended tokens of programs", f"{api_tokens.RETENTION.days} days",
            "after their end: which program read a file is accounted for", api_tokens.purge_expired,
        ),
        RetentionRule(
            "lines of the register of erasures", f"{erasure_log.RETENTION.days} days",
            "without names: a backup that is restored forgets again", erasure_log.purge_old,
        ),
        RetentionRule(
            "lines of the audit log", f"{settings().audit_months} months", "who read, exported, erased is accounted for",
            audit_chain.purge,
        ),
    )  # fmt: skip


def purge(session: Session) -> dict[str, int]:
    """Apply every rule; returns the number of deleted items by name."""
    return {kind.name: kind.purge(session) for kind in retention_rules()}
