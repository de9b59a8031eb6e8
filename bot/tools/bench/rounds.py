"""Alternating rounds of this bot and stock Rasa, each with fresh servers and an empty database."""

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
from bot.tools.bench.conversations import run_whole_conversations, time_long_conversation
from bot.tools.bench.load import LoadResult
from bot.tools.bench.measurements import OURS, STOCK, Measurements, percentile
from bot.tools.bench.messages import unique_messages, unique_questions
from bot.tools.bench.servers import Installation, Stock, ThisBot, time_action
from bot.tools.bench.stock.training import StockProject

Say = Callable[[str], None]
Unanswered = dict[str, list[tuple[str, str]]]
ACTIONS = {OURS: "action_explain_question", STOCK: "validate_registration_form"}


@dataclass(frozen=True)
class Plan:
    """Size of the bench.

    Attributes:
        rounds: of each bot.
        new: conversations whose first messages are timed.
        new_messages: first messages of each.
        lengths: questions after which the last ten of a long conversation are timed.
        window: measured seconds of concurrent conversations.
        warm_up: seconds before that.
        conversations: concurrent conversations, one measurement each.
        processes: of Rasa, one measurement each.
        whole: complete conversations of candidates, all at the same time.
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


QUICK = Plan(rounds=1, new=10, window=5, conversations=(1, 16), whole=12)


class Round:
    """One round of one bot; both bots get the same texts."""

    def __init__(self, name: str, number: int, plan: Plan, measurements: Measurements, say: Say) -> None:
        self.bot_name, self.number, self.plan, self.measurements, self.say = name, number, plan, measurements, say
        self.texts: Iterator[str] = unique_messages(seed=number)
        self.questions: Iterator[str] = unique_questions(seed=number)
        self.unanswered: list[tuple[str, str]] = []

    def add(self, key: str, value: float | None) -> None:
        """Add a value of this round."""
        self.measurements.add(self.bot_name, key, value)

    def _percentiles(self, key: str, result: LoadResult) -> None:
        self.unanswered += result.unanswered
        if result.milliseconds:
            self.add(f"{key}_p50", percentile(result.milliseconds, 0.5))
            self.add(f"{key}_p95", percentile(result.milliseconds, 0.95))

    def measure(self, bot: Installation) -> None:
        """All measurements of a bot with one Rasa process."""
        self.add("start", bot.start())
        self.add("start_processor", bot.processor_seconds())
        try:
            self._new(bot)
            self._long(bot)
            self._at_once(bot)
            self.add("memory", bot.memory_megabytes())
            self._whole(bot)
            self._act(bot)
        finally:
            bot.stop()

    def measure_processes(self, bot: Installation) -> None:
        """The measurements of a bot with several Rasa processes."""
        bot.start()
        try:
            if not bot.has_processes():
                self.say(f"    {bot.name} does not run {bot.processes} Rasa processes: left out")
                return
            self._at_once(bot)
            self.add(f"memory_{bot.processes}", bot.memory_megabytes())
        finally:
            bot.stop()

    def _new(self, bot: Installation) -> None:
        async def time(address: str, conversations: int) -> LoadResult:
            each = self.plan.new_messages
            texts = islice(self.texts, conversations * each)
            return await load.time_new_conversations(
                address, bot.make, texts, conversations, each, bot.processor_seconds
            )

        asyncio.run(time(bot.address, 2))  # what is loaded at first use
        result = asyncio.run(time(bot.address, self.plan.new))
        self._percentiles("new", result)
        self.add("new_processor", result.processor_seconds * 1000 / max(1, len(result.milliseconds)))

    def _long(self, bot: Installation) -> None:
        database = bot.database if isinstance(bot, Stock) else None
        results = asyncio.run(
            time_long_conversation(bot.address, bot.make, self.questions, self.plan.lengths, database)
        )
        self.unanswered += [one for result in results.values() for one in result.unanswered]
        for length, result in results.items():
            if result.milliseconds:
                self.add(f"long_{length}", percentile(result.milliseconds, 0.5))

    def _at_once(self, bot: Installation) -> None:
        for conversations in self.plan.conversations:
            result = asyncio.run(
                load.run_concurrent(
                    bot.address, bot.make, self.texts, conversations, self.plan.window, self.plan.warm_up
                )
            )
            self.unanswered += result.unanswered
            self.add(f"a_second_{bot.processes}_{conversations}", result.a_second)

    def _whole(self, bot: Installation) -> None:
        before = bot.stored_bytes()
        numbers = range(1000 * self.number, 1000 * self.number + self.plan.whole)
        totals = asyncio.run(run_whole_conversations(bot.address, bot.make, self.questions, numbers, 16))
        self.unanswered += totals.load.unanswered
        whole = len(totals.whole)
        self.measurements.count_whole(self.bot_name, whole, totals.begun)
        self.add("whole_an_hour", totals.an_hour)
        if whole:
            self.add("whole_messages", sum(totals.whole) / whole)
        if whole == totals.begun:  # of the others something is stored too
            self.add("whole_bytes", (bot.stored_bytes() - before) / whole / 1000)

    def _act(self, bot: Installation) -> None:
        python, folder = Path(sys.executable), HOME
        if isinstance(bot, Stock):
            python, folder = bot.project.python, bot.project.folder
        try:
            self.add("act", time_action(bot, python, folder, ACTIONS[self.bot_name]))
        except OperatingError as error:
            self.say(f"    no figure of an action call: {error}")


def run_rounds(plan: Plan, project: StockProject, folder: Path, measurements: Measurements, say: Say) -> Unanswered:
    """Run all rounds.

    Args:
        project: stock Rasa, trained.
        folder: for databases and logs; each round's are deleted at its end.
        say: shows progress.

    Returns:
        Reason and text of each unanswered message, by bot.
    """
    unanswered: Unanswered = {OURS: [], STOCK: []}
    numbers = count()
    for number in range(plan.rounds):
        for processes in plan.processes:
            for name in (OURS, STOCK):
                say(f"  round {number + 1} of {plan.rounds}: {name}, {processes} Rasa process(es)")
                place = folder / f"{name}-{next(numbers)}"
                bot: Installation = ThisBot(place, processes) if name == OURS else Stock(place, processes, project)
                one = Round(name, number, plan, measurements, say)
                (one.measure if processes == 1 else one.measure_processes)(bot)
                if one.unanswered:
                    say(f"    {len(one.unanswered)} messages were not answered, the first: {one.unanswered[0]}")
                    unanswered[name] += one.unanswered
                shutil.rmtree(place, ignore_errors=True)
    return unanswered
