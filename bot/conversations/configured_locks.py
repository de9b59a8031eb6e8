"""The choice of the lock service: Redis, PostgreSQL or files."""

from sqlalchemy.engine import make_url

from bot.base import places
from bot.base.settings import settings
from bot.conversations.locks import FileLocks, Locks


def make_locks(purpose: str) -> Locks:
    """The configured locks: in Redis if REDIS_URL is set, else in PostgreSQL if it is the database, else in files.

    Args:
        purpose: separates these locks from others of the same conversations.
    """
    if (url := settings().redis_url) is not None:
        from bot.conversations.redis_locks import RedisLocks

        return RedisLocks(url, purpose)
    if make_url(places.database_url()).get_backend_name() in {"postgresql", "postgres"}:
        from bot.conversations.postgresql_locks import PostgresqlLocks

        return PostgresqlLocks(places.database_url(), purpose)
    return FileLocks(places.state_directory() / purpose)
