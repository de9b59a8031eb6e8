"""Data-subject rights of access and erasure, exercised by an operator on request.

A candidate is named by the e-mail address of the dossier, which may be unverified, or by the dossier's id.
"""

import json
import re
from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.base import clock
from bot.base.errors import OperatingError
from bot.content import overrides
from bot.exporting.subject_export import subject_export
from bot.operating.commands.tables import checked_session
from bot.records.contents import content_versions
from bot.records.desk import directory
from bot.records.files import candidates, erasure
from bot.records.models import Candidate
from bot.records.store import audit
from bot.records.store.database import default_database
from bot.words.wording import town_in_words

SHORT_ID = 8
_ID = re.compile(rf"[0-9a-f]{{{SHORT_ID},32}}")
Say = Callable[[str], None]

PATIENCE_SECONDS = 30.0


def find_dossiers(session: Session, who: str, say: Say, *, every: bool = False) -> list[Candidate]:
    """Dossiers with this e-mail address or id, newest first; exactly one unless `every` is set.

    Args:
        who: e-mail address, id, or at least the first 8 characters of an id.
        say: prints the candidates if there are several.

    Raises:
        OperatingError: there is none, or several without `every`.
    """
    if "@" in who:
        dossiers = candidates.find_by_email(session, who)
        missing = "Nobody is registered with this e-mail address: check the spelling, or try `bot candidate find NAME`."
    elif _ID.fullmatch(who):
        dossiers = list(session.scalars(select(Candidate).where(Candidate.id.startswith(who))))
        missing = "No file has this id: `bot candidate find` tells ids."
    else:
        raise OperatingError("Name the file by its e-mail address or its id: `bot candidate find NAME` tells ids.")
    if not dossiers:
        raise OperatingError(missing)
    if len(dossiers) > 1 and not every:
        for candidate in dossiers:
            say(_line(candidate))
        raise OperatingError(f"{len(dossiers)} files are named so: give the id of one, or --all. Nothing was done.")
    return dossiers


def find(who: str, say: Say) -> None:
    """Print the dossiers with this e-mail address, name or town: id, dates, town, whether the address is verified.

    Raises:
        OperatingError: there is none.
    """
    with checked_session() as session:
        audit.record(session, actor="operator", act="searched_candidates")
        dossiers = candidates.find_by_email(session, who) if "@" in who else directory.search_candidates(session, who)
        for candidate in dossiers:
            say(_line(candidate))
    if not dossiers:
        raise OperatingError("No file is named so: check the spelling.")


def show(who: str, say: Say, *, every: bool = False, proved_otherwise: bool = False) -> None:
    """Print everything stored about a candidate as JSON; a list with `every`.

    Args:
        proved_otherwise: the operator has verified the requester's identity.

    Raises:
        OperatingError: see `find_dossiers`; or the address is unverified and `proved_otherwise` is not set.
    """
    with checked_session() as session:
        dossiers = find_dossiers(session, who, say, every=every)
        if not proved_otherwise and any(candidate.email_proved_at is None for candidate in dossiers):
            raise OperatingError(
                "Nobody has seen that this e-mail address is the person's, and anybody may have given it: check who asks, then "
                "add --proved-otherwise. Nothing was shown."
            )
        for candidate in dossiers:
            audit.record(session, actor="operator", act="exported", subject=candidate.id)
        overrides.set_source(
            None, content_versions.load_overrides(session)
        )  # the published campaign says whether recruiters are named
        shown = [subject_export(session, candidate.conversation_id) for candidate in dossiers]
    say(json.dumps(shown if every else shown[0], ensure_ascii=False, indent=2))


def erase(who: str, say: Say, *, every: bool = False) -> None:
    """Erase everything about a candidate and print one receipt per dossier.

    Raises:
        OperatingError: see `find_dossiers`.
    """
    with checked_session() as session:
        dossiers = [(_line(row), row.conversation_id) for row in find_dossiers(session, who, say, every=every)]
    for line, conversation_id in dossiers:
        receipt = erasure.erase(default_database(), conversation_id, actor="operator", patience=PATIENCE_SECONDS)
        say(f"Erased: {line}. Receipt: {receipt.number}")
        if receipt.is_verified:
            say("The database and its files were read back: nothing of it is left.")
        else:
            say(
                "Somebody reads what was stored before: a sealed copy stays in the write-ahead log until the next purge."
            )


def _line(candidate: Candidate) -> str:
    """A dossier on one line, without a name."""
    begun, changed = (at.astimezone(clock.PARIS).date() for at in (candidate.created_at, candidate.updated_at))
    town = town_in_words(candidate.town) if candidate.town else "no town"
    if candidate.email is None:
        proved = "no e-mail"
    else:
        at = candidate.email_proved_at
        proved = f"e-mail proved {at.astimezone(clock.PARIS).date()}" if at else "e-mail not proved"
    return f"{candidate.id[:SHORT_ID]}  begun {begun}, changed {changed}, {town}, {proved}"
