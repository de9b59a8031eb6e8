"""The training sentences, read without Rasa."""

import yaml

from bot import settings


def training_examples() -> tuple[list[str], list[str]]:
    """Returns the training sentences and their intents."""
    texts, intents = [], []
    for path in sorted((settings.DATA / "nlu").glob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            for line in block["examples"].splitlines():
                if line.strip().startswith("- "):
                    texts.append(line.strip()[2:])
                    intents.append(block["intent"])
    return texts, intents


def turn_texts() -> list[str]:
    """Returns the messages of the turns, without the marks of spans and parts."""
    from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader

    from bot.nlu.turn_examples import turn_examples

    reader = RasaYAMLReader()
    files = sorted((settings.DATA / "turns").glob("*.yml"))
    return [one.text for path in files for one in turn_examples(reader.read(path).training_examples)]
