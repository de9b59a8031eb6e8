"""A message in its context, with the questions that the decision rules ask about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from rapidfuzz import fuzz

from bot.base.registration import CONTACTS, FIELDS, NAMES, given
from bot.base.text import fold
from bot.understanding.reading.dialogue_acts import Act
from bot.understanding.reading.fields import FIELD_LABELS, resolve
from bot.understanding.reading.interpretation import Interpretation, NluResult
from bot.understanding.reading.labels import name_with_particle
from bot.understanding.reading.places.index import place_index
from bot.understanding.reading.references import parse_field_reference
from bot.understanding.reading.resolution import NOTHING, Resolution, Status
from bot.understanding.reading.spans import Label, Role, Span
from bot.understanding.reading.topic_ranking import COURTESIES, NOT_UNDERSTOOD

_MAX_NUMBER_DIGITS = 3
_MAX_BARE_ANSWER_WORDS = 25  # of a message taken as the value as a whole
GIVEN = frozenset({Status.VALUE, Status.AMBIGUOUS})
_MIN_SIMILARITY = 75  # percent, of a name and its typo


@dataclass(frozen=True)
class MessageInContext:
    """A message in its context.

    Attributes:
        slots: before the message.
        today: day of the message, Europe/Paris.
        acts: that count.
        is_fallback: no act reaches the threshold; `acts` holds the likeliest.
    """

    nlu: NluResult
    pending: str | None
    slots: Mapping[str, Any]
    today: date
    acts: frozenset[Act]
    is_fallback: bool = False

    def resolution(self, name: str, spans: Sequence[Span] | None = None) -> Resolution:
        """Resolution of a field from spans, by default all spans of the message."""
        return resolve(name, self.nlu.spans if spans is None else spans, self.today, self.slots)

    def stored(self, name: str) -> Any:
        """Stored value of a field, or None if it is missing or was declined."""
        return given(self.slots, name)

    def pending_resolution(self) -> Resolution:
        """Resolution of the pending field. A short message without spans counts as its value."""
        name = str(self.pending)
        if name == "town" and (meant := self._offered_town()).status is Status.VALUE:
            return meant
        main, *_ = FIELD_LABELS[name]
        reading = self.resolution(name, self._spans_for_pending(name))
        text = self.nlu.text
        if reading.status is Status.NONE and self.may_give(name) and len(text.split()) <= _MAX_BARE_ANSWER_WORDS:
            if name == "mobility" and text.strip().isdigit():
                main = Label.DISTANCE  # kilometres rather than a département
            reading = self.resolution(name, [Span(main, text, 0, len(text))])
        return reading

    def _spans_for_pending(self, name: str) -> list[Span]:
        """Spans relabelled for the question: a place is a town if that is pending, and a work area for mobility."""
        spans, towns = self.nlu.spans, FIELD_LABELS["town"]
        has_none = not any(span.label in FIELD_LABELS[name] for span in spans)
        if name == "town" and has_none:
            return [replace(span, label=Label.TOWN) if span.label == Label.ZONE else span for span in spans]
        home = self.stored("town")
        if name == "mobility" and (has_none or (home and Act.CORRECT not in self.acts)):
            away = [s for s in spans if s.label in towns and (has_none or self.resolution("town", [s]).value != home)]
            return [replace(span, label=Label.ZONE) if span in away else span for span in spans]
        return list(spans)

    @property
    def gives_pending(self) -> bool:
        """Whether it answers, picks an offered town, or names the pending field with a courtesy ("Lucie, merci")."""
        picks = self.pending == "town" and Act.ASK not in self.acts and self._offered_town().status is Status.VALUE
        if Act.ANSWER in self.acts or picks:
            return True
        labels = FIELD_LABELS[str(self.pending)]
        is_named = any(span.role == Role.OWN and span.label in labels for span in self.nlu.spans)
        return is_named and self.acts == {Act.ASK} and set(self.topics()) <= COURTESIES

    def may_give(self, name: str) -> bool:
        """Whether its words may give the pending field: no other field is given and none of this one negated."""
        if Act.CORRECT in self.acts:
            return False
        names = {str(span.label) for span in self.nlu.spans if span.role == Role.OWN} & {*NAMES}
        if name in NAMES and names == {*NAMES} - {name} and self.slots.get(*names) is None:
            return False  # "moi c'est Kevin" if the last name is pending
        against = {False: {Role.OWN}, True: {Role.DENIED, Role.OTHER}}
        return self.is_small_number or not any(
            span.role in against[span.label in FIELD_LABELS[name]] for span in self.nlu.spans
        )

    @property
    def is_question(self) -> bool:
        """Whether it is phrased as a question, which orders nothing."""
        return "?" in self.nlu.text

    @property
    def is_small_number(self) -> bool:
        """Whether the message is a small number, which gives no field other than the pending one."""
        return self.nlu.text.strip().isdigit() and len(self.nlu.text.strip()) <= _MAX_NUMBER_DIGITS

    def _offered_town(self) -> Resolution:
        """The offered homonymous town that the message means, by its location ("celui du 27")."""
        offered: Sequence[Mapping[str, Any]] = self.slots.get("town_candidates") or ()
        spans = self.nlu.spans
        names_one = any(span.label == Label.TOWN and span.role == Role.OWN for span in spans)
        if names_one or len({town["commune"] for town in offered}) != 1:
            return NOTHING  # towns of several names were offered: silence means the first of them
        nearby = [span for span in spans if span.role == Role.NEAR or span.label == Label.AREA]
        nearby += [replace(span, label=Label.AREA) for span in spans if span.label == Label.ZONE]
        words = self.nlu.text.split()
        ends = [words, *(words[-size:] for size in (3, 2, 1) if size < len(words) and words[-1].isalpha())]
        options, named = (
            [nearby] if nearby else [[Span(Label.AREA, " ".join(end))] for end in ends],
            offered[0]["commune"],
        )
        readings = (self.resolution("town", [Span(Label.TOWN, named), *one]) for one in options)
        return next((reading for reading in readings if reading.status is Status.VALUE), NOTHING)

    def given_fields(self, *, corrects: bool = False) -> dict[str, Resolution]:
        """Resolutions of the fields other than the pending one, known fields only if the message corrects."""
        corrects = corrects or Act.CORRECT in self.acts
        names = [name for name in FIELDS if name != self.pending and not self.is_small_number]
        given = {
            name: self.resolution(name, self._without_stored(name) if corrects else None)
            for name in names
            if corrects or self.stored(name) is None  # a declined field may be given after all
        }
        if self.pending == "town" and "town" not in given:
            given.pop("mobility", None)  # a town may have been taken for a work area
        given = {name: reading for name, reading in given.items() if reading.status in GIVEN}
        if "town" in given and "mobility" in given and _is_only_location(given["mobility"], given["town"]):
            del given["mobility"]  # "Figeac, dans le Lot"
        for name, other in (NAMES, NAMES[::-1]) if corrects else ():
            if name in given and other not in given and self._is_typo_of_stored(other, given[name].value):
                given[other] = given.pop(name)  # the other name, spelled again
        return given

    def explicit_fields(self) -> dict[str, Resolution]:
        """Resolutions of other fields that are named, or that cannot be mistaken, such as an e-mail address."""
        named = {*self.named_fields(), *CONTACTS}
        return {name: reading for name, reading in self.given_fields(corrects=True).items() if name in named}

    def _is_typo_of_stored(self, name: str, value: str) -> bool:
        stored = fold(str(self.stored(name) or ""))
        return stored != fold(value) and fuzz.ratio(stored, fold(value)) >= _MIN_SIMILARITY

    def _without_stored(self, name: str) -> Sequence[Span]:
        """Spans without those that repeat the known value: a correction often quotes it."""
        stored, spans = self.stored(name), self.nlu.spans
        if name == "mobility" and len([span for span in spans if span.label == Label.ZONE]) > 1:
            return spans  # "le Lot et l'Aveyron" extends the known area
        fresh = [span for span in spans if stored is None or self.resolution(name, [span]).value != stored]
        called = fold(str(self.stored("last_name") or ""))
        if name in {"town", "last_name"} and called and called in fold(self.nlu.text):
            # A repeated name may contain a town and other names: « de La Tour d'Auvergne ».
            return [span for span in fresh if fold(span.text) not in called]
        return fresh if self.resolution(name, fresh).status is not Status.NONE else spans

    def called_fields(self) -> tuple[str, ...]:
        """Fields named in the message, except those to be kept."""
        spans = [span for span in self.nlu.spans if span.label == Label.FIELD_NAME and span.role != Role.OTHER]
        return tuple(dict.fromkeys(name for span in spans if (name := parse_field_reference(span.text, self.pending))))

    @property
    def _names_fields(self) -> bool:
        """Whether any span names a field, including those to be kept."""
        return any(span.label == Label.FIELD_NAME for span in self.nlu.spans)

    def mentions(self, name: str) -> bool:
        """Whether any word names the field."""
        return any(parse_field_reference(word, self.pending) == name for word in self.nlu.text.split())

    def named_fields(self) -> tuple[str, ...]:
        """Fields that are named, or else whose known value is quoted ("enlevez Dupont")."""
        unmarked = [parse_field_reference(word) for word in self.nlu.text.split() if not self._names_fields]
        if called := self.called_fields() or tuple(dict.fromkeys(filter(None, unmarked))):
            return called
        spans = [[replace(span, role=Role.OWN)] for span in self.nlu.spans]
        stored = {name: value for name in FIELDS if (value := self.stored(name)) is not None}
        return tuple(dict.fromkeys(n for one in spans for n in stored if self.resolution(n, one).value == stored[n]))

    def respelled_name(self) -> dict[str, Resolution]:
        """The known name, spelled again to correct a typo ("c'est Moreyra avec un y")."""
        for name in NAMES:
            is_said = fold(str(self.stored(name) or "-")) in fold(self.nlu.text)  # as stored
            similar = [word for word in self.nlu.text.split() if not is_said and self._is_typo_of_stored(name, word)]
            if similar:
                return {name: self.resolution(name, [Span(FIELD_LABELS[name][0], similar[0])])}
        return {}

    def topics(self) -> tuple[str, ...]:
        """What the message asks or wants besides an answer, best first. A courtesy gives way to anything else."""
        if Act.ASK not in self.acts:
            return ()
        parts = [part.wanted for part in self.nlu.question_parts] or [self.nlu.understood.wanted]
        if self._surely_registers:
            parts = ["start_registration", *parts]
        wanted = tuple(dict.fromkeys(topic for topic in parts if topic != NOT_UNDERSTOOD))
        return tuple(topic for topic in wanted if topic not in COURTESIES) or wanted

    @property
    def _surely_registers(self) -> bool:
        """Whether it wants to register, whatever a part of it asks (« je m'inscris, mais sans mon téléphone »)."""
        understood = self.nlu.understood
        return understood.topic == "start_registration" and understood.is_sure and not self.slots.get("consent")

    def interpretation(self, **changes: Any) -> Interpretation:
        """Build an interpretation with the acts that count."""
        return Interpretation(acts=tuple(sorted(self.acts)), **changes)


def relabel_bare_name(nlu: NluResult, pending: str | None) -> NluResult:
    """Relabel a name that is the whole message as the pending one: a rare last name may look like a first name."""
    words = nlu.text.rpartition(":")[2].strip()  # « je vous l'ai dit : de La Tour »
    if pending == "last_name" and (named := name_with_particle(words)) is not None:
        both = zip((Label.FIRST_NAME, Label.LAST_NAME), named, strict=True)
        spans = [Span(label, words, 0, len(words)) for label, words in both if words]
        return replace(nlu, spans=tuple(spans), acts={**nlu.acts, Act.ANSWER: 1.0})
    whole = [span for span in nlu.spans if span.label in NAMES and span.text.strip() == nlu.text.strip()]
    if pending not in NAMES or not whole:
        return nlu
    return replace(nlu, spans=tuple(replace(span, label=Label(pending)) for span in whole))


def _is_only_location(mobility: Resolution, town: Resolution) -> bool:
    """Whether a work area is only the given town, or its département."""
    departement, homes = place_index().departement, town.candidates or [town.value]
    names = {name for home in homes for name in (home["commune"], departement(home["departement"]).name)}
    value = mobility.value or {}
    return (
        not value.get("km") and not value.get("minutes") and bool(value.get("places")) and {*value["places"]} <= names
    )
