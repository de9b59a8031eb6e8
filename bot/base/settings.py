"""The settings: environment variables, each declared once with its bounds and its default."""

import functools
import os
from pathlib import Path
from typing import Annotated, Any, Literal, get_args
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError, ValidationInfo
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.base.errors import OperatingError
from bot.base.loopback import is_loopback_host
from bot.base.secret_strength import MAKE_A_SECRET, MIN_DISTINCT_CHARACTERS, MIN_SECRET_LENGTH, is_weak

MAX_PORT = 65_535
_UNBOUNDED = 10**9


def _require_strong(secret: str | None) -> str | None:
    if secret and is_weak(secret, MIN_SECRET_LENGTH, MIN_DISTINCT_CHARACTERS):
        raise ValueError(f"BOT_SECRET can be guessed: {MAKE_A_SECRET}, or leave it out on a single machine.")
    return secret


def _require_ports(processes: int, info: ValidationInfo) -> int:
    first = info.data.get("rasa_port", 1)
    if (last := first + processes - 1) > MAX_PORT:
        raise ValueError(f"BOT_RASA_PORT={first} does not fit: process {processes} would have the port {last}.")
    return processes


def _require_https(issuer: str) -> str:
    if issuer and not _is_safe(issuer):
        raise ValueError(f"BOT_OIDC_ISSUER={issuer} does not fit: it begins with https:// (http:// on loopback alone).")
    return issuer


def _is_safe(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    host = parts.hostname or ""
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and is_loopback_host(host)))


def _split_names(text: str) -> list[str]:
    return [name for part in text.split(",") if (name := part.strip().rstrip("/"))]


def _require_url(named: list[str]) -> list[str]:
    if not named:
        raise ValueError(
            "BOT_RASA_URLS names no address: write one at least, or leave it out for this host's own Rasa."
        )
    return named


def _local_rasa_urls(values: dict[str, Any]) -> list[str]:
    ports = range(values["rasa_port"], values["rasa_port"] + values["rasa_processes"])
    return [f"http://127.0.0.1:{port}" for port in ports]


Word = Annotated[str, AfterValidator(str.strip)]
Url = Annotated[str, AfterValidator(lambda url: url.rstrip("/"))]
Hosts = Annotated[frozenset[str], NoDecode, BeforeValidator(lambda text: _split_names(text.lower()))]
Urls = Annotated[list[str], NoDecode, BeforeValidator(_split_names), AfterValidator(_require_url)]


class Settings(BaseSettings):
    """All settings; docs/exploiter/reglages.md describes each in French."""

    model_config = SettingsConfigDict(
        case_sensitive=True,
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        validate_default=False,
        hide_input_in_errors=True,
    )

    # One setting a line. What may hold a password is never shown with the others.
    # fmt: off
    database_url: str | None = Field(default=None, repr=False, alias="DATABASE_URL", description="`postgresql://user:password@host/name` for PostgreSQL")
    redis_url: str | None = Field(default=None, repr=False, alias="REDIS_URL", description="`redis://:password@host:6379/0`: conversations are locked there")
    state: Path | None = Field(default=None, alias="BOT_STATE", description="the state folder: database, secret, lock files, logs")
    secret: Annotated[str | None, AfterValidator(_require_strong)] = Field(default=None, repr=False, alias="BOT_SECRET", description="signs the sessions of candidates and the sign-in forms")
    keys_file: Path | None = Field(default=None, alias="BOT_KEYS_FILE", description="the keys that seal what is stored, made at first use")
    erasures_file: Path | None = Field(default=None, alias="BOT_ERASURES_FILE", description="the register of erasures, by which a restored backup forgets again")
    retention_months: int = Field(default=24, ge=1, le=24, alias="BOT_RETENTION_MONTHS", description="months that a file is kept after the last change of its registration")
    unanswered_days: int = Field(default=90, ge=0, le=90, alias="BOT_UNANSWERED_DAYS", description="days that questions without an answer are kept for the editors")
    audit_months: int = Field(default=12, ge=6, le=12, alias="BOT_AUDIT_MONTHS", description="months that lines of the audit log are kept")
    quiet_seconds: float = Field(default=2.5, ge=0, le=3600, alias="BOT_QUIET_SECONDS", description="for how long nothing more must arrive before what was text to an open question is taken as one answer")
    api_requests_a_minute: int = Field(default=300, ge=1, le=_UNBOUNDED, alias="BOT_API_REQUESTS_A_MINUTE", description="requests of one token of the API that are taken within a minute")
    webhook_hosts: Hosts = Field(default=frozenset(), alias="BOT_WEBHOOK_HOSTS", description="hosts to which webhooks may be sent although their addresses are private")
    turn_seconds: float = Field(default=20.0, ge=1, le=600, alias="BOT_TURN_SECONDS", description="for how long a message may be read and answered")
    hang_seconds: float = Field(default=30.0, ge=1, le=3600, alias="BOT_HANG_SECONDS", description="for how long a server, or a Rasa worker, may show no life before it is killed and started again")
    messages_a_minute: int = Field(default=40, ge=1, le=_UNBOUNDED, alias="BOT_MOST_A_MINUTE", description="messages of one conversation that are taken within a minute")
    requests_a_minute: int = Field(default=2000, ge=1, le=_UNBOUNDED, alias="BOT_REQUESTS_A_MINUTE", description="requests of one address (of IPv6: one /64) that the pages take within a minute")
    new_sessions_a_minute: int = Field(default=120, ge=1, le=_UNBOUNDED, alias="BOT_NEW_SESSIONS_A_MINUTE", description="conversations that one address may begin on the website within a minute")
    idle_minutes: int = Field(default=60, ge=5, le=480, alias="BOT_IDLE_MINUTES", description="minutes after which a recruiter who does nothing is signed out")
    oidc_issuer: Annotated[Word, AfterValidator(_require_https)] = Field(default="", alias="BOT_OIDC_ISSUER", description="the OpenID provider by which recruiters may sign in")
    oidc_client_id: Word = Field(default="", alias="BOT_OIDC_CLIENT_ID", description="how the provider names this installation")
    oidc_client_secret: Word = Field(default="", repr=False, alias="BOT_OIDC_CLIENT_SECRET", description="what it is shown")
    oidc_client_secret_file: Path | None = Field(default=None, alias="BOT_OIDC_CLIENT_SECRET_FILE", description="a file that holds it, in its place")
    oidc_name: Word = Field(default="", alias="BOT_OIDC_NAME", description="on the button, « Continuer avec … »")
    pages_port: int = Field(default=8000, ge=1, le=MAX_PORT, alias="BOT_PAGES_PORT", description="the pages")
    rasa_port: int = Field(default=5005, ge=1, le=MAX_PORT, alias="BOT_RASA_PORT", description="the first Rasa worker, loopback only")
    rasa_processes: Annotated[int, AfterValidator(_require_ports)] = Field(default=min(2, len(os.sched_getaffinity(0))), validate_default=True, ge=1, le=64, alias="BOT_RASA_PROCESSES", description="how many Rasa processes serve")
    gateway_port: int = Field(default=5065, ge=1, le=MAX_PORT, alias="BOT_GATEWAY_PORT", description="the gateway's health, loopback only")
    rasa_urls: Urls = Field(default_factory=_local_rasa_urls, alias="BOT_RASA_URLS", description="where the pages and the gateway find Rasa when it runs elsewhere")
    site: Url = Field(default_factory=lambda known: f"http://127.0.0.1:{known['pages_port']}", alias="BOT_SITE", description="the address of the pages as browsers see it")
    hosts: str = Field(default="", alias="BOT_HOSTS", description="other names under which the pages answer, comma-separated, without ports")
    smtp_url: str | None = Field(default=None, repr=False, alias="BOT_SMTP_URL", description="the mail server that tells people that the team has answered")
    smtp_from: str = Field(default="", alias="BOT_SMTP_FROM", description="the address that these e-mails are sent from")
    credentials: Path | None = Field(default=None, alias="BOT_CREDENTIALS", description="the file that names the channels")
    log: Literal["text", "json"] = Field(default="text", alias="BOT_LOG", description="`json`: one JSON object a line")
    metrics_token: str | None = Field(default=None, repr=False, alias="BOT_METRICS_TOKEN", description="who sends `Authorization: Bearer` with it may read the pages' `/metrics`, from anywhere")
    # fmt: on

    @property
    def rasa_ports(self) -> list[int]:
        """The loopback port of each Rasa process of this host."""
        return [*range(self.rasa_port, self.rasa_port + self.rasa_processes)]


_NAMES = tuple(str(field.alias) for field in Settings.model_fields.values())


def settings() -> Settings:
    """The settings of the current environment; unset and empty variables have their default.

    Raises:
        OperatingError: some are invalid; one line each, with the fix.
    """
    return _read(tuple(map(os.environ.get, _NAMES)))


@functools.lru_cache(maxsize=4)
def _read(_values: tuple[str | None, ...]) -> Settings:
    try:
        return Settings()
    except ValidationError as error:
        lines = [_describe(one) for one in error.errors() if one["type"] != "default_factory_not_called"]
    raise OperatingError("\n".join(lines))  # not from the other error, which holds all values


def _describe(error: ErrorDetails) -> str:
    """What is wrong with a setting, and the fix."""
    if error["type"] == "value_error":
        return str(error["ctx"]["error"])
    name = error["loc"][0]
    (field,) = (one for one in Settings.model_fields.values() if one.alias == name)
    least, most = ([getattr(bound, side) for bound in field.metadata if hasattr(bound, side)] for side in ("ge", "le"))
    if least and most:
        kind = "a whole number" if field.annotation is int else "a number"
        wanted, default = f"{kind} from {least[0]:.10g} to {most[0]:.10g}", f"{field.default:g}"
    else:
        wanted, default = " or ".join(get_args(field.annotation)), field.default
    return f"{name}={error['input']} does not fit: write {wanted}, or leave it out for {default}."
