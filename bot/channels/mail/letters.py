"""What e-mails to candidates say: that the team has answered, and links back to a file.

Nothing of what was said is in them, and no name. Nobody has seen whose an address is: so that the team has answered opens
nothing; a link back does, to whoever asked for it and reads what is sent there.
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
class Letter:
    """An e-mail that is to be sent now.

    Attributes:
        address: the person's, as they gave it.
        subject: its subject.
        text: its words.
        tries: how many, with this one.
        most: with how many it is given up.
        sent: notes that it was sent.
        give_up: notes that it can never be sent.
    """

    address: str
    subject: str
    text: str
    tries: int
    most: int
    sent: Callable[[Session], None]
    give_up: Callable[[Session], None]


def claim(session: Session, now: datetime) -> Letter | None:
    """Returns the e-mail that is to be sent next, None when none is due; links first, since somebody waits for them."""
    site = settings().site
    if (link := resume_link_emails.claim(session, now)) is not None:
        lines = [LINE.format(day=date_in_words(day), site=site, code=code) for day, code in link.codes]
        return Letter(
            link.address, LINK_SUBJECT, LINK.format(links="\n\n".join(lines), site=site), link.tries,
            len(resume_link_emails.RETRY_DELAYS), partial(resume_link_emails.mark_sent, conversation_id=link.conversation_id), partial(resume_link_emails.give_up, conversation_id=link.conversation_id),
        )  # fmt: skip
    if (mail := reply_notifications.claim(session, now)) is None:
        return None
    return Letter(
        mail.address, ANSWERED_SUBJECT, ANSWERED.format(site=site), mail.tries, len(reply_notifications.RETRY_DELAYS),
        partial(reply_notifications.mark_sent, request_id=mail.request_id), partial(reply_notifications.give_up, request_id=mail.request_id),
    )  # fmt: skip
