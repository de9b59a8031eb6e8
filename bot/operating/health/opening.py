"""What must be so before the public comes: who publishes, answers for and hosts the site is said, and nobody reads along."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bot.base import openid_settings, places
from bot.base.errors import OperatingError, OperatingWarning
from bot.base.loopback import is_loopback
from bot.base.secret_key import existing_secret, secret_location
from bot.base.secret_strength import MAKE_A_SECRET, is_weak
from bot.base.settings import settings
from bot.channels.gateway.credentials import CredentialsError, read_credentials
from bot.channels.web.origins import WEB_CHANNEL, read_origins
from bot.content.campaign import PATH, Campaign, CampaignError, read_campaign

if TYPE_CHECKING:
    from bot.channels.mail.mail import MailServer

SHORTEST_PUBLIC_SECRET, FEWEST_PUBLIC_SIGNS = 32, 8


def check_settings() -> None:
    """Reads every setting, the secret and the OpenID provider, so that what is wrong is told before anything starts.

    Raises:
        OperatingError: some do not fit; a line for each, with its name and the remedy.
    """
    settings()
    wrong = []
    for read in (openid_settings.provider, existing_secret):
        try:
            read()
        except OperatingError as error:
            wrong.append(str(error))
    if wrong:
        raise OperatingError("\n".join(wrong))


def public_addresses() -> list[str]:
    """Returns the addresses by which others than this machine reach the assistant, each with the setting that says so."""
    found = [] if is_loopback(settings().site) else [f"BOT_SITE={settings().site}"]
    try:
        origins = read_origins(read_credentials().get(WEB_CHANNEL))
    except CredentialsError:
        origins = frozenset()  # said by the check of the channels
    return found + [f"allowed_origins of credentials.yml: {url}" for url in sorted(origins) if not is_loopback(url)]


def check_address() -> str:
    """Returns the addresses, with whom the pages name.

    Raises:
        OperatingError: the public is to come, and the pages do not say yet who publishes them, who answers for the data, or
            who hosts them, or what people send could be read or forged; names what to change and where. A setting that
            cannot be used is refused anywhere.
        OperatingWarning: pages that lack something, on a machine of one's own, where it does not matter yet.
    """
    check_settings()
    unfilled = check_campaign().unfilled
    public = public_addresses()
    what = f"fill in {', '.join(unfilled)} in {places.DATA / PATH.name}"
    faults = list(_faults_in_public()) if public else []
    if unfilled and public:
        faults.append(f"the legal pages lack what the law wants: {what}")
    if faults:
        raise OperatingError(f"The public may come ({'; '.join(public)}), and {'; '.join(faults)}, then start again.")
    if unfilled:
        raise OperatingWarning(f"{settings().site} is for this machine alone. Before others come: {what}.")
    return f"{', '.join(public) or settings().site}; the legal pages are filled in"


def _faults_in_public() -> Iterator[str]:
    """Yields what would let others read or forge what people send, each with its remedy."""
    if not is_loopback(settings().site) and not settings().site.startswith("https://"):
        yield "BOT_SITE is not encrypted: write https://, with a proxy in front that speaks TLS"
    secret = existing_secret()  # none yet: what an installation makes by itself is strong
    if secret is not None and is_weak(secret, SHORTEST_PUBLIC_SECRET, FEWEST_PUBLIC_SIGNS):
        yield f"{secret_location()} is too weak ({SHORTEST_PUBLIC_SECRET} random characters at least): {MAKE_A_SECRET}"


def check_campaign() -> Campaign:
    """Returns the campaign as its file says it now.

    Raises:
        OperatingError: it cannot be used; names the line or the key, and the remedy.
    """
    try:
        return read_campaign(places.DATA / PATH.name)
    except CampaignError as error:
        raise OperatingError(f"bot/data/{error}") from error


def check_mail() -> "MailServer | None":
    """Returns the mail server, None where no e-mail is to be sent; nothing is connected.

    Raises:
        OperatingError: it is named in a way that cannot be used.
    """
    from bot.channels.mail.mail import read_server  # not for the pages

    try:
        return read_server()
    except CredentialsError as error:
        raise OperatingError(str(error)) from error
