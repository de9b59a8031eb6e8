"""Format of a backup: a ZIP of `manifest.json` and the database, readable by its owner only.

The database is `bot.db` (SQLite) or `bot.dump` (PostgreSQL's custom format). Earlier backups also hold the
installation's secret as `secret`. Encryption keys are never in it.
"""

import hashlib
import json
import os
import tempfile
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from bot.base.errors import OperatingError

FORMAT = 1
MANIFEST, SECRET = "manifest.json", "secret"
DATABASES = {"sqlite": "bot.db", "postgresql": "bot.dump"}


@dataclass(frozen=True)
class Manifest:
    """Description of a backup.

    Attributes:
        format: version of the file format.
        made_at: ISO timestamp, UTC, before the copy began: later erasures may be missing in it.
        database: `sqlite` or `postgresql`.
        revision: of the schema.
        rows: number of rows by table.
        sha256: checksum by member.
        holds_secret: whether it contains the installation's secret.
    """

    format: int
    made_at: str
    database: str
    revision: str
    rows: dict[str, int]
    sha256: dict[str, str]
    holds_secret: bool = False


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def pack(file: Path, copy: Path, made_at: datetime, database: str, revision: str, rows: Mapping[str, int]) -> None:
    """Write the file atomically.

    Args:
        copy: of the database.
        made_at: before the copy began.
        database: `sqlite` or `postgresql`.
        rows: number of rows by table.
    """
    manifest = Manifest(
        FORMAT, made_at.isoformat(), database, revision, dict(rows), {DATABASES[database]: _sha256(copy)}
    )  # fmt: skip
    descriptor, name = tempfile.mkstemp(prefix=".backup-", dir=file.parent)  # for its owner alone
    try:
        with os.fdopen(descriptor, "w+b") as out:
            with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
                archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=2))
                archive.write(copy, DATABASES[database])
            out.flush()
            os.fsync(out.fileno())
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def unpack(file: Path, folder: Path) -> Manifest:
    """Extract a backup and verify its checksums.

    Raises:
        OperatingError: it is missing, damaged, or of a newer format.
    """
    damaged = OperatingError(f"{file} is damaged, or no backup of this bot: take another one.")
    try:
        with zipfile.ZipFile(file) as archive:
            read = json.loads(archive.read(MANIFEST))
            if read["format"] != FORMAT:
                raise OperatingError(f"{file} has the form {read['format']}, the code reads {FORMAT}: update the bot.")
            manifest = Manifest(**read)
            for name in (DATABASES[manifest.database], *([SECRET] if manifest.holds_secret else [])):
                archive.extract(name, folder)
                if _sha256(folder / name) != manifest.sha256[name]:
                    raise damaged
    except FileNotFoundError as error:
        raise OperatingError(f"{file} does not exist.") from error
    except (zipfile.BadZipFile, zlib.error, KeyError, TypeError, ValueError, EOFError) as error:
        raise damaged from error
    return manifest
