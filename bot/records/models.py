"""The tables. Values of the registration are stored in the normal forms of the product's contract.

What says who a person is, how to reach them, what they wrote and what was said is sealed (`bot.records.secret_columns`).
"""

import base64
import secrets
import uuid
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, cast

from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship, validates

from bot import clock
from bot.records.secret_columns import Lookup, SecretJson, SecretText


class Moment(TypeDecorator[datetime]):
    """An aware UTC datetime on every database (SQLite drops the zone: it is put back on reading)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Returns the stored moment with its zone."""
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """Declarative base of all tables."""


def table_of(model: type[Base]) -> Table:
    """Returns the table of a model.

    What every message asks is a statement on tables, made once: building it anew, or as one on models, costs several
    times what SQLite needs to run it.
    """
    return cast(Table, model.__table__)


def new_id() -> str:
    """Returns a random identifier that says nothing of the person."""
    return uuid.uuid4().hex


def new_conversation_id() -> str:
    """Returns a random identifier that says nothing of the person: 120 bits as 24 small letters and digits.

    It stands in each row and index of what a person says, some two hundred times; so it is short.
    """
    return base64.b32encode(secrets.token_bytes(15)).decode().lower()


def new_revision() -> int:
    """Returns a number that no other state of a conversation has."""
    return secrets.randbits(63)


def _index_of_few(name: str, *columns: str, where: str) -> Index:
    """Returns an index of the rows that a condition holds for."""
    return Index(name, *columns, sqlite_where=text(where), postgresql_where=text(where))


class Conversation(Base):
    """One person's conversation, on whatever channels they come by."""

    __tablename__ = "conversations"

    id: Mapped[str] = mapped_column(String(80), primary_key=True, comment="sender id in Rasa")
    channel: Mapped[str | None] = mapped_column(String(40))
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    last_message_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    consented: Mapped[bool] = mapped_column(default=False, comment="before this, no words of the person are stored")
    state: Mapped[dict[str, Any] | None] = mapped_column(
        SecretJson, comment="slots and open form after the last turn; null until Rasa took a message"
    )
    revision: Mapped[int] = mapped_column(
        BigInteger, default=new_revision, comment="another with each state: who read an older one stores nothing"
    )


class ConversationEvent(Base):
    """Something that was said, in order of id within a conversation (`bot.records.said`)."""

    __tablename__ = "conversation_events"
    # Ids are never used again, even after an erasure: clients ask for what came after one.
    __table_args__ = (
        Index("ix_events_conversation", "conversation_id", "id"),
        _index_of_few("ix_events_message", "conversation_id", "message_id", where="message_id IS NOT NULL"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    conversation_id: Mapped[str] = mapped_column(String(80))
    type_name: Mapped[str] = mapped_column(String(10), comment="user | bot")
    timestamp: Mapped[float]
    message_id: Mapped[str | None] = mapped_column(String(80), comment="on user messages: the inbound message's id")
    mark: Mapped[str | None] = mapped_column(
        String(10), comment="said without Rasa, which never reads it: aside | held | person | reminder"
    )
    data: Mapped[dict[str, Any]] = mapped_column(
        SecretJson, comment="text, intent, actions of a person's turn; text, buttons (titles) of the bot"
    )
    undo: Mapped[dict[str, Any] | None] = mapped_column(
        SecretJson,
        comment="on user messages: what the turn changed of slots and open form, as it was before; null: there was nothing",
    )


class InboundMessage(Base):
    """A message as a channel received it, so that one sent twice is answered once."""

    __tablename__ = "inbound_messages"
    __table_args__ = (
        UniqueConstraint("conversation_id", "message_id"),
        Index("ix_inbound_received", "conversation_id", "received_at"),
        # What waits is little, however much was answered.
        _index_of_few("ix_inbound_waiting", "conversation_id", "joined_to", where="answered_at IS NULL"),
        _index_of_few("ix_inbound_to_hand_over", "channel", "id", where="answered_at IS NULL AND text IS NOT NULL"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    conversation_id: Mapped[str] = mapped_column(String(80))
    message_id: Mapped[str] = mapped_column(String(80))
    received_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    answered_at: Mapped[datetime | None] = mapped_column(Moment, comment="the answer is what the conversation holds")
    receipt: Mapped[str | None] = mapped_column(
        SecretText,
        comment="of an erasure by this message: its answer, should the turn be cut short; gone once answered",
    )
    text: Mapped[str | None] = mapped_column(SecretText, comment="what to hand over; gone once answered")
    joined_to: Mapped[str | None] = mapped_column(
        String(80), comment="id of the earlier message with which it is one answer"
    )
    channel: Mapped[str | None] = mapped_column(String(40))
    address: Mapped[str | None] = mapped_column(Lookup, comment="where the answer goes; gone once answered")
    begun: Mapped[int] = mapped_column(
        Integer, default=0, server_default="0",
        comment="how often Rasa was handed it by a process of which no word came again",
    )  # fmt: skip


class Address(Base):
    """Where a person is reached: a Telegram chat, a Matrix room or a website session, and whose conversation it is."""

    __tablename__ = "addresses"

    channel: Mapped[str] = mapped_column(String(40), primary_key=True)
    address: Mapped[str] = mapped_column(Lookup, primary_key=True)
    conversation_id: Mapped[str] = mapped_column(String(80), index=True)
    last_used_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)


class OutboundMessage(Base):
    """Something to deliver on a channel. Its words and its address are gone once it is sent."""

    __tablename__ = "outbound_messages"
    # Ids are never used again: Matrix deliveries are made once by them.
    __table_args__ = (
        _index_of_few("ix_outbound_to_deliver", "channel", "id", where="sent_at IS NULL AND abandoned_at IS NULL"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    conversation_id: Mapped[str] = mapped_column(String(80), index=True)
    channel: Mapped[str] = mapped_column(String(40))
    address: Mapped[str | None] = mapped_column(Lookup)
    text: Mapped[str | None] = mapped_column(SecretText)
    buttons: Mapped[list[str]] = mapped_column(
        SecretJson, default=list, comment="titles of the choices offered with it"
    )
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    abandoned_at: Mapped[datetime | None] = mapped_column(Moment, comment="it can never be delivered")
    tries: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime | None] = mapped_column(Moment)
    error: Mapped[str | None] = mapped_column(String(200), comment="of the last try, without words of the person")


class ChannelState(Base):
    """What a channel must remember across restarts: where its next fetch starts, its device."""

    __tablename__ = "channel_states"

    channel: Mapped[str] = mapped_column(String(40), primary_key=True)
    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    value: Mapped[Any] = mapped_column(SecretJson(none_as_null=False))
    updated_at: Mapped[datetime] = mapped_column(Moment, default=clock.now, onupdate=clock.now)


class ResumeCode(Base):
    """A code that continues a conversation elsewhere, once; only its hash is kept.

    A conversation has one that was told in it and one that was mailed at most.
    """

    __tablename__ = "resume_codes"

    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(String(80), index=True)
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    mailed: Mapped[bool] = mapped_column(
        default=False, comment="it is in an e-mail: who gives it reads what is sent to the file's address"
    )


class ResumeTry(Base):
    """A code that was no good or a link that was asked for, from an address, of which a hash is kept for a day."""

    __tablename__ = "resume_tries"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    address_hash: Mapped[str] = mapped_column(String(64), index=True)
    tried_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)


class LinkMail(Base):
    """Somebody asked for a link back to their files by e-mail; the row is of the newest file with that address."""

    __tablename__ = "link_mails"

    conversation_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    asked_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    due_at: Mapped[datetime | None] = mapped_column(Moment, index=True, comment="null once sent or given up")
    tries: Mapped[int] = mapped_column(default=0)


class Reminder(Base):
    """One message that a person agreed to receive if they leave their registration unfinished."""

    __tablename__ = "reminders"

    conversation_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    agreed_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    due_at: Mapped[datetime | None] = mapped_column(Moment, comment="null once sent")
    sent_at: Mapped[datetime | None] = mapped_column(Moment)


class Candidate(Base):
    """A person who agreed to be registered."""

    __tablename__ = "candidates"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    conversation_id: Mapped[str] = mapped_column(String(80), unique=True)
    channel: Mapped[str | None] = mapped_column(String(40))
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    updated_at: Mapped[datetime] = mapped_column(Moment, default=clock.now, onupdate=clock.now)
    notice_version: Mapped[str] = mapped_column(String(20), comment="version of the notice that was agreed to")
    notice_hash: Mapped[str | None] = mapped_column(
        String(64), comment="SHA-256 of the text of the notice that was agreed to"
    )
    consented_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    last_name: Mapped[str | None] = mapped_column(SecretText)
    first_name: Mapped[str | None] = mapped_column(SecretText)
    town: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    mobility: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    availability: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    email: Mapped[str | None] = mapped_column(SecretText)
    email_key: Mapped[str | None] = mapped_column(
        Lookup, index=True, comment="the e-mail address in small letters, to find it by"
    )
    email_proved_at: Mapped[datetime | None] = mapped_column(
        Moment, comment="when somebody opened a link that was sent to this address; null: nobody has seen whose it is"
    )
    phone: Mapped[str | None] = mapped_column(SecretText)
    declined: Mapped[list[str]] = mapped_column(JSON, default=list, comment="fields the person chose not to give")
    remark: Mapped[str | None] = mapped_column(
        SecretText, comment="verbatim: what the person has to say to who recruits"
    )
    remark_masks: Mapped[list[dict[str, Any]]] = mapped_column(
        SecretJson, default=list, comment="what of the remark is not shown: kind, start, end, part (answer)"
    )
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment)

    notes: Mapped[list["Note"]] = relationship(
        back_populates="candidate", cascade="all, delete-orphan", order_by="Note.asked_at"
    )

    @validates("email")
    def _find_by_email(self, _name: str, email: str | None) -> str | None:
        self.email_key = email.lower() if email else None
        return email

    @property
    def numbered_notes(self) -> list[tuple[int, "Note"]]:
        """The notes in the order asked, each with the number that everybody calls it by, from 1."""
        return list(enumerate(self.notes, start=1))


class SearchWord(Base):
    """What recruiters find a file by, without reading all files."""

    __tablename__ = "search_words"
    # Without a row id nothing tells which words were given together.
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012

    candidate_id: Mapped[str] = mapped_column(ForeignKey("candidates.id", ondelete="CASCADE"), primary_key=True)
    word: Mapped[str] = mapped_column(
        Lookup, primary_key=True, index=True, comment="beginning of a word of a name or a town, without accents"
    )


class Note(Base):
    """One answer to one scenario, in the candidate's own words."""

    __tablename__ = "notes"
    __table_args__ = (UniqueConstraint("candidate_id", "question_id"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    candidate_id: Mapped[str] = mapped_column(ForeignKey("candidates.id", ondelete="CASCADE"))
    conversation_id: Mapped[str] = mapped_column(String(80))
    channel: Mapped[str | None] = mapped_column(String(40))
    notice_version: Mapped[str] = mapped_column(String(20))
    notice_acknowledged_at: Mapped[datetime] = mapped_column(Moment)
    trait: Mapped[str] = mapped_column(String(20))
    question_id: Mapped[str] = mapped_column(String(60))
    question_version: Mapped[str] = mapped_column(String(20))
    question: Mapped[str] = mapped_column(Text)
    format: Mapped[str] = mapped_column(String(20), default="text")
    answer: Mapped[str | None] = mapped_column(SecretText, comment="verbatim; null when skipped or withdrawn")
    followup_question: Mapped[str | None] = mapped_column(Text)
    followup_answer: Mapped[str | None] = mapped_column(SecretText)
    evidence: Mapped[list[dict[str, Any]]] = mapped_column(
        SecretJson, default=list, comment="quotes: quote, start, end, part (answer|followup), indicator, polarity, rule"
    )
    contested: Mapped[list[dict[str, Any]]] = mapped_column(
        SecretJson, default=list, comment="quotes that their author says do not show this: quote, indicator"
    )
    rubric_version: Mapped[str] = mapped_column(String(20))
    skipped: Mapped[bool] = mapped_column(default=False)
    skip_reason: Mapped[str | None] = mapped_column(String(60))
    masked: Mapped[bool] = mapped_column(default=False, comment="something of it is not shown to recruiters")
    masks: Mapped[list[dict[str, Any]]] = mapped_column(
        SecretJson, default=list, comment="what is not shown: kind, start, end, part (answer|followup)"
    )
    asked_at: Mapped[datetime] = mapped_column(Moment)
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    seconds: Mapped[int | None] = mapped_column(comment="from the question to the answer")
    amended_at: Mapped[datetime | None] = mapped_column(Moment)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment)

    candidate: Mapped[Candidate] = relationship(back_populates="notes")
    earlier: Mapped[list["NoteVersion"]] = relationship(
        cascade="all, delete-orphan", order_by="NoteVersion.replaced_at"
    )
    comments: Mapped[list["NoteComment"]] = relationship(cascade="all, delete-orphan", order_by="NoteComment.id")

    def is_contested(self, row: Mapping[str, Any]) -> bool:
        """Returns whether the author says that a quote, a row of evidence, does not show its indicator."""
        return {"quote": row["quote"], "indicator": row.get("indicator")} in (self.contested or [])

    @property
    def highlights(self) -> list[dict[str, Any]]:
        """The evidence that others may see: what its author did not contest."""
        return [row for row in self.evidence if not self.is_contested(row)]

    @property
    def contested_count(self) -> int:
        """How many quotes of the answer as it is now its author contested."""
        return len(self.evidence) - len(self.highlights)


class NoteVersion(Base):
    """What an answer was before its author amended it."""

    __tablename__ = "note_versions"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    note_id: Mapped[str] = mapped_column(ForeignKey("notes.id", ondelete="CASCADE"))
    answer: Mapped[str | None] = mapped_column(SecretText)
    followup_answer: Mapped[str | None] = mapped_column(SecretText)
    evidence: Mapped[list[dict[str, Any]]] = mapped_column(SecretJson, default=list)
    masks: Mapped[list[dict[str, Any]]] = mapped_column(SecretJson, default=list)
    replaced_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    how: Mapped[str] = mapped_column(String(20), comment="amended | withdrawn")


class NoteComment(Base):
    """What its author has to say about a note, beside the answer."""

    __tablename__ = "note_comments"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    note_id: Mapped[str] = mapped_column(ForeignKey("notes.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(SecretText, comment="verbatim")
    masks: Mapped[list[dict[str, Any]]] = mapped_column(
        SecretJson, default=list, comment="kind, start, end, part (answer)"
    )
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)


class ContestedCount(Base):
    """How often people said that a highlight does not show what it is said to: whose and which words is not kept."""

    __tablename__ = "contested_counts"

    indicator: Mapped[str] = mapped_column(String(80), primary_key=True)
    polarity: Mapped[str] = mapped_column(String(10), primary_key=True)
    number: Mapped[int]


class HumanRequest(Base):
    """Somebody asked to speak with a person."""

    __tablename__ = "human_requests"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    conversation_id: Mapped[str] = mapped_column(String(80), index=True)
    channel: Mapped[str | None] = mapped_column(String(40))
    reason: Mapped[str] = mapped_column(String(40), comment="asked | not_understood | objection")
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    taken_at: Mapped[datetime | None] = mapped_column(Moment, comment="since when a person holds the conversation")
    taken_by: Mapped[str | None] = mapped_column(String(32), comment="id of the recruiter")
    written_at: Mapped[datetime | None] = mapped_column(Moment, comment="when they last wrote")
    silence_told_at: Mapped[datetime | None] = mapped_column(
        Moment, comment="when the person was told that nobody writes"
    )
    handled_at: Mapped[datetime | None] = mapped_column(Moment)
    mail_agreed_at: Mapped[datetime | None] = mapped_column(
        Moment, comment="when the person agreed to an e-mail that says that they were answered"
    )
    mail_due_at: Mapped[datetime | None] = mapped_column(Moment, comment="of an e-mail not sent yet: when to try")
    mail_tries: Mapped[int | None] = mapped_column(comment="of the latest e-mail")
    mailed_at: Mapped[datetime | None] = mapped_column(Moment, comment="when the latest e-mail was sent")


class UnansweredQuestion(Base):
    """What could not be answered, for the editors (`bot.records.unanswered`): words and how often, nobody's."""

    __tablename__ = "unanswered_questions"
    # Without a row id nothing tells which came before which.
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012

    week: Mapped[date] = mapped_column(primary_key=True, comment="its Monday")
    text: Mapped[str] = mapped_column(Lookup, primary_key=True, comment="as asked; nothing in it was to be masked")
    reason: Mapped[str] = mapped_column(
        String(20), primary_key=True, comment="out_of_scope | not_understood | not_picked"
    )
    number: Mapped[int] = mapped_column(comment="how often, one at least")


class Erasure(Base):
    """Somebody was erased, and nobody can tell who (`bot.records.erasures`)."""

    __tablename__ = "erasures"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    at: Mapped[datetime] = mapped_column(Moment)
    subject: Mapped[str] = mapped_column(String(80), comment="KEY:HASH of the conversation's id")


class AuditEntry(Base):
    """Who did what and when; never an answer's text nor a name (`bot.records.audit`)."""

    __tablename__ = "audit_entries"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now, index=True)
    actor: Mapped[str] = mapped_column(String(80), comment="candidate | recruiter:<id> | operator | purge | gateway")
    act: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str | None] = mapped_column(
        String(80), comment="id of a candidate or a request, a receipt, a hash of this log; never a name"
    )
    hash: Mapped[str] = mapped_column(
        String(64), server_default="", comment="HMAC-SHA256 over the hash of the line before and this line"
    )


class Recruiter(Base):
    """An account of somebody who reads candidates' files."""

    __tablename__ = "recruiters"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    login: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    password_hash: Mapped[str] = mapped_column(String(255))
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    disabled: Mapped[bool] = mapped_column(default=False)
    administers: Mapped[bool] = mapped_column(
        default=False, server_default=false(), comment="erases files on a person's demand"
    )


class SignInFailure(Base):
    """Tries to sign in that opened nothing, of a login and an address, or of one of them."""

    __tablename__ = "sign_in_failures"

    login: Mapped[str] = mapped_column(
        String(64), primary_key=True, comment="keyed hash; empty: of an address, any login"
    )
    address: Mapped[str] = mapped_column(
        String(64), primary_key=True, comment="keyed hash; empty: of a login, any address"
    )
    failures: Mapped[int]
    next_try_at: Mapped[datetime] = mapped_column(Moment)
    forgotten_at: Mapped[datetime] = mapped_column(Moment)


class RecruiterSession(Base):
    """A signed-in browser; the cookie holds a random token, the table its hash."""

    __tablename__ = "recruiter_sessions"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    recruiter_id: Mapped[str] = mapped_column(ForeignKey("recruiters.id", ondelete="CASCADE"))
    csrf: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    expires_at: Mapped[datetime] = mapped_column(Moment)
