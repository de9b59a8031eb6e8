"""The account's own identity signs the bot's device (cross-signing), so that people's clients do not warn about it.

Without it, clients mark each message as sent by a device that its owner did not confirm, and some refuse to write to
it. matrix-nio does not know it; a fresh Olm account is an Ed25519 key pair, which is all it takes.
"""

import json
import logging
import os
from typing import Any

import vodozemac
from nio.api import Api
from nio.crypto.sessions import derive_pickle_key

from bot.channels.matrix.client import MatrixClient, NeedsPassword, SignedOut
from bot.channels.matrix.store import Store, pickle_key
from bot.channels.transport import RetryLater, Undeliverable

logger = logging.getLogger(__name__)

FILE = "identity.json"
_ROLES = ("master", "self_signing", "user_signing")


async def sign_device(client: MatrixClient, password: str | None, store: Store) -> None:
    """Publishes an identity if the account has none, and signs the device with it, once.

    Where the account has an identity already (somebody signs in as the bot with a client of their own), it is left
    alone: they confirm the device there. A failure only costs the warning: it is noted and tried at the next start.
    """
    try:
        known = await client.call("POST", "keys/query", {"device_keys": {client.user_id: []}})
        device = known["device_keys"].get(client.user_id, {}).get(client.device_id)
        keys = _read(store)
        published = known.get("master_keys", {}).get(client.user_id)
        if device is None:
            return
        if published is None:
            keys = keys or {role: vodozemac.Account() for role in _ROLES}
            _write(store, keys)
            await _publish(client, keys, password)
        elif keys is None or _public(keys["master"]) not in published["keys"].values():
            logger.info("the account has an identity of its own: confirm the bot's device there")
            return
        signatures = device.get("signatures", {}).get(client.user_id, {})
        if f"ed25519:{_public(keys['self_signing'])}" not in signatures:
            await client.call("POST", "keys/signatures/upload", _signed_device(client, device, keys["self_signing"]))
    except (RetryLater, Undeliverable, SignedOut, NeedsPassword, KeyError, ValueError) as error:
        logger.warning("the Matrix device is not signed: %s", error)


async def _publish(client: MatrixClient, keys: dict[str, vodozemac.Account], password: str | None) -> None:
    body: dict[str, Any] = {}
    for role in _ROLES:
        public = _public(keys[role])
        body[f"{role}_key"] = {"user_id": client.user_id, "usage": [role], "keys": {f"ed25519:{public}": public}}
    for role in _ROLES[1:]:
        _sign(client, body[f"{role}_key"], keys["master"])
    path = "keys/device_signing/upload"
    try:
        await client.call("POST", path, body)
    except NeedsPassword as error:
        if password is None:
            raise Undeliverable("the homeserver wants the password for it") from error
        identifier = {"type": "m.id.user", "user": client.user_id}
        proof = {"type": "m.login.password", "identifier": identifier, "password": password, "session": error.session}
        await client.call("POST", path, {**body, "auth": proof})


def _signed_device(client: MatrixClient, device: dict[str, Any], key: vodozemac.Account) -> dict[str, Any]:
    signed = {name: value for name, value in device.items() if name != "unsigned"}
    signed["signatures"] = {}
    _sign(client, signed, key)
    return {client.user_id: {client.device_id: signed}}


def _sign(client: MatrixClient, content: dict[str, Any], key: vodozemac.Account) -> None:
    bare = {name: value for name, value in content.items() if name not in {"signatures", "unsigned"}}
    signature = key.sign(Api.to_canonical_json(bare).encode()).to_base64()
    content.setdefault("signatures", {}).setdefault(client.user_id, {})[f"ed25519:{_public(key)}"] = signature


def _public(key: vodozemac.Account) -> str:
    return str(key.ed25519_key.to_base64())


def _read(store: Store) -> dict[str, vodozemac.Account] | None:
    try:
        pickles = json.loads((store.path / FILE).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    secret = derive_pickle_key(pickle_key())
    return {role: vodozemac.Account.from_pickle(pickles[role], secret) for role in _ROLES}


def _write(store: Store, keys: dict[str, vodozemac.Account]) -> None:
    secret = derive_pickle_key(pickle_key())
    descriptor = os.open(store.path / FILE, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump({role: key.pickle(secret) for role, key in keys.items()}, file)
