"""Problem details (RFC 9457) with a stable type and French words."""

from dataclasses import dataclass
from typing import Any

from starlette.responses import JSONResponse

API = "/api/"
MEDIA_TYPE = "application/problem+json"
TYPES = "urn:conseiller-bot:problem:"


@dataclass(frozen=True)
class Problem:
    """A problem type.

    Attributes:
        name: end of its type URN, never changed.
        title: the same for every occurrence.
        detail: what to do, unless an occurrence says more.
    """

    name: str
    status: int
    title: str
    detail: str


def as_problem(
    problem: Problem, *, detail: str | None = None, headers: dict[str, str] | None = None, **more: Any
) -> JSONResponse:
    """The response for a problem.

    Args:
        detail: of this occurrence.
        **more: extension members.
    """
    body = {
        "type": TYPES + problem.name, "title": problem.title, "status": problem.status,
        "detail": detail or problem.detail, **more,
    }  # fmt: skip
    return JSONResponse(body, problem.status, {"cache-control": "no-store", **(headers or {})}, media_type=MEDIA_TYPE)
