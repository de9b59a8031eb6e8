"""The action server's entry point: loads what answers need before the port opens."""

import sys

from rasa_sdk import endpoint

from bot import content, settings
from bot.actions.interview import evidence_reader
from bot.reading.places.index import place_index


def main() -> None:
    """Serves the actions on loopback."""
    content.load_faq()
    content.load_directions()
    place_index()
    evidence_reader()
    sys.stdout.flush()
    endpoint.run("bot.actions", port=settings.port("actions"), cors_origins=[])


if __name__ == "__main__":
    main()
