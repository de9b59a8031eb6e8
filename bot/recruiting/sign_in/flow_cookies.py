"""Signed, short-lived cookies that carry state between the steps of signing in.

They are signed, not encrypted: the browser can read them but not change them. None of them opens a session.
"""

from dataclasses import dataclass
from typing import Any

from fastapi import Request, Response
from itsdangerous import BadSignature, URLSafeTimedSerializer

from bot.base.secret_key import secret_key
from bot.recruiting.security import delete_cookie, set_cookie


@dataclass(frozen=True)
class FlowCookie:
    """A signed cookie. Its name is also the signing salt, so that values cannot be moved between cookies.

    Attributes:
        max_age: seconds until the signature expires.
    """

    name: str
    max_age: int

    def _signer(self) -> URLSafeTimedSerializer:
        return URLSafeTimedSerializer(secret_key(), salt=self.name)

    def set(self, request: Request, response: Response, values: dict[str, str]) -> None:
        """Set the cookie."""
        set_cookie(request, response, self.name, str(self._signer().dumps(values)), self.max_age)

    def read(self, request: Request) -> dict[str, str] | None:
        """The values; None if the cookie is missing, forged or expired."""
        try:
            values: Any = self._signer().loads(request.cookies.get(self.name, ""), max_age=self.max_age)
        except BadSignature:
            return None
        return values if isinstance(values, dict) else None

    def clear(self, response: Response) -> None:
        """Delete the cookie."""
        delete_cookie(response, self.name)


# A form for visitors without a session was shown: its CSRF token.
VISITOR_CSRF = FlowCookie("recrutement_connexion", 3600)
# The password was right, the second factor is still to come: account, password fingerprint.
AWAITING_CODE = FlowCookie("recrutement_code", 300)
# An invitation link was opened: its token.
INVITATION = FlowCookie("recrutement_invitation", 3600)
# The browser is at the provider: state, nonce, PKCE verifier.
OPENID_HANDSHAKE = FlowCookie("recrutement_openid", 600)
# The provider vouched for an identity that no account is linked to: issuer, subject.
UNLINKED_IDENTITY = FlowCookie("recrutement_identite", 600)
ALL_FLOW_COOKIES = (VISITOR_CSRF, AWAITING_CODE, INVITATION, OPENID_HANDSHAKE, UNLINKED_IDENTITY)
