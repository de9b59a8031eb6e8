"""Request and response schemas of the API."""

from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal

from fastapi import Query
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, field_validator

from bot.records.models import Status

MAX_PAGE_SIZE = 100
_CODE = "^(0[1-9]|[1-8][0-9]|9[0-5]|2[AB]|97[0-9]|98[0-9])$"
_ID = "^[0-9a-f]{32}$"


class Strict(BaseModel):
    """A request that rejects unknown parameters."""

    model_config = ConfigDict(extra="forbid")


class Candidates(Strict):
    """Filters and cursor of the list."""

    departement: Annotated[str | None, Field(pattern=_CODE, description="Code du département de la commune, « 46 », « 2A », « 974 ».")] = None  # fmt: skip
    available_before: Annotated[date | None, Field(description="Disponible ce jour-là au plus tard.")] = None
    complete: Annotated[bool | None, Field(description="La personne a confirmé son inscription.")] = None
    status: Annotated[
        Status | None, Field(description="Statut donné par votre structure ; « new » : aucun encore.")
    ] = None
    updated_since: Annotated[
        AwareDatetime | None,
        Field(description="Quelque chose du dossier a changé à ce moment ou depuis (avec son fuseau)."),
    ] = None
    cursor: Annotated[str | None, Field(max_length=200, pattern="^[A-Za-z0-9_-]+$", description="« next » de la page d'avant.")] = None  # fmt: skip
    limit: Annotated[int, Field(ge=1, le=MAX_PAGE_SIZE, description="Combien par page.")] = 50

    @field_validator("updated_since")
    @classmethod
    def _in_utc(cls, moment: datetime | None) -> datetime | None:
        if moment is None:
            return None
        try:
            return moment.astimezone(UTC)
        except OverflowError:  # at an end of the calendar, where no other zone has that moment
            return moment.replace(tzinfo=UTC)


class Drawing(Strict):
    """Options of the PDF."""

    unnamed: Annotated[bool, Field(description="Sans nom, commune, contact ni remarque.")] = False


class Format(Strict):
    """Format of the export."""

    format: Annotated[Literal["json", "csv"], Field(description="JSON, ou tableau (CSV, points-virgules, UTF-8).")] = (
        "json"
    )


class NoQuery(Strict):
    """No query parameters."""


Nothing = Annotated[NoQuery, Query()]


class CandidateSummary(BaseModel):
    """A candidate in the list, without name or answers."""

    id: Annotated[str, Field(pattern=_ID)]
    registered_at: AwareDatetime
    updated_at: AwareDatetime
    complete: Annotated[bool, Field(description="La personne a confirmé son inscription.")]
    departement: str | None
    available_from: Annotated[date | None, Field(description="Rien : pas encore connue.")]
    status: Status


class CandidateList(BaseModel):
    """A page of candidates, oldest registration first."""

    data: list[CandidateSummary]
    next: Annotated[str | None, Field(description="Curseur de la page suivante ; rien à la fin.")]


class StatusGiven(Strict):
    """A status to set."""

    status: Status
    previous: Annotated[
        Status | None, Field(description="Celui que vous avez lu ; s'il a changé depuis, rien n'est écrit (409).")
    ] = None
    told: Annotated[
        bool | None,
        Field(description="L'assistant le dit à la personne qui demande où elle en est ; sans réponse, comme dans l'espace des recruteurs."),
    ] = None  # fmt: skip


class StatusChange(BaseModel):
    """A status that was set."""

    status: Status
    at: AwareDatetime
    told: bool


class CandidateStatus(BaseModel):
    """The application status at the token's structure."""

    candidate: Annotated[str, Field(pattern=_ID)]
    status: Status
    changed_at: AwareDatetime | None
    told: bool
    next: Annotated[list[Status], Field(description="Statuts qui peuvent suivre.")]
    history: Annotated[list[StatusChange], Field(description="Le plus ancien d'abord.")]


class WaitingRequest(BaseModel):
    """A user who waits for a person of the team."""

    id: int
    reason: Literal["asked", "not_understood", "objection"]
    created_at: AwareDatetime
    channel: str | None


class RequestList(BaseModel):
    """Waiting requests, oldest first."""

    data: list[WaitingRequest]


class Token(BaseModel):
    """The token of the call."""

    name: str
    scopes: list[Literal["read", "decide"]]
    expires_at: AwareDatetime


class StructureOfToken(BaseModel):
    """The structure that the token belongs to."""

    id: Annotated[str, Field(pattern=_ID)]
    name: str
    town: Annotated[dict[str, Any] | None, Field(description="Rien : recrute dans toute la France.")]
    token: Token


class FormList(BaseModel):
    """Registrations in the columns of the official form."""

    data: Annotated[
        list[dict[str, str | int | None]],
        Field(description="Une ligne par personne ; colonnes : docs/developers/api.md."),
    ]


class ProblemShape(BaseModel):
    """A problem (RFC 9457)."""

    model_config = ConfigDict(title="Problem")

    type: str
    title: str
    status: int
    detail: str
    fields: list[str] | None = None
    next: list[Status] | None = None
