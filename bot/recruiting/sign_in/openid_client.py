"""OpenID Connect client: authorization-code flow with PKCE, state and nonce. Its result is the `sub` claim."""

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

# Asymmetric only: HS* would accept tokens signed with our client secret, `none` any token.
ALGORITHMS = ["RS256", "PS256", "ES256", "RS384", "PS384", "ES384", "RS512", "PS512", "ES512", "Ed25519", "EdDSA"]
TIMEOUT_SECONDS = 10.0
_METADATA_TTL_SECONDS = 3600.0
_LEEWAY_SECONDS = 60
_MAX_SUBJECT_LENGTH = 255

_lock = threading.Lock()
_metadata_cache: dict[str, tuple[float, dict[str, Any]]] = {}


class OpenidError(Exception):
    """The provider is unavailable, or its response is invalid. The response is never shown."""


def begin(provider: Provider, redirect_uri: str) -> tuple[str, dict[str, str]]:
    """The authorization URL, and the state, nonce and PKCE verifier that the browser carries until it comes back.

    Raises:
        OpenidError: the provider is unavailable.
    """
    carried = {name: secrets.token_urlsafe(32) for name in ("state", "nonce", "verifier")}
    with _client(provider, redirect_uri) as client:
        url, _ = client.create_authorization_url(
            _metadata(provider)["authorization_endpoint"], state=carried["state"], nonce=carried["nonce"],
            code_verifier=carried["verifier"],
        )  # fmt: skip
    return str(url), carried


def finish(provider: Provider, redirect_uri: str, carried: Mapping[str, str], came: Mapping[str, str]) -> str:
    """The user's `sub` claim at the provider.

    Args:
        redirect_uri: as given to `begin`.
        carried: from `begin`.
        came: query parameters of the callback.

    Raises:
        OpenidError: the state is another browser's, the user refused, or the token is invalid.
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
    if not isinstance(subject, str) or not 0 < len(subject) <= _MAX_SUBJECT_LENGTH or "\x00" in subject:
        raise ValueError("sub")
    return subject


def _client(provider: Provider, redirect_uri: str) -> Any:
    return OAuth2Session(
        provider.client_id, provider.client_secret, scope="openid", redirect_uri=redirect_uri,
        code_challenge_method="S256", default_timeout=TIMEOUT_SECONDS,
    )  # fmt: skip


def _keys(provider: Provider) -> Any:
    """The provider's signing keys, fetched each time because they may be rotated at any time."""
    return _fetch(_metadata(provider)["jwks_uri"])


def _metadata(provider: Provider) -> dict[str, Any]:
    """The provider's discovery document, cached for an hour.

    Raises:
        OpenidError: the provider is unavailable, or the document names another issuer.
    """
    with _lock:
        until, found = _metadata_cache.get(provider.issuer, (0.0, {}))
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
        _metadata_cache[provider.issuer] = time.monotonic() + _METADATA_TTL_SECONDS, read
    return read


def _fetch(url: str) -> Any:
    try:
        response = requests.get(url, timeout=TIMEOUT_SECONDS, headers={"accept": "application/json"})
        response.raise_for_status()
        return response.json()
    except (requests.RequestException, ValueError) as error:
        logger.warning("the OpenID provider does not answer: %s", type(error).__name__)
        raise OpenidError(type(error).__name__) from error
