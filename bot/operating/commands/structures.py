"""`bot structure`, `bot recruiter join` and `leave`: structures and their members."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from bot.base.errors import OperatingError
from bot.base.text_cleanup import clean_line
from bot.operating.commands.accounts import get_account, revoke_tokens
from bot.operating.commands.tables import check_tables, prepare_database
from bot.records.accounts import structures
from bot.records.accounts.structures import MAX_NAME_LENGTH
from bot.records.models import Structure
from bot.records.store.database import default_database
from bot.words import towns


def get_structure(session: Session, name: str) -> Structure:
    """The structure with this name.

    Raises:
        OperatingError: it does not exist.
    """
    structure = structures.find(session, name)
    if structure is None:
        raise OperatingError(f"There is no structure {name}: `bot structure list` shows them.")
    return structure


def add(name: str, town: str | None, say: Callable[[str], None]) -> None:
    """Create a structure; without a town, for all of France.

    Raises:
        OperatingError: the name is empty or exists, or the town is unknown or ambiguous.
    """
    _check_name(name)
    place = _town(town) if town else None
    prepare_database()
    with default_database().session_scope() as session:
        if structures.find(session, name) is not None:
            raise OperatingError(f"There is already a structure {name}: `bot structure list` shows them.")
        structures.create(session, name=name, town=place)
    where = f"whose mobility covers {towns.in_words(place)}" if place else "all over France"
    say(f"Structure {name.strip()} made: it reads the files of people {where}.")


def _check_name(name: str) -> None:
    if not 0 < len(clean_line(name)) <= MAX_NAME_LENGTH:
        raise OperatingError(f"A structure needs a name, of {MAX_NAME_LENGTH} letters at most.")


def _town(text: str) -> towns.Town:
    match = towns.find_town(text)
    if match.town is not None:
        return match.town
    if match.choices:
        names = "; ".join(map(towns.in_words, match.choices))
        more = f" and {match.total - len(match.choices)} more" if match.total > len(match.choices) else ""
        raise OperatingError(
            f"--town {text} may be {names}{more}: write the département too, --town 'Saint-Denis, 93'."
        )
    raise OperatingError(f"--town {text} is no commune that is known here: write its official name.")


def list_structures(say: Callable[[str], None]) -> None:
    """List the structures: name, town, number of members."""
    check_tables()
    with default_database().session_scope() as session:
        numbers = structures.count_members(session)
        for structure in structures.list_structures(session):
            state = "  (closed)" if structure.closed_at else ""
            say(f"{structure.name}  {towns.in_words(structure.town)}  members: {numbers.get(structure.id, 0)}{state}")


def rename(name: str, new: str, say: Callable[[str], None]) -> None:
    """Rename a structure.

    Raises:
        OperatingError: it does not exist, its name is fixed, or the new name is empty or exists.
    """
    _check_name(new)
    check_tables()
    try:
        with default_database().session_scope() as session:
            structure, other = get_structure(session, name), structures.find(session, new)
            if other is not None and other.id != structure.id:
                raise OperatingError(f"There is already a structure {other.name}: `bot structure list` shows them.")
            structures.rename(session, structure, new)
    except structures.ReservedNameError as error:
        raise OperatingError(
            f"{structures.NATIONWIDE} keeps its name: accounts without a structure enter it."
        ) from error
    say(f"Structure {name} is called {clean_line(new)} from now on.")


def close(name: str, say: Callable[[str], None]) -> None:
    """Close a structure."""
    check_tables()
    with default_database().session_scope() as session:
        structures.close(session, get_structure(session, name))
    say(f"Structure {name} closed: nobody reads files there any more; what it decided stays.")


def join(login: str, name: str, say: Callable[[str], None]) -> None:
    """Add an account to a structure."""
    check_tables()
    with default_database().session_scope() as session:
        structures.join(session, get_account(session, login), get_structure(session, name))
    say(f"{login} belongs to {name}.")


def leave(login: str, name: str, say: Callable[[str], None], *, keep_tokens: bool = False) -> None:
    """Remove an account from a structure."""
    check_tables()
    with default_database().session_scope() as session:
        account, structure = get_account(session, login), get_structure(session, name)
        structures.leave(session, account, structure)
        revoke_tokens(session, account, say, keep=keep_tokens, structure_id=structure.id)
    say(f"{login} belongs to {name} no more, at once also where they are signed in.")
