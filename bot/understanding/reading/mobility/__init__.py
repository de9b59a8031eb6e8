"""Mobility: distances, travel times and zones become the area where a candidate would work."""

from bot.understanding.reading.mobility.resolve import resolve

__all__ = ["resolve"]
