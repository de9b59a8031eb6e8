"""Authentication of API clients by bearer token."""

from typing import Annotated

from fastapi import Depends
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from bot.api.problems import SCOPE, UNAUTHORIZED, ProblemError
from bot.records.accounts import api_tokens
from bot.records.accounts.api_tokens import ApiClient
from bot.records.store.database import default_database

MAX_TOKEN_LENGTH = 200
_bearer = HTTPBearer(
    auto_error=False, scheme_name="Jeton", description="Jeton de la structure, créé dans « Accès programmes »."
)


def authenticate(bearer: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]) -> ApiClient:
    """The client of a valid token.

    Raises:
        ProblemError: the token is missing or invalid.
    """
    if bearer is not None and len(bearer.credentials) <= MAX_TOKEN_LENGTH:
        with default_database().session_scope() as session:
            program = api_tokens.find(session, bearer.credentials)
        if program is not None:
            return program
    raise ProblemError(UNAUTHORIZED, headers={"www-authenticate": "Bearer"})


def require_decide_scope(me: Annotated[ApiClient, Depends(authenticate)]) -> ApiClient:
    """The client of a token with the scope `decide`.

    Raises:
        ProblemError: the token only reads.
    """
    if not me.decides:
        raise ProblemError(SCOPE)
    return me


AuthenticatedClient = Annotated[ApiClient, Depends(authenticate)]
DecidingClient = Annotated[ApiClient, Depends(require_decide_scope)]
