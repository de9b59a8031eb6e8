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
from bot.records.conversations import reply_notifications, resume_link_emails

ANSWERED_SUBJECT = "Une personne de l'équipe vous a répondu"
ANSWERED = """Bonjour,

Vous aviez demandé à parler à une personne de l'équipe : elle vous a répondu.

Pour la lire, revenez sur la page où vous aviez écrit : le site où vous aviez trouvé l'assistant, ou {site}/

La conversation est dans le navigateur que vous aviez utilisé. Pour la continuer ailleurs, demandez-y un « code de reprise ».

Cet e-mail vient d'un programme, à votre demande : une réponse ne serait lue par personne. Pour n'en plus recevoir, écrivez « stop rappel » à l'assistant. Vos données : {site}/notice
"""
LINK_SUBJECT = "Votre lien pour reprendre votre candidature"
LINK = """Bonjour,

Vous avez demandé à reprendre votre candidature avec cette adresse. Ce lien sert une fois, pendant 30 minutes :

{links}

Ne le donnez à personne : il ouvre le dossier. Vous n'avez rien demandé ? Ne faites rien : lui seul ouvre le dossier, et il est arrivé ici seulement.

Cet e-mail vient d'un programme : une réponse ne serait lue par personne. Vos données : {site}/notice
"""
# The code stands behind #: browsers send that to no server, so that no log holds it.
LINE = "Dossier commencé le {day} : {site}/#reprendre={code}"


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
        lines = [LINE.format(day=date_in_words(day), site=site, code=code) for day, code in link.codes]
        return OutgoingEmail(
            link.address, LINK_SUBJECT, LINK.format(links="\n\n".join(lines), site=site), link.tries,
            len(resume_link_emails.RETRY_DELAYS), partial(resume_link_emails.mark_sent, conversation_id=link.conversation_id), partial(resume_link_emails.give_up, conversation_id=link.conversation_id),
        )  # fmt: skip
    if (mail := reply_notifications.claim(session, now)) is None:
        return None
    return OutgoingEmail(
        mail.address, ANSWERED_SUBJECT, ANSWERED.format(site=site), mail.tries, len(reply_notifications.RETRY_DELAYS),
        partial(reply_notifications.mark_sent, request_id=mail.request_id), partial(reply_notifications.give_up, request_id=mail.request_id),
    )  # fmt: skip
