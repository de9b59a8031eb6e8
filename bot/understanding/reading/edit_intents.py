"""Edit intents without a new value: change or remove an answer or a field, comment on it, contest a quote."""

from dataclasses import replace

from bot.understanding.reading.binding_intents import sure_intent
from bot.understanding.reading.choice_matching import is_bare_ordinal
from bot.understanding.reading.dialogue_acts import Act, QuestionKind, kind_of
from bot.understanding.reading.directives import LEAVE_REMARK, interpret_directive
from bot.understanding.reading.interpretation import (  # fmt: skip
    CHANGE_FIELD,
    CORRECTION,
    ERASING,
    ERASURE,
    NOTE_INTENTS,
    REMOVE_FIELD,
    SERVED_AFTER_ANSWER,
    Interpretation,
)
from bot.understanding.reading.message import GIVEN, MessageInContext
from bot.understanding.reading.quotation_matching import quoted_text
from bot.understanding.reading.references import REMARK, REQUEST, find_note_number, names_other, parse_note_reference
from bot.understanding.reading.resolution import Resolution, Status
from bot.understanding.reading.spans import Label, Role

_ASKS_WHICH_NOTE = frozenset({"withdraw_note", "change_answer"})  # ask which note if the message does not say
_WITHDRAWALS = {REMARK: "intent:withdraw_comment=file", REQUEST: "intent:withdraw_topic"}
_FIELD_INTENTS = frozenset({REMOVE_FIELD, CHANGE_FIELD, ERASURE, "ask_change_my_data"})


def edit_intent(message: MessageInContext) -> Interpretation | None:
    """Interpretation of an intent about an answer or a field, or None if the message has none."""
    topic = message.nlu.understood.topic
    if message.pending == "notes_reviewed" and is_bare_ordinal(
        message.nlu.text
    ):  # « la 3 » alone: what with it is asked
        return message.interpretation(intent="change_answer", value=parse_note_reference([message.nlu.text]))
    wanted = [topic, *message.topics()] if message.acts & {Act.ASK, Act.CORRECT} else []
    reviews = message.pending == "notes_reviewed" and Act.CORRECT in message.acts
    if reviews and topic not in SERVED_AFTER_ANSWER:
        wanted += [name for name, _ in message.nlu.understood.ranking if name in NOTE_INTENTS][:1]
    name = next((name for name in wanted if name in {*NOTE_INTENTS, CHANGE_FIELD, LEAVE_REMARK}), None)
    if name is None and message.acts == {Act.CORRECT} and topic == "ask_change_my_data":
        name = CHANGE_FIELD  # « changez mon mail », without a new one
    if name == CHANGE_FIELD:
        field = next(iter(message.named_fields()), None)
        if message.pending == "confirmation":
            return message.interpretation(value=field) if field else None
        return message.interpretation(intent=CHANGE_FIELD if field else "ask_change_my_data", value=field)
    if name == LEAVE_REMARK:
        return None if message.pending == "comment" else message.interpretation(intent=LEAVE_REMARK)
    if name is None:
        return None
    text = message.nlu.text
    if name in ERASING and (other := _withdrawal_of_other(message)) is not None:
        return other
    spans = [span.text for span in message.nlu.spans if span.label == Label.NOTE and span.role == Role.OWN]
    if name in {"strike_passage", "withdraw_note"} and quoted_text(text) is not None:
        name = "strike_passage"  # confirmed before it is struck
    elif name in ERASING and not message.nlu.understood.is_sure:
        name = "change_answer"  # no erasure on a guess
    note = (
        parse_note_reference(spans)
        or find_note_number(text)
        or " ".join(spans)
        or (text if name in _ASKS_WHICH_NOTE else None)
    )
    if note is None and name == "amend_note":
        if message.pending == "confirmation":
            return None  # the dossier is read back there
        if message.pending == "notes_reviewed":
            return message.interpretation(intent="change_answer")
    behind = {"contest_passage": text, "strike_passage": text.partition(":")[2].strip()}.get(name)
    words = None if behind is None else quoted_text(text) or behind or None
    return message.interpretation(intent=name, value=note, words=words, needs_confirmation=name in ERASING)


def _withdrawal_of_other(message: MessageInContext) -> Interpretation | None:
    """Interpretation of taking back the remark, once confirmed, or the words of a request, if the message names one."""
    if quoted_text(message.nlu.text) is not None or (named := names_other(message.nlu.text)) is None:
        return None
    if named == REQUEST and not message.nlu.understood.is_sure:
        return message.interpretation(intent="ask_access_my_data")  # which offers it
    turn = interpret_directive(_WITHDRAWALS[named], message.slots)
    return replace(turn, acts=tuple(sorted(message.acts)), needs_confirmation=named == REMARK)


def removal(message: MessageInContext, turn: Interpretation) -> Interpretation | None:
    """Interpretation of a request to remove fields, as if declined. In doubt, an erasure that names them."""
    acts, pending, topic = message.acts, message.pending, _removal_topic(message)
    wants = topic is not None and bool(acts & {Act.ASK, Act.CORRECT, Act.DECLINE})
    of_all = pending == "erasure" and Act.CORRECT in acts  # only a part of everything
    if not (wants or of_all) or (kind_of(pending) is QuestionKind.FREE and Act.ANSWER in acts):
        return None  # inside an answer it is part of a story
    named, given = message.named_fields(), {n: read for n, read in turn.resolutions.items() if read.status in GIVEN}
    if any(given[name].value != message.stored(name) for name in named if name in given):
        return None  # a new value
    if not named:
        return message.interpretation(intent=REMOVE_FIELD) if topic == REMOVE_FIELD and not turn.resolutions else None
    readings = given | dict.fromkeys(named, Resolution(Status.DECLINED))
    if not message.slots.get("consent"):
        return message.interpretation(intent=REMOVE_FIELD, resolutions=readings)
    if topic == ERASURE:
        return message.interpretation(intent=ERASURE, value=",".join(named))
    stored = [name for name in named if message.stored(name) is not None]
    # « oui sauf le téléphone », « le mail, pas le téléphone »: ask what to do with them.
    if stored and not of_all and (len(stored) > 1 or sure_intent(message, REMOVE_FIELD) is None):
        return message.interpretation(intent=REMOVE_FIELD, value=",".join(stored))
    is_asked = pending == "confirmation" or kind_of(pending) is QuestionKind.FIELD
    questions = tuple(topic for topic in turn.side_questions if topic not in _FIELD_INTENTS)
    return message.interpretation(
        intent=None if is_asked else CORRECTION, resolutions=readings, side_questions=questions
    )


def _removal_topic(message: MessageInContext) -> str | None:
    """The intent to remove fields or to erase everything. Their probabilities add up if fields are named."""
    understood = message.nlu.understood
    if understood.topic in {REMOVE_FIELD, ERASURE}:
        return understood.topic
    probabilities = dict(understood.ranking)
    removal = probabilities.pop(REMOVE_FIELD, 0.0) + probabilities.pop(ERASURE, 0.0)
    return REMOVE_FIELD if message.called_fields() and removal > max(probabilities.values(), default=0.0) else None


def with_later_edit(message: MessageInContext, turn: Interpretation) -> Interpretation | None:
    """Interpretation of a free-text answer that also asks to change another one, which is offered afterwards."""
    acts = message.nlu.acts
    gives = Act.ANSWER in message.acts and kind_of(message.pending) is QuestionKind.FREE and isinstance(turn.value, str)
    if not gives or (not message.nlu.question_parts and acts[Act.ANSWER] < max(acts[Act.ASK], acts[Act.CORRECT])):
        return None
    wishes = {*NOTE_INTENTS, CHANGE_FIELD}
    questions = dict.fromkeys("ask_change_my_data" if topic in wishes else topic for topic in turn.side_questions)
    return replace(turn, side_questions=tuple(questions))
