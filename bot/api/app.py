"""The FastAPI application mounted at /api/v1, with its error handlers."""

import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from bot.api import candidates, problems, schemas, structure
from bot.api.problems import ProblemError
from bot.base.errors import describe_error
from bot.base.problems import as_problem
from bot.content.interview import INTERVIEW

logger = logging.getLogger(__name__)

PREFIX = "/api/v1"
VERSION = "1.0.0"
_DESCRIPTION = (
    "Lire les dossiers que voit une structure, écrire leur statut. Aucune note, aucun classement : rien n'est trié ni filtré "
    "par ce qu'une personne a répondu. Chaque lecture est inscrite au journal et dite à la personne. Guide : docs/developers/api.md."
)
_MAX_FIELDS, _MAX_FIELD_LENGTH = 10, 60
_BY_STATUS = {
    one.status: one
    for one in (problems.UNREADABLE, problems.NOT_FOUND, problems.METHOD, problems.TOO_LONG, problems.INVALID)
}


class _Api(FastAPI):
    """Adds the published schema of dossiers to the generated OpenAPI description."""

    def openapi(self) -> dict[str, Any]:
        """The description, built once."""
        if self.openapi_schema is None:
            description = super().openapi()
            description["components"]["schemas"] |= {**_published(), "Problem": _problem_schema()}
        assert self.openapi_schema is not None
        return self.openapi_schema


def _published() -> dict[str, Any]:
    """The schema of dossiers and notes as OpenAPI components."""
    text = (INTERVIEW / "note.schema.json").read_text(encoding="utf-8")
    parts = json.loads(text.replace('"#/$defs/', '"#/components/schemas/file-'))["$defs"]
    return {f"file-{name}": part for name, part in parts.items()} | {
        "CandidateFile": {"$ref": "#/components/schemas/file-file"}
    }


def _problem_schema() -> dict[str, Any]:
    shape = schemas.ProblemShape.model_json_schema(ref_template="#/components/schemas/{model}")
    shape.pop("$defs", None)  # the status, which the routes name too
    return shape


app = _Api(
    title="Conseillers numériques : dossiers des candidats", version=VERSION, description=_DESCRIPTION, docs_url=None,
    redoc_url=None, redirect_slashes=False,
)  # fmt: skip


@app.middleware("http")
async def no_store_middleware(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    """Forbid caching, and log an unhandled error without what it says."""
    try:
        response = await call_next(request)
    except Exception as error:
        logger.error("a call of the API failed: %s", describe_error(error))
        response = as_problem(problems.FAILED)
    response.headers["Cache-Control"] = "no-store"
    return response


@app.exception_handler(ProblemError)
async def problem_handler(_request: Request, error: ProblemError) -> Response:
    """A `ProblemError` as its problem."""
    return as_problem(error.problem, headers=error.headers, **error.more)


@app.exception_handler(HTTPException)
async def http_error_handler(_request: Request, error: HTTPException) -> Response:
    """An HTTP error as a problem."""
    problem = _BY_STATUS.get(error.status_code, problems.UNREADABLE if error.status_code < 500 else problems.FAILED)
    return as_problem(problem, headers=dict(error.headers or {}))


@app.exception_handler(RequestValidationError)
async def validation_error_handler(_request: Request, error: RequestValidationError) -> Response:
    """Name the rejected parameters; an impossible id in the path is a 404."""
    paths = [detail["loc"] for detail in error.errors()]
    if any(path[0] == "path" for path in paths):
        return as_problem(problems.NOT_FOUND)
    named = [".".join(map(str, path)).encode("ascii", "replace").decode()[:_MAX_FIELD_LENGTH] for path in paths]
    return as_problem(problems.INVALID, fields=named[:_MAX_FIELDS])


for module in (candidates, structure):
    app.include_router(module.router)
