"""Last and first names, in their usual spelling."""

from bot.understanding.reading.names.reader import resolve

__all__ = ["resolve"]
