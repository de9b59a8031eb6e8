"""What `bot doctor` says about Matrix."""

import json
from typing import Any

import aiohttp

from bot.channels.matrix.configuration import MatrixConfiguration
from bot.channels.matrix.store import Store

_SECONDS = aiohttp.ClientTimeout(total=15)
_RECENT = 15 * 60


async def examine(configuration: MatrixConfiguration, store: Store) -> list[str]:
    """Returns what is wrong, a sentence each; signs in if that was never done, and out again.

    Args:
        configuration: the account.
        store: its folder.
    """
    faults = []
    if (seconds := store.seconds_since_refused()) is not None and seconds < _RECENT:
        faults.append(
            f"a second process wanted the Matrix device {seconds / 60:.0f} minutes ago and was kept out: run one gateway for an account"
        )
    async with aiohttp.ClientSession(timeout=_SECONDS) as web:
        try:
            fault = await _homeserver(web, configuration) or await _account(web, configuration, store)
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            fault = f"the homeserver {configuration.homeserver} cannot be reached ({type(error).__name__}): check the address, the network, its certificate"
    return [*faults, *([fault] if fault else [])]


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
            return _owner(configuration, answer)
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
    body = {
        "type": "m.login.password",
        "identifier": {"type": "m.id.user", "user": configuration.user_id},
        "password": configuration.password,
        "initial_device_display_name": f"{configuration.device_name} (bot doctor)",
    }
    status, answer = await _ask(web, "POST", f"{base}/login", body=body)
    if status == 429:
        return "the homeserver allows no more sign-ins for now: try again in some minutes"
    if status != 200:
        return f"the homeserver refuses user_id and password ({answer.get('errcode') or status})"
    await _ask(web, "POST", f"{base}/logout", answer["access_token"], {})
    return _owner(configuration, answer)


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
