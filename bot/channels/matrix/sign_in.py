"""Sign-in: once with the password or with an existing access token; later starts reuse the device."""

import secrets
import string
from dataclasses import replace

import nio

from bot.channels.gateway.configuration import BadConfiguration
from bot.channels.gateway.transport import RetryLater, Undeliverable
from bot.channels.matrix.client import MatrixClient
from bot.channels.matrix.configuration import MatrixConfiguration
from bot.channels.matrix.homeserver import LoggedOutError
from bot.channels.matrix.store import Login, Store

_DEVICE_LETTERS = string.ascii_uppercase
LOST_KEYS = (
    "the keys of the device that access_token opens are not in the state folder (another program made them, or the folder was lost): "
    "make a new access token, or give the password instead"
)
TOKEN_ENDED = "access_token is no longer valid: make a new one"


async def open_device(client: MatrixClient, configuration: MatrixConfiguration, store: Store) -> None:
    """Open the device of this installation, or create it.

    Raises:
        BadConfiguration: the account cannot be used as configured.
        RetryLater: the homeserver is unavailable.
    """
    login = store.read_login()
    if login is not None and _is_of(login, configuration):
        client.open_device(login.user_id, login.device_id, login.access_token)
    else:
        login = await _new_device(client, configuration, store)
    assert client.olm is not None
    fingerprint = client.olm.account.identity_keys["ed25519"]
    if login.fingerprint is None:
        await _refuse_lost_keys(client, fingerprint)
        store.write_login(replace(login, fingerprint=fingerprint))


def _is_of(login: Login, configuration: MatrixConfiguration) -> bool:
    token = configuration.access_token
    return login.user_id == configuration.user_id and (token is None or token == login.access_token)


async def _new_device(client: MatrixClient, configuration: MatrixConfiguration, store: Store) -> Login:
    store.delete_device()
    if configuration.access_token is not None:
        login = await _of_token(client, configuration, configuration.access_token)
    else:
        # The id is chosen here, so that a crash before the response leaves no second device.
        device_id = "".join(secrets.choice(_DEVICE_LETTERS) for _ in range(10))
        login = await _with_password(client, configuration, device_id)
    store.write_login(login)
    client.open_device(login.user_id, login.device_id, login.access_token)
    return login


async def _of_token(client: MatrixClient, configuration: MatrixConfiguration, token: str) -> Login:
    client.access_token = token
    try:
        owner = await client.ask(client.whoami(), nio.WhoamiResponse)
    except LoggedOutError as error:
        raise BadConfiguration("access_token is not (or no longer) valid") from error
    if owner.user_id != configuration.user_id:
        raise BadConfiguration(f"access_token belongs to {owner.user_id}, not to {configuration.user_id}")
    if not owner.device_id:
        raise BadConfiguration("access_token belongs to no device: it cannot encrypt; make one by signing in")
    return Login(owner.user_id, owner.device_id, token)


async def _with_password(client: MatrixClient, configuration: MatrixConfiguration, device_id: str) -> Login:
    name = {"device_id": device_id, "initial_device_display_name": configuration.device_name}
    request = configuration.password_proof() | name
    before, client.access_token = client.access_token, ""
    try:
        answer = await client.ask(client.login_raw(request), nio.LoginResponse)
    except (RetryLater, Undeliverable) as error:
        client.access_token = (
            before  # that it has ended is said again, and this is tried again; without any nothing would be
        )
        if isinstance(error, RetryLater):
            raise
        raise BadConfiguration("the homeserver refuses user_id and password") from error
    if answer.user_id != configuration.user_id:
        raise BadConfiguration(f"the homeserver calls this account {answer.user_id}: write this in user_id")
    return Login(answer.user_id, answer.device_id, answer.access_token)


async def renew(client: MatrixClient, configuration: MatrixConfiguration, store: Store) -> None:
    """Get a new access token for the same device.

    Raises:
        BadConfiguration: the password is missing or wrong.
    """
    if configuration.password is None or client.device_id is None or client.olm is None:
        raise BadConfiguration(TOKEN_ENDED)
    login = await _with_password(client, configuration, client.device_id)
    store.write_login(replace(login, fingerprint=client.olm.account.identity_keys["ed25519"]))


async def _refuse_lost_keys(client: MatrixClient, fingerprint: str) -> None:
    """Refuse a device with other published keys: messages encrypted for them could not be read."""
    device = (await client.query_own_keys()).device or {}
    published = device.get("keys", {}).get(f"ed25519:{client.device_id}")
    if published is not None and published != fingerprint:
        raise BadConfiguration(LOST_KEYS)
