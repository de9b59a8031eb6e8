"""What a mobility comes to: areas by code and circles, so that one query tells whose mobility covers a town."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Index, Select, String, and_, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from bot.base import geography
from bot.base.geography import Commune
from bot.records.models.base import Base

NATIONAL, CIRCLE = "F", "O"
KM_A_MINUTE = 1  # of somebody who gave a travel time alone: as the crow flies, rather too far than too near
_NEAR_KM = 100  # of homonyms, those that may be meant by somebody who lives there


class CandidateReach(Base):
    """A part of where somebody would work: an area by its code, or a circle on the unit sphere."""

    __tablename__ = "candidate_reach"
    __table_args__ = (Index("ix_reach_candidate", "candidate_id"), Index("ix_reach_area", "area", "candidate_id"))

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    candidate_id: Mapped[str] = mapped_column(ForeignKey("candidates.id", ondelete="CASCADE"))
    area: Mapped[str] = mapped_column(String(8), comment="F | R76 | D46 | C46102; O: the circle")
    x: Mapped[float | None] = mapped_column(comment="middle of a circle")
    y: Mapped[float | None]
    z: Mapped[float | None]
    chord: Mapped[float | None] = mapped_column(comment="largest square of a chord")


def reach_of(town: dict[str, Any] | None, mobility: dict[str, Any] | None) -> list[CandidateReach]:
    """Returns the rows of a town and a mobility in their normal forms; none while either is missing where it is needed."""
    return list(_rows(town, mobility)) if mobility else []


def _rows(town: dict[str, Any] | None, mobility: dict[str, Any]) -> Iterator[CandidateReach]:
    home = geography.communes().get((town or {}).get("insee", ""))
    kind, places = mobility["kind"], mobility.get("places") or []
    if kind == "national":
        yield CandidateReach(area=NATIONAL)
    elif kind == "none" and home:
        yield CandidateReach(area=f"C{home.insee}")
    elif kind == "departement":
        codes = [geography.departements()[name] for name in places if name in geography.departements()]
        yield from (CandidateReach(area=f"D{code}") for code in codes or _own(home, "departement"))
    elif kind == "region":
        codes = [geography.regions()[name] for name in places if name in geography.regions()]
        yield from (CandidateReach(area=f"R{code}") for code in codes or _own(home, "region"))
    elif kind == "radius":
        yield from (_circle(middle, km) for middle, km in circles_of(town, mobility))


def circles_of(town: dict[str, Any] | None, mobility: dict[str, Any] | None) -> list[tuple[Commune, float]]:
    """Returns the circles of a mobility, each a commune and kilometres around it; none unless it is a radius."""
    if not mobility or mobility["kind"] != "radius":
        return []
    home = geography.communes().get((town or {}).get("insee", ""))
    km = mobility.get("km") or (mobility.get("minutes") or 0) * KM_A_MINUTE
    named = [commune for name in mobility.get("places") or [] if (commune := _meant(name, home))]
    return [(middle, km) for middle in named or ([home] if home else [])]


def _own(home: Commune | None, area: str) -> list[str]:
    return [getattr(home, area)] if home else []


def _meant(name: str, home: Commune | None) -> Commune | None:
    """Returns the commune of a name: of homonyms the nearest to the own town, else the largest."""
    same = geography.by_name().get(name, [])
    if home is not None and len(same) > 1:
        far = {commune.insee: geography.km_between(home, commune) or float("inf") for commune in same}
        nearest = min(same, key=lambda commune: far[commune.insee])
        if far[nearest.insee] <= _NEAR_KM:
            return nearest
    return same[0] if same else None


def _circle(middle: Commune, km: float) -> CandidateReach:
    if not km or middle.point is None:
        return CandidateReach(area=f"C{middle.insee}")
    x, y, z = middle.point
    return CandidateReach(area=CIRCLE, x=x, y=y, z=z, chord=geography.squared_chord(km))


def covers(town: dict[str, Any]) -> ColumnElement[bool]:
    """Returns the condition on `CandidateReach` that a mobility covers a structure's town."""
    commune = geography.communes().get(town["insee"])
    if commune is None:  # no commune of today: whoever is mobile all over France
        return CandidateReach.area == NATIONAL
    areas = [NATIONAL, f"R{commune.region}", f"D{commune.departement}", f"C{commune.insee}"]
    is_area = CandidateReach.area.in_(areas)
    if commune.point is None:
        return is_area
    x, y, z = (
        column - value
        for column, value in zip((CandidateReach.x, CandidateReach.y, CandidateReach.z), commune.point, strict=True)
    )
    return or_(is_area, and_(CandidateReach.area == CIRCLE, x * x + y * y + z * z <= CandidateReach.chord))


def reaching(town: dict[str, Any]) -> "Select[str]":
    """Returns the selection of the ids of candidates whose mobility covers a town."""
    return select(CandidateReach.candidate_id).where(covers(town))
