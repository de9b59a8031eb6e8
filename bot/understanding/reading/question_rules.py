"""Decision rules by the kind of the pending question: what a message means as an answer to it."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.base.registration import CONTACTS
from bot.understanding.reading.binding_intents import (
    BINDING_INTENTS,
    contradicts_yes,
    sure_intent,
    surely_corrects,
    weakens_yes,
)
from bot.understanding.reading.dialogue_acts import MIN_BINDING_YES, Act, QuestionKind, kind_of
from bot.understanding.reading.directives import LEAVE_REMARK, interpret_directive
from bot.understanding.reading.handoff_subject import interpret_subject
from bot.understanding.reading.interpretation import (
    CALL_OFF_HUMAN,
    CHANGE_FIELD,
    CORRECTION,
    ERASING,
    ERASURE,
    NO_CHANGE,
    NO_OFFER,
    REMOVE_FIELD,
    SERVED_AFTER_ANSWER,
    SKIP,
    UNSURE,
    YES_OFFER,
    Interpretation,
)
from bot.understanding.reading.message import GIVEN, MessageInContext
from bot.understanding.reading.resolution import NOTHING, Resolution, Status
from bot.understanding.reading.topic_ranking import COURTESIES, NOT_UNDERSTOOD

MIN_YES_NO_WITH_QUESTION = 0.75  # below it a yes or a no next to a question is ignored
OUT_OF_SCOPE = "out_of_scope"
UNLIKELY_BELOW = 0.20  # an act of less probability is unlikely
MIN_REMARK_WORDS = 5  # of a possible comment on the answers
YES_NO = (Act.YES, Act.NO)


def _interpret_intent(message: MessageInContext) -> Interpretation:
    """The message answers nothing: the intent to serve, other topics as side questions."""
    topics = message.topics()
    if not topics:
        return message.interpretation(intent=NOT_UNDERSTOOD)
    first = next((topic for topic in topics if topic in SERVED_AFTER_ANSWER), topics[0])
    return message.interpretation(intent=first, side_questions=tuple(topic for topic in topics if topic != first))


def _interpret_yes_no(message: MessageInContext) -> Interpretation:
    """Yes, no, correction or intent. In doubt it is neither yes nor no. An unsure binding yes is asked again."""
    message = _with_plausible_yes(message)
    acts, is_confirmation = message.acts, message.pending == "confirmation"
    if message.pending == "notes_reviewed" and _may_be_remark(message):
        return message.interpretation(intent=UNSURE, words=message.nlu.text)
    corrects = Act.CORRECT in acts or (is_confirmation and Act.YES not in acts and bool(acts & {Act.NO, Act.ANSWER}))
    # A confirmation may come with a missing value: "bon si, joignez-moi : 06 …".
    may_give = corrects or Act.ANSWER in acts or is_confirmation
    readings = message.given_fields(corrects=corrects) if may_give else {}
    if corrects and readings and message.slots.get("consent"):
        intent = None if is_confirmation else CORRECTION
        return message.interpretation(intent=intent, resolutions=readings, side_questions=message.topics())
    if is_confirmation and Act.CORRECT in acts:
        if respelled := message.respelled_name():
            return message.interpretation(resolutions=respelled, side_questions=message.topics())
        return message.interpretation(value=False, side_questions=message.topics())
    if Act.YES in acts:
        is_sure = _is_binding_yes(message)
        return message.interpretation(
            value=is_sure or None, needs_confirmation=not is_sure, side_questions=message.topics(), resolutions=readings
        )
    if Act.NO in acts:
        if _only_calls_off(message):
            return message.interpretation(intent=CALL_OFF_HUMAN)
        return message.interpretation(value=False, side_questions=message.topics())
    if is_confirmation and readings:
        return message.interpretation(resolutions=readings, side_questions=message.topics())
    if (Act.ASK in acts and message.topics()) or (acts == {Act.ASK} and not message.is_fallback):
        return replace(_interpret_intent(message), resolutions=readings)
    return message.interpretation(value=None, resolutions=readings)


def _with_plausible_yes(message: MessageInContext) -> MessageInContext:
    """The message without a yes or no that its question or another intent makes doubtful."""
    acts = message.acts
    if Act.ASK in acts:
        acts -= {act for act in YES_NO if message.nlu.acts[act] < MIN_YES_NO_WITH_QUESTION}
        if message.nlu.agrees_apart:
            acts = acts - {Act.NO, Act.UNCLEAR} | {Act.YES}
    if contradicts_yes(message):
        acts = acts - {Act.YES} | {Act.ASK}
    return replace(message, acts=acts)


def _is_binding_yes(message: MessageInContext) -> bool:
    """Whether a yes is taken at its word. Consent, confirmation and erasure need a sure one."""
    if kind_of(message.pending) is not QuestionKind.STRICT and message.pending != "confirmation":
        return True
    if message.nlu.agrees_apart:
        return True
    # Users who ask about what they agree to may have misunderstood it: answer, then ask for consent again.
    asks = any(topic.startswith("ask_") or topic in SERVED_AFTER_ANSWER - {LEAVE_REMARK} for topic in message.topics())
    if asks and message.pending == "consent":
        return False
    against = max(message.nlu.acts[act] for act in (Act.NO, Act.CORRECT, Act.UNCLEAR))
    return message.nlu.acts[Act.YES] >= MIN_BINDING_YES and against < UNLIKELY_BELOW and not weakens_yes(message)


def _only_calls_off(message: MessageInContext) -> bool:
    """Whether a no cancels a handoff: « non, je ne veux plus parler à quelqu'un » refuses no situation."""
    calls_off = sure_intent(message, CALL_OFF_HUMAN) is not None and {*message.topics()} <= {CALL_OFF_HUMAN}
    return calls_off and kind_of(message.pending) is not QuestionKind.STRICT


def _may_be_remark(message: MessageInContext) -> bool:
    """Whether a sentence performs no sure act: it may be a comment on the answers."""
    understood, words = message.nlu.understood, message.nlu.text.split()
    is_about_else = understood.is_sure and understood.topic not in COURTESIES  # « … dire bonjour d'abord »
    return (
        (message.acts == {Act.UNCLEAR} or message.is_fallback) and len(words) >= MIN_REMARK_WORDS and not is_about_else
    )


def _interpret_field(message: MessageInContext) -> Interpretation:
    """Values of any field, a refusal, "don't know", a correction, or an intent."""
    acts, name = message.acts, str(message.pending)
    readings: dict[str, Resolution] = {}
    if acts & {Act.ANSWER, Act.CORRECT, Act.DECLINE}:
        readings = message.given_fields()
    # « c'est lucie@exemple.fr, et pour le téléphone je m'abstiens » declines another field than the one it gives.
    gives_all_the_same = Act.DECLINE in acts and message.resolution(name).status in GIVEN
    gives = message.gives_pending or gives_all_the_same or (Act.CORRECT in acts and not readings)
    asked = message.pending_resolution() if gives or _is_half_contact(message) else NOTHING
    gives_nothing = (
        asked.status not in GIVEN and not readings and message.nlu.acts[Act.DECLINE] < MIN_YES_NO_WITH_QUESTION
    )
    if gives_nothing and (grave := sure_intent(message, *BINDING_INTENTS)):
        return message.interpretation(intent=grave)  # withdrawing consent is no invalid date
    elsewhere = message.explicit_fields() if asked.status not in GIVEN and not readings else {}
    readings = readings or elsewhere
    if asked.status is Status.INVALID and (message.topics() or elsewhere):
        asked = NOTHING  # words of the question rather than an answer
    if asked.answers:
        readings = {name: asked, **readings}
    elif Act.UNKNOWN in acts and Act.DECLINE not in acts and not elsewhere:
        readings = {name: Resolution(Status.UNKNOWN), **readings}
    refused = _declined_fields(message, asked, readings, elsewhere)
    if refused == (name,) and message.stored(name) is not None:  # while correcting it, « passer » may mean to keep it
        return message.interpretation(intent=REMOVE_FIELD, value=name)
    declined = dict.fromkeys(refused, Resolution(Status.DECLINED))
    readings = {**declined, **readings}
    only_asks = acts == {Act.ASK} and not message.is_fallback  # an answer may fit, whatever its topic
    if readings or not (message.topics() or only_asks):
        return message.interpretation(resolutions=readings, side_questions=message.topics())
    return _interpret_intent(message)


def _is_half_contact(message: MessageInContext) -> bool:
    """Whether it may be an incomplete address or number, which is told what it lacks."""
    is_unclear = message.pending in CONTACTS and message.acts == {Act.UNCLEAR}
    return is_unclear and message.pending_resolution().status is Status.INVALID


def _declined_fields(
    message: MessageInContext,
    asked: Resolution,
    readings: Mapping[str, Resolution],
    elsewhere: Mapping[str, Resolution],
) -> tuple[str, ...]:
    """Fields that the message refuses to give: those it names, else the pending one.

    Args:
        asked: resolution of the pending field.
        readings: values that the message gives.
        elsewhere: those among them that repeat known values of other fields.
    """
    name, called = str(message.pending), message.called_fields()
    if Act.DECLINE not in message.acts:
        return ()
    others = tuple(other for other in called if other not in readings and message.stored(other) is None)
    if asked.status in GIVEN:
        return others  # « …, et pour le téléphone je préfère m'abstenir »
    if message.mentions(name):
        return (name,)
    if called and name not in called:  # « je ne veux pas donner mon numéro », where the e-mail is asked
        return () if Act.CORRECT in message.acts else others
    return () if elsewhere or asked.answers else (name,)  # « non, pas la disponibilité ! » declines no e-mail


def _interpret_free_text(message: MessageInContext) -> Interpretation:
    """The text itself, unless it skips the question or clearly wants something else."""
    acts, understood = message.acts, message.nlu.understood
    if Act.ANSWER in acts:
        return message.interpretation(value=message.nlu.text, side_questions=message.topics())
    if message.pending == "comment" and understood.topic == LEAVE_REMARK:
        return message.interpretation(value=message.nlu.text)  # the remark, as requested
    if Act.CORRECT in acts and (readings := message.given_fields()):
        return message.interpretation(intent=CORRECTION, resolutions=readings)
    if grave := sure_intent(message, *BINDING_INTENTS):
        return message.interpretation(intent=grave)  # cancelling a handoff skips no scenario
    if _may_be_answer(message):
        return message.interpretation(intent=UNSURE, words=message.nlu.text)
    if Act.SKIP in acts:
        return message.interpretation(value=SKIP, side_questions=message.topics())
    if acts & {Act.ASK, Act.CORRECT} and message.topics():
        return _interpret_intent(message)
    # Text is kept in doubt: losing an answer is worse than storing a question.
    return message.interpretation(value=message.nlu.text)


def _may_be_answer(message: MessageInContext) -> bool:
    """Whether a message that only looks like something else may answer an open question."""
    understood = message.nlu.understood
    is_known = understood.is_sure and understood.topic != OUT_OF_SCOPE
    if Act.ANSWER in message.acts or not message.acts.isdisjoint(YES_NO):
        return False
    is_likely = message.nlu.acts[Act.ANSWER] >= UNLIKELY_BELOW and Act.SKIP not in message.acts
    return (message.is_fallback or is_likely) and not (is_known and Act.ASK in message.acts)


def _interpret_without_question(message: MessageInContext) -> Interpretation:
    """Nothing is pending: fields given unasked, a correction, a question, or an intent."""
    topic, topics, agreed = message.nlu.understood.topic, message.topics(), bool(message.slots.get("consent"))
    comes = "start_registration" in topics and not agreed  # and may introduce themselves
    gives = comes or topic in {"ask_change_my_data", CHANGE_FIELD} or message.acts & {Act.ANSWER, Act.CORRECT}
    readings = message.given_fields(corrects=agreed) if gives else {}
    overwrites = any(message.stored(name) is not None for name in readings)
    doubtful = overwrites and not surely_corrects(message)  # « ma sœur, c'est le 06 … » must be confirmed
    if doubtful and agreed:  # « je verrai avec la mairie de Saint-Fons, merci » changes nothing there
        readings = {name: given for name, given in readings.items() if given.value != message.stored(name)}
    if readings and agreed:
        return message.interpretation(
            intent=CORRECTION, resolutions=readings, side_questions=message.topics(), needs_confirmation=doubtful
        )
    if not agreed and ((readings and topic == NOT_UNDERSTOOD) or (topic == "affirm" and not topics)):
        return message.interpretation(
            intent="start_registration", resolutions=readings
        )  # a yes to the registration mentioned before
    if "start_registration" in topics:
        others = tuple(other for other in topics if other != "start_registration")
        return message.interpretation(intent="start_registration", resolutions=readings, side_questions=others)
    return (
        replace(_interpret_intent(message), resolutions=readings)
        if topics
        else message.interpretation(intent=topic, resolutions=readings)
    )


def _ask_removal_again(message: MessageInContext, offered: str | None) -> Interpretation | None:
    """Ask again what to remove if a removal leaves that open.

    Args:
        offered: the directive of a yes to the offer.
    """
    if offered is None or message.nlu.understood.topic not in {ERASURE, REMOVE_FIELD} or message.called_fields():
        return None
    turn = interpret_directive(offered, message.slots)
    if turn.intent in ERASING:
        return replace(turn, needs_confirmation=True)  # « oui, retirez-la » removes no whole dossier
    fields = [name for name, reading in turn.resolutions.items() if reading.status is Status.DECLINED]
    return message.interpretation(intent=REMOVE_FIELD, value=fields[0]) if len(fields) == 1 else None


def _interpret_offer(message: MessageInContext) -> Interpretation:
    """Yes or no to the last offer, if it allows that, else as if nothing were pending."""
    directives: Mapping[str, str] = message.slots.get("choices") or {}
    answer = YES_OFFER if Act.YES in message.acts else NO_OFFER if Act.NO in message.acts else None
    if answer is None:
        return _ask_removal_again(message, directives.get(YES_OFFER)) or _interpret_without_question(message)
    if answer not in directives:  # « d'accord merci, et ma sœur peut lire ? »
        return _interpret_without_question(message) if message.topics() else message.interpretation(intent="deny")
    turn = interpret_directive(directives[answer], message.slots)
    return replace(turn, needs_confirmation=turn.intent in ERASING and message.nlu.acts[Act.YES] < MIN_BINDING_YES)


def _interpret_change(message: MessageInContext) -> Interpretation:
    """The field to correct or its new value, a no, or anything else."""
    if readings := message.given_fields(corrects=True) or message.respelled_name():
        return message.interpretation(intent=CORRECTION, resolutions=readings, side_questions=message.topics())
    if named := message.named_fields():
        return message.interpretation(intent=CHANGE_FIELD, value=named[0])
    return message.interpretation(intent=NO_CHANGE) if Act.NO in message.acts else _interpret_without_question(message)


RULES: dict[QuestionKind, Callable[[MessageInContext], Interpretation]] = {
    QuestionKind.STRICT: _interpret_yes_no,
    QuestionKind.YES_NO: _interpret_yes_no,
    QuestionKind.FIELD: _interpret_field,
    QuestionKind.FREE: _interpret_free_text,
    QuestionKind.OFFER: _interpret_offer,
    QuestionKind.CHANGE: _interpret_change,
    QuestionKind.TOPIC: interpret_subject,
    QuestionKind.NOTHING: _interpret_without_question,
}
