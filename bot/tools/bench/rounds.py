"""The rounds: this bot, stock Rasa, this bot, stock Rasa…, each started anew with an empty database."""

import asyncio
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path

from bot.base.errors import OperatingError
from bot.base.places import HOME
from bot.tools.bench import load
from bot.tools.bench.conversations import long_conversation, whole_conversations
from bot.tools.bench.figures import OURS, STOCK, Figures, percentile
from bot.tools.bench.load import Answered
from bot.tools.bench.messages import unlike_messages, unlike_questions
from bot.tools.bench.servers import Installation, Stock, ThisBot, run_probe
from bot.tools.bench.stock.training import MODEL, StockProject
from bot.tools.bench.thinking import thinking_candidates
from bot.understanding.trained_model import model_path

Say = Callable[[str], None]
Unanswered = dict[str, list[tuple[str, str]]]
ACTIONS = {OURS: "action_explain_question", STOCK: "validate_registration_form"}
PROBED_MESSAGES = 80


@dataclass(frozen=True)
class Plan:
    """How much is measured.

    Attributes:
        rounds: of each bot.
        new: conversations whose first messages are timed.
        new_messages: first messages of each.
        lengths: questions after which the last ten of a long conversation are looked at.
        window: seconds for which messages of conversations at once are counted.
        warm_up: seconds before that.
        conversations: how many at once.
        processes: of Rasa.
        whole: candidates' conversations, at once.
        thinking: candidates who think; 0 for none, who need locust.
        thinking_seconds: for how long they converse.
    """

    rounds: int = 3
    new: int = 15
    new_messages: int = 4
    lengths: tuple[int, ...] = (10, 100, 500)
    window: float = 6
    warm_up: float = 1
    conversations: tuple[int, ...] = (1, 16, 64)
    processes: tuple[int, ...] = (1, 2)
    whole: int = 16
    thinking: int = 100
    thinking_seconds: int = 60


QUICK = Plan(rounds=1, new=10, window=5, conversations=(1, 16), whole=12, thinking=0)


class Round:
    """One round of one bot: what is measured goes to the figures."""

    def __init__(self, who: str, number: int, plan: Plan, figures: Figures, say: Say) -> None:
        """Prepares a round; both bots hear the same words in it."""
        self.who, self.number, self.plan, self.figures, self.say = who, number, plan, figures, say
        self.texts: Iterator[str] = unlike_messages(seed=number)
        self.questions: Iterator[str] = unlike_questions(seed=number)
        self.unanswered: list[tuple[str, str]] = []

    def add(self, key: str, value: float | None) -> None:
        """Adds a figure of this round."""
        self.figures.add(self.who, key, value)

    def _percentiles(self, key: str, told: Answered) -> None:
        self.unanswered += told.unanswered
        if told.milliseconds:
            self.add(f"{key}_p50", percentile(told.milliseconds, 0.5))
            self.add(f"{key}_p95", percentile(told.milliseconds, 0.95))

    def measure(self, bot: Installation) -> None:
        """Starts a bot of one process, measures everything, stops it."""
        self.add("start", bot.start())
        self.add("start_processor", bot.processor_seconds())
        try:
            self._floors(bot)
            self._new(bot)
            self._long(bot)
            self._at_once(bot)
            self.add("memory", sum(bot.memory().values()))
            self._whole(bot)
            self._act(bot)
            if self.plan.thinking and self.number == self.plan.rounds - 1:
                self._thinking(bot)
        finally:
            bot.stop()

    def measure_processes(self, bot: Installation) -> None:
        """Starts a bot of several processes and measures what they are for."""
        bot.start()
        try:
            if not bot.has_processes:
                self.say(f"    {bot.name} does not run {bot.processes} Rasa processes: left out")
                return
            self._at_once(bot)
            self.add(f"memory_{bot.processes}", sum(bot.memory().values()))
        finally:
            bot.stop()

    def _floors(self, bot: Installation) -> None:
        for name, (address, path) in bot.empty_paths.items():
            told = asyncio.run(load.empty_answers(address, path, 60))
            self.add(f"empty_{name}", percentile(told.milliseconds, 0.5))

    def _new(self, bot: Installation) -> None:
        async def time(address: str, conversations: int) -> Answered:
            each = self.plan.new_messages
            texts = islice(self.texts, conversations * each)
            return await load.new_conversations(address, bot.make, texts, conversations, each, bot.processor_seconds)

        asyncio.run(time(bot.address, 2))  # what is loaded at first use
        told = asyncio.run(time(bot.address, self.plan.new))
        self._percentiles("new", told)
        self.add("new_processor", told.processor_seconds * 1000 / max(1, len(told.milliseconds)))
        if isinstance(bot, ThisBot):
            self._percentiles("new_direct", asyncio.run(time(bot.direct, self.plan.new)))

    def _long(self, bot: Installation) -> None:
        database = bot.database if isinstance(bot, Stock) else None
        found = asyncio.run(long_conversation(bot.address, bot.make, self.questions, self.plan.lengths, database))
        self.unanswered += [one for told in found.values() for one in told.unanswered]
        middles = {length: percentile(told.milliseconds, 0.5) for length, told in found.items() if told.milliseconds}
        for length, middle in middles.items():
            self.add(f"long_{length}", middle)
        first, last = min(middles), max(middles)
        self.add("growth", middles[last] / middles[first])

    def _at_once(self, bot: Installation) -> None:
        for conversations in self.plan.conversations:
            told = asyncio.run(
                load.at_once(bot.address, bot.make, self.texts, conversations, self.plan.window, self.plan.warm_up)
            )
            self.unanswered += told.unanswered
            self.add(f"a_second_{bot.processes}_{conversations}", told.a_second)

    def _whole(self, bot: Installation) -> None:
        before = bot.stored_bytes()
        numbers = range(1000 * self.number, 1000 * self.number + self.plan.whole)
        whole = asyncio.run(whole_conversations(bot.address, bot.make, self.questions, numbers, 16))
        self.unanswered += whole.told.unanswered
        self.add("whole_an_hour", whole.an_hour)
        self.add("whole_messages", sum(whole.lengths) / len(whole.lengths))
        self.add("whole_finished", whole.finished / len(whole.lengths))
        self.add("whole_bytes", (bot.stored_bytes() - before) / len(whole.lengths) / 1000)

    def _act(self, bot: Installation) -> None:
        python, folder = Path(sys.executable), HOME
        if isinstance(bot, Stock):
            python, folder = bot.project.python, bot.project.folder
        try:
            told = run_probe(bot, python, folder, ["act", "domain.yml", "endpoints.yml", ACTIONS[self.who]])
        except OperatingError as error:
            self.say(f"    no figure of an action call: {error}")
            return
        self.add("act", told["act"])

    def _thinking(self, bot: Installation) -> None:
        told = thinking_candidates(bot, self.plan.thinking, self.plan.thinking_seconds, self.say)
        self._percentiles("thinking", told)


def parts_alone(project: StockProject, folder: Path, figures: Figures, say: Say) -> None:
    """Measures the floors that need no server: encoder, reading, replay."""
    say("  parts alone: encoder, reading of a message, replay of a conversation")
    texts = folder / "texts.txt"
    texts.write_text(
        "\n".join(text.replace("\n", " ") for text in islice(unlike_messages(seed=99), PROBED_MESSAGES)), encoding="utf-8"
    )  # fmt: skip
    ours, stock = ThisBot(folder / "parts-ours"), Stock(folder / "parts-stock", 1, project)
    places = {
        OURS: (ours, Path(sys.executable), HOME, str(model_path())),
        STOCK: (stock, project.python, project.folder, f"models/{MODEL}.tar.gz"),
    }
    for who, (bot, python, place, model) in places.items():
        commands = [["read", model, str(texts)], ["replay"], *([["encode", str(texts)]] if who == OURS else [])]
        for command in commands:
            for key, value in run_probe(bot, python, place, command).items():
                figures.add(who, f"replay_{key}" if command == ["replay"] else key, value)


def run_rounds(plan: Plan, project: StockProject, folder: Path, figures: Figures, say: Say) -> Unanswered:
    """Runs all rounds.

    Args:
        plan: how much is measured.
        project: stock Rasa, trained.
        folder: where databases and logs go; each round's are deleted when it is over.
        figures: what is measured.
        say: told of progress.

    Returns:
        Why and which messages each bot did not answer.
    """
    unanswered: Unanswered = {OURS: [], STOCK: []}
    numbers = count()
    parts_alone(project, folder, figures, say)
    for number in range(plan.rounds):
        for processes in plan.processes:
            for who in (OURS, STOCK):
                say(f"  round {number + 1} of {plan.rounds}: {who}, {processes} Rasa process(es)")
                place = folder / f"{who}-{next(numbers)}"
                bot: Installation = ThisBot(place, processes) if who == OURS else Stock(place, processes, project)
                one = Round(who, number, plan, figures, say)
                (one.measure if processes == 1 else one.measure_processes)(bot)
                if one.unanswered:
                    say(f"    {len(one.unanswered)} messages were not answered, the first: {one.unanswered[0]}")
                    unanswered[who] += one.unanswered
                shutil.rmtree(place, ignore_errors=True)
    return unanswered
