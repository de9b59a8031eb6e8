"""The OpenID provider by which recruiters may sign in, as the settings name it."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.base.errors import OperatingError
from bot.base.settings import settings


@dataclass(frozen=True)
class Provider:
    """A provider and what it knows of us.

    Attributes:
        issuer: its address, to the letter as it writes it.
        client_id: how it names us.
        client_secret: what we show it.
        name: on the button.
    """

    issuer: str
    client_id: str
    client_secret: str
    name: str


def provider() -> Provider | None:
    """Returns the provider, None unless BOT_OIDC_ISSUER names one.

    Raises:
        OperatingError: something is missing; a line for each, with the setting's name and the remedy.
    """
    now = settings()
    if not now.oidc_issuer:
        return None
    secret = _secret()
    needed = {"BOT_OIDC_CLIENT_ID": now.oidc_client_id, "BOT_OIDC_CLIENT_SECRET or BOT_OIDC_CLIENT_SECRET_FILE": secret}
    if missing := [name for name, value in needed.items() if not value]:
        raise OperatingError(
            "\n".join(f"{name} is missing: the provider gives it, or leave BOT_OIDC_ISSUER out." for name in missing)
        )
    host = urlsplit(now.oidc_issuer).hostname or now.oidc_issuer
    return Provider(now.oidc_issuer, now.oidc_client_id, secret, now.oidc_name or host)


def _secret() -> str:
    path = settings().oidc_client_secret_file
    if path is None:
        return settings().oidc_client_secret
    try:
        return path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise OperatingError(f"BOT_OIDC_CLIENT_SECRET_FILE={path} cannot be read: {error.strerror}.") from error
