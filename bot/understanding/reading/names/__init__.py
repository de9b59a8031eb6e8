"""What somebody is called: the words of a last name and a first name become names as they are written."""

from bot.understanding.reading.names.reader import resolve

__all__ = ["resolve"]
