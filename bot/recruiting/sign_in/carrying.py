"""Signed, short-lived cookies that carry state between the steps of signing in.

They are signed, not encrypted: the browser can read them but not change them. None of them opens a session.
"""

from dataclasses import dataclass
from typing import Any

from fastapi import Request, Response
from itsdangerous import BadSignature, URLSafeTimedSerializer

from bot.base.secret_key import secret_key
from bot.recruiting.security import drop_cookie, set_cookie


@dataclass(frozen=True)
class Carried:
    """A signed cookie. Its name is also the signing salt, so that values cannot be moved between cookies.

    Attributes:
        seconds: until the signature expires.
    """

    cookie: str
    seconds: int

    def _signer(self) -> URLSafeTimedSerializer:
        return URLSafeTimedSerializer(secret_key(), salt=self.cookie)

    def give(self, request: Request, response: Response, values: dict[str, str]) -> None:
        """Set the cookie."""
        set_cookie(request, response, self.cookie, str(self._signer().dumps(values)), self.seconds)

    def read(self, request: Request) -> dict[str, str] | None:
        """The values; None if the cookie is missing, forged or expired."""
        try:
            values: Any = self._signer().loads(request.cookies.get(self.cookie, ""), max_age=self.seconds)
        except BadSignature:
            return None
        return values if isinstance(values, dict) else None

    def drop(self, response: Response) -> None:
        """Delete the cookie."""
        drop_cookie(response, self.cookie)


# The password was right, the second factor is still to come: account, password fingerprint.
PASSWORD_GIVEN = Carried("recrutement_code", 300)
# An invitation link was opened: its token.
INVITED = Carried("recrutement_invitation", 3600)
# The browser is at the provider: state, nonce, PKCE verifier.
AT_PROVIDER = Carried("recrutement_openid", 600)
# The provider vouched for an identity that no account is linked to: issuer, subject.
IDENTITY = Carried("recrutement_identite", 600)
ALL = (PASSWORD_GIVEN, INVITED, AT_PROVIDER, IDENTITY)
