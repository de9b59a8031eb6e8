"""Signing the bot's device with the account's identity, so that clients neither warn about it nor exclude it.

The identity is derived from a secret of the operator: if the state folder is lost, the same identity signs the new
device. The recovery key opens an identity that a client created. An identity is only replaced on the operator's
request.
"""

import logging
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bot.base.secret_key import secret_key
from bot.base.secret_strength import MAKE_A_SECRET, is_weak
from bot.channels.gateway.transport import RetryLater, Undeliverable
from bot.channels.matrix import cross_signing
from bot.channels.matrix.client import MatrixClient
from bot.channels.matrix.configuration import MatrixConfiguration
from bot.channels.matrix.cross_signing import Published
from bot.channels.matrix.homeserver import NeedsPassword, account_data_path
from bot.channels.matrix.secret_storage import ReadAccountData, SecretStorageError, read_secret

logger = logging.getLogger(__name__)

SECRET = "m.cross_signing.self_signing"
MIN_KEY_CHARACTERS, MIN_DISTINCT_CHARACTERS = 24, 8
_LAST_RESORT = (
    "where it is lost for good, write reset_identity: true, once: people's clients will say that the identity changed"
)
_OTHER = (
    "the account has an identity that this installation did not make. If a client such as Element made it, write its recovery key as "
    f"recovery_key; if BOT_SECRET was changed, the former one; {_LAST_RESORT}"
)


class CannotSignDeviceError(Exception):
    """The device cannot be signed; the message tells the operator what to do."""


@dataclass(frozen=True)
class Signer:
    """The key that signs the device.

    Attributes:
        key: self-signing key.
        to_publish: its identity, if not published yet.
    """

    key: Ed25519PrivateKey
    to_publish: dict[str, Ed25519PrivateKey] | None = None


async def find_signer(
    published: Published, configuration: MatrixConfiguration, read_account_data: ReadAccountData
) -> Signer:
    """The signer of the account's devices.

    Raises:
        CannotSignDeviceError: no available secret opens the identity.
    """
    own = cross_signing.derive(configuration.recovery_key or secret_key(), configuration.user_id)
    if published.is_of(own) and published.self_signing == cross_signing.public(own["self_signing"]):
        return Signer(own["self_signing"])
    if published.master is None or published.is_of(own):
        return _made(own, configuration)
    try:
        return Signer(await _kept_by_a_client(published, configuration, read_account_data))
    except CannotSignDeviceError:
        if configuration.resets_identity:
            return _made(own, configuration)
        raise


def _made(own: dict[str, Ed25519PrivateKey], configuration: MatrixConfiguration) -> Signer:
    # The public keys confirm a correct guess, and the secret gives the bot's identity away.
    if configuration.recovery_key and is_weak(configuration.recovery_key, MIN_KEY_CHARACTERS, MIN_DISTINCT_CHARACTERS):
        raise CannotSignDeviceError(f"recovery_key can be guessed: {MAKE_A_SECRET}, or leave it out")
    return Signer(own["self_signing"], own)


async def _kept_by_a_client(
    published: Published, configuration: MatrixConfiguration, read_account_data: ReadAccountData
) -> Ed25519PrivateKey:
    if configuration.recovery_key is None:
        raise CannotSignDeviceError(_OTHER)
    try:
        key = Ed25519PrivateKey.from_private_bytes(
            await read_secret(SECRET, configuration.recovery_key, read_account_data)
        )
    except SecretStorageError as error:
        raise CannotSignDeviceError(
            f"recovery_key is not the one of the account's identity ({error}): write the right one; {_LAST_RESORT}"
        ) from error
    except ValueError as error:
        raise CannotSignDeviceError(
            "the key that recovery_key opens is none: set up that client's recovery again"
        ) from error
    if cross_signing.public(key) != published.self_signing:
        raise CannotSignDeviceError(
            "recovery_key opens an identity that the account had before: write the recovery key of the present one; "
            + _LAST_RESORT
        )
    return key


async def sign_device(client: MatrixClient, configuration: MatrixConfiguration) -> bool:
    """Sign the device if needed; return False to try again later.

    Errors for the operator are logged: users are answered anyway, as far as their clients show it.

    Raises:
        LoggedOutError: the access token has expired.
    """
    try:
        published = await client.query_own_keys()
        if published.device is None:
            return False  # its keys are not published yet
        if not _is_ours(client, published.device):
            raise CannotSignDeviceError(
                "the homeserver shows other keys for the bot's device than its own: ask its administrator"
            )
        if configuration.resets_identity or not published.is_device_signed():
            await _sign(client, configuration, published, published.device)
    except (CannotSignDeviceError, Undeliverable) as error:
        logger.error("the Matrix device is not signed: %s", error)
    except RetryLater as error:
        logger.warning("whether the Matrix device is signed could not be seen yet: %s", error)
        return False
    return True


def _is_ours(client: MatrixClient, device: dict[str, Any]) -> bool:
    assert client.olm is not None
    own = {f"{kind}:{client.device_id}": key for kind, key in client.olm.account.identity_keys.items()}
    return bool(device.get("keys") == own)


async def _sign(
    client: MatrixClient, configuration: MatrixConfiguration, published: Published, device: dict[str, Any]
) -> None:
    signer = await find_signer(published, configuration, lambda kind: _read_account_data(client, kind))
    if signer.to_publish is not None:
        if published.master is not None:
            logger.warning("replacing the account's identity, as configured by reset_identity")
        await _publish(client, configuration, signer.to_publish)
    elif published.is_device_signed():
        return
    bare = {name: value for name, value in device.items() if name not in {"signatures", "unsigned"}}
    signed = cross_signing.sign(bare, client.user_id, signer.key)
    answer = await client.call("POST", "keys/signatures/upload", {client.user_id: {client.device_id: signed}})
    if answer.get("failures"):
        raise CannotSignDeviceError("the homeserver does not take the signature: ask its administrator")


async def _read_account_data(client: MatrixClient, kind: str) -> dict[str, Any] | None:
    try:
        return await client.call("GET", account_data_path(client.user_id, kind), {})
    except Undeliverable:
        return None


async def _publish(
    client: MatrixClient, configuration: MatrixConfiguration, keys: dict[str, Ed25519PrivateKey]
) -> None:
    body, path = cross_signing.key_objects(keys, client.user_id), "keys/device_signing/upload"
    try:
        await client.call("POST", path, body)
    except NeedsPassword as error:
        if configuration.password is None:
            raise CannotSignDeviceError(
                "the homeserver wants the password to publish an identity: give it for one start"
            ) from error
        proof = configuration.password_proof() | {"session": error.session}
        try:
            await client.call("POST", path, {**body, "auth": proof})
        except NeedsPassword as again:
            raise CannotSignDeviceError(
                "the homeserver does not take the password to publish an identity: make it in a client and write its recovery key as recovery_key"
            ) from again
