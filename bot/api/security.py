"""Authentication of API clients by bearer token."""

from typing import Annotated

from fastapi import Depends
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from bot.api.problems import SCOPE, UNAUTHORIZED, ProblemError
from bot.records.accounts import api_tokens
from bot.records.accounts.api_tokens import ApiClient
from bot.records.store.database import default_database

LONGEST_TOKEN = 200
_bearer = HTTPBearer(
    auto_error=False, scheme_name="Jeton", description="Jeton de la structure, créé dans « Accès programmes »."
)


def may_read(shown: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]) -> ApiClient:
    """The client of a valid token.

    Raises:
        ProblemError: the token is missing or invalid.
    """
    if shown is not None and len(shown.credentials) <= LONGEST_TOKEN:
        with default_database().session_scope() as session:
            program = api_tokens.find(session, shown.credentials)
        if program is not None:
            return program
    raise ProblemError(UNAUTHORIZED, headers={"www-authenticate": "Bearer"})


def may_decide(me: Annotated[ApiClient, Depends(may_read)]) -> ApiClient:
    """The client of a token with the scope `decide`.

    Raises:
        ProblemError: the token only reads.
    """
    if not me.decides:
        raise ProblemError(SCOPE)
    return me


Reader = Annotated[ApiClient, Depends(may_read)]
Decider = Annotated[ApiClient, Depends(may_decide)]
