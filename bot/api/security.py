"""Who calls: a program that shows a token of its structure."""

from typing import Annotated

from fastapi import Depends
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from bot.api.problems import SCOPE, UNAUTHORIZED, ProblemError
from bot.records.accounts import api_tokens
from bot.records.accounts.api_tokens import Program
from bot.records.store.database import default_database

LONGEST_TOKEN = 200
_bearer = HTTPBearer(
    auto_error=False, scheme_name="Jeton", description="Jeton de la structure, créé dans « Accès programmes »."
)


def may_read(shown: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]) -> Program:
    """Returns whose token was shown.

    Raises:
        ProblemError: none that is good.
    """
    if shown is not None and len(shown.credentials) <= LONGEST_TOKEN:
        with default_database().session_scope() as session:
            program = api_tokens.find(session, shown.credentials)
        if program is not None:
            return program
    raise ProblemError(UNAUTHORIZED, headers={"www-authenticate": "Bearer"})


def may_decide(me: Annotated[Program, Depends(may_read)]) -> Program:
    """Returns whose token was shown, one that decides.

    Raises:
        ProblemError: it only reads.
    """
    if not me.decides:
        raise ProblemError(SCOPE)
    return me


Reader = Annotated[Program, Depends(may_read)]
Decider = Annotated[Program, Depends(may_decide)]
