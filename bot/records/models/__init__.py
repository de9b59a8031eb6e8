"""Database tables. Registration values are stored in the normal forms of the product's contract.

Identity, contact details and everything candidates write are encrypted (`bot.records.store.encrypted_types`).
"""

from bot.records.models.accounts import (
    Invitation,
    Membership,
    OpenidIdentity,
    RecoveryCode,
    Recruiter,
    RecruiterSession,
    SecondFactor,
    SignInFailure,
    Structure,
)
from bot.records.models.base import Base, new_id, table_of
from bot.records.models.candidates import Candidate, ContestedCount, Note, NoteComment, NoteVersion, SearchWord
from bot.records.models.channels import Address, ChannelState, LinkMail, OutboundMessage, ResumeCode, ResumeTry
from bot.records.models.contents import ContentDraft, ContentVersion
from bot.records.models.conversations import (
    Conversation,
    ConversationEvent,
    InboundMessage,
    Reminder,
    new_conversation_id,
    new_revision,
)
from bot.records.models.desk import (
    NO_STRUCTURE,
    FileRead,
    PrivateNote,
    SavedFilter,
    Shortlisted,
    Standing,
    Status,
    StatusChange,
)
from bot.records.models.programs import ApiRead, ApiToken, DisabledReason, WebhookDelivery, WebhookEndpoint
from bot.records.models.ratings import AnswerRead, Rating, RatingConclusion, RatingState, RatingVersion
from bot.records.models.reach import CandidateReach
from bot.records.models.requests import HumanRequest
from bot.records.models.upkeep import AuditEntry, DailyCount, Erasure, UnansweredQuestion
