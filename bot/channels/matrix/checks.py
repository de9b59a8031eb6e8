"""Checks of the Matrix channel for `bot doctor`."""

import json
from typing import Any

import aiohttp

from bot.channels.matrix import identity
from bot.channels.matrix.configuration import MatrixConfiguration
from bot.channels.matrix.cross_signing import Published
from bot.channels.matrix.homeserver import account_data_path
from bot.channels.matrix.sign_in import LOST_KEYS
from bot.channels.matrix.store import Store

_SECONDS = aiohttp.ClientTimeout(total=15)
_RECENT = 15 * 60
_UNSIGNED = "the account's identity does not sign the bot's device, so people's clients warn of it or hide what it says"
_SIGNED_ONCE = "the bot's device is signed, but one that is made after the state folder was lost would not be"


async def examine(configuration: MatrixConfiguration, store: Store) -> list[str]:
    """Problems, one sentence each; signs in if no device exists yet, and out again."""
    problems = _recent_problems(configuration, store)
    async with aiohttp.ClientSession(timeout=_SECONDS) as web:
        try:
            problem = await _homeserver(web, configuration) or await _account(web, configuration, store)
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            problem = f"the homeserver {configuration.homeserver} cannot be reached ({type(error).__name__}): check the address, the network, its certificate"
    return [*problems, *([problem] if problem else [])]


def _recent_problems(configuration: MatrixConfiguration, store: Store) -> list[str]:
    problems = []
    if (seconds := store.seconds_since_refused()) is not None and seconds < _RECENT:
        problems.append(
            f"a second process wanted the Matrix device {seconds / 60:.0f} minutes ago and was kept out: run one gateway for an account"
        )
    if (seconds := store.seconds_since_throttled()) is not None and seconds < _RECENT:
        problems.append(
            f"the homeserver asked to slow down {seconds / 60:.0f} minutes ago, so answers come late: its administrator lifts the limit with "
            f"POST /_synapse/admin/v1/users/{configuration.user_id}/override_ratelimit "
            '{"messages_per_second": 0, "burst_count": 0} (docs/canaux/matrix.md)'
        )
    return problems


async def _homeserver(web: aiohttp.ClientSession, configuration: MatrixConfiguration) -> str | None:
    status, answer = await _ask(web, "GET", f"{configuration.homeserver}/_matrix/client/versions")
    if status < 400 and isinstance(answer.get("versions"), list):
        return None
    _, named = await _ask(web, "GET", f"{configuration.homeserver}/.well-known/matrix/client")
    base = named.get("m.homeserver", {}).get("base_url") if isinstance(named.get("m.homeserver"), dict) else None
    if isinstance(base, str):
        return f"{configuration.homeserver} is no homeserver but names one: write homeserver: {base.rstrip('/')}"
    return f"{configuration.homeserver} answers, but is no Matrix homeserver"


async def _account(web: aiohttp.ClientSession, configuration: MatrixConfiguration, store: Store) -> str | None:
    login = store.read_login()
    token = configuration.access_token or (login.access_token if login else None)
    if token is not None:
        status, answer = await _ask(web, "GET", f"{configuration.homeserver}/_matrix/client/v3/account/whoami", token)
        if status == 200:
            has_keys = login is not None and login.access_token == token
            return _owner(configuration, answer) or await _identity(
                web, configuration, token, answer["device_id"], has_keys=has_keys
            )
        if configuration.access_token is not None:
            return "access_token is not (or no longer) valid: make a new one"
    return await _password(web, configuration)


def _owner(configuration: MatrixConfiguration, answer: dict[str, Any]) -> str | None:
    if answer.get("user_id") != configuration.user_id:
        return f"the account is {answer.get('user_id')}, not {configuration.user_id}: correct user_id"
    return None if answer.get("device_id") else "access_token belongs to no device, so it cannot encrypt"


async def _password(web: aiohttp.ClientSession, configuration: MatrixConfiguration) -> str | None:
    base = f"{configuration.homeserver}/_matrix/client/v3"
    _, offered = await _ask(web, "GET", f"{base}/login")
    flows = [flow.get("type") for flow in offered.get("flows", []) if isinstance(flow, dict)]
    if "m.login.password" not in flows:
        return "this homeserver does not sign in with a password: give access_token instead"
    name = {"initial_device_display_name": f"{configuration.device_name} (bot doctor)"}
    status, answer = await _ask(web, "POST", f"{base}/login", body=configuration.password_proof() | name)
    if status == 429:
        return "the homeserver allows no more sign-ins for now: try again in some minutes"
    if status != 200:
        return f"the homeserver refuses user_id and password ({answer.get('errcode') or status})"
    token = answer["access_token"]
    try:
        return _owner(configuration, answer) or await _identity(web, configuration, token, answer["device_id"])
    finally:
        await _ask(web, "POST", f"{base}/logout", token, {})


async def _identity(
    web: aiohttp.ClientSession,
    configuration: MatrixConfiguration,
    token: str,
    device_id: str,
    *,
    has_keys: bool = False,
) -> str | None:
    """The problem of the device's keys or the account's identity, if any."""
    base, user_id = f"{configuration.homeserver}/_matrix/client/v3", configuration.user_id
    status, answer = await _ask(web, "POST", f"{base}/keys/query", token, {"device_keys": {user_id: []}})
    if status != 200:
        return f"the homeserver does not show the account's keys ({answer.get('errcode') or status}): try again later"

    async def read(kind: str) -> dict[str, Any] | None:
        status, answer = await _ask(web, "GET", f"{base}/{account_data_path(user_id, kind)}", token)
        return answer if status == 200 else None

    published = Published.read(answer, user_id, device_id)
    if published.device is not None and not has_keys:
        return LOST_KEYS
    try:
        signer = await identity.find_signer(published, configuration, read)
    except identity.CannotSignDeviceError as error:
        return f"{_SIGNED_ONCE if published.is_device_signed() else _UNSIGNED}: {error}"
    if published.device is not None and (signer.to_publish or not published.is_device_signed()):
        return f"{_UNSIGNED}: start the gateway again, which signs it"
    if configuration.resets_identity and signer.to_publish is None:
        return "reset_identity has nothing left to do: take it out, else a later change of the identity is undone without a word"
    return None


async def _ask(
    web: aiohttp.ClientSession, method: str, url: str, token: str | None = None, body: dict[str, Any] | None = None
) -> tuple[int, dict[str, Any]]:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    async with web.request(method, url, json=body, headers=headers) as response:
        try:
            answer = json.loads(await response.text())
        except ValueError:
            answer = None
        return response.status, answer if isinstance(answer, dict) else {}
