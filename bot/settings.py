"""Where things are and how the installation is configured: environment variables with working defaults."""

import os
import secrets
from pathlib import Path

HOME = Path(os.environ.get("BOT_HOME", Path(__file__).resolve().parent.parent))
DATA = Path(__file__).resolve().parent / "data"
# Our servers and the loopback ports that they have by default.
PORTS = {"rasa": 5005, "pages": 8000, "gateway": 5065}


def state_directory() -> Path:
    """Returns the folder for what the installation writes (database, secret, logs), made if missing."""
    path = Path(os.environ.get("BOT_STATE", HOME / "var"))
    if not path.exists():  # whole conversations lie there: nobody else of the machine reads them
        path.mkdir(parents=True, mode=0o700, exist_ok=True)
    return path


def models_directory() -> Path:
    """Returns the folder of what is trained, or made once of what is installed."""
    return HOME / "models"


def database_url() -> str:
    """Returns the SQLAlchemy URL of the database; SQLite in the state folder unless DATABASE_URL says otherwise."""
    return os.environ.get("DATABASE_URL") or f"sqlite:///{state_directory() / 'bot.db'}"


def redis_url() -> str | None:
    """Returns the URL of the Redis that keeps the locks of conversations, None unless REDIS_URL names one."""
    return os.environ.get("REDIS_URL") or None


def quiet_seconds() -> float:
    """Returns for how long nothing more must arrive before the answer to an open question is taken (BOT_QUIET_SECONDS).

    Other questions wait in proportion; 0 takes every message at once and by itself.
    """
    return max(0.0, float(os.environ.get("BOT_QUIET_SECONDS", "2.5")))


def most_a_minute() -> int:
    """Returns how many messages of one conversation are taken within a minute (BOT_MOST_A_MINUTE); benches send more."""
    return int(os.environ.get("BOT_MOST_A_MINUTE", "40"))


def turn_seconds() -> float:
    """Returns for how long a message may be read and answered before it is set aside unread (BOT_TURN_SECONDS)."""
    return max(0.1, float(os.environ.get("BOT_TURN_SECONDS", "20")))


def hang_seconds() -> float:
    """Returns for how long a server or a worker may show no life before it is replaced (BOT_HANG_SECONDS)."""
    return max(0.1, float(os.environ.get("BOT_HANG_SECONDS", "30")))


def secret_key() -> str:
    """Returns the key that signs sessions: BOT_SECRET, or one made at first use and kept in the state folder.

    Several machines must share one BOT_SECRET.
    """
    configured = os.environ.get("BOT_SECRET")
    if configured:
        return configured
    path = state_directory() / "secret"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    key = secrets.token_urlsafe(48)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(key)
    return key


def retention_months() -> int:
    """Returns for how many months after the last contact data is kept (at most 24, the CNIL's guide)."""
    return min(24, int(os.environ.get("BOT_RETENTION_MONTHS", "24")))


def unanswered_days() -> int:
    """Returns for how many days questions without an answer are kept (at most 90, as announced; 0 keeps none)."""
    return max(0, min(90, int(os.environ.get("BOT_UNANSWERED_DAYS", "90"))))


def port(name: str) -> int:
    """Returns the loopback port of one of our servers: `rasa` (the first of its processes), `pages` or `gateway`."""
    return int(os.environ.get(f"BOT_{name.upper()}_PORT", PORTS[name]))


def site() -> str:
    """Returns the address of the pages as people's browsers see it (BOT_SITE), without a slash at its end."""
    return (os.environ.get("BOT_SITE") or f"http://127.0.0.1:{port('pages')}").rstrip("/")


def smtp_url() -> str | None:
    """Returns the mail server by which people are told that they were answered (BOT_SMTP_URL); None: no e-mail is sent."""
    return os.environ.get("BOT_SMTP_URL") or None


def smtp_from() -> str:
    """Returns the address that e-mails are sent from (BOT_SMTP_FROM)."""
    return os.environ.get("BOT_SMTP_FROM", "")


def rasa_ports() -> list[int]:
    """Returns the loopback port of each Rasa process of this host: one a core, two at most, or BOT_RASA_PROCESSES."""
    processes = int(os.environ.get("BOT_RASA_PROCESSES") or min(2, len(os.sched_getaffinity(0))))
    return [port("rasa") + number for number in range(max(1, processes))]


def rasa_urls() -> list[str]:
    """Returns where Rasa's processes answer: BOT_RASA_URLS (comma-separated, the same everywhere), or those of this host."""
    configured = os.environ.get("BOT_RASA_URLS", "")
    named = [url.strip().rstrip("/") for url in configured.split(",") if url.strip()]
    return named or [f"http://127.0.0.1:{number}" for number in rasa_ports()]


def credentials_path() -> Path:
    """Returns the file that names the channels and their keys: `credentials.yml` unless BOT_CREDENTIALS says otherwise."""
    return Path(os.environ.get("BOT_CREDENTIALS", HOME / "credentials.yml"))


def metrics_token() -> str | None:
    """Returns what whoever reads the pages' /metrics must send (BOT_METRICS_TOKEN); None: programs of this host may."""
    return os.environ.get("BOT_METRICS_TOKEN") or None


def logs_are_json() -> bool:
    """Returns whether each line of the logs is one JSON object (BOT_LOG=json) and not a sentence."""
    return os.environ.get("BOT_LOG", "text") == "json"
