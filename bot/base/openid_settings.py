"""The settings of the OpenID provider for recruiters' sign-in."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.base.errors import OperatingError
from bot.base.settings import settings


@dataclass(frozen=True)
class Provider:
    """The provider and our client there.

    Attributes:
        issuer: exactly as the provider writes it.
        name: shown on the button.
    """

    issuer: str
    client_id: str
    client_secret: str
    name: str


def provider() -> Provider | None:
    """The provider, None unless `BOT_OIDC_ISSUER` is set.

    Raises:
        OperatingError: a setting is missing or unreadable.
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
