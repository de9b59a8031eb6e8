"""Tunes an encoder for masks alone, and stores what was learned (some minutes on two cores): `python -m bot.tools.tuning.masks`.

It begins where the shared encoder stands, which is tuned on five things at once and on hardly any ordinary talk of trades,
places and people; what is masked can be learned further without any other reading being touched.
"""

from __future__ import annotations

import argparse
import random
from dataclasses import replace
from pathlib import Path

from bot.notes.masking import hidden
from bot.notes.masking.hidden import HIDDEN
from bot.tools.tuning.learning import store, tune
from bot.tools.tuning.respelling import Marked
from bot.tools.tuning.tasks import NOTHING_ASKED, Task, marked_texts

PASSES = 4
_PACE = 0.6  # share of the rates with which the shared encoder is tuned
_ORDINARY = 800  # marked answers of which nothing is masked, of the many
_SEED = 7


def examples(chance: random.Random) -> list[Marked]:
    """Returns texts that were read for masks, with their masks alone: all that have some or were written for them; some others."""
    of_masks: list[Marked] = []
    others: list[Marked] = []
    for one in marked_texts():
        if HIDDEN in one.known:
            spans = tuple(span for span in one.spans if span[-1] == HIDDEN)
            masked = replace(one, asked=NOTHING_ASKED, spans=spans, known=frozenset({HIDDEN}))
            (of_masks if spans or one.asked == NOTHING_ASKED else others).append(masked)
    return [*of_masks, *chance.sample(others, min(_ORDINARY, len(others)))]


def main() -> None:
    """Tunes and stores."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--passes", type=int, default=PASSES)
    wanted.add_argument("--out", type=Path, default=hidden.LEARNED, help="file")
    told = wanted.parse_args()
    task = Task("masks", (HIDDEN,), examples(random.Random(_SEED)), of_pieces=True)
    network, heads = tune([task], [NOTHING_ASKED], told.passes, goes_on=True, pace=_PACE)
    weights, bias, _ = heads[task.name].learned()
    store(told.out, network.learned() | {"weights": weights[:, 0], "bias": bias})


if __name__ == "__main__":
    main()
