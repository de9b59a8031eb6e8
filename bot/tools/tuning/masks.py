"""Tune a separate encoder for masks (some minutes on two cores): `python -m bot.tools.tuning.masks`.

It starts from the shared encoder, whose training data hardly contain ordinary talk of trades, places and people. The
other tasks are not affected.
"""

from __future__ import annotations

import argparse
import random
from dataclasses import replace
from pathlib import Path

from bot.notes.masking import learned_masks
from bot.notes.masking.learned_masks import HIDDEN
from bot.tools.tuning.learning import store, tune
from bot.tools.tuning.noise import AnnotatedText
from bot.tools.tuning.tasks import NOTHING_ASKED, Task, annotated_texts

EPOCHS = 4
_RATE_FACTOR = 0.6  # share of the rates with which the shared encoder is tuned
_UNMASKED = 800  # sampled answers without masks
_SEED = 7


def examples(chance: random.Random) -> list[AnnotatedText]:
    """Texts with masks or written for them, and a sample of other answers; with mask labels only."""
    masked: list[AnnotatedText] = []
    others: list[AnnotatedText] = []
    for one in annotated_texts():
        if HIDDEN in one.labelled_for:
            spans = tuple(span for span in one.spans if span[-1] == HIDDEN)
            text = replace(one, question=NOTHING_ASKED, spans=spans, labelled_for=frozenset({HIDDEN}))
            (masked if spans or one.question == NOTHING_ASKED else others).append(text)
    return [*masked, *chance.sample(others, min(_UNMASKED, len(others)))]


def main() -> None:
    """Tune and store."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passes", type=int, default=EPOCHS)
    parser.add_argument("--out", type=Path, default=learned_masks.LEARNED, help="file")
    arguments = parser.parse_args()
    task = Task("masks", (HIDDEN,), examples(random.Random(_SEED)), per_piece=True)
    network, heads = tune([task], [NOTHING_ASKED], arguments.passes, resume=True, rate_factor=_RATE_FACTOR)
    weights, bias, _ = heads[task.name].export()
    store(arguments.out, network.export() | {"weights": weights[:, 0], "bias": bias})


if __name__ == "__main__":
    main()
