"""The e-mails to candidates: a notification that the team has replied, and links that resume a conversation.

They hold no names and nothing of the conversation. As addresses are not verified, a notification opens nothing. A
resume link does, since its recipient asked for it at that address.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy.orm import Session

from bot.base.french import date_in_words
from bot.base.settings import settings
from bot.content.sentences import sentence
from bot.records.conversations import reply_notifications, resume_link_emails


@dataclass(frozen=True)
class OutgoingEmail:
    """An e-mail that is due.

    Attributes:
        address: as the candidate gave it.
        tries: including this one.
        most: tries before it is given up.
        sent: records that it was sent.
        give_up: records that it can never be sent.
    """

    address: str
    subject: str
    text: str
    tries: int
    most: int
    sent: Callable[[Session], None]
    give_up: Callable[[Session], None]


def claim(session: Session, now: datetime) -> OutgoingEmail | None:
    """The next e-mail to send, if any is due; resume links first, because someone waits for them."""
    site = settings().site
    if (link := resume_link_emails.claim(session, now)) is not None:
        # The code stands behind #: browsers send that to no server, so that no log holds it.
        lines = [sentence("email.link_line", day=date_in_words(day), site=site, code=code) for day, code in link.codes]
        text = sentence("email.link", links="\n\n".join(lines), site=site)
        return OutgoingEmail(
            link.address, sentence("email.link_subject"), text, link.tries, len(resume_link_emails.RETRY_DELAYS),
            partial(resume_link_emails.mark_sent, conversation_id=link.conversation_id),
            partial(resume_link_emails.give_up, conversation_id=link.conversation_id),
        )  # fmt: skip
    if (notification := reply_notifications.claim(session, now)) is None:
        return None
    text = sentence("email.reply", site=site)
    return OutgoingEmail(
        notification.address, sentence("email.reply_subject"), text, notification.tries,
        len(reply_notifications.RETRY_DELAYS),
        partial(reply_notifications.mark_sent, request_id=notification.request_id),
        partial(reply_notifications.give_up, request_id=notification.request_id),
    )  # fmt: skip
