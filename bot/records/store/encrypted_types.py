"""Column types that encrypt their values in the database (`bot.records.store.keys`)."""

import json
from typing import Any, TypeVar

from sqlalchemy import LargeBinary, TypeDecorator
from sqlalchemy.engine import Dialect

from bot.records.store.keys import Keyring, keyring

T = TypeVar("T")


class Encrypted(TypeDecorator[T]):
    """Base of the encrypted types; NULL stays NULL."""

    impl = LargeBinary
    cache_ok = True

    def reencrypt(self, stored: bytes, old: Keyring, new: Keyring) -> bytes:
        """Re-encrypt a stored value under other keys."""
        return new.encrypt(old.decrypt(stored))


class EncryptedText(Encrypted[str]):
    """Text that rows are never searched by."""

    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        """Encrypt."""
        return None if value is None else keyring().encrypt(value.encode())

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        """Decrypt."""
        return None if value is None else keyring().decrypt(value).decode()


class EncryptedJson(Encrypted[Any]):
    """JSON data. None is NULL, or an encrypted `null` if `none_as_null` is False."""

    cache_ok = True

    def __init__(self, *, none_as_null: bool = True) -> None:
        super().__init__()
        self.none_as_null = none_as_null

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes | None:
        """Encrypt."""
        return None if value is None and self.none_as_null else keyring().encrypt(to_json(value).encode())

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> Any:
        """Decrypt."""
        return None if value is None else json.loads(keyring().decrypt(value))


class DeterministicText(Encrypted[str]):
    """Text that rows are searched by: equal texts have equal ciphertexts, which reveals that they are equal."""

    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        """Encrypt."""
        return None if value is None else keyring().encrypt_deterministic(value.encode())

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        """Decrypt."""
        return None if value is None else keyring().decrypt_deterministic(value).decode()

    def reencrypt(self, stored: bytes, old: Keyring, new: Keyring) -> bytes:
        """Re-encrypt a stored value under other keys."""
        return new.encrypt_deterministic(old.decrypt_deterministic(stored))


def to_json(value: Any) -> str:
    """Compact JSON with unescaped accents, as it is stored."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
