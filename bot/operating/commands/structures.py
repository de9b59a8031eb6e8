"""`bot structure`: create, rename and close structures."""

from typing import Annotated

import typer
from sqlalchemy.orm import Session
from typer import echo

from bot.base.errors import OperatingError
from bot.base.text_cleanup import clean_line
from bot.operating.commands.tables import checked_session
from bot.operating.data.upgrade import upgrade
from bot.records.accounts import structures
from bot.records.accounts.structures import MAX_NAME_LENGTH
from bot.records.models import Structure
from bot.records.store.database import default_database
from bot.words import towns

StructureName = Annotated[str, typer.Argument(metavar="STRUCTURE", help="Its name.")]
structure_app = typer.Typer(no_args_is_help=True, help="Structures that recruit.")


def get_structure(session: Session, name: str) -> Structure:
    """The structure with this name.

    Raises:
        OperatingError: it does not exist.
    """
    structure = structures.find(session, name)
    if structure is None:
        raise OperatingError(
            f"There is no structure {name}: `bot structure list` shows them, `bot structure add` makes one."
        )
    return structure


@structure_app.command("add")
def add(
    name: Annotated[str, typer.Argument(help="Nobody else's.")],
    town: Annotated[
        str | None, typer.Option(help="Where it is, « Figeac » or « Saint-Denis, 93 »; all over France when left out.")
    ] = None,
) -> None:
    """Create a structure: it reads the files of people whose mobility covers its town."""
    _check_name(name)
    place = _town(town) if town else None
    upgrade(echo)
    with default_database().session_scope() as session:
        if structures.find(session, name) is not None:
            raise OperatingError(f"There is already a structure {name}: `bot structure list` shows them.")
        structures.create(session, name=name, town=place)
    where = f"whose mobility covers {towns.in_words(place)}" if place else "all over France"
    echo(f"Structure {name.strip()} made: it reads the files of people {where}.")


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


@structure_app.command("list")
def list_structures() -> None:
    """List structures: name, where, how many members."""
    with checked_session() as session:
        numbers = structures.count_members(session)
        for structure in structures.list_structures(session):
            state = "  (closed)" if structure.closed_at else ""
            echo(f"{structure.name}  {towns.in_words(structure.town)}  members: {numbers.get(structure.id, 0)}{state}")


@structure_app.command("rename")
def rename(
    structure: StructureName, name: Annotated[str, typer.Argument(metavar="NAME", help="Its new name, nobody else's.")]
) -> None:
    """Rename a structure, also in its history."""
    _check_name(name)
    try:
        with checked_session() as session:
            renamed, other = get_structure(session, structure), structures.find(session, name)
            if other is not None and other.id != renamed.id:
                raise OperatingError(f"There is already a structure {other.name}: `bot structure list` shows them.")
            structures.rename(session, renamed, name)
    except structures.ReservedNameError as error:
        raise OperatingError(
            f"{structures.NATIONWIDE} keeps its name: accounts without a structure enter it."
        ) from error
    echo(f"Structure {structure} is called {clean_line(name)} from now on.")


@structure_app.command("close")
def close(name: StructureName) -> None:
    """Close a structure: its members can no longer read files there."""
    with checked_session() as session:
        structures.close(session, get_structure(session, name))
    echo(f"Structure {name} closed: nobody reads files there any more; what it decided stays.")
