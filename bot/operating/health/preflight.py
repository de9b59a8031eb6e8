"""Preflight checks before the site is public: settings, legal notices, encryption, campaign, mail."""

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
    from bot.channels.mail.smtp import MailServer

MIN_PUBLIC_SECRET_LENGTH, MIN_PUBLIC_SECRET_CHARACTERS = 32, 8


def check_settings() -> None:
    """Read every setting, the secret and the OpenID provider, so that errors are reported before anything starts.

    Raises:
        OperatingError: some are invalid; one line each, with the fix.
    """
    settings()
    errors = []
    for read in (openid_settings.provider, existing_secret):
        try:
            read()
        except OperatingError as error:
            errors.append(str(error))
    if errors:
        raise OperatingError("\n".join(errors))


def public_addresses() -> list[str]:
    """URLs by which other machines reach the assistant, each with the setting that says so."""
    urls = [] if is_loopback(settings().site) else [f"BOT_SITE={settings().site}"]
    try:
        origins = read_origins(read_credentials().get(WEB_CHANNEL))
    except CredentialsError:
        origins = frozenset()  # said by the check of the channels
    return urls + [f"allowed_origins of credentials.yml: {url}" for url in sorted(origins) if not is_loopback(url)]


def check_address() -> str:
    """Description of the public URLs and the state of the legal pages.

    Raises:
        OperatingError: the site is public, and the legal pages are incomplete or traffic is not protected.
        OperatingWarning: the site is local and the legal pages are incomplete.
    """
    check_settings()
    unfilled = check_campaign().unfilled
    public = public_addresses()
    what = f"fill in {', '.join(unfilled)} in {places.DATA / PATH.name}"
    faults = list(_weaknesses_in_public()) if public else []
    if unfilled and public:
        faults.append(f"the legal pages lack what the law wants: {what}")
    if faults:
        raise OperatingError(f"The public may come ({'; '.join(public)}), and {'; '.join(faults)}, then start again.")
    if unfilled:
        raise OperatingWarning(f"{settings().site} is for this machine alone. Before others come: {what}.")
    return f"{', '.join(public) or settings().site}; the legal pages are filled in"


def _weaknesses_in_public() -> Iterator[str]:
    """Weaknesses of a public site, each with the fix."""
    if not is_loopback(settings().site) and not settings().site.startswith("https://"):
        yield "BOT_SITE is not encrypted: write https://, with a proxy in front that speaks TLS"
    secret = existing_secret()  # none yet: what an installation makes by itself is strong
    if secret is not None and is_weak(secret, MIN_PUBLIC_SECRET_LENGTH, MIN_PUBLIC_SECRET_CHARACTERS):
        yield f"{secret_location()} is too weak ({MIN_PUBLIC_SECRET_LENGTH} random characters at least): {MAKE_A_SECRET}"


def check_campaign() -> Campaign:
    """The campaign as its file says now.

    Raises:
        OperatingError: the file is invalid; names the line or key and the fix.
    """
    try:
        return read_campaign(places.DATA / PATH.name)
    except CampaignError as error:
        raise OperatingError(f"bot/data/{error}") from error


def check_mail() -> "MailServer | None":
    """The configured mail server, not connected; None if no e-mail is sent.

    Raises:
        OperatingError: its settings are invalid.
    """
    from bot.channels.mail.smtp import read_server  # not for the pages

    try:
        return read_server()
    except CredentialsError as error:
        raise OperatingError(str(error)) from error
