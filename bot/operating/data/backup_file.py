"""The file of a backup: a ZIP of `manifest.json` and the database, which no key lies beside.

The database is `bot.db` of SQLite, or `bot.dump` in PostgreSQL's custom format. Earlier backups hold the installation's
secret as well, under the name `secret`. The file is readable by its owner alone.
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
    """What a backup says of itself.

    Attributes:
        format: version of the form of the file.
        made_at: ISO moment, UTC, before the copy began: what was forgotten since may be in it.
        database: `sqlite` or `postgresql`.
        revision: of the schema.
        rows: table to number of rows.
        sha256: member of the file to checksum.
        holds_secret: whether the installation's secret is in it, as in some earlier ones.
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
    """Writes the file, whole or not at all.

    Args:
        file: where to.
        copy: of the database.
        made_at: a moment before the copy began.
        database: `sqlite` or `postgresql`.
        revision: of the schema.
        rows: table to number of rows.
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
    """Unpacks a backup into a folder and checks every byte of it.

    Raises:
        OperatingError: it is damaged, or of a newer form.
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
