"""The key that signs sessions: `BOT_SECRET`, or one that is created at first use in the state folder."""

import contextlib
import hashlib
import hmac
import os
import secrets
import tempfile
from pathlib import Path

from bot.base.errors import OperatingError
from bot.base.places import state_directory
from bot.base.secret_strength import MIN_DISTINCT_CHARACTERS, MIN_SECRET_LENGTH, is_weak
from bot.base.settings import settings


def secret_key() -> str:
    """The key, created at first use. Several machines must share one `BOT_SECRET`.

    Raises:
        OperatingError: it can be guessed.
    """
    secret = existing_secret()
    if secret is None:
        _make_secret()
        secret = existing_secret()
        assert secret is not None
    return secret


def derived_secret(purpose: str) -> str:
    """A secret for one purpose, derived from the key and so the same in every process."""
    return hmac.new(secret_key().encode(), purpose.encode(), hashlib.sha256).hexdigest()


def existing_secret() -> str | None:
    """The key, None until it is created.

    Raises:
        OperatingError: it can be guessed.
    """
    if configured := settings().secret:
        return configured
    path = secret_path()
    try:
        kept = path.read_text(encoding="utf-8", errors="replace").strip()
    except FileNotFoundError:
        return None
    if is_weak(kept, MIN_SECRET_LENGTH, MIN_DISTINCT_CHARACTERS):
        raise OperatingError(
            f"{path} holds no key, or one that can be guessed: put the former one back, or remove the file. "
            "A new one is made then, and every session ends."
        )
    return kept


def secret_path() -> Path:
    """The file of the key if `BOT_SECRET` is not set."""
    return state_directory() / "secret"


def secret_location() -> str:
    """Where an operator finds the key: the setting's name, or the file."""
    return "BOT_SECRET" if settings().secret else str(secret_path())


def _make_secret() -> None:
    """Write a new key atomically; if several processes do so at once, the first one wins."""
    path = secret_path()
    descriptor, temporary = tempfile.mkstemp(prefix=".secret-", dir=path.parent)  # for its owner alone
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            path.hardlink_to(temporary)
    finally:
        Path(temporary).unlink()
