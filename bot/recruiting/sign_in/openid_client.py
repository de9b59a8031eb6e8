"""The dance with the OpenID provider: code flow with PKCE, state and nonce; what comes out is who it is for the provider."""

import hmac
import logging
import secrets
import threading
import time
from collections.abc import Mapping
from typing import Any

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from bot.base.openid_settings import Provider

logger = logging.getLogger(__name__)

# Signed with the provider's key; those that our secret would sign, or nothing, are not taken.
ALGORITHMS = ["RS256", "PS256", "ES256", "RS384", "PS384", "ES384", "RS512", "PS512", "ES512", "Ed25519", "EdDSA"]
SECONDS = 10.0
_KNOWN_FOR_SECONDS = 3600.0
_LEEWAY_SECONDS = 60
_LONGEST_SUBJECT = 255

_lock = threading.Lock()
_known: dict[str, tuple[float, dict[str, Any]]] = {}


class OpenidError(Exception):
    """The provider does not answer, or what came back is not what was asked for; its words are never shown."""


def begin(provider: Provider, redirect_uri: str) -> tuple[str, dict[str, str]]:
    """Returns where to send the browser, and what it must carry until it comes back.

    Args:
        provider: where people sign in.
        redirect_uri: where it sends them back.

    Raises:
        OpenidError: the provider does not answer.
    """
    carried = {name: secrets.token_urlsafe(32) for name in ("state", "nonce", "verifier")}
    with _client(provider, redirect_uri) as client:
        url, _ = client.create_authorization_url(
            _metadata(provider)["authorization_endpoint"], state=carried["state"], nonce=carried["nonce"],
            code_verifier=carried["verifier"],
        )  # fmt: skip
    return str(url), carried


def finish(provider: Provider, redirect_uri: str, carried: Mapping[str, str], came: Mapping[str, str]) -> str:
    """Returns who somebody is for the provider (`sub`).

    Args:
        provider: where they signed in.
        redirect_uri: as it was given to `begin`.
        carried: what `begin` gave this browser.
        came: the query with which it came back.

    Raises:
        OpenidError: it is another browser's answer, a refusal, or a token that is not for us, of now, and signed.
    """
    if not hmac.compare_digest(came.get("state", "").encode(), carried["state"].encode()):
        raise OpenidError("state")
    if came.get("iss", provider.issuer) != provider.issuer or not came.get("code"):
        raise OpenidError("refused")
    try:
        with _client(provider, redirect_uri) as client:
            token = client.fetch_token(
                _metadata(provider)["token_endpoint"], grant_type="authorization_code", code=came["code"],
                code_verifier=carried["verifier"],
            )  # fmt: skip
        return _subject(provider, token, carried["nonce"])
    except (AuthlibBaseError, JoseError, requests.RequestException, ValueError, KeyError, TypeError) as error:
        logger.warning("the OpenID provider's answer was not taken: %s", type(error).__name__)
        raise OpenidError(type(error).__name__) from error


def _subject(provider: Provider, token: Mapping[str, Any], nonce: str) -> str:
    read = jwt.decode(str(token["id_token"]), KeySet.import_key_set(_keys(provider)), algorithms=ALGORITHMS)
    expected = {
        "iss": {"essential": True, "value": provider.issuer},
        "aud": {"essential": True, "value": provider.client_id},
    }
    params = {"nonce": nonce, "client_id": provider.client_id, "access_token": token.get("access_token")}
    claims = CodeIDToken(read.claims, read.header, expected, params)
    claims.validate(leeway=_LEEWAY_SECONDS)
    subject = claims["sub"]
    if not isinstance(subject, str) or not 0 < len(subject) <= _LONGEST_SUBJECT or "\x00" in subject:
        raise ValueError("sub")
    return subject


def _client(provider: Provider, redirect_uri: str) -> Any:
    return OAuth2Session(
        provider.client_id, provider.client_secret, scope="openid", redirect_uri=redirect_uri,
        code_challenge_method="S256", default_timeout=SECONDS,
    )  # fmt: skip


def _keys(provider: Provider) -> Any:
    """Returns the keys that the provider signs with, asked for anew each time: it changes them when it likes."""
    return _fetch(_metadata(provider)["jwks_uri"])


def _metadata(provider: Provider) -> dict[str, Any]:
    """Returns what the provider says of itself, remembered for an hour.

    Raises:
        OpenidError: it does not answer, or says that it is another.
    """
    with _lock:
        until, found = _known.get(provider.issuer, (0.0, {}))
    if until > time.monotonic():
        return found
    read = _fetch(f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration")
    needed = ("authorization_endpoint", "token_endpoint", "jwks_uri")
    if (
        not isinstance(read, dict)
        or read.get("issuer") != provider.issuer
        or any(not isinstance(read.get(name), str) for name in needed)
    ):
        raise OpenidError("configuration")
    with _lock:
        _known[provider.issuer] = time.monotonic() + _KNOWN_FOR_SECONDS, read
    return read


def _fetch(url: str) -> Any:
    try:
        answer = requests.get(url, timeout=SECONDS, headers={"accept": "application/json"})
        answer.raise_for_status()
        return answer.json()
    except (requests.RequestException, ValueError) as error:
        logger.warning("the OpenID provider does not answer: %s", type(error).__name__)
        raise OpenidError(type(error).__name__) from error
