"""Where things are: the project's folders, and what the installation writes."""

import os
from pathlib import Path

from bot.base.settings import settings

# Read once, before all else: it says where the project lies.
HOME = Path(os.environ.get("BOT_HOME") or Path(__file__).resolve().parents[2])
DATA = Path(__file__).resolve().parents[1] / "data"


def state_directory() -> Path:
    """Returns the folder for what the installation writes (database, secret, logs), made if missing."""
    path = settings().state or HOME / "var"
    if not path.exists():  # whole conversations lie there: nobody else of the machine reads them
        path.mkdir(parents=True, mode=0o700, exist_ok=True)
    return path


def models_directory() -> Path:
    """Returns the folder of what is trained, or made once of what is installed."""
    return HOME / "models"


def database_url() -> str:
    """Returns the SQLAlchemy URL of the database; SQLite in the state folder unless DATABASE_URL says otherwise."""
    return settings().database_url or f"sqlite:///{state_directory() / 'bot.db'}"


def keys_path() -> Path:
    """Returns the file of the keys that seal what is stored (BOT_KEYS_FILE), in the state folder by default."""
    return settings().keys_file or state_directory() / "keys"


def erasures_path() -> Path:
    """Returns the file of the register of erasures (BOT_ERASURES_FILE), in the state folder by default."""
    return settings().erasures_file or state_directory() / "erasures"


def credentials_path() -> Path:
    """Returns the file that names the channels and their keys: `credentials.yml` unless BOT_CREDENTIALS says otherwise."""
    return settings().credentials or HOME / "credentials.yml"
