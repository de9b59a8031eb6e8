"""Links that resume a conversation on the website or on another active channel."""

from sqlalchemy.orm import Session

from bot.base.channel_info import CHANNELS
from bot.base.settings import settings
from bot.channels.gateway.credentials import CredentialsError, relayed_channel_names
from bot.records.conversations.addresses import WEB
from bot.records.store import channel_states

ACCOUNT = "account"  # channel state that holds the bot's account name


def resume_links(session: Session, code: str, channel: str) -> str:
    """Links, one a line, that resume a conversation on the other channels.

    Args:
        code: resume code; behind # in the website's link, which browsers send to no server.
        channel: where the conversation is now.
    """
    lines = [] if channel == WEB else [f"Site : {settings().site}/#reprendre={code}"]
    serving = _serving()
    for name, info in CHANNELS.items():
        account = channel_states.get(session, name, ACCOUNT)
        if account and info.link and name != channel and name in serving:
            lines.append(info.link.format(account=account, code=code))
    return "\n".join(lines)


def _serving() -> frozenset[str]:
    """Active channels; removed ones still have a stored account."""
    try:
        return relayed_channel_names()
    except CredentialsError:
        return frozenset()
