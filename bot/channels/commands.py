"""Commands that may be typed on any channel; Rasa's own, which begin with a slash too, never reach it.

Rasa executes `/restart` or `/intent{…}` from anybody. So a leading slash is either a documented command, replaced by
the words it stands for, or a signal that the bot answers with a sentence.
"""

UNKNOWN_COMMAND = "/unknown_command"

COMMANDS = {
    "start": "bonjour",
    "aide": "que pouvez-vous faire ?",
    "help": "que pouvez-vous faire ?",
    "mesdonnees": "mes données",
    "supprimer": "supprimer mes données",
    "humain": "parler à un humain",
}


def neutralise(text: str) -> str:
    """Returns a typed text as it may be handed to Rasa.

    Args:
        text: what the person typed.
    """
    # Half characters and NUL are refused by databases.
    text = text.encode("utf-8", "ignore").decode("utf-8").replace("\x00", "").strip()
    if not text.startswith("/"):
        return text
    word = text.lstrip("/ ").split(maxsplit=1)[0].lower() if text.strip("/ ") else ""
    return COMMANDS.get(word.split("@")[0], UNKNOWN_COMMAND)
