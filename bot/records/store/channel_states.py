"""What channels remember across restarts, as JSON under a key."""

from typing import Any

from sqlalchemy.orm import Session

from bot.records.models import ChannelState


def get(session: Session, channel: str, key: str) -> Any:
    """Returns what a channel put under a key, None if nothing."""
    row = session.get(ChannelState, (channel, key))
    return row.value if row else None


def put(session: Session, channel: str, key: str, value: Any) -> None:
    """Puts a JSON value under a channel's key, instead of what was there."""
    row = session.get(ChannelState, (channel, key))
    if row is None:
        session.add(ChannelState(channel=channel, key=key, value=value))
        session.flush()
    else:
        row.value = value
