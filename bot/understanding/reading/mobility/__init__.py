"""How far, or where, somebody would go to work: the words of distances, travel times and zones become an area."""

from bot.understanding.reading.mobility.resolve import resolve

__all__ = ["resolve"]
