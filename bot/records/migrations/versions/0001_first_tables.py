"""first tables."""

import sqlalchemy as sa
from alembic import op

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applies the change."""
    op.create_table('audit_entries',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('actor', sa.String(length=80), nullable=False, comment='candidate | recruiter:<id> | operator | purge'),
    sa.Column('act', sa.String(length=60), nullable=False),
    sa.Column('subject', sa.String(length=80), nullable=True, comment='id of a candidate or a receipt, never a name'),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('candidates',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('conversation_id', sa.String(length=80), nullable=False),
    sa.Column('channel', sa.String(length=40), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('notice_version', sa.String(length=20), nullable=False, comment='version of the notice that was agreed to'),
    sa.Column('consented_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('last_name', sa.String(length=100), nullable=True),
    sa.Column('first_name', sa.String(length=100), nullable=True),
    sa.Column('town', sa.JSON(), nullable=True),
    sa.Column('mobility', sa.JSON(), nullable=True),
    sa.Column('availability', sa.JSON(), nullable=True),
    sa.Column('email', sa.String(length=254), nullable=True),
    sa.Column('phone', sa.String(length=20), nullable=True),
    sa.Column('declined', sa.JSON(), nullable=False, comment='fields the person chose not to give'),
    sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('conversation_id')
    )
    op.create_table('conversation_events',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('conversation_id', sa.String(length=80), nullable=False),
    sa.Column('type_name', sa.String(length=60), nullable=False),
    sa.Column('timestamp', sa.Double(), nullable=False),
    sa.Column('data', sa.JSON(), nullable=False),
    sa.Column('state', sa.JSON(), nullable=True, comment='on user messages: slots and open form before it, from which a window of turns is re-created'),
    sa.PrimaryKeyConstraint('id'),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('conversation_events', schema=None) as batch_op:
        batch_op.create_index('ix_events_conversation_type', ['conversation_id', 'type_name', 'id'], unique=False)

    op.create_table('conversations',
    sa.Column('id', sa.String(length=80), nullable=False, comment='sender id in Rasa'),
    sa.Column('channel', sa.String(length=40), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('last_message_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('consented', sa.Boolean(), nullable=False, comment='before this, no words of the person are stored'),
    sa.Column('state', sa.JSON(), nullable=True, comment='slots and open form after the last turn'),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('human_requests',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('conversation_id', sa.String(length=80), nullable=False),
    sa.Column('channel', sa.String(length=40), nullable=True),
    sa.Column('reason', sa.String(length=40), nullable=False, comment='asked | distress | not_understood'),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('handled_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('human_requests', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_human_requests_conversation_id'), ['conversation_id'], unique=False)

    op.create_table('inbound_messages',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('conversation_id', sa.String(length=80), nullable=False),
    sa.Column('message_id', sa.String(length=80), nullable=False),
    sa.Column('received_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('answer', sa.JSON(), nullable=True, comment='what was answered, to answer again'),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('conversation_id', 'message_id')
    )
    op.create_table('recruiters',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('login', sa.String(length=254), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('password_hash', sa.String(length=255), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('disabled', sa.Boolean(), nullable=False),
    sa.Column('failed_attempts', sa.Integer(), nullable=False),
    sa.Column('locked_until', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('login')
    )
    op.create_table('notes',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('candidate_id', sa.String(length=32), nullable=False),
    sa.Column('conversation_id', sa.String(length=80), nullable=False),
    sa.Column('channel', sa.String(length=40), nullable=True),
    sa.Column('notice_version', sa.String(length=20), nullable=False),
    sa.Column('notice_acknowledged_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('trait', sa.String(length=20), nullable=False),
    sa.Column('question_id', sa.String(length=60), nullable=False),
    sa.Column('question_version', sa.String(length=20), nullable=False),
    sa.Column('question', sa.Text(), nullable=False),
    sa.Column('format', sa.String(length=20), nullable=False),
    sa.Column('answer', sa.Text(), nullable=True, comment='verbatim; null when skipped or withdrawn'),
    sa.Column('followup_question', sa.Text(), nullable=True),
    sa.Column('followup_answer', sa.Text(), nullable=True),
    sa.Column('evidence', sa.JSON(), nullable=False, comment='quotes: quote, start, end, part (answer|followup), indicator, polarity, rule'),
    sa.Column('rubric_version', sa.String(length=20), nullable=False),
    sa.Column('skipped', sa.Boolean(), nullable=False),
    sa.Column('skip_reason', sa.String(length=60), nullable=True),
    sa.Column('masked', sa.Boolean(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('seconds', sa.Integer(), nullable=True, comment='from the question to the answer'),
    sa.Column('amended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['candidate_id'], ['candidates.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('candidate_id', 'question_id')
    )
    op.create_table('recruiter_sessions',
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('recruiter_id', sa.String(length=32), nullable=False),
    sa.Column('csrf', sa.String(length=64), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['recruiter_id'], ['recruiters.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('token_hash')
    )
    op.create_table('note_versions',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('note_id', sa.String(length=32), nullable=False),
    sa.Column('answer', sa.Text(), nullable=True),
    sa.Column('followup_answer', sa.Text(), nullable=True),
    sa.Column('evidence', sa.JSON(), nullable=False),
    sa.Column('replaced_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('how', sa.String(length=20), nullable=False, comment='amended | withdrawn'),
    sa.ForeignKeyConstraint(['note_id'], ['notes.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id')
    )


def downgrade() -> None:
    """Takes the change back."""
    op.drop_table('note_versions')
    op.drop_table('recruiter_sessions')
    op.drop_table('notes')
    op.drop_table('recruiters')
    op.drop_table('inbound_messages')
    with op.batch_alter_table('human_requests', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_human_requests_conversation_id'))

    op.drop_table('human_requests')
    op.drop_table('conversations')
    with op.batch_alter_table('conversation_events', schema=None) as batch_op:
        batch_op.drop_index('ix_events_conversation_type')

    op.drop_table('conversation_events')
    op.drop_table('candidates')
    op.drop_table('audit_entries')
