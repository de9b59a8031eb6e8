"""What programs are told when something goes wrong: problem details (RFC 9457), with a type that stays and French words."""

from dataclasses import dataclass
from typing import Any

from starlette.responses import JSONResponse

API = "/api/"
MEDIA_TYPE = "application/problem+json"
TYPES = "urn:conseiller-bot:problem:"


@dataclass(frozen=True)
class Problem:
    """A kind of problem.

    Attributes:
        name: of its type, never changed.
        status: of HTTP.
        title: the same each time it occurs.
        detail: what to do, unless there is more to say.
    """

    name: str
    status: int
    title: str
    detail: str


def as_problem(
    problem: Problem, *, detail: str | None = None, headers: dict[str, str] | None = None, **more: Any
) -> JSONResponse:
    """Returns the answer that says a problem.

    Args:
        problem: its kind.
        detail: what to do this time.
        headers: of the answer.
        **more: members of its own.
    """
    body = {
        "type": TYPES + problem.name, "title": problem.title, "status": problem.status,
        "detail": detail or problem.detail, **more,
    }  # fmt: skip
    return JSONResponse(body, problem.status, {"cache-control": "no-store", **(headers or {})}, media_type=MEDIA_TYPE)
