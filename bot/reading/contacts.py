"""E-mail addresses and telephone numbers as candidates write them."""

from bot.reading.emails import read_email
from bot.reading.phones import read_phone

__all__ = ["read_email", "read_phone"]
