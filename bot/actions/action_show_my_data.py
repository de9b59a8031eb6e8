"""Show candidates everything that is stored about them."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from bot.actions.base import Reaction, buttons, channel_of
from bot.actions.cards import private, shows
from bot.actions.notes_choices import note_choices, read_notes_back
from bot.actions.offers import ELSEWHERE, ERASE_ALL, OBJECT, REMARK_OFFER, TOPIC_TITLES
from bot.actions.registration import recap
from bot.actions.unregistered import say_what_is_kept
from bot.base import clock
from bot.base.french import day_in_words
from bot.base.known_channels import in_words
from bot.base.registration import FIELDS
from bot.records.conversations import addresses, transcripts
from bot.records.desk import access_log, application_status, recruiter_notes
from bot.records.files import remarks
from bot.records.files.candidates import find
from bot.records.handoffs import subjects
from bot.records.models import Candidate
from bot.records.store import audit
from bot.understanding.reading.directives import OBJECTION, WITHDRAW_REMARK
from bot.words.notes_in_words import FILE_CARD, REMARK_TITLE
from bot.words.readings_in_words import readings_in_words
from bot.words.requests_in_words import requests_in_words
from bot.words.standings_in_words import notes_in_words, standings_in_words

IN_A_FILE = "En fichier : menu, « Télécharger mes données »"
IN_A_FILE_ELSEWHERE = "En fichier : sur le site, avec un « code de reprise », ou demandé à l'équipe"


def _by_others(session: Session, candidate: Candidate) -> list[str]:
    """Sentences on who opened the dossier, shared statuses and recruiters' notes."""
    return [
        *readings_in_words(access_log.list_accesses(session, candidate)),
        *standings_in_words(application_status.shared_with_candidate(session, candidate.id)),
        *notes_in_words(recruiter_notes.count_by_structure(session, candidate.id)),
    ]


def _where(session: Session, candidate: Candidate) -> str:
    """The channels of the conversation, in parentheses: an address is stored for each."""
    kept = addresses.other_addresses(session, candidate.conversation_id, None, None)
    names = dict.fromkeys(channel for channel in (candidate.channel, *(row.channel for row in kept)) if channel)
    return f" ({', '.join(map(in_words, names))})" if names else ""


class ShowMyData(Reaction):
    action_name = "action_show_my_data"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        with self.database.session_scope() as session:
            candidate = find(session, tracker.sender_id)
            if candidate is None:
                return say_what_is_kept(session, dispatcher, tracker.sender_id)
            audit.record(session, actor="candidate", act="read_own_data", subject=candidate.id)
            values = {name: getattr(candidate, name) for name in FIELDS}
            remark = remarks.visible_text(candidate)
            remarked = [f"• {REMARK_TITLE} : « {remark} »"] if remark else []
            agreed = day_in_words(candidate.consented_at.astimezone(clock.PARIS).date())
            until = day_in_words(candidate.expires_at.astimezone(clock.PARIS).date())
            asked = subjects.list_for_conversation(session, tracker.sender_id)
            requested = [f"• {line}" for line in requests_in_words(asked)]
            messages = len(transcripts.read(session, tracker.sender_id))
            dispatcher.utter_message(
                text="\n".join(["Voici tout ce que je garde sur vous.", recap(values), *remarked, *requested]),
                json_message=shows(FILE_CARD),
            )
            dispatcher.utter_message(
                text=f"• Accord donné le {agreed} (notice {candidate.notice_version})\n"
                f"• Inscription {'confirmée' if candidate.confirmed_at else 'pas encore confirmée'}\n"
                f"• Notre conversation : {messages} message{'s' if messages > 1 else ''}{_where(session, candidate)}\n"
                f"• Conservé jusqu'au {until} au plus tard\n"
                + "\n".join(f"• {line}" for line in _by_others(session, candidate))
                + f"\n• {IN_A_FILE if channel_of(tracker) == addresses.WEB else IN_A_FILE_ELSEWHERE}",
                json_message=private(),
            )
            read_notes_back(session, tracker.sender_id, dispatcher)
            pending = tracker.get_slot("requested_slot") if (tracker.active_loop or {}).get("name") else None
            is_asked_again = pending == "confirmation"
            choices = {} if is_asked_again else {"Corriger": "intent:ask_change_my_data"}
            choices |= note_choices(session, tracker.sender_id)
            choices |= REMARK_OFFER | ({WITHDRAW_REMARK: "intent:withdraw_comment=file"} if remark else {})
            choices |= TOPIC_TITLES if any(request.topic is not None for request in asked) else {}
        choices[ELSEWHERE] = "intent:resume_code"
        choices[OBJECT] = f"intent:ask_human={OBJECTION}"
        choices |= ERASE_ALL
        if not is_asked_again:  # the question whether it is right offers them, and « Non, je corrige »
            dispatcher.utter_message(response="utter_my_data_choices", buttons=buttons(choices))
        return [SlotSet("choices", choices)]
