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
from bot.tools.tuning.noise import AnnotatedText
from bot.tools.tuning.tasks import NOTHING_ASKED, Task, annotated_texts

PASSES = 4
_RATE_FACTOR = 0.6  # share of the rates with which the shared encoder is tuned
_ORDINARY = 800  # annotated answers of which nothing is masked, of the many
_SEED = 7


def examples(chance: random.Random) -> list[AnnotatedText]:
    """Returns texts that were read for masks, with their masks alone: all that have some or were written for them; some others."""
    of_masks: list[AnnotatedText] = []
    others: list[AnnotatedText] = []
    for one in annotated_texts():
        if HIDDEN in one.labelled_for:
            spans = tuple(span for span in one.spans if span[-1] == HIDDEN)
            masked = replace(one, question=NOTHING_ASKED, spans=spans, labelled_for=frozenset({HIDDEN}))
            (of_masks if spans or one.question == NOTHING_ASKED else others).append(masked)
    return [*of_masks, *chance.sample(others, min(_ORDINARY, len(others)))]


def main() -> None:
    """Tunes and stores."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--passes", type=int, default=PASSES)
    wanted.add_argument("--out", type=Path, default=hidden.LEARNED, help="file")
    told = wanted.parse_args()
    task = Task("masks", (HIDDEN,), examples(random.Random(_SEED)), per_piece=True)
    network, heads = tune([task], [NOTHING_ASKED], told.passes, resume=True, rate_factor=_RATE_FACTOR)
    weights, bias, _ = heads[task.name].learned()
    store(told.out, network.learned() | {"weights": weights[:, 0], "bias": bias})


if __name__ == "__main__":
    main()
