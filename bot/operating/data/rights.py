"""The rights of access and erasure, exercised by an operator on a person's demand.

A person is named by the e-mail address of their file, which nobody may have proved, or by the id of a file.
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
from bot.operating.commands.tables import check_tables
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


def files_of(session: Session, who: str, say: Say, *, every: bool = False) -> list[Candidate]:
    """Returns the files that an e-mail address or an id names, newest first: one, unless all are wanted.

    Args:
        session: an open session.
        who: an address, or an id or its beginning, 8 signs at least.
        say: told which files there are when none can be chosen.
        every: all files of an address.

    Raises:
        OperatingError: there is none, or there are several and not all are wanted.
    """
    if "@" in who:
        found = candidates.find_by_email(session, who)
        missing = "Nobody is registered with this e-mail address: check the spelling, or try `bot candidate find NAME`."
    elif _ID.fullmatch(who):
        found = list(session.scalars(select(Candidate).where(Candidate.id.startswith(who))))
        missing = "No file has this id: `bot candidate find` tells ids."
    else:
        raise OperatingError("Name the file by its e-mail address or its id: `bot candidate find NAME` tells ids.")
    if not found:
        raise OperatingError(missing)
    if len(found) > 1 and not every:
        for candidate in found:
            say(_line(candidate))
        raise OperatingError(f"{len(found)} files are named so: give the id of one, or --all. Nothing was done.")
    return found


def find(who: str, say: Say) -> None:
    """Says which files an e-mail address, a name or a town names: id, dates, town, whether the address was proved.

    Raises:
        OperatingError: there is none.
    """
    check_tables()
    with default_database().session_scope() as session:
        audit.record(session, actor="operator", act="searched_candidates")
        found = candidates.find_by_email(session, who) if "@" in who else directory.search_candidates(session, who)
        for candidate in found:
            say(_line(candidate))
    if not found:
        raise OperatingError("No file is named so: check the spelling.")


def show(who: str, say: Say, *, every: bool = False, proved_otherwise: bool = False) -> None:
    """Says everything stored about a person, as JSON; a list where all files of an address are wanted.

    Args:
        who: an e-mail address or an id.
        say: prints.
        every: all files of an address.
        proved_otherwise: the operator has seen that who asks is the person.

    Raises:
        OperatingError: see `files_of`; or nobody has seen that the address is the person's: anybody may have given it.
    """
    check_tables()
    with default_database().session_scope() as session:
        found = files_of(session, who, say, every=every)
        if not proved_otherwise and any(candidate.email_proved_at is None for candidate in found):
            raise OperatingError(
                "Nobody has seen that this e-mail address is the person's, and anybody may have given it: check who asks, then "
                "add --proved-otherwise. Nothing was shown."
            )
        for candidate in found:
            audit.record(session, actor="operator", act="exported", subject=candidate.id)
        overrides.set_source(
            None, content_versions.load_overrides(session)
        )  # whether recruiters are named is what the kept campaign says
        shown = [subject_export(session, candidate.conversation_id) for candidate in found]
    say(json.dumps(shown if every else shown[0], ensure_ascii=False, indent=2))


def erase(who: str, say: Say, *, every: bool = False) -> None:
    """Erases everything about a person and says the receipt, one for each file.

    Raises:
        OperatingError: see `files_of`.
    """
    check_tables()
    with default_database().session_scope() as session:
        found = [(_line(row), row.conversation_id) for row in files_of(session, who, say, every=every)]
    for line, conversation_id in found:
        receipt = erasure.erase(default_database(), conversation_id, actor="operator", patience=PATIENCE_SECONDS)
        say(f"Erased: {line}. Receipt: {receipt.number}")
        if receipt.is_verified:
            say("The database and its files were read back: nothing of it is left.")
        else:
            say(
                "Somebody reads what was stored before: a sealed copy stays in the write-ahead log until the next purge."
            )


def _line(candidate: Candidate) -> str:
    """Returns how a file is told from others, without a name."""
    begun, changed = (moment.astimezone(clock.PARIS).date() for moment in (candidate.created_at, candidate.updated_at))
    town = town_in_words(candidate.town) if candidate.town else "no town"
    if candidate.email is None:
        proved = "no e-mail"
    else:
        at = candidate.email_proved_at
        proved = f"e-mail proved {at.astimezone(clock.PARIS).date()}" if at else "e-mail not proved"
    return f"{candidate.id[:SHORT_ID]}  begun {begun}, changed {changed}, {town}, {proved}"
