"""Where a conversation can be continued with a code: links that open it there, of the site and the channels that serve."""

from sqlalchemy.orm import Session

from bot.base.channel_info import CHANNELS
from bot.base.settings import settings
from bot.channels.gateway.credentials import CredentialsError, relayed_names
from bot.records.conversations.addresses import WEB
from bot.records.store import channel_states

ACCOUNT = "account"  # the state in which a channel keeps how it is called there


def ways(session: Session, code: str, channel: str) -> str:
    """Returns lines with the ways to continue a conversation elsewhere than where it is.

    Args:
        session: an open session.
        code: of the conversation; on the site it stands behind #, which browsers send to no server.
        channel: where the conversation is.
    """
    lines = [] if channel == WEB else [f"Site : {settings().site}/#reprendre={code}"]
    serving = _serving()
    for name, known in CHANNELS.items():
        account = channel_states.get(session, name, ACCOUNT)
        if account and known.link and name != channel and name in serving:
            lines.append(known.link.format(account=account, code=code))
    return "\n".join(lines)


def _serving() -> frozenset[str]:
    """Returns the channels that serve: of one that was taken away the account is still known."""
    try:
        return relayed_names()
    except CredentialsError:
        return frozenset()
