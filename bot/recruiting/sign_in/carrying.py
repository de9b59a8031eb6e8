"""What a browser carries, signed, from one step of coming in to the next: it opens nothing by itself."""

from dataclasses import dataclass
from typing import Any

from fastapi import Request, Response
from itsdangerous import BadSignature, URLSafeTimedSerializer

from bot.base.secret_key import secret_key
from bot.recruiting.security import drop_cookie, set_cookie


@dataclass(frozen=True)
class Carried:
    """A signed cookie.

    Attributes:
        cookie: its name.
        seconds: for how long it is good.
    """

    cookie: str
    seconds: int

    def _signer(self) -> URLSafeTimedSerializer:
        return URLSafeTimedSerializer(secret_key(), salt=self.cookie)

    def give(self, request: Request, response: Response, values: dict[str, str]) -> None:
        """Gives it to a browser."""
        set_cookie(request, response, self.cookie, str(self._signer().dumps(values)), self.seconds)

    def read(self, request: Request) -> dict[str, str] | None:
        """Returns what a browser carries, None unless we gave it, not too long ago."""
        try:
            values: Any = self._signer().loads(request.cookies.get(self.cookie, ""), max_age=self.seconds)
        except BadSignature:
            return None
        return values if isinstance(values, dict) else None

    def drop(self, response: Response) -> None:
        """Takes it from a browser."""
        drop_cookie(response, self.cookie)


# The password was right: account, and of which password. The code is still asked for.
PASSWORD_GIVEN = Carried("recrutement_code", 300)
# A link of invitation was opened: what it holds.
INVITED = Carried("recrutement_invitation", 3600)
# The browser is at the provider: state, nonce, verifier.
AT_PROVIDER = Carried("recrutement_openid", 600)
# The provider said who it is, and nobody here is linked to that: issuer, subject.
IDENTITY = Carried("recrutement_identite", 600)
ALL = (PASSWORD_GIVEN, INVITED, AT_PROVIDER, IDENTITY)
