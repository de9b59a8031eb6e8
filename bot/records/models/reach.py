"""Indexed form of a mobility: area codes and circles, so that one query finds the candidates who can reach a town."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Index, Select, String, and_, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from bot.base import geography
from bot.base.geography import Commune
from bot.records.models.base import Base

NATIONAL, CIRCLE = "F", "O"
KM_PER_MINUTE = 1  # for mobilities given as travel time: straight-line distance, generous
_NEAR_KM = 100  # farther homonyms do not take precedence over the largest


class CandidateReach(Base):
    """A part of a candidate's mobility: an area code, or a circle on the unit sphere."""

    __tablename__ = "candidate_reach"
    __table_args__ = (Index("ix_reach_candidate", "candidate_id"), Index("ix_reach_area", "area", "candidate_id"))

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    candidate_id: Mapped[str] = mapped_column(ForeignKey("candidates.id", ondelete="CASCADE"))
    area: Mapped[str] = mapped_column(String(8), comment="F | R76 | D46 | C46102; O: the circle")
    x: Mapped[float | None] = mapped_column(comment="centre of the circle")
    y: Mapped[float | None]
    z: Mapped[float | None]
    chord: Mapped[float | None] = mapped_column(comment="squared chord of the radius")


def reach_of(town: dict[str, Any] | None, mobility: dict[str, Any] | None) -> list[CandidateReach]:
    """Rows for a town and a mobility in their normal forms; none without the values they need."""
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
        yield from (_circle(centre, km) for centre, km in circles_of(town, mobility))


def circles_of(town: dict[str, Any] | None, mobility: dict[str, Any] | None) -> list[tuple[Commune, float]]:
    """Circles of a mobility by radius: centre and kilometres."""
    if not mobility or mobility["kind"] != "radius":
        return []
    home = geography.communes().get((town or {}).get("insee", ""))
    km = mobility.get("km") or (mobility.get("minutes") or 0) * KM_PER_MINUTE
    named = [commune for name in mobility.get("places") or [] if (commune := _resolve(name, home))]
    return [(centre, km) for centre in named or ([home] if home else [])]


def _own(home: Commune | None, area: str) -> list[str]:
    return [getattr(home, area)] if home else []


def _resolve(name: str, home: Commune | None) -> Commune | None:
    """The commune of a name; among homonyms the nearest to the home town, else the largest."""
    homonyms = geography.by_name().get(name, [])
    if home is not None and len(homonyms) > 1:
        distance = {commune.insee: geography.km_between(home, commune) or float("inf") for commune in homonyms}
        nearest = min(homonyms, key=lambda commune: distance[commune.insee])
        if distance[nearest.insee] <= _NEAR_KM:
            return nearest
    return homonyms[0] if homonyms else None


def _circle(centre: Commune, km: float) -> CandidateReach:
    if not km or centre.point is None:
        return CandidateReach(area=f"C{centre.insee}")
    x, y, z = centre.point
    return CandidateReach(area=CIRCLE, x=x, y=y, z=z, chord=geography.squared_chord(km))


def covers(town: dict[str, Any]) -> ColumnElement[bool]:
    """Condition on `CandidateReach`: the mobility covers a structure's town."""
    commune = geography.communes().get(town["insee"])
    if commune is None:  # no longer a commune: only nationwide mobilities
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
    """Ids of the candidates whose mobility covers a town."""
    return select(CandidateReach.candidate_id).where(covers(town))
