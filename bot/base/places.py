"""Paths of the project's folders and of the files that the installation writes."""

import os
from pathlib import Path

from bot.base.settings import settings

# Read once, before all else: it says where the project lies.
HOME = Path(os.environ.get("BOT_HOME") or Path(__file__).resolve().parents[2])
DATA = Path(__file__).resolve().parents[1] / "data"


def state_directory() -> Path:
    """The folder for the database, the secret and the logs, created if missing."""
    path = settings().state or HOME / "var"
    if not path.exists():  # it holds conversations: for the owner alone
        path.mkdir(parents=True, mode=0o700, exist_ok=True)
    return path


def upgrade_backups_directory() -> Path:
    """The folder of the backups that `bot upgrade` writes."""
    return state_directory() / "before-upgrade"


def models_directory() -> Path:
    """The folder of trained and installed models."""
    return HOME / "models"


def database_url() -> str:
    """The SQLAlchemy URL of the database, SQLite in the state folder by default."""
    return settings().database_url or f"sqlite:///{state_directory() / 'bot.db'}"


def keys_path() -> Path:
    """The file of the encryption keys."""
    return settings().keys_file or state_directory() / "keys"


def erasures_path() -> Path:
    """The file of the erasure log."""
    return settings().erasures_file or state_directory() / "erasures"


def credentials_path() -> Path:
    """The file of the channels' credentials."""
    return settings().credentials or HOME / "credentials.yml"
