"""Last and first names, in their usual spelling."""

from bot.understanding.reading.names.resolve import resolve

__all__ = ["resolve"]
