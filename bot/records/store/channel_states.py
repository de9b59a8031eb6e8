"""What channels remember across restarts, as JSON by key."""

from typing import Any

from sqlalchemy.orm import Session

from bot.records.models import ChannelState


def get(session: Session, channel: str, key: str) -> Any:
    """The value under a channel's key, None if there is none."""
    row = session.get(ChannelState, (channel, key))
    return row.value if row else None


def put(session: Session, channel: str, key: str, value: Any) -> None:
    """Set the JSON value under a channel's key."""
    session.merge(ChannelState(channel=channel, key=key, value=value))
    session.flush()
