"""Types of columns whose values are sealed in the database (`bot.records.store.keys`) and plain everywhere else."""

import json
from typing import Any, TypeVar

from sqlalchemy import LargeBinary, TypeDecorator
from sqlalchemy.engine import Dialect

from bot.records.store.keys import Keyring, keyring

T = TypeVar("T")


class Encrypted(TypeDecorator[T]):
    """What all of them share; NULL stays NULL."""

    impl = LargeBinary
    cache_ok = True

    def reseal(self, sealed: bytes, old: Keyring, new: Keyring) -> bytes:
        """Returns a value of the database as other keys seal it."""
        return new.seal(old.unseal(sealed))


class EncryptedText(Encrypted[str]):
    """Words. Rows are never found by them."""

    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        """Seals a text."""
        return None if value is None else keyring().seal(value.encode())

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        """Opens a text."""
        return None if value is None else keyring().unseal(value).decode()


class EncryptedJson(Encrypted[Any]):
    """Plain data: lists, mappings, texts, numbers."""

    cache_ok = True

    def __init__(self, *, none_as_null: bool = True) -> None:
        """Prepares a type.

        Args:
            none_as_null: None is NULL, as of no value; else it is a value like others.
        """
        super().__init__()
        self.none_as_null = none_as_null

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes | None:
        """Seals data."""
        return None if value is None and self.none_as_null else keyring().seal(to_json(value).encode())

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> Any:
        """Opens data."""
        return None if value is None else json.loads(keyring().unseal(value))


class DeterministicText(Encrypted[str]):
    """A text by which rows are found: equal texts are sealed alike, which shows that they are equal and no more."""

    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        """Seals a text."""
        return None if value is None else keyring().seal_alike(value.encode())

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        """Opens a text."""
        return None if value is None else keyring().unseal_alike(value).decode()

    def reseal(self, sealed: bytes, old: Keyring, new: Keyring) -> bytes:
        """Returns a value of the database as other keys seal it."""
        return new.seal_alike(old.unseal_alike(sealed))


def to_json(value: Any) -> str:
    """Returns JSON as it is stored: an accent is one character, not six."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
