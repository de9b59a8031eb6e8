"""Rasa's own command line: `python -m bot.operating.rasa_command ARGUMENTS OF rasa…`, with which models are trained.

skops walks all loaded modules when it is imported: a second before TensorFlow is loaded, many seconds after. So it
comes first.
"""

import os
import sys


def main() -> None:
    """Runs Rasa's own command line."""
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    import skops.io  # noqa: F401 - see above
    from rasa.__main__ import main as rasa_main

    sys.argv[0] = "rasa"
    rasa_main()


if __name__ == "__main__":
    main()
