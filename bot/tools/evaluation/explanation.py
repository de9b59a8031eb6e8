"""`bot explain`: the NLU result of one message, and the training examples that decided."""

import json
import tarfile
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.tools.evaluation.loaded_model import LoadedModel, to_eval_format
from bot.understanding.nlu.act_model import ACTS, ActModel
from bot.understanding.nlu.embedding_space import EmbeddingSpace
from bot.understanding.nlu.message_model import ACTS_FILE, DEFAULTS, EXAMPLES_FILE, MEANING_FILE
from bot.understanding.reading.dialogue_acts import NO_QUESTION
from bot.understanding.reading.interpretation import Interpretation

MAX_EXAMPLES = 3
MIN_SHOWN_PROBABILITY = 0.05


def load_acts(path: Path) -> ActModel:
    """The act model of a trained model, with its training examples."""
    with tempfile.TemporaryDirectory() as folder, tarfile.open(path) as archive:
        paths = {}
        for member in archive.getmembers():
            if (name := Path(member.name).name) in {ACTS_FILE, EXAMPLES_FILE, MEANING_FILE}:
                archive.extract(member, folder, filter="data")
                paths[name] = Path(folder) / member.name
        acts = ActModel.read(paths[ACTS_FILE], DEFAULTS, EmbeddingSpace.read(paths[MEANING_FILE]))
        acts.read_examples(paths[EXAMPLES_FILE])
        return acts


def explanation(model: LoadedModel, acts: ActModel, text: str, pending: str | None) -> dict[str, Any]:
    """The NLU result of a message.

    Returns:
        `{"text", "pending", "acts": [{"act", "probability", "examples": [{"pending", "text", "share"}]}],
        "spans": [{"text", "label", "role"}], "topics": [{"name", "confidence"}], "turn", "values"}`.
    """
    parsed = model.parse(text, pending)
    turn = Interpretation.of(parsed)
    ranked = sorted(parsed["acts"].items(), key=lambda one: -one[1])
    return {
        "text": text,
        "pending": pending,
        "acts": [
            {"act": str(act), "probability": round(chance, 3), "examples": _examples(acts, text, pending, str(act))}
            for act, chance in ranked
            if chance >= MIN_SHOWN_PROBABILITY
        ],
        "spans": [
            {"text": one["value"], "label": str(one["entity"]), "role": str(one["role"])} for one in parsed["entities"]
        ],
        "topics": parsed["intent_ranking"][:MAX_EXAMPLES],
        "turn": {name: value for name, value in vars(turn).items() if name != "resolutions"},
        "values": {name: to_eval_format(name, reading) for name, reading in turn.resolutions.items()},
    }


def _examples(acts: ActModel, text: str, pending: str | None, act: str) -> list[dict[str, Any]]:
    assert act in ACTS
    near = acts.nearest(text, pending or NO_QUESTION, act, MAX_EXAMPLES)
    return [{"pending": asked, "text": example, "share": round(share, 2)} for asked, example, share in near]


def explain(
    model: LoadedModel, archive: Path, text: str, pending: str | None, say: Callable[[str], None], *, as_json: bool
) -> None:
    """Print the NLU result of a message: acts with deciding examples, spans, topics, interpretation."""
    result = explanation(model, load_acts(archive), text, pending)
    if as_json:
        say(json.dumps(result, ensure_ascii=False))
        return
    for act in result["acts"]:
        say(f"{act['act']:8} {act['probability']:.2f}")
        for example in act["examples"]:
            say(f"           {example['share']:+.2f}  ({example['pending']}) {example['text']}")
    for span in result["spans"]:
        say(f"span     {span['label']} ({span['role']}): {span['text']}")
    for topic in result["topics"]:
        say(f"topic    {topic['name']} {topic['confidence']:.2f}")
    for name, value in result["values"].items():
        say(f"value    {name}: {json.dumps(value, ensure_ascii=False)}")
    turn = result["turn"]
    said = [turn["intent"] or "answer", "" if turn["value"] is None else str(turn["value"]), *turn["side_questions"]]
    say(f"turn     {' '.join(filter(None, said))}")
