"""Locks in the service that the settings choose: Redis, PostgreSQL or files."""

from sqlalchemy.engine import make_url

from bot.base import places
from bot.base.settings import settings
from bot.conversations.locks import FileLocks, Locks


def make_locks(purpose: str) -> Locks:
    """The configured locks: in Redis if REDIS_URL is set, else in PostgreSQL if it is the database, else in files.

    Args:
        purpose: namespace of the locks; the same conversation may be locked for two purposes at once.
    """
    redis_url = settings().redis_url
    if redis_url is not None:
        from bot.conversations.redis_locks import RedisLocks

        return RedisLocks(redis_url, purpose)
    database_url = places.database_url()
    if make_url(database_url).get_backend_name() in {"postgresql", "postgres"}:
        from bot.conversations.postgresql_locks import PostgresqlLocks

        return PostgresqlLocks(database_url, purpose)
    return FileLocks(places.state_directory() / purpose)
