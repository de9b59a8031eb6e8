"""The map of a dossier: home, places of work, structure."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.base import geography
from bot.records.accounts.recruiter_sessions import RecruiterUser
from bot.records.models import Candidate, Structure
from bot.records.models.reach import circles_of
from bot.recruiting.dossiers.france_map import MapPin
from bot.words.wording import ABOUT_THE_CANDIDATE, mobility_in_words


@dataclass(frozen=True)
class DossierMap:
    """Départements, communes and circles, with a text alternative."""

    areas: list[str]
    marks: list[MapPin]
    words: str


def dossier_map(session: Session, me: RecruiterUser, candidate: Candidate) -> DossierMap | None:
    """The map of a dossier; None if there is nothing to show."""
    town, mobility = candidate.town, candidate.mobility
    if town is None and mobility is None:
        return None
    marks = [MapPin(middle.insee, middle.name, "around-only", km) for middle, km in circles_of(town, mobility)]
    words = [f"mobilité : {mobility_in_words(mobility, ABOUT_THE_CANDIDATE)}"] if mobility else []
    structure = session.get(Structure, me.structure_id) if me.structure_id else None
    if structure and structure.town:
        marks.append(MapPin(structure.town["insee"], structure.name, "structure"))
        words.append(f"structure : {structure.town['commune']}")
    if town:
        marks.append(MapPin(town["insee"], town["commune"]))
        words.insert(0, f"commune : {town['commune']}")
    return DossierMap(_areas(candidate), marks, f"Carte ; {' ; '.join(words)}")


def _areas(candidate: Candidate) -> list[str]:
    """Départements of the candidate's mobility, those of its régions included."""
    codes = {row.area[1:] for row in candidate.reach if row.area[0] == "D"}
    regions = {row.area[1:] for row in candidate.reach if row.area[0] == "R"}
    return sorted(codes | {one.departement for one in geography.communes().values() if one.region in regions})
