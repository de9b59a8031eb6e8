"""Show candidates everything that is stored about them."""

from datetime import datetime

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from bot.actions.base import Reaction, active_form, channel_of, offer
from bot.actions.cards import candidate_only, show_cards
from bot.actions.notes_choices import note_choices, read_notes_back
from bot.actions.offers import ELSEWHERE, ERASE_ALL, OBJECT, REMARK_OFFER, SUBJECT_TITLES
from bot.actions.registration import recap
from bot.actions.unregistered import say_stored_data
from bot.base import clock
from bot.base.channel_info import in_words
from bot.base.french import day_in_words
from bot.base.registration import FIELDS
from bot.content.sentences import sentence
from bot.records.conversations import addresses, transcripts
from bot.records.desk import access_log, application_status, recruiter_notes
from bot.records.files import remarks
from bot.records.files.candidates import find
from bot.records.handoffs import subjects
from bot.records.models import Candidate
from bot.records.store import audit
from bot.understanding.reading.directives import OBJECTION, WITHDRAW_REMARK
from bot.words.accesses import access_sentences
from bot.words.notes import FILE_CARD
from bot.words.requests import request_lines
from bot.words.statuses import recruiter_note_lines, status_sentences


def _processing_lines(session: Session, candidate: Candidate, channel: str | None) -> list[str]:
    """Consent, retention, accesses, shared statuses and recruiters' notes."""
    count, channels = len(transcripts.read(session, candidate.conversation_id)), _channels(session, candidate)
    return [
        sentence("my_data.consent", day=_day(candidate.consented_at), version=candidate.notice_version),
        sentence("my_data.confirmed") if candidate.confirmed_at else sentence("my_data.unconfirmed"),
        sentence("my_data.messages", count=count, channels=channels)
        if count > 1
        else sentence("my_data.one_message", count=count, channels=channels),
        sentence("my_data.kept_until", day=_day(candidate.expires_at)),
        *access_sentences(access_log.list_accesses(session, candidate)),
        *status_sentences(application_status.shared_with_candidate(session, candidate.id)),
        *recruiter_note_lines(recruiter_notes.count_by_structure(session, candidate.id)),
        sentence("my_data.file") if channel == addresses.WEB else sentence("my_data.file_elsewhere"),
    ]


def _bullets(lines: list[str]) -> list[str]:
    return [f"• {line}" for line in lines]


def _day(moment: datetime) -> str:
    return day_in_words(moment.astimezone(clock.PARIS).date())


def _channels(session: Session, candidate: Candidate) -> str:
    """The channels of the conversation, in parentheses: an address is stored for each."""
    kept = addresses.other_addresses(session, candidate.conversation_id, None, None)
    names = dict.fromkeys(channel for channel in (candidate.channel, *(row.channel for row in kept)) if channel)
    return f" ({', '.join(map(in_words, names))})" if names else ""


class ShowMyData(Reaction):
    action_name = "action_show_my_data"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        with self.database.session_scope() as session:
            candidate = find(session, tracker.sender_id)
            if candidate is None:
                return say_stored_data(session, dispatcher, tracker.sender_id)
            audit.record(session, actor="candidate", act="read_own_data", subject=candidate.id)
            remark = remarks.visible_text(candidate)
            requests = subjects.list_for_conversation(session, tracker.sender_id)
            registration = recap({name: getattr(candidate, name) for name in FIELDS}, remark)
            kept = [sentence("my_data.intro"), registration, *_bullets(request_lines(requests))]
            dispatcher.utter_message(text="\n".join(kept), json_message=show_cards(FILE_CARD))
            processed = _bullets(_processing_lines(session, candidate, channel_of(tracker)))
            dispatcher.utter_message(text="\n".join(processed), json_message=candidate_only())
            read_notes_back(session, tracker.sender_id, dispatcher)
            has_form = active_form(tracker) is not None
            is_asked_again = has_form and tracker.get_slot("requested_slot") == "confirmation"
            choices = {} if is_asked_again else {"Corriger": "intent:ask_change_my_data"}
            choices |= note_choices(session, tracker.sender_id)
            choices |= REMARK_OFFER | ({WITHDRAW_REMARK: "intent:withdraw_comment=file"} if remark else {})
            choices |= SUBJECT_TITLES if any(request.topic is not None for request in requests) else {}
        choices |= {ELSEWHERE: "intent:resume_code", OBJECT: f"intent:ask_human={OBJECTION}"} | ERASE_ALL
        if is_asked_again:  # the question whether it is right offers them, and « Non, je corrige »
            return [SlotSet("choices", choices)]
        return offer(dispatcher, choices, response="utter_my_data_choices")
