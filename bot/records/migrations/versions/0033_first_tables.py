"""first tables."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

# The name that this form of the tables had when versions before it led to it one by one: a database of then is at it already.
revision = "0033"
down_revision = None
branch_labels = None
depends_on = None

# Triggers keep the index of SQLite as the table is. It holds which words a row has, not where they stand in it; they come
# without accents and parted by blanks, so nothing else parts them.
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


def _moment(name: str, *, nullable: bool = False, comment: str | None = None) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable, comment=comment)


def _of(name: str, table: str, *, key: bool = False) -> sa.Column:
    """Returns a column that names a row, with which its own row goes."""
    return sa.Column(name, sa.String(32), sa.ForeignKey(f"{table}.id", ondelete="CASCADE"), primary_key=key, nullable=False)


def _whose(name: str, table: str, *, comment: str | None = None) -> sa.Column:
    """Returns a column that names a row, and is empty once that is gone."""
    return sa.Column(name, sa.String(32), sa.ForeignKey(f"{table}.id", ondelete="SET NULL"), nullable=True, comment=comment)


def _sealed(name: str, was: sa.types.TypeEngine, *, empty: bool = False, **more: object) -> sa.Column:
    """Returns a column of sealed bytes, which SQLite declares as what it was before: it keeps bytes in any column.

    Args:
        name: of the column.
        was: its type then.
        empty: it was an empty list by default.
        **more: for the column.
    """
    default = "[]" if empty and op.get_bind().dialect.name == "sqlite" else None
    more = {"nullable": False, "server_default": default, **more}
    return sa.Column(name, was.with_variant(sa.LargeBinary(), "postgresql"), **more)


def _index(name: str, table: str, columns: list[str], where: str | None = None) -> None:
    some = {} if where is None else {"sqlite_where": sa.text(where), "postgresql_where": sa.text(where)}
    op.create_index(name, table, columns, **some)


def upgrade() -> None:
    """Makes the tables: all of them or, when it is stopped, none."""
    if op.get_bind().dialect.name == "sqlite":  # its driver begins no transaction for changes of tables
        op.get_bind().exec_driver_sql("BEGIN IMMEDIATE")
    op.create_table(
        "addresses",
        sa.Column("channel", sa.String(40), primary_key=True),
        _sealed("address", sa.String(255), primary_key=True),
        sa.Column("conversation_id", sa.String(80), nullable=False),
        _moment("last_used_at"),
        sa.Column("place", sa.LargeBinary(), nullable=False, comment="the address with where they were last met behind it, if that differs"),
    )
    _index("ix_addresses_conversation_id", "addresses", ["conversation_id"])
    op.create_table(
        "audit_entries",
        sa.Column("id", sa.Integer(), primary_key=True),
        _moment("at"),
        sa.Column("actor", sa.String(80), nullable=False, comment="candidate | recruiter:<id> | token:<id> | operator | purge | gateway"),
        sa.Column("act", sa.String(60), nullable=False),
        sa.Column("subject", sa.String(80), nullable=True, comment="id of a candidate or a request, a receipt, a hash of this log; never a name"),
        sa.Column("hash", sa.String(64), nullable=False, server_default="", comment="HMAC-SHA256 over the hash of the line before and this line"),
    )
    _index("ix_audit_entries_at", "audit_entries", ["at"])
    op.create_table(
        "candidates",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("conversation_id", sa.String(80), nullable=False, unique=True),
        sa.Column("channel", sa.String(40), nullable=True),
        _moment("created_at"),
        _moment("updated_at"),
        sa.Column("notice_version", sa.String(20), nullable=False, comment="version of the notice that was agreed to"),
        _moment("consented_at"),
        _sealed("last_name", sa.String(100), nullable=True),
        _sealed("first_name", sa.String(100), nullable=True),
        sa.Column("town", sa.JSON(), nullable=True),
        sa.Column("mobility", sa.JSON(), nullable=True),
        sa.Column("availability", sa.JSON(), nullable=True),
        _sealed("email", sa.String(254), nullable=True),
        _sealed("phone", sa.String(20), nullable=True),
        sa.Column("declined", sa.JSON(), nullable=False, comment="fields the person chose not to give"),
        _moment("confirmed_at", nullable=True),
        _moment("expires_at"),
        _sealed("remark", sa.Text(), nullable=True, comment="verbatim: what the person has to say to who recruits"),
        _sealed("remark_masks", sa.JSON(), empty=True, comment="what of the remark is not shown: kind, start, end, part (answer)"),
        sa.Column("notice_hash", sa.String(64), nullable=True, comment="SHA-256 of the text of the notice that was agreed to"),
        _moment("email_proved_at", nullable=True, comment="when somebody opened a link that was sent to this address; null: nobody has seen whose it is"),
        sa.Column("email_key", sa.LargeBinary(), nullable=True, comment="the e-mail address in small letters, to find it by"),
        sa.Column("departement", sa.String(3), nullable=True, comment="code, of the town"),
        sa.Column("region", sa.String(2).with_variant(sa.String(3), "postgresql"), nullable=True, comment="code, of the town"),
        sa.Column("available_from", sa.Date(), nullable=True, comment="of the availability; immediate: the day that was said; null: not known"),
        sa.Column("town_order", sa.String(120).with_variant(sa.String(120, collation="C"), "postgresql"), nullable=False, server_default="~", comment="the town as lists put it in order: no accents; ~ comes last: none"),
        sa.Column("answers", sa.Integer(), nullable=False, server_default="0", comment="situations that have an answer"),
        sa.Column("x", sa.Float(), nullable=True, comment="where the town lies on the unit sphere"),
        sa.Column("y", sa.Float(), nullable=True),
        sa.Column("z", sa.Float(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.text("'1970-01-01 00:00:00'"), comment="when something of the file that recruiters read last changed"),
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
        _sealed("value", sa.JSON()),
        _moment("updated_at"),
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
        sa.Column("message_id", sa.String(80), nullable=True, comment="on user messages: the inbound message's id"),
        sa.Column("mark", sa.String(10), nullable=True, comment="said without Rasa, which never reads it: aside | held | person | reminder"),
        _sealed("data", sa.JSON(), comment="text, intent, actions of a person's turn; text, buttons (titles) of the bot"),
        _sealed("undo", sa.JSON(), nullable=True, comment="on user messages: what the turn changed of slots and open form, as it was before; null: there was nothing"),
        sqlite_autoincrement=True,
    )
    _index("ix_events_conversation", "conversation_events", ["conversation_id", "id"])
    _index("ix_events_message", "conversation_events", ["conversation_id", "message_id"], "message_id IS NOT NULL")
    op.create_table(
        "conversations",
        sa.Column("id", sa.String(80), primary_key=True, comment="sender id in Rasa"),
        sa.Column("channel", sa.String(40), nullable=True),
        _moment("created_at"),
        _moment("last_message_at"),
        sa.Column("consented", sa.Boolean(), nullable=False, comment="before this, no words of the person are stored"),
        _sealed("state", sa.JSON(), nullable=True, comment="slots and open form after the last turn; null until Rasa took a message"),
        sa.Column("revision", sa.BigInteger(), nullable=False, comment="another with each state: who read an older one stores nothing"),
    )
    op.create_table(
        "daily_counts",
        sa.Column("day", sa.Date(), primary_key=True, comment="in Paris, on which the conversation or request began"),
        sa.Column("channel", sa.String(40), primary_key=True, comment="where it began; empty: not known"),
        sa.Column("name", sa.String(80), primary_key=True, comment="what happened: begun, asked/town, faq/…"),
        sa.Column("number", sa.Integer(), nullable=False, comment="how often"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "erasures",
        sa.Column("id", sa.Integer(), primary_key=True),
        _moment("at"),
        sa.Column("subject", sa.String(80), nullable=False, comment="KEY:HASH of the conversation's id"),
    )
    op.create_table(
        "human_requests",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("conversation_id", sa.String(80), nullable=False),
        sa.Column("channel", sa.String(40), nullable=True),
        sa.Column("reason", sa.String(40), nullable=False, comment="asked | not_understood | objection"),
        _moment("created_at"),
        _moment("handled_at", nullable=True),
        _moment("taken_at", nullable=True, comment="since when a person holds the conversation"),
        sa.Column("taken_by", sa.String(32), nullable=True, comment="id of the recruiter"),
        _moment("written_at", nullable=True, comment="when they last wrote"),
        _moment("silence_told_at", nullable=True, comment="when the person was told that nobody writes"),
        _moment("mail_agreed_at", nullable=True, comment="when the person agreed to an e-mail that says that they were answered"),
        _moment("mail_due_at", nullable=True, comment="of an e-mail not sent yet: when to try"),
        sa.Column("mail_tries", sa.Integer(), nullable=True, comment="of the latest e-mail"),
        _moment("mailed_at", nullable=True, comment="when the latest e-mail was sent"),
        sa.Column("topic", sa.LargeBinary(), nullable=True, comment="what it is about, in the person's words"),
        sa.Column("topic_masks", sa.LargeBinary(), nullable=True, comment="what of the topic is not shown"),
        _moment("topic_asked_at", nullable=True, comment="asked once, and not again"),
        sa.Column("assigned_to", sa.String(32), nullable=True, comment="id of the recruiter whose it is to answer; null: anybody's"),
        _moment("answered_at", nullable=True, comment="when a person first wrote, or closed it"),
        sa.Column("answered_for", sa.String(32), nullable=True, comment="id of the structure of who did; null: at none"),
        _moment("reply_awaited_at", nullable=True, comment="since when what the person writes goes to the team, though nobody holds the conversation"),
        _moment("reopened_at", nullable=True, comment="when the person's reply to the team opened it again"),
        _moment("called_off_at", nullable=True, comment="when the person called it off"),
    )
    _index("ix_human_requests_conversation_id", "human_requests", ["conversation_id"])
    _index("ix_requests_answered", "human_requests", ["answered_for", "answered_at"])
    _index("ix_requests_waiting", "human_requests", ["handled_at", "created_at"])
    op.create_table(
        "inbound_messages",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("conversation_id", sa.String(80), nullable=False),
        sa.Column("message_id", sa.String(80), nullable=False),
        _moment("received_at"),
        _moment("answered_at", nullable=True, comment="the answer is what the conversation holds"),
        _sealed("text", sa.Text(), nullable=True, comment="what to hand over; gone once answered"),
        sa.Column("channel", sa.String(40), nullable=True),
        _sealed("address", sa.String(255), nullable=True, comment="where the answer goes; gone once answered"),
        sa.Column("joined_to", sa.String(80), nullable=True, comment="id of the earlier message with which it is one answer"),
        _sealed("receipt", sa.Text(), nullable=True, comment="of an erasure by this message: its answer, should the turn be cut short; gone once answered"),
        sa.Column("begun", sa.Integer(), nullable=False, server_default="0", comment="how often Rasa was handed it by a process of which no word came again"),
        sa.Column("seen", sa.Integer(), nullable=True, comment="id of what was said last in the conversation when it arrived"),
        sa.UniqueConstraint("conversation_id", "message_id"),
    )
    _index("ix_inbound_received", "inbound_messages", ["conversation_id", "received_at"])
    _index("ix_inbound_to_hand_over", "inbound_messages", ["channel", "id"], "answered_at IS NULL AND text IS NOT NULL")
    _index("ix_inbound_waiting", "inbound_messages", ["conversation_id", "joined_to"], "answered_at IS NULL")
    op.create_table(
        "link_mails",
        sa.Column("conversation_id", sa.String(80), primary_key=True),
        _moment("asked_at"),
        _moment("due_at", nullable=True, comment="null once sent or given up"),
        sa.Column("tries", sa.Integer(), nullable=False),
    )
    _index("ix_link_mails_due_at", "link_mails", ["due_at"])
    op.create_table(
        "outbound_messages",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("conversation_id", sa.String(80), nullable=False),
        sa.Column("channel", sa.String(40), nullable=False),
        _sealed("address", sa.String(255), nullable=True),
        _sealed("text", sa.Text(), nullable=True),
        _sealed("buttons", sa.JSON(), comment="titles of the choices offered with it"),
        _moment("created_at"),
        _moment("sent_at", nullable=True),
        _moment("abandoned_at", nullable=True, comment="it can never be delivered"),
        sa.Column("tries", sa.Integer(), nullable=False),
        _moment("next_try_at", nullable=True),
        sa.Column("error", sa.String(200), nullable=True, comment="of the last try, without words of the person"),
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
        _moment("created_at"),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        sa.Column("administers", sa.Boolean(), nullable=False, server_default=sa.false(), comment="erases files on a person's demand"),
        sa.Column("edits", sa.Boolean(), nullable=False, server_default=sa.false(), comment="edits what candidates are told"),
    )
    op.create_table(
        "reminders",
        sa.Column("conversation_id", sa.String(80), primary_key=True),
        _moment("agreed_at"),
        _moment("due_at", nullable=True, comment="null once sent"),
        _moment("sent_at", nullable=True),
    )
    op.create_table(
        "resume_codes",
        sa.Column("code_hash", sa.String(64), primary_key=True),
        sa.Column("conversation_id", sa.String(80), nullable=False),
        _moment("created_at"),
        _moment("expires_at"),
        sa.Column("mailed", sa.Boolean(), nullable=False, server_default=sa.false(), comment="it is in an e-mail: who gives it reads what is sent to the file's address"),
    )
    _index("ix_resume_codes_conversation_id", "resume_codes", ["conversation_id"])
    op.create_table(
        "resume_tries",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("address_hash", sa.String(64), nullable=False),
        _moment("tried_at"),
    )
    _index("ix_resume_tries_address_hash", "resume_tries", ["address_hash"])
    op.create_table(
        "sign_in_failures",
        sa.Column("login", sa.String(64), primary_key=True, comment="keyed hash; empty: of an address, any login"),
        sa.Column("address", sa.String(64), primary_key=True, comment="keyed hash; empty: of a login, any address"),
        sa.Column("failures", sa.Integer(), nullable=False),
        _moment("next_try_at"),
        _moment("forgotten_at"),
    )
    op.create_table(
        "structures",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("name", sa.String(200), nullable=False, unique=True),
        sa.Column("town", sa.JSON(), nullable=True, comment="commune, insee, departement; null: recruits all over France"),
        _moment("created_at"),
        _moment("closed_at", nullable=True, comment="nobody is at it any more"),
    )
    op.create_table(
        "unanswered_questions",
        sa.Column("week", sa.Date(), primary_key=True, comment="its Monday"),
        _sealed("text", sa.String(200), primary_key=True, comment="as asked; nothing in it was to be masked"),
        sa.Column("reason", sa.String(20), primary_key=True, comment="out_of_scope | not_understood | not_picked"),
        sa.Column("number", sa.Integer(), nullable=False, comment="how often, one at least"),
        sa.Column("handled", sa.Boolean(), nullable=False, server_default=sa.false(), comment="an editor has seen to it: not shown to them again"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "answer_words",
        sa.Column("id", sa.Integer(), primary_key=True),
        _of("candidate_id", "candidates"),
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
        _of("structure_id", "structures"),
        sa.Column("name", sa.String(100), nullable=False, comment="of the program, as who made it calls it"),
        sa.Column("token_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("decides", sa.Boolean(), nullable=False, server_default=sa.false(), comment="it may write statuses too"),
        _moment("created_at"),
        _whose("created_by", "recruiters"),
        _moment("last_used_at", nullable=True, comment="to within some minutes"),
        _moment("expires_at"),
        _moment("revoked_at", nullable=True),
    )
    _index("ix_api_tokens_structure_id", "api_tokens", ["structure_id"])
    op.create_table(
        "candidate_reach",
        sa.Column("id", sa.Integer(), primary_key=True),
        _of("candidate_id", "candidates"),
        sa.Column("area", sa.String(8), nullable=False, comment="F | R76 | D46 | C46102; O: the circle"),
        sa.Column("x", sa.Float(), nullable=True, comment="middle of a circle"),
        sa.Column("y", sa.Float(), nullable=True),
        sa.Column("z", sa.Float(), nullable=True),
        sa.Column("chord", sa.Float(), nullable=True, comment="largest square of a chord"),
    )
    _index("ix_reach_area", "candidate_reach", ["area", "candidate_id"])
    _index("ix_reach_candidate", "candidate_reach", ["candidate_id"])
    op.create_table(
        "content_drafts",
        sa.Column("document", sa.String(120), primary_key=True),
        _of("recruiter_id", "recruiters", key=True),
        sa.Column("content", sa.JSON(), nullable=False, comment="every value by place, as typed"),
        sa.Column("base", sa.Integer(), nullable=False, comment="number of the version that it was begun from; 0: the file"),
        sa.Column("questions", sa.JSON(), nullable=False, comment="the editor's own, to measure it by"),
        _moment("at"),
    )
    op.create_table(
        "content_measures",
        sa.Column("document", sa.String(120), primary_key=True),
        _of("recruiter_id", "recruiters", key=True),
        sa.Column("running", sa.Integer(), nullable=True, unique=True, comment="1 while it is under way, null once it ended"),
        sa.Column("content", sa.JSON(), nullable=False, comment="the draft as it is measured"),
        sa.Column("done", sa.Integer(), nullable=False, comment="questions answered so far"),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("result", sa.JSON(), nullable=True, comment="figures before and after"),
        sa.Column("trouble", sa.String(20), nullable=True, comment="failed | too_long | stopped"),
        _moment("began_at"),
        _moment("alive_at", comment="when it last showed life"),
    )
    op.create_table(
        "content_versions",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("document", sa.String(120), nullable=False, comment="campaign | scenarios | faq/TOPIC/ASPECT"),
        sa.Column("number", sa.Integer(), nullable=False, comment="1, 2, 3 of its document"),
        sa.Column("changes", sa.JSON(), nullable=False, comment="by place: [what the file says, what is said instead]"),
        _whose("recruiter_id", "recruiters", comment="its author; null: erased since"),
        sa.Column("reason", sa.Text(), nullable=False),
        _moment("at"),
        sa.UniqueConstraint("document", "number"),
    )
    op.create_table(
        "file_reads",
        _of("candidate_id", "candidates", key=True),
        _of("recruiter_id", "recruiters", key=True),
        sa.Column("structure_id", sa.String(32), primary_key=True, comment="id of the structure; empty: of who administers, at none"),
        _moment("first_at"),
        _moment("last_at"),
        _moment("opened_at", nullable=True, comment="the file itself, last; null: never"),
    )
    op.create_table(
        "invitations",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("token_hash", sa.String(64), nullable=False, unique=True, comment="of what the link holds"),
        _of("structure_id", "structures"),
        sa.Column("administers", sa.Boolean(), nullable=False, comment="whoever comes by it administers"),
        _whose("made_by", "recruiters"),
        _moment("made_at"),
        _moment("expires_at"),
        _moment("used_at", nullable=True),
        _whose("used_by", "recruiters"),
        _moment("revoked_at", nullable=True),
    )
    _index("ix_invitations_structure_id", "invitations", ["structure_id"])
    op.create_table(
        "memberships",
        _of("recruiter_id", "recruiters", key=True),
        _of("structure_id", "structures", key=True),
        _moment("since"),
    )
    _index("ix_memberships_structure_id", "memberships", ["structure_id"])
    op.create_table(
        "notes",
        sa.Column("id", sa.String(32), primary_key=True),
        _of("candidate_id", "candidates"),
        sa.Column("conversation_id", sa.String(80), nullable=False),
        sa.Column("channel", sa.String(40), nullable=True),
        sa.Column("notice_version", sa.String(20), nullable=False),
        _moment("notice_acknowledged_at"),
        sa.Column("trait", sa.String(20), nullable=False),
        sa.Column("question_id", sa.String(60), nullable=False),
        sa.Column("question_version", sa.String(20), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("format", sa.String(20), nullable=False),
        _sealed("answer", sa.Text(), nullable=True, comment="verbatim; null when skipped or withdrawn"),
        sa.Column("followup_question", sa.Text(), nullable=True),
        _sealed("followup_answer", sa.Text(), nullable=True),
        _sealed("evidence", sa.JSON(), comment="quotes: quote, start, end, part (answer|followup), indicator, polarity, rule"),
        sa.Column("rubric_version", sa.String(20), nullable=False),
        sa.Column("skipped", sa.Boolean(), nullable=False),
        sa.Column("skip_reason", sa.String(60), nullable=True),
        sa.Column("masked", sa.Boolean(), nullable=False, comment="something of it is not shown to recruiters"),
        _moment("asked_at"),
        _moment("answered_at", nullable=True),
        sa.Column("seconds", sa.Integer(), nullable=True, comment="from the question to the answer"),
        _moment("amended_at", nullable=True),
        _moment("withdrawn_at", nullable=True),
        _moment("expires_at"),
        _sealed("masks", sa.JSON(), empty=True, comment="what is not shown: kind, start, end, part (answer|followup)"),
        _sealed("contested", sa.JSON(), empty=True, comment="quotes that their author says do not show this: quote, indicator"),
        sa.UniqueConstraint("candidate_id", "question_id"),
    )
    _index("ix_notes_answered", "notes", ["question_id", "asked_at", "id", "candidate_id", "amended_at", "answered_at"], "answer IS NOT NULL")
    op.create_table(
        "openid_identities",
        sa.Column("issuer", sa.String(255), primary_key=True),
        sa.Column("subject", sa.String(255), primary_key=True),
        _of("recruiter_id", "recruiters"),
        _moment("linked_at"),
    )
    _index("ix_openid_identities_recruiter_id", "openid_identities", ["recruiter_id"])
    op.create_table(
        "private_notes",
        sa.Column("id", sa.Integer(), primary_key=True),
        _of("candidate_id", "candidates"),
        _of("structure_id", "structures"),
        _whose("recruiter_id", "recruiters"),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        _moment("at"),
    )
    _index("ix_private_notes_of", "private_notes", ["candidate_id", "structure_id", "id"])
    op.create_table(
        "recovery_codes",
        sa.Column("code_hash", sa.String(64), primary_key=True),
        _of("recruiter_id", "recruiters"),
    )
    _index("ix_recovery_codes_recruiter_id", "recovery_codes", ["recruiter_id"])
    op.create_table(
        "recruiter_sessions",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        _of("recruiter_id", "recruiters"),
        sa.Column("csrf", sa.String(64), nullable=False),
        _moment("created_at"),
        _moment("expires_at"),
        _whose("structure_id", "structures", comment="where they are; null: at none"),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
    )
    op.create_table(
        "saved_filters",
        sa.Column("id", sa.String(32), primary_key=True),
        _of("recruiter_id", "recruiters"),
        sa.Column("structure_id", sa.String(32), nullable=False, comment="id of the structure; empty: of who administers, at none"),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False, comment="the words and the values that were chosen"),
        _moment("at"),
    )
    _index("ix_saved_filters_of", "saved_filters", ["recruiter_id", "structure_id"])
    op.create_table(
        "search_words",
        _of("candidate_id", "candidates", key=True),
        sa.Column("word", sa.LargeBinary(), primary_key=True, comment="beginning of a word of a name or a town, without accents"),
        sqlite_with_rowid=False,
    )
    _index("ix_search_words_word", "search_words", ["word"])
    op.create_table(
        "second_factors",
        _of("recruiter_id", "recruiters", key=True),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        _moment("begun_at"),
        _moment("confirmed_at", nullable=True, comment="null: it does not count yet"),
        sa.Column("last_step", sa.Integer(), nullable=False, comment="half minute of the last code taken: none is taken twice"),
    )
    op.create_table(
        "shortlisted",
        _of("candidate_id", "candidates", key=True),
        _of("recruiter_id", "recruiters", key=True),
        _of("structure_id", "structures", key=True),
        _moment("at"),
        _moment("named_at", nullable=True, comment="when the recruiter had the name shown in this list; null: not yet"),
    )
    _index("ix_shortlisted_by", "shortlisted", ["recruiter_id", "structure_id", "candidate_id"])
    op.create_table(
        "standings",
        _of("candidate_id", "candidates", key=True),
        _of("structure_id", "structures", key=True),
        sa.Column("status", sa.String(20), nullable=False, comment="new | interested | not_interested | hired | done"),
        _moment("changed_at"),
        sa.Column("changed_by", sa.String(32), nullable=True, comment="id of the recruiter; null: erased since"),
        sa.Column("told", sa.Boolean(), nullable=False, server_default=sa.false(), comment="the bot says it to the candidate who asks where they stand"),
    )
    _index("ix_standings_status", "standings", ["structure_id", "status", "candidate_id"])
    op.create_table(
        "status_changes",
        sa.Column("id", sa.Integer(), primary_key=True),
        _of("candidate_id", "candidates"),
        _of("structure_id", "structures"),
        sa.Column("status", sa.String(20), nullable=False),
        _moment("at"),
        sa.Column("by", sa.String(32), nullable=True, comment="id of the recruiter; null: erased since"),
        sa.Column("told", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    _index("ix_status_changes_of", "status_changes", ["candidate_id", "structure_id", "id"])
    op.create_table(
        "webhook_endpoints",
        sa.Column("id", sa.String(32), primary_key=True),
        _of("structure_id", "structures"),
        sa.Column("url", sa.LargeBinary(), nullable=False, comment="may hold a key of the receiver's"),
        sa.Column("events", sa.JSON(), nullable=False, comment="types that are sent there"),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("old_secret", sa.LargeBinary(), nullable=True, comment="signs too, until old_until"),
        _moment("old_until", nullable=True),
        _moment("created_at"),
        _whose("created_by", "recruiters"),
        sa.Column("given_up", sa.Integer(), nullable=False, comment="deliveries given up since one arrived"),
        _moment("disabled_at", nullable=True, comment="nothing is sent any more"),
        sa.Column("disabled_why", sa.String(20), nullable=True, comment="person | failures | gone"),
    )
    _index("ix_webhook_endpoints_structure_id", "webhook_endpoints", ["structure_id"])
    op.create_table(
        "answer_reads",
        _of("note_id", "notes", key=True),
        _of("recruiter_id", "recruiters", key=True),
        sa.Column("structure_id", sa.String(32), primary_key=True, comment="id of the structure; empty: of who administers, at none"),
        _moment("at"),
    )
    op.create_table(
        "api_reads",
        _of("candidate_id", "candidates", key=True),
        _of("token_id", "api_tokens", key=True),
        _of("structure_id", "structures"),
        _moment("first_at"),
        _moment("last_at"),
    )
    op.create_table(
        "note_comments",
        sa.Column("id", sa.Integer(), primary_key=True),
        _of("note_id", "notes"),
        _sealed("text", sa.Text(), comment="verbatim"),
        _sealed("masks", sa.JSON(), comment="kind, start, end, part (answer)"),
        _moment("created_at"),
    )
    _index("ix_note_comments_note_id", "note_comments", ["note_id"])
    op.create_table(
        "note_versions",
        sa.Column("id", sa.Integer(), primary_key=True),
        _of("note_id", "notes"),
        _sealed("answer", sa.Text(), nullable=True),
        _sealed("followup_answer", sa.Text(), nullable=True),
        _sealed("evidence", sa.JSON()),
        _moment("replaced_at"),
        sa.Column("how", sa.String(20), nullable=False, comment="amended | withdrawn"),
        _sealed("masks", sa.JSON(), empty=True),
    )
    op.create_table(
        "rating_conclusions",
        sa.Column("id", sa.Integer(), primary_key=True),
        _of("note_id", "notes"),
        _of("structure_id", "structures"),
        _whose("recruiter_id", "recruiters", comment="null: erased since"),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        _moment("at"),
    )
    _index("ix_rating_conclusions_of", "rating_conclusions", ["note_id", "structure_id", "id"])
    op.create_table(
        "ratings",
        sa.Column("id", sa.String(32), primary_key=True),
        _of("note_id", "notes"),
        _of("candidate_id", "candidates"),
        _of("structure_id", "structures"),
        _whose("recruiter_id", "recruiters", comment="null: erased since"),
        sa.Column("trait", sa.String(20), nullable=False),
        sa.Column("question_id", sa.String(60), nullable=False),
        sa.Column("state", sa.String(10), nullable=False, comment="draft | final"),
        sa.Column("level", sa.LargeBinary(), nullable=True, comment="1 to 5; sealed, so that no query can sort or filter people by it"),
        sa.Column("anchor", sa.LargeBinary(), nullable=True, comment="words of the scale for this level, as they were read"),
        sa.Column("quote", sa.LargeBinary(), nullable=True, comment="exact words of the answer as it is shown"),
        sa.Column("quote_part", sa.String(10), nullable=True, comment="answer | followup"),
        sa.Column("quote_start", sa.Integer(), nullable=True, comment="in the text as it is shown"),
        sa.Column("quote_end", sa.Integer(), nullable=True),
        sa.Column("comment", sa.LargeBinary(), nullable=True),
        sa.Column("rubric_version", sa.String(20), nullable=False, comment="of the scale"),
        sa.Column("answer_hash", sa.LargeBinary(), nullable=False, comment="SHA-256 of the answer that was rated"),
        _moment("created_at"),
        _moment("updated_at"),
        _moment("final_at", nullable=True),
        sa.UniqueConstraint("note_id", "structure_id", "recruiter_id"),
    )
    _index("ix_ratings_candidate", "ratings", ["candidate_id"])
    _index("ix_ratings_structure", "ratings", ["structure_id", "question_id"])
    op.create_table(
        "webhook_deliveries",
        sa.Column("id", sa.String(32), primary_key=True),
        _of("endpoint_id", "webhook_endpoints"),
        sa.Column("event", sa.String(40), nullable=False),
        sa.Column("subject", sa.String(40), nullable=True, comment="id of a candidate or of a request"),
        _moment("at", comment="when it happened"),
        sa.Column("tries", sa.Integer(), nullable=False),
        _moment("next_try_at", nullable=True, comment="null: it is over"),
        _moment("sent_at", nullable=True),
        _moment("given_up_at", nullable=True),
        sa.Column("status", sa.Integer(), nullable=True, comment="of HTTP, of the last try"),
        sa.Column("error", sa.String(40), nullable=True, comment="of the last try, where there was no answer"),
    )
    _index("ix_webhook_of", "webhook_deliveries", ["endpoint_id", "at"])
    _index("ix_webhook_to_deliver", "webhook_deliveries", ["next_try_at"], "next_try_at IS NOT NULL")
    op.create_table(
        "rating_versions",
        sa.Column("id", sa.Integer(), primary_key=True),
        _of("rating_id", "ratings"),
        sa.Column("level", sa.LargeBinary(), nullable=False),
        sa.Column("anchor", sa.LargeBinary(), nullable=False),
        sa.Column("quote", sa.LargeBinary(), nullable=True, comment="null: its author took these words back since"),
        sa.Column("comment", sa.LargeBinary(), nullable=True),
        sa.Column("rubric_version", sa.String(20), nullable=False),
        sa.Column("answer_hash", sa.LargeBinary(), nullable=False),
        _moment("final_at"),
        _moment("replaced_at"),
        sa.Column("reason", sa.LargeBinary(), nullable=True, comment="why it was corrected; null: none was asked for then"),
    )
    _index("ix_rating_versions_rating_id", "rating_versions", ["rating_id"])


def downgrade() -> None:
    """Cannot be taken back.

    Raises:
        RuntimeError: always.
    """
    raise RuntimeError("There is no revision before this one.")
