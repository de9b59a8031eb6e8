"""The first tables."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

# Number of the last of the migrations that this one replaces: databases migrated by those are at it already.
revision = "0033"
down_revision = None
branch_labels = None
depends_on = None

# Triggers keep SQLite's index in step with the table. Words come without accents, separated by blanks; their positions are
# not indexed.
FULL_TEXT = (
    "CREATE VIRTUAL TABLE answer_words_index USING fts5("
    "words, content='answer_words', content_rowid='id', detail=none, tokenize='ascii')",
    "INSERT INTO answer_words_index(answer_words_index, rank) VALUES('secure-delete', 1)",
    "CREATE TRIGGER answer_words_added AFTER INSERT ON answer_words BEGIN "
    "INSERT INTO answer_words_index(rowid, words) VALUES (new.id, new.words); END",
    "CREATE TRIGGER answer_words_gone AFTER DELETE ON answer_words BEGIN "
    "INSERT INTO answer_words_index(answer_words_index, rowid, words) VALUES('delete', old.id, old.words); END",
    "CREATE TRIGGER answer_words_changed AFTER UPDATE ON answer_words BEGIN "
    "INSERT INTO answer_words_index(answer_words_index, rowid, words) VALUES('delete', old.id, old.words); "
    "INSERT INTO answer_words_index(rowid, words) VALUES (new.id, new.words); END",
)


def _timestamp(name: str, *, nullable: bool = False, comment: str | None = None) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable, comment=comment)


def _belongs_to(name: str, table: str, *, key: bool = False) -> sa.Column:
    """A foreign key with cascading deletes."""
    return sa.Column(name, sa.String(32), sa.ForeignKey(f"{table}.id", ondelete="CASCADE"), primary_key=key, nullable=False)


def _refers_to(name: str, table: str, *, comment: str | None = None) -> sa.Column:
    """A foreign key that is set to null when the row is deleted."""
    return sa.Column(name, sa.String(32), sa.ForeignKey(f"{table}.id", ondelete="SET NULL"), nullable=True, comment=comment)


def _encrypted(name: str, was: sa.types.TypeEngine, *, empty: bool = False, **more: object) -> sa.Column:
    """An encrypted column, declared on SQLite with its type before encryption: SQLite stores bytes in any column.

    Args:
        name: of the column.
        was: its type before encryption.
        empty: its default was an empty list.
        **more: for the column.
    """
    default = "[]" if empty and op.get_bind().dialect.name == "sqlite" else None
    more = {"nullable": False, "server_default": default, **more}
    return sa.Column(name, was.with_variant(sa.LargeBinary(), "postgresql"), **more)


def _index(name: str, table: str, columns: list[str], where: str | None = None) -> None:
    some = {} if where is None else {"sqlite_where": sa.text(where), "postgresql_where": sa.text(where)}
    op.create_index(name, table, columns, **some)


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "addresses",
        sa.Column("channel", sa.String(40), primary_key=True),
        _encrypted("address", sa.String(255), primary_key=True),
        sa.Column("conversation_id", sa.String(80), nullable=False),
        _timestamp("last_used_at"),
        sa.Column("place", sa.LargeBinary(), nullable=False, comment="the address with its last room or thread, if any"),
    )
    _index("ix_addresses_conversation_id", "addresses", ["conversation_id"])
    op.create_table(
        "audit_entries",
        sa.Column("id", sa.Integer(), primary_key=True),
        _timestamp("at"),
        sa.Column("actor", sa.String(80), nullable=False, comment="candidate | recruiter:<id> | token:<id> | operator | purge | gateway"),
        sa.Column("act", sa.String(60), nullable=False),
        sa.Column("subject", sa.String(80), nullable=True, comment="id of a candidate or handoff, a receipt, a hash of this log; never a name"),
        sa.Column("hash", sa.String(64), nullable=False, server_default="", comment="HMAC-SHA256 over the previous hash and this entry"),
    )
    _index("ix_audit_entries_at", "audit_entries", ["at"])
    op.create_table(
        "candidates",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("conversation_id", sa.String(80), nullable=False, unique=True),
        sa.Column("channel", sa.String(40), nullable=True),
        _timestamp("created_at"),
        _timestamp("updated_at"),
        sa.Column("notice_version", sa.String(20), nullable=False, comment="version of the notice consented to"),
        _timestamp("consented_at"),
        _encrypted("last_name", sa.String(100), nullable=True),
        _encrypted("first_name", sa.String(100), nullable=True),
        sa.Column("town", sa.JSON(), nullable=True),
        sa.Column("mobility", sa.JSON(), nullable=True),
        sa.Column("availability", sa.JSON(), nullable=True),
        _encrypted("email", sa.String(254), nullable=True),
        _encrypted("phone", sa.String(20), nullable=True),
        sa.Column("declined", sa.JSON(), nullable=False, comment="names of declined fields"),
        _timestamp("confirmed_at", nullable=True),
        _timestamp("expires_at"),
        _encrypted("remark", sa.Text(), nullable=True, comment="verbatim: the candidate's remark for recruiters"),
        _encrypted("remark_masks", sa.JSON(), empty=True, comment="masked spans: kind, start, end, part (answer)"),
        sa.Column("notice_hash", sa.String(64), nullable=True, comment="SHA-256 of the text of the notice consented to"),
        _timestamp("email_proved_at", nullable=True, comment="when the address was verified by a link sent to it; null: unverified"),
        sa.Column("email_key", sa.LargeBinary(), nullable=True, comment="lower-case e-mail address, for lookups"),
        sa.Column("departement", sa.String(3), nullable=True, comment="INSEE code, from the town"),
        sa.Column("region", sa.String(2).with_variant(sa.String(3), "postgresql"), nullable=True, comment="INSEE code, from the town"),
        sa.Column("available_from", sa.Date(), nullable=True, comment="from the availability; if immediate, the day it was given; null: unknown"),
        sa.Column("town_order", sa.String(120).with_variant(sa.String(120, collation="C"), "postgresql"), nullable=False, server_default="~", comment="sort key of the town, without accents; ~ (last): none"),
        sa.Column("answers", sa.Integer(), nullable=False, server_default="0", comment="number of answered scenarios"),
        sa.Column("x", sa.Float(), nullable=True, comment="of the town, on the unit sphere"),
        sa.Column("y", sa.Float(), nullable=True),
        sa.Column("z", sa.Float(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.text("'1970-01-01 00:00:00'"), comment="last change visible to recruiters"),
    )
    _index("ix_candidates_available_from", "candidates", ["available_from"])
    _index("ix_candidates_counted", "candidates", ["id", "departement", "channel", "confirmed_at", "answers", "changed_at", "available_from", "x", "y", "z"])
    _index("ix_candidates_created", "candidates", ["created_at", "id"])
    _index("ix_candidates_departement", "candidates", ["departement"])
    _index("ix_candidates_email_key", "candidates", ["email_key"])
    _index("ix_candidates_region", "candidates", ["region"])
    _index("ix_candidates_town_order", "candidates", ["town_order", "id"])
    _index("ix_candidates_updated", "candidates", ["updated_at"])
    op.create_table(
        "channel_states",
        sa.Column("channel", sa.String(40), primary_key=True),
        sa.Column("key", sa.String(80), primary_key=True),
        _encrypted("value", sa.JSON()),
        _timestamp("updated_at"),
    )
    op.create_table(
        "contested_counts",
        sa.Column("indicator", sa.String(80), primary_key=True),
        sa.Column("polarity", sa.String(10), primary_key=True),
        sa.Column("number", sa.Integer(), nullable=False),
    )
    op.create_table(
        "conversation_events",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("conversation_id", sa.String(80), nullable=False),
        sa.Column("type_name", sa.String(10), nullable=False, comment="user | bot"),
        sa.Column("timestamp", sa.Double(), nullable=False),
        sa.Column("message_id", sa.String(80), nullable=True, comment="on user messages: id of the inbound message"),
        sa.Column("mark", sa.String(10), nullable=True, comment="outside Rasa: aside | held | person | reminder"),
        _encrypted("data", sa.JSON(), comment="user: text, intent, actions; bot: text, buttons (titles)"),
        _encrypted("undo", sa.JSON(), nullable=True, comment="on user messages: previous values of the slots and form the turn changed; null: no previous state"),
        sqlite_autoincrement=True,
    )
    _index("ix_events_conversation", "conversation_events", ["conversation_id", "id"])
    _index("ix_events_message", "conversation_events", ["conversation_id", "message_id"], "message_id IS NOT NULL")
    op.create_table(
        "conversations",
        sa.Column("id", sa.String(80), primary_key=True, comment="sender id in Rasa"),
        sa.Column("channel", sa.String(40), nullable=True),
        _timestamp("created_at"),
        _timestamp("last_message_at"),
        sa.Column("consented", sa.Boolean(), nullable=False, comment="without it, the user's text is not stored"),
        _encrypted("state", sa.JSON(), nullable=True, comment="slots and active form after the last turn; null before the first"),
        sa.Column("revision", sa.BigInteger(), nullable=False, comment="changes with each state, for optimistic locking"),
    )
    op.create_table(
        "daily_counts",
        sa.Column("day", sa.Date(), primary_key=True, comment="start day (Paris) of the conversation or handoff"),
        sa.Column("channel", sa.String(40), primary_key=True, comment="where it started; empty: unknown"),
        sa.Column("name", sa.String(80), primary_key=True, comment="event: begun, asked/town, faq/…"),
        sa.Column("number", sa.Integer(), nullable=False, comment="how often"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "erasures",
        sa.Column("id", sa.Integer(), primary_key=True),
        _timestamp("at"),
        sa.Column("subject", sa.String(80), nullable=False, comment="KEY:HASH of the conversation's id"),
    )
    op.create_table(
        "human_requests",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("conversation_id", sa.String(80), nullable=False),
        sa.Column("channel", sa.String(40), nullable=True),
        sa.Column("reason", sa.String(40), nullable=False, comment="asked | not_understood | objection"),
        _timestamp("created_at"),
        _timestamp("handled_at", nullable=True),
        _timestamp("taken_at", nullable=True, comment="start of the takeover"),
        sa.Column("taken_by", sa.String(32), nullable=True, comment="id of the recruiter"),
        _timestamp("written_at", nullable=True, comment="last message of the team"),
        _timestamp("silence_told_at", nullable=True, comment="when the candidate was told that the team is silent"),
        _timestamp("mail_agreed_at", nullable=True, comment="opt-in to an e-mail about the reply"),
        _timestamp("mail_due_at", nullable=True, comment="next attempt of an unsent e-mail"),
        sa.Column("mail_tries", sa.Integer(), nullable=True, comment="of the latest e-mail"),
        _timestamp("mailed_at", nullable=True, comment="when the latest e-mail was sent"),
        sa.Column("topic", sa.LargeBinary(), nullable=True, comment="subject, in the candidate's words"),
        sa.Column("topic_masks", sa.LargeBinary(), nullable=True, comment="masked spans of the subject"),
        _timestamp("topic_asked_at", nullable=True, comment="when the subject was asked for, once"),
        sa.Column("assigned_to", sa.String(32), nullable=True, comment="id of the assigned recruiter; null: unassigned"),
        _timestamp("answered_at", nullable=True, comment="first message of the team, or closing"),
        sa.Column("answered_for", sa.String(32), nullable=True, comment="id of the structure that answered; null: none"),
        _timestamp("reply_awaited_at", nullable=True, comment="since when replies go to the team after the takeover"),
        _timestamp("reopened_at", nullable=True, comment="when a reply of the candidate reopened it"),
        _timestamp("called_off_at", nullable=True, comment="when the candidate called it off"),
    )
    _index("ix_human_requests_conversation_id", "human_requests", ["conversation_id"])
    _index("ix_requests_answered", "human_requests", ["answered_for", "answered_at"])
    _index("ix_requests_waiting", "human_requests", ["handled_at", "created_at"])
    op.create_table(
        "inbound_messages",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("conversation_id", sa.String(80), nullable=False),
        sa.Column("message_id", sa.String(80), nullable=False),
        _timestamp("received_at"),
        _timestamp("answered_at", nullable=True, comment="the reply is in the conversation"),
        _encrypted("text", sa.Text(), nullable=True, comment="for Rasa; deleted once answered"),
        sa.Column("channel", sa.String(40), nullable=True),
        _encrypted("address", sa.String(255), nullable=True, comment="of the reply; deleted once answered"),
        sa.Column("joined_to", sa.String(80), nullable=True, comment="id of the earlier message it is answered with"),
        _encrypted("receipt", sa.Text(), nullable=True, comment="reply of an erasure by this message, in case the turn is interrupted; deleted once answered"),
        sa.Column("begun", sa.Integer(), nullable=False, server_default="0", comment="attempts by processes that died"),
        sa.Column("seen", sa.Integer(), nullable=True, comment="id of the last event when it arrived"),
        sa.UniqueConstraint("conversation_id", "message_id"),
    )
    _index("ix_inbound_received", "inbound_messages", ["conversation_id", "received_at"])
    _index("ix_inbound_to_hand_over", "inbound_messages", ["channel", "id"], "answered_at IS NULL AND text IS NOT NULL")
    _index("ix_inbound_waiting", "inbound_messages", ["conversation_id", "joined_to"], "answered_at IS NULL")
    op.create_table(
        "link_mails",
        sa.Column("conversation_id", sa.String(80), primary_key=True),
        _timestamp("asked_at"),
        _timestamp("due_at", nullable=True, comment="null once sent or given up"),
        sa.Column("tries", sa.Integer(), nullable=False),
    )
    _index("ix_link_mails_due_at", "link_mails", ["due_at"])
    op.create_table(
        "outbound_messages",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("conversation_id", sa.String(80), nullable=False),
        sa.Column("channel", sa.String(40), nullable=False),
        _encrypted("address", sa.String(255), nullable=True),
        _encrypted("text", sa.Text(), nullable=True),
        _encrypted("buttons", sa.JSON(), comment="titles of its choices"),
        _timestamp("created_at"),
        _timestamp("sent_at", nullable=True),
        _timestamp("abandoned_at", nullable=True, comment="undeliverable"),
        sa.Column("tries", sa.Integer(), nullable=False),
        _timestamp("next_try_at", nullable=True),
        sa.Column("error", sa.String(200), nullable=True, comment="of the last attempt, without text of the user"),
        sqlite_autoincrement=True,
    )
    _index("ix_outbound_messages_conversation_id", "outbound_messages", ["conversation_id"])
    _index("ix_outbound_to_deliver", "outbound_messages", ["channel", "id"], "sent_at IS NULL AND abandoned_at IS NULL")
    op.create_table(
        "recruiters",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("login", sa.String(254), nullable=False, unique=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("password_hash", sa.String(255), nullable=False),
        _timestamp("created_at"),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        sa.Column("administers", sa.Boolean(), nullable=False, server_default=sa.false(), comment="administrator: may erase dossiers on request"),
        sa.Column("edits", sa.Boolean(), nullable=False, server_default=sa.false(), comment="may edit contents"),
    )
    op.create_table(
        "reminders",
        sa.Column("conversation_id", sa.String(80), primary_key=True),
        _timestamp("agreed_at"),
        _timestamp("due_at", nullable=True, comment="null once sent"),
        _timestamp("sent_at", nullable=True),
    )
    op.create_table(
        "resume_codes",
        sa.Column("code_hash", sa.String(64), primary_key=True),
        sa.Column("conversation_id", sa.String(80), nullable=False),
        _timestamp("created_at"),
        _timestamp("expires_at"),
        sa.Column("mailed", sa.Boolean(), nullable=False, server_default=sa.false(), comment="sent by e-mail: redeeming it verifies the address"),
    )
    _index("ix_resume_codes_conversation_id", "resume_codes", ["conversation_id"])
    op.create_table(
        "resume_tries",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("address_hash", sa.String(64), nullable=False),
        _timestamp("tried_at"),
    )
    _index("ix_resume_tries_address_hash", "resume_tries", ["address_hash"])
    op.create_table(
        "sign_in_failures",
        sa.Column("login", sa.String(64), primary_key=True, comment="keyed hash; empty: any login of the address"),
        sa.Column("address", sa.String(64), primary_key=True, comment="keyed hash; empty: any address of the login"),
        sa.Column("failures", sa.Integer(), nullable=False),
        _timestamp("next_try_at"),
        _timestamp("forgotten_at"),
    )
    op.create_table(
        "structures",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("name", sa.String(200), nullable=False, unique=True),
        sa.Column("town", sa.JSON(), nullable=True, comment="commune, insee, departement; null: recruits all over France"),
        _timestamp("created_at"),
        _timestamp("closed_at", nullable=True, comment="closed: no one can act for it"),
    )
    op.create_table(
        "unanswered_questions",
        sa.Column("week", sa.Date(), primary_key=True, comment="Monday of the week"),
        _encrypted("text", sa.String(200), primary_key=True, comment="as asked; free of personal data"),
        sa.Column("reason", sa.String(20), primary_key=True, comment="out_of_scope | not_understood | not_picked"),
        sa.Column("number", sa.Integer(), nullable=False, comment="how often, 1 at least"),
        sa.Column("handled", sa.Boolean(), nullable=False, server_default=sa.false(), comment="dealt with by an editor"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "answer_words",
        sa.Column("id", sa.Integer(), primary_key=True),
        _belongs_to("candidate_id", "candidates"),
        sa.Column("words", sa.Text().with_variant(TSVECTOR(), "postgresql"), nullable=False),
        sa.UniqueConstraint("candidate_id"),
    )
    if op.get_bind().dialect.name == "sqlite":
        for statement in FULL_TEXT:
            op.execute(statement)
    else:
        op.create_index("ix_answer_words", "answer_words", ["words"], postgresql_using="gin")
    op.create_table(
        "api_tokens",
        sa.Column("id", sa.String(32), primary_key=True),
        _belongs_to("structure_id", "structures"),
        sa.Column("name", sa.String(100), nullable=False, comment="of the client program"),
        sa.Column("token_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("decides", sa.Boolean(), nullable=False, server_default=sa.false(), comment="may change application statuses"),
        _timestamp("created_at"),
        _refers_to("created_by", "recruiters"),
        _timestamp("last_used_at", nullable=True, comment="accurate to some minutes"),
        _timestamp("expires_at"),
        _timestamp("revoked_at", nullable=True),
    )
    _index("ix_api_tokens_structure_id", "api_tokens", ["structure_id"])
    op.create_table(
        "candidate_reach",
        sa.Column("id", sa.Integer(), primary_key=True),
        _belongs_to("candidate_id", "candidates"),
        sa.Column("area", sa.String(8), nullable=False, comment="F | R76 | D46 | C46102; O: the circle"),
        sa.Column("x", sa.Float(), nullable=True, comment="centre of the circle"),
        sa.Column("y", sa.Float(), nullable=True),
        sa.Column("z", sa.Float(), nullable=True),
        sa.Column("chord", sa.Float(), nullable=True, comment="squared chord of the radius"),
    )
    _index("ix_reach_area", "candidate_reach", ["area", "candidate_id"])
    _index("ix_reach_candidate", "candidate_reach", ["candidate_id"])
    op.create_table(
        "content_drafts",
        sa.Column("document", sa.String(120), primary_key=True),
        _belongs_to("recruiter_id", "recruiters", key=True),
        sa.Column("content", sa.JSON(), nullable=False, comment="every value by path, as typed"),
        sa.Column("base", sa.Integer(), nullable=False, comment="number of the version it started from; 0: the file"),
        sa.Column("questions", sa.JSON(), nullable=False, comment="the editor's own, for the evaluation"),
        _timestamp("at"),
    )
    op.create_table(
        "content_measures",
        sa.Column("document", sa.String(120), primary_key=True),
        _belongs_to("recruiter_id", "recruiters", key=True),
        sa.Column("running", sa.Integer(), nullable=True, unique=True, comment="1 while running, null once ended; unique: one at a time"),
        sa.Column("content", sa.JSON(), nullable=False, comment="the draft evaluated"),
        sa.Column("done", sa.Integer(), nullable=False, comment="questions answered so far"),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("result", sa.JSON(), nullable=True, comment="measurements before and after"),
        sa.Column("trouble", sa.String(20), nullable=True, comment="failed | too_long | stopped"),
        _timestamp("began_at"),
        _timestamp("alive_at", comment="last heartbeat"),
    )
    op.create_table(
        "content_versions",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("document", sa.String(120), nullable=False, comment="campaign | scenarios | faq/TOPIC/ASPECT"),
        sa.Column("number", sa.Integer(), nullable=False, comment="1, 2, 3, … within the document"),
        sa.Column("changes", sa.JSON(), nullable=False, comment="by path: [value in the file, override]"),
        _refers_to("recruiter_id", "recruiters", comment="the author; null: erased since"),
        sa.Column("reason", sa.Text(), nullable=False),
        _timestamp("at"),
        sa.UniqueConstraint("document", "number"),
    )
    op.create_table(
        "file_reads",
        _belongs_to("candidate_id", "candidates", key=True),
        _belongs_to("recruiter_id", "recruiters", key=True),
        sa.Column("structure_id", sa.String(32), primary_key=True, comment="id of the structure; empty: an administrator acting for none"),
        _timestamp("first_at"),
        _timestamp("last_at"),
        _timestamp("opened_at", nullable=True, comment="last time with the identity shown; null: never"),
    )
    op.create_table(
        "invitations",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("token_hash", sa.String(64), nullable=False, unique=True, comment="of the link's token"),
        _belongs_to("structure_id", "structures"),
        sa.Column("administers", sa.Boolean(), nullable=False, comment="role: administrator, otherwise recruiter"),
        _refers_to("made_by", "recruiters"),
        _timestamp("made_at"),
        _timestamp("expires_at"),
        _timestamp("used_at", nullable=True),
        _refers_to("used_by", "recruiters"),
        _timestamp("revoked_at", nullable=True),
    )
    _index("ix_invitations_structure_id", "invitations", ["structure_id"])
    op.create_table(
        "memberships",
        _belongs_to("recruiter_id", "recruiters", key=True),
        _belongs_to("structure_id", "structures", key=True),
        _timestamp("since"),
    )
    _index("ix_memberships_structure_id", "memberships", ["structure_id"])
    op.create_table(
        "notes",
        sa.Column("id", sa.String(32), primary_key=True),
        _belongs_to("candidate_id", "candidates"),
        sa.Column("conversation_id", sa.String(80), nullable=False),
        sa.Column("channel", sa.String(40), nullable=True),
        sa.Column("notice_version", sa.String(20), nullable=False),
        _timestamp("notice_acknowledged_at"),
        sa.Column("trait", sa.String(20), nullable=False),
        sa.Column("question_id", sa.String(60), nullable=False),
        sa.Column("question_version", sa.String(20), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("format", sa.String(20), nullable=False),
        _encrypted("answer", sa.Text(), nullable=True, comment="verbatim; null when skipped or withdrawn"),
        sa.Column("followup_question", sa.Text(), nullable=True),
        _encrypted("followup_answer", sa.Text(), nullable=True),
        _encrypted("evidence", sa.JSON(), comment="quotes: quote, start, end, part (answer|followup), indicator, polarity, rule"),
        sa.Column("rubric_version", sa.String(20), nullable=False),
        sa.Column("skipped", sa.Boolean(), nullable=False),
        sa.Column("skip_reason", sa.String(60), nullable=True),
        sa.Column("masked", sa.Boolean(), nullable=False, comment="it has masked spans"),
        _timestamp("asked_at"),
        _timestamp("answered_at", nullable=True),
        sa.Column("seconds", sa.Integer(), nullable=True, comment="time to answer"),
        _timestamp("amended_at", nullable=True),
        _timestamp("withdrawn_at", nullable=True),
        _timestamp("expires_at"),
        _encrypted("masks", sa.JSON(), empty=True, comment="masked spans: kind, start, end, part (answer|followup)"),
        _encrypted("contested", sa.JSON(), empty=True, comment="quotes contested by their author: quote, indicator"),
        sa.UniqueConstraint("candidate_id", "question_id"),
    )
    _index("ix_notes_answered", "notes", ["question_id", "asked_at", "id", "candidate_id", "amended_at", "answered_at"], "answer IS NOT NULL")
    op.create_table(
        "openid_identities",
        sa.Column("issuer", sa.String(255), primary_key=True),
        sa.Column("subject", sa.String(255), primary_key=True),
        _belongs_to("recruiter_id", "recruiters"),
        _timestamp("linked_at"),
    )
    _index("ix_openid_identities_recruiter_id", "openid_identities", ["recruiter_id"])
    op.create_table(
        "private_notes",
        sa.Column("id", sa.Integer(), primary_key=True),
        _belongs_to("candidate_id", "candidates"),
        _belongs_to("structure_id", "structures"),
        _refers_to("recruiter_id", "recruiters"),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        _timestamp("at"),
    )
    _index("ix_private_notes_of", "private_notes", ["candidate_id", "structure_id", "id"])
    op.create_table(
        "recovery_codes",
        sa.Column("code_hash", sa.String(64), primary_key=True),
        _belongs_to("recruiter_id", "recruiters"),
    )
    _index("ix_recovery_codes_recruiter_id", "recovery_codes", ["recruiter_id"])
    op.create_table(
        "recruiter_sessions",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        _belongs_to("recruiter_id", "recruiters"),
        sa.Column("csrf", sa.String(64), nullable=False),
        _timestamp("created_at"),
        _timestamp("expires_at"),
        _refers_to("structure_id", "structures", comment="structure acted for; null: none"),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
    )
    op.create_table(
        "saved_filters",
        sa.Column("id", sa.String(32), primary_key=True),
        _belongs_to("recruiter_id", "recruiters"),
        sa.Column("structure_id", sa.String(32), nullable=False, comment="id of the structure; empty: an administrator acting for none"),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False, comment="search words and chosen values"),
        _timestamp("at"),
    )
    _index("ix_saved_filters_of", "saved_filters", ["recruiter_id", "structure_id"])
    op.create_table(
        "search_words",
        _belongs_to("candidate_id", "candidates", key=True),
        sa.Column("word", sa.LargeBinary(), primary_key=True, comment="prefix of a word of the name or town, without accents"),
        sqlite_with_rowid=False,
    )
    _index("ix_search_words_word", "search_words", ["word"])
    op.create_table(
        "second_factors",
        _belongs_to("recruiter_id", "recruiters", key=True),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        _timestamp("begun_at"),
        _timestamp("confirmed_at", nullable=True, comment="null: not active yet"),
        sa.Column("last_step", sa.Integer(), nullable=False, comment="TOTP time step of the last accepted code; accepted only once"),
    )
    op.create_table(
        "shortlisted",
        _belongs_to("candidate_id", "candidates", key=True),
        _belongs_to("recruiter_id", "recruiters", key=True),
        _belongs_to("structure_id", "structures", key=True),
        _timestamp("at"),
        _timestamp("named_at", nullable=True, comment="when the recruiter revealed the name in the shortlist; null: not yet"),
    )
    _index("ix_shortlisted_by", "shortlisted", ["recruiter_id", "structure_id", "candidate_id"])
    op.create_table(
        "standings",
        _belongs_to("candidate_id", "candidates", key=True),
        _belongs_to("structure_id", "structures", key=True),
        sa.Column("status", sa.String(20), nullable=False, comment="new | interested | not_interested | hired | done"),
        _timestamp("changed_at"),
        sa.Column("changed_by", sa.String(32), nullable=True, comment="id of the recruiter; null: erased since"),
        sa.Column("told", sa.Boolean(), nullable=False, server_default=sa.false(), comment="shared with the candidate on request"),
    )
    _index("ix_standings_status", "standings", ["structure_id", "status", "candidate_id"])
    op.create_table(
        "status_changes",
        sa.Column("id", sa.Integer(), primary_key=True),
        _belongs_to("candidate_id", "candidates"),
        _belongs_to("structure_id", "structures"),
        sa.Column("status", sa.String(20), nullable=False),
        _timestamp("at"),
        sa.Column("by", sa.String(32), nullable=True, comment="id of the recruiter; null: erased since"),
        sa.Column("told", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    _index("ix_status_changes_of", "status_changes", ["candidate_id", "structure_id", "id"])
    op.create_table(
        "webhook_endpoints",
        sa.Column("id", sa.String(32), primary_key=True),
        _belongs_to("structure_id", "structures"),
        sa.Column("url", sa.LargeBinary(), nullable=False, comment="may contain a key of the receiver"),
        sa.Column("events", sa.JSON(), nullable=False, comment="subscribed event types"),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("old_secret", sa.LargeBinary(), nullable=True, comment="also signs until old_until"),
        _timestamp("old_until", nullable=True),
        _timestamp("created_at"),
        _refers_to("created_by", "recruiters"),
        sa.Column("given_up", sa.Integer(), nullable=False, comment="consecutive deliveries given up"),
        _timestamp("disabled_at", nullable=True, comment="no further deliveries"),
        sa.Column("disabled_why", sa.String(20), nullable=True, comment="person | failures | gone"),
    )
    _index("ix_webhook_endpoints_structure_id", "webhook_endpoints", ["structure_id"])
    op.create_table(
        "answer_reads",
        _belongs_to("note_id", "notes", key=True),
        _belongs_to("recruiter_id", "recruiters", key=True),
        sa.Column("structure_id", sa.String(32), primary_key=True, comment="id of the structure; empty: an administrator acting for none"),
        _timestamp("at"),
    )
    op.create_table(
        "api_reads",
        _belongs_to("candidate_id", "candidates", key=True),
        _belongs_to("token_id", "api_tokens", key=True),
        _belongs_to("structure_id", "structures"),
        _timestamp("first_at"),
        _timestamp("last_at"),
    )
    op.create_table(
        "note_comments",
        sa.Column("id", sa.Integer(), primary_key=True),
        _belongs_to("note_id", "notes"),
        _encrypted("text", sa.Text(), comment="verbatim"),
        _encrypted("masks", sa.JSON(), comment="kind, start, end, part (answer)"),
        _timestamp("created_at"),
    )
    _index("ix_note_comments_note_id", "note_comments", ["note_id"])
    op.create_table(
        "note_versions",
        sa.Column("id", sa.Integer(), primary_key=True),
        _belongs_to("note_id", "notes"),
        _encrypted("answer", sa.Text(), nullable=True),
        _encrypted("followup_answer", sa.Text(), nullable=True),
        _encrypted("evidence", sa.JSON()),
        _timestamp("replaced_at"),
        sa.Column("how", sa.String(20), nullable=False, comment="amended | withdrawn"),
        _encrypted("masks", sa.JSON(), empty=True),
    )
    op.create_table(
        "rating_conclusions",
        sa.Column("id", sa.Integer(), primary_key=True),
        _belongs_to("note_id", "notes"),
        _belongs_to("structure_id", "structures"),
        _refers_to("recruiter_id", "recruiters", comment="null: erased since"),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        _timestamp("at"),
    )
    _index("ix_rating_conclusions_of", "rating_conclusions", ["note_id", "structure_id", "id"])
    op.create_table(
        "ratings",
        sa.Column("id", sa.String(32), primary_key=True),
        _belongs_to("note_id", "notes"),
        _belongs_to("candidate_id", "candidates"),
        _belongs_to("structure_id", "structures"),
        _refers_to("recruiter_id", "recruiters", comment="null: erased since"),
        sa.Column("trait", sa.String(20), nullable=False),
        sa.Column("question_id", sa.String(60), nullable=False),
        sa.Column("state", sa.String(10), nullable=False, comment="draft | final"),
        sa.Column("level", sa.LargeBinary(), nullable=True, comment="1 to 5; encrypted, so that no query can sort or filter candidates by it"),
        sa.Column("anchor", sa.LargeBinary(), nullable=True, comment="wording of this level of the scale at the time"),
        sa.Column("quote", sa.LargeBinary(), nullable=True, comment="exact words of the answer as displayed"),
        sa.Column("quote_part", sa.String(10), nullable=True, comment="answer | followup"),
        sa.Column("quote_start", sa.Integer(), nullable=True, comment="in the text as displayed"),
        sa.Column("quote_end", sa.Integer(), nullable=True),
        sa.Column("comment", sa.LargeBinary(), nullable=True),
        sa.Column("rubric_version", sa.String(20), nullable=False, comment="of the scale"),
        sa.Column("answer_hash", sa.LargeBinary(), nullable=False, comment="SHA-256 of the answer that was rated"),
        _timestamp("created_at"),
        _timestamp("updated_at"),
        _timestamp("final_at", nullable=True),
        sa.UniqueConstraint("note_id", "structure_id", "recruiter_id"),
    )
    _index("ix_ratings_candidate", "ratings", ["candidate_id"])
    _index("ix_ratings_structure", "ratings", ["structure_id", "question_id"])
    op.create_table(
        "webhook_deliveries",
        sa.Column("id", sa.String(32), primary_key=True),
        _belongs_to("endpoint_id", "webhook_endpoints"),
        sa.Column("event", sa.String(40), nullable=False),
        sa.Column("subject", sa.String(40), nullable=True, comment="id of a candidate or of a request"),
        _timestamp("at", comment="when it happened"),
        sa.Column("tries", sa.Integer(), nullable=False),
        _timestamp("next_try_at", nullable=True, comment="null: sent or given up"),
        _timestamp("sent_at", nullable=True),
        _timestamp("given_up_at", nullable=True),
        sa.Column("status", sa.Integer(), nullable=True, comment="HTTP status of the last attempt"),
        sa.Column("error", sa.String(40), nullable=True, comment="of the last attempt, if there was no response"),
    )
    _index("ix_webhook_of", "webhook_deliveries", ["endpoint_id", "at"])
    _index("ix_webhook_to_deliver", "webhook_deliveries", ["next_try_at"], "next_try_at IS NOT NULL")
    op.create_table(
        "rating_versions",
        sa.Column("id", sa.Integer(), primary_key=True),
        _belongs_to("rating_id", "ratings"),
        sa.Column("level", sa.LargeBinary(), nullable=False),
        sa.Column("anchor", sa.LargeBinary(), nullable=False),
        sa.Column("quote", sa.LargeBinary(), nullable=True, comment="null: withdrawn by the candidate since"),
        sa.Column("comment", sa.LargeBinary(), nullable=True),
        sa.Column("rubric_version", sa.String(20), nullable=False),
        sa.Column("answer_hash", sa.LargeBinary(), nullable=False),
        _timestamp("final_at"),
        _timestamp("replaced_at"),
        sa.Column("reason", sa.LargeBinary(), nullable=True, comment="reason of the correction; null: not asked for at the time"),
    )
    _index("ix_rating_versions_rating_id", "rating_versions", ["rating_id"])


def downgrade() -> None:
    """Not possible.

    Raises:
        RuntimeError: always.
    """
    raise RuntimeError("There is no revision before this one.")
