"""Where things are and how the installation is configured: environment variables with working defaults."""

import contextlib
import os
import secrets
import tempfile
from pathlib import Path

from bot.base import openid_settings
from bot.base.errors import OperatingError
from bot.base.number_settings import LAST_PORT, NUMBERS, read_number, read_whole_number

HOME = Path(os.environ.get("BOT_HOME", Path(__file__).resolve().parents[2]))
DATA = Path(__file__).resolve().parents[1] / "data"
# Of a secret, wherever it is used: one that anybody may guess signs nothing.
MAKE_A_SECRET = "make one with `openssl rand -base64 36`"
SHORTEST_SECRET, FEWEST_SIGNS = 8, 4


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
    return read_number("BOT_QUIET_SECONDS")


def most_a_minute() -> int:
    """Returns how many messages of one conversation are taken within a minute (BOT_MOST_A_MINUTE); benches send more."""
    return read_whole_number("BOT_MOST_A_MINUTE")


def requests_a_minute() -> int:
    """Returns how many requests of one address the pages take within a minute (BOT_REQUESTS_A_MINUTE)."""
    return read_whole_number("BOT_REQUESTS_A_MINUTE")


def new_sessions_a_minute() -> int:
    """Returns how many conversations one address may begin within a minute (BOT_NEW_SESSIONS_A_MINUTE)."""
    return read_whole_number("BOT_NEW_SESSIONS_A_MINUTE")


def api_requests_a_minute() -> int:
    """Returns how many requests of one token the API takes within a minute (BOT_API_REQUESTS_A_MINUTE)."""
    return read_whole_number("BOT_API_REQUESTS_A_MINUTE")


def webhook_hosts() -> frozenset[str]:
    """Returns the hosts of webhooks that may have private addresses (BOT_WEBHOOK_HOSTS), comma-separated, in small letters."""
    named = os.environ.get("BOT_WEBHOOK_HOSTS", "").lower().split(",")
    return frozenset(name.strip() for name in named if name.strip())


def turn_seconds() -> float:
    """Returns for how long a message may be read and answered before it is set aside unread (BOT_TURN_SECONDS)."""
    return read_number("BOT_TURN_SECONDS")


def hang_seconds() -> float:
    """Returns for how long a server or a worker may show no life before it is replaced (BOT_HANG_SECONDS)."""
    return read_number("BOT_HANG_SECONDS")


def secret_key() -> str:
    """Returns the key that signs sessions: BOT_SECRET, or one made at first use and kept in the state folder.

    Several machines must share one BOT_SECRET.

    Raises:
        OperatingError: it is one that anybody may guess.
    """
    known = known_secret()
    if known is None:
        _make_secret()
        known = known_secret()
        assert known is not None
    return known


def known_secret() -> str | None:
    """Returns the key that signs sessions, None until one is made.

    Raises:
        OperatingError: it is one that anybody may guess.
    """
    configured, path = os.environ.get("BOT_SECRET"), secret_path()
    if configured:
        if is_weak(configured, SHORTEST_SECRET, FEWEST_SIGNS):
            raise OperatingError(f"BOT_SECRET can be guessed: {MAKE_A_SECRET}, or leave it out on a single machine.")
        return configured
    try:
        kept = path.read_text(encoding="utf-8", errors="replace").strip()
    except FileNotFoundError:
        return None
    if is_weak(kept, SHORTEST_SECRET, FEWEST_SIGNS):
        raise OperatingError(
            f"{path} holds no key, or one that can be guessed: put the former one back, or remove the file. "
            "A new one is made then, and every session ends."
        )
    return kept


def secret_path() -> Path:
    """Returns the file of the key that signs sessions, where BOT_SECRET is not set."""
    return state_directory() / "secret"


def _make_secret() -> None:
    """Writes a new key, whole or not at all; of several processes that do so at once the first one wins."""
    path = secret_path()
    descriptor, beside = tempfile.mkstemp(prefix=".secret-", dir=path.parent)  # for its owner alone
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            path.hardlink_to(beside)
    finally:
        Path(beside).unlink()


def keys_path() -> Path:
    """Returns the file of the keys that seal what is stored (BOT_KEYS_FILE), in the state folder by default."""
    return Path(os.environ.get("BOT_KEYS_FILE") or state_directory() / "keys")


def erasures_path() -> Path:
    """Returns the file of the register of erasures (BOT_ERASURES_FILE), in the state folder by default."""
    return Path(os.environ.get("BOT_ERASURES_FILE") or state_directory() / "erasures")


def is_weak(secret: str, shortest: int, fewest_signs: int) -> bool:
    """Returns whether a secret has less than so many characters, or less than so many different ones."""
    return len(secret) < shortest or len(set(secret)) < fewest_signs


def retention_months() -> int:
    """Returns for how many months after the last contact data is kept (24 at most, the CNIL's guide)."""
    return read_whole_number("BOT_RETENTION_MONTHS")


def unanswered_days() -> int:
    """Returns for how many days questions without an answer are kept (90 at most, as announced; 0 keeps none)."""
    return read_whole_number("BOT_UNANSWERED_DAYS")


def audit_months() -> int:
    """Returns for how many months lines of the audit log are kept (BOT_AUDIT_MONTHS: 6 to 12)."""
    return read_whole_number("BOT_AUDIT_MONTHS")


def idle_minutes() -> int:
    """Returns after how many minutes without use a recruiter is signed out (BOT_IDLE_MINUTES)."""
    return read_whole_number("BOT_IDLE_MINUTES")


def port(name: str) -> int:
    """Returns the loopback port of one of our servers: `rasa` (the first of its processes), `pages` or `gateway`."""
    return read_whole_number(f"BOT_{name.upper()}_PORT")


def site() -> str:
    """Returns the address of the pages as people's browsers see it (BOT_SITE), without a slash at its end."""
    return (os.environ.get("BOT_SITE") or f"http://127.0.0.1:{port('pages')}").rstrip("/")


def more_hosts() -> str:
    """Returns what else than the host of BOT_SITE the pages answer to (BOT_HOSTS), comma-separated; empty: nothing."""
    return os.environ.get("BOT_HOSTS", "")


def full_text() -> bool:
    """Returns whether words of answers may stand unsealed in an index, to be searched at once (BOT_FULL_TEXT: yes or no).

    Raises:
        OperatingError: it is neither.
    """
    written = os.environ.get("BOT_FULL_TEXT") or "no"
    if written not in {"yes", "no"}:
        raise OperatingError(f"BOT_FULL_TEXT={written} does not fit: write yes or no, or leave it out for no.")
    return written == "yes"


def smtp_url() -> str | None:
    """Returns the mail server by which people are told that they were answered (BOT_SMTP_URL); None: no e-mail is sent."""
    return os.environ.get("BOT_SMTP_URL") or None


def smtp_from() -> str:
    """Returns the address that e-mails are sent from (BOT_SMTP_FROM)."""
    return os.environ.get("BOT_SMTP_FROM", "")


def rasa_ports() -> list[int]:
    """Returns the loopback port of each Rasa process of this host: one a core, two at most, or BOT_RASA_PROCESSES.

    Raises:
        OperatingError: there are not as many ports after the first.
    """
    first, processes = port("rasa"), read_whole_number("BOT_RASA_PROCESSES")
    last = first + processes - 1
    if last > LAST_PORT:
        raise OperatingError(f"BOT_RASA_PORT={first} does not fit: process {processes} would have the port {last}.")
    return [*range(first, last + 1)]


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


def check() -> None:
    """Reads every number, the secret and the OpenID provider, so that a wrong one is told before anything starts.

    Raises:
        OperatingError: one does not fit; names the variable and the remedy.
    """
    for name in NUMBERS:
        read_number(name)
    rasa_ports()
    full_text()
    openid_settings.provider()
    known_secret()
