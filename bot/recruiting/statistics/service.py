"""Statistics of the whole service: conversations, FAQ questions, handoffs and response times."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy.orm import Session

from bot.base.registration import FIELDS
from bot.content.faq import load_faq
from bot.content.sentences import sentence
from bot.records.conversations import turn_counts
from bot.records.conversations.turn_counts import ANSWERED, ASKED, SKIPPED
from bot.records.handoffs import response_times
from bot.records.store import daily_counts
from bot.recruiting.dossiers.france_map import departement_name
from bot.recruiting.statistics.disclosure_control import ZERO, RoundedCount, Sum, suppress
from bot.recruiting.statistics.periods import Period
from bot.recruiting.statistics.response_times import BANDS, histogram, response_time_statistic
from bot.recruiting.statistics.tables import (
    NOTHING,
    Row,
    Statistic,
    channel_label,
    meter,
    over_time,
    ranked,
    share,
)

Key = tuple[str, int | None, str | None]  # name, part of the period (None: all of it), channel (None: all)
MAX_TOPICS = 20
MIN_IN_DEPARTEMENT = 10
_SERIES = {
    "Conversations commencées": turn_counts.BEGUN,
    "Accords donnés": turn_counts.AGREED,
    "Inscriptions confirmées": turn_counts.CONFIRMED,
}
_STOPPED, _BAND = "stopped", "band"
_OTHERS = {
    turn_counts.PAUSED: "Pauses demandées", turn_counts.RESUMED: "Reprises après une pause",
    turn_counts.MOVED: "Reprises par un code ou un lien", daily_counts.ERASED: "Effacements demandés",
}  # fmt: skip
_REASONS = {
    "unanswered/out_of_scope": "Hors de ce que l'assistant sait",
    "unanswered/not_understood": "Message non compris",
}
_HUMAN = {
    response_times.ASKED: "Demandes",
    response_times.TAKEN: "Prises par l'équipe",
    response_times.ANSWERED: "Répondues",
}


def question_titles(situations: int) -> dict[str, str]:
    """Titles of all questions, in the order in which they are asked."""
    asked = {turn_counts.CONSENT: "Accord pour garder le dossier"}
    asked |= {name: field.title for name, field in FIELDS.items()}
    asked[turn_counts.READY] = "Envie de répondre aux situations"
    return asked | {f"{turn_counts.SITUATION}_{number}": f"Situation {number}" for number in range(1, situations + 1)}


class ServiceStatistics:
    """The statistics of a period.

    Suppression is computed over all channels together, so that no page reveals what another one hides.

    Args:
        channel: to show; None for all.
        situations: number of scenarios.
    """

    def __init__(self, session: Session, period: Period, channel: str | None, situations: int) -> None:
        self._period, self._channel = period, channel
        self._questions = question_titles(situations)
        in_all = daily_counts.totals(session, period.since, period.until)
        by_day = daily_counts.by_day(session, period.since, period.until, list(_SERIES.values()))
        self.channels = sorted({where for where, _ in in_all})
        self._counts: Counter[Key] = Counter()
        for (where, name), number in in_all.items():
            for one in (where, None):
                self._counts[name, None, one] += number
        for (day, where, name), number in by_day.items():
            for one in (where, None):
                self._counts[name, period.place(day), one] += number
        self._shown: dict[Key, RoundedCount] = {}
        self._protect()

    def _protect(self) -> None:
        parts = range(len(self._period.spans))
        for name in (turn_counts.BEGUN, turn_counts.CONFIRMED):
            self._hide([name], parts)
        asked = [
            (turn_counts.AGREED if one == turn_counts.CONSENT else f"{ANSWERED}/{one}", one) for one in self._questions
        ]
        for answered, one in asked:
            of_it = [f"{ASKED}/{one}", answered, f"{SKIPPED}/{one}", f"{_STOPPED}/{one}"]
            for where in (*self.channels, None):
                done = self._counts[of_it[1], None, where] + self._counts[of_it[2], None, where]
                self._counts[of_it[3], None, where] = max(self._counts[of_it[0], None, where] - done, 0)
            self._hide(of_it, parts if answered == turn_counts.AGREED else (), of_it)
        names = [f"{_BAND}/{index}" for index in range(len(BANDS))]
        for where in (*self.channels, None):
            for name, number in zip(names, histogram(self._hours(where)), strict=True):
                self._counts[name, None, where] = number
        self._hide([response_times.ANSWERED, *names], (), [response_times.ANSWERED, *names])
        for name in (
            turn_counts.FINISHED,
            response_times.ASKED,
            response_times.TAKEN,
            *_OTHERS,
            *_REASONS,
            *self._topics(),
        ):
            self._hide([name], ())

    def _hide(self, names: Sequence[str], parts: Iterable[int], adding_up: Sequence[str] = ()) -> None:
        """Suppress small counts among statistics that add up over channels and spans.

        Args:
            names: the first one is counted by span too, or the second if `adding_up` is given.
            parts: indices of the spans.
            adding_up: a total and its summands.
        """
        parts, in_time = list(parts), names[1] if adding_up else names[0]
        places: list[str | None] = [*self.channels, None]
        keys: list[Key] = [(name, None, where) for name in names for where in places]
        keys += [(in_time, part, where) for part in parts for where in places]
        sums = [
            Sum[Key]((name, part, None), [(name, part, where) for where in self.channels])
            for name, part in dict.fromkeys((name, part) for name, part, _ in keys)
            if self.channels
        ]
        for where in places:
            if parts:
                sums.append(Sum((in_time, None, where), [(in_time, part, where) for part in parts]))
            if adding_up and self._adds_up(adding_up, where):
                sums.append(Sum((adding_up[0], None, where), [(name, None, where) for name in adding_up[1:]]))
        self._shown |= suppress({key: self._counts[key] for key in keys}, sums)

    def _adds_up(self, names: Sequence[str], where: str | None) -> bool:
        """Whether a total equals its summands. A crash may have counted one of them twice."""
        first, *others = (self._counts[name, None, where] for name in names)
        return first == sum(others)

    def _hours(self, where: str | None) -> Counter[int]:
        begins = f"{response_times.HOURS}/"
        return Counter({
            int(name.removeprefix(begins)): number
            for (name, part, channel), number in list(self._counts.items())
            if name.startswith(begins) and part is None and channel == where
        })  # fmt: skip

    def _topics(self) -> list[str]:
        return sorted({name for name, _, _ in self._counts if name.startswith(f"{turn_counts.FAQ}/")})

    def _of(self, name: str, part: int | None = None) -> RoundedCount:
        return self._shown.get((name, part, self._channel), ZERO)

    def _rows(self, labels: Mapping[str, str]) -> list[tuple[str, RoundedCount]]:
        """Label and number of each count."""
        return [(words, self._of(name)) for name, words in labels.items()]

    def figures(self) -> list[Statistic]:
        """All statistics, in the order of the page."""
        return [
            self._time(),
            self._way(),
            ranked("pauses", ["Ce qui s'est passé", "Conversations"], self._rows(_OTHERS)),
            self._asked(),
            ranked("sans-reponse", ["Pourquoi", "Conversations"], self._rows(_REASONS)),
            ranked("humain", ["Étape", "Demandes"], self._rows(_HUMAN)),
            response_time_statistic([self._of(f"{_BAND}/{index}") for index in range(len(BANDS))]),
            *self._where(),
        ]

    def _time(self) -> Statistic:
        parts = range(len(self._period.spans))
        series = {words: [self._of(name, part) for part in parts] for words, name in _SERIES.items()}
        return over_time("temps", self._period, series)

    def _way(self) -> Statistic:
        """The funnel: how far conversations came, question by question."""
        begun = self._of(turn_counts.BEGUN)
        most = begun.about or begun.low
        lines = [self._step("Conversation commencée", turn_counts.BEGUN, begun, most)]
        for name, words in self._questions.items():
            if name == turn_counts.READY:
                lines.append(self._step("Inscription confirmée", turn_counts.CONFIRMED, begun, most))
            answered = self._of(turn_counts.AGREED if name == turn_counts.CONSENT else f"{ANSWERED}/{name}")
            asked, skipped, stopped = (self._of(f"{what}/{name}") for what in (ASKED, SKIPPED, _STOPPED))
            cells = [asked.cell, answered.cell, skipped.cell, stopped.cell, share(stopped, asked)]
            lines.append(Row(words, cells, meter(answered, most)))
        lines.append(self._step("Réponses relues, fin du parcours", turn_counts.FINISHED, begun, most))
        head = ["Étape", "Posée", "Répondue", "Passée", "Sans réponse", "Part sans réponse"]
        return Statistic("parcours", head, lines, legend="répondue, ou étape atteinte")

    def _step(self, words: str, name: str, begun: RoundedCount, most: int) -> Row:
        number = self._of(name)
        return Row(words, [NOTHING, number.cell, NOTHING, NOTHING, NOTHING], meter(number, most))

    def _asked(self) -> Statistic:
        names = sorted(self._topics(), key=lambda name: -(self._of(name).about or self._of(name).low))[:MAX_TOPICS]
        titles = {name: _answer_title(name.removeprefix(f"{turn_counts.FAQ}/")) for name in names}
        rows = [(words, number) for words, number in self._rows(titles) if number.high != 0]
        return ranked(
            "questions", ["Sujet", "Conversations"], rows, sentence("statistics.questions", number=MAX_TOPICS)
        )

    def _where(self) -> list[Statistic]:
        named = [one for one in self.channels if one]
        if self._channel is not None or len(named) < 2:
            return []
        numbers = [(channel_label(one), self._shown[turn_counts.BEGUN, None, one]) for one in named]
        return [ranked("canaux", ["Canal", "Conversations"], numbers)]


def _answer_title(answer: str) -> str:
    """Title and topic of an FAQ answer; its id if there is none any more."""
    known = load_faq().get(answer)
    return f"{known.title} ({answer.split('/', maxsplit=1)[0]})" if known else answer


def departements_statistic(numbers: Mapping[str, int]) -> Statistic:
    """Dossiers by département, without départements of few people."""
    shown = suppress(numbers, least=MIN_IN_DEPARTEMENT)
    told = sorted(
        ((code, one) for code, one in shown.items() if one.about), key=lambda pair: (-(pair[1].about or 0), pair[0])
    )
    rows = [(f"{departement_name(code)} ({code})", one) for code, one in told]
    counted = sentence("statistics.departements", least=MIN_IN_DEPARTEMENT)
    return ranked("departements", ["Département", "Dossiers"], rows, counted)
