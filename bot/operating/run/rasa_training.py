"""Training of Rasa's model in a process of its own: `python -m bot.operating.run.rasa_training FOLDER`."""

import os
import sys

from bot.base import places

RASA_DATA = ("nlu", "rules")


def main() -> None:
    """Train on the bot's data, into a folder."""
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    from rasa.model_training import train
    from rasa.utils.common import configure_logging_and_warnings

    from bot.understanding.trained_model import MODEL

    configure_logging_and_warnings()
    files = [str(places.DATA / name) for name in RASA_DATA]
    result = train("domain.yml", "config.yml", files, output=sys.argv[1], fixed_model_name=MODEL)
    sys.exit(result.code)


if __name__ == "__main__":
    main()
