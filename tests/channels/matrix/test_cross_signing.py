"""Keys of an identity, and the secret storage that may hold them: computed here as the specification says."""

import asyncio
import base64
import copy
from typing import Any

import pytest

from bot.channels.gateway.configuration import BadConfiguration
from bot.channels.matrix import cross_signing, identity, secret_storage
from bot.channels.matrix.configuration import MatrixConfiguration
from bot.channels.matrix.cross_signing import Published
from tests.channels.matrix.client_identity import ClientIdentity, canonical, passphrase_key, recovery_key, unpadded

USER, DEVICE = "@assistant:exemple.fr", "APPAREIL"
SECRET = "un secret assez long pour que personne ne le devine"
NAME = "m.cross_signing.self_signing"
# The pair that clients of Matrix test with.
KEY = bytes.fromhex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a")
WRITTEN = "EsTc LW2K PGiF wKEA 3As5 g5c4 BXwk qeeJ ZJV8 Q9fu gUMN UE4d"
CONFIGURATION = MatrixConfiguration("https://matrix.exemple.fr", USER, "mot de passe", None, "appareil")


def test_a_recovery_key_is_read_as_people_copy_it():
    for text in (WRITTEN, WRITTEN.replace(" ", ""), f"  {WRITTEN}\n"):
        assert secret_storage.read_recovery_key(text) == KEY
    assert recovery_key(KEY) == WRITTEN


@pytest.mark.parametrize(
    "text",
    [WRITTEN[:-1] + "e", WRITTEN[:-5], WRITTEN.replace("E", "0"), f"{WRITTEN} 1", SECRET, "", "1" * 10_000],
    ids=["parity", "short", "letter", "longer", "words", "nothing", "endless"],
)
def test_what_is_no_recovery_key_is_known(text):
    assert secret_storage.read_recovery_key(text) is None


def test_keys_are_the_same_from_the_same_secret_and_others_from_another():
    made = [cross_signing.derive(secret, user) for secret in (SECRET, SECRET + "!") for user in (USER, "@b:exemple.fr")]
    publics = {cross_signing.public(key) for keys in made for key in keys.values()}
    assert len(publics) == 12
    again = cross_signing.derive(SECRET, USER)
    assert {role: cross_signing.public(key) for role, key in again.items()} == {
        "master": "uc/I4zzFahtNkRz6bfUVDDa8CPcVALQT+sZkX18dP1Q",
        "self_signing": "8gFD14lJedTeb0vcQ6ilMCwHI8NiGiFe6g5daZ3x6hw",
        "user_signing": "nUkx6hg3DimM8cYzjWt+lx0gFFtgfDlpHFa8nDVGuQk",
    }  # whoever changes how they are derived changes the identity of every account


def published(keys=None, signer=None):
    """What a homeserver shows of an account with these keys and a device signed by the self-signing one."""
    keys = keys or cross_signing.derive(SECRET, USER)
    objects = cross_signing.key_objects(keys, USER)
    device = {"user_id": USER, "device_id": DEVICE, "algorithms": ["a"], "keys": {f"ed25519:{DEVICE}": "clé"}}
    device = cross_signing.sign(device, USER, signer or keys["self_signing"])
    return {
        "master_keys": {USER: objects["master_key"]},
        "self_signing_keys": {USER: objects["self_signing_key"]},
        "device_keys": {USER: {DEVICE: {**device, "unsigned": {"device_display_name": "Assistant"}}}},
    }


def is_signed(answer):
    return Published.read(answer, USER, DEVICE).is_device_signed()


def test_a_device_counts_as_signed_only_if_each_signature_of_the_chain_holds():
    assert is_signed(published())
    other = cross_signing.derive("un autre secret, lui aussi assez long", USER)
    assert not is_signed(published(signer=other["self_signing"]))
    assert not is_signed({**published(), "master_keys": published(other)["master_keys"]})
    for path in (("device_keys", USER, DEVICE), ("self_signing_keys", USER)):
        changed = copy.deepcopy(published())
        at: Any = changed
        for name in path:
            at = at[name]
        at["usage" if "usage" in at else "algorithms"] = ["b"]
        assert not is_signed(changed)


@pytest.mark.parametrize(
    "broken", [None, [], "x", 3, {}, {USER: None}, {USER: {"keys": []}}, {USER: {"keys": {"a": 3}}}]
)
def test_a_homeserver_that_answers_nonsense_signs_nothing(broken):
    for name in ("master_keys", "self_signing_keys", "device_keys"):
        assert not is_signed({**published(), name: broken})


def open_with(recovery, data, name=NAME):
    async def read(kind):
        return data.get(kind)

    return asyncio.run(secret_storage.read_secret(name, recovery, read))


def test_secret_storage_is_opened_with_the_recovery_key():
    made = ClientIdentity(USER, KEY)
    assert open_with(WRITTEN, made.account_data()) == made.keys["self_signing"].private_bytes_raw()
    padded = made.account_data()
    for name in ("iv", "mac"):  # clients write base64 with and without padding
        padded["m.secret_storage.key.cle"][name] = base64.b64encode(
            cross_signing.decode_base64(made.described[name])
        ).decode()
    assert open_with(WRITTEN, padded) == made.keys["self_signing"].private_bytes_raw()


def with_passphrase(iterations: Any = 1000, **changes: Any) -> ClientIdentity:
    rounds = iterations if isinstance(iterations, int) and iterations > 0 else 1
    made = ClientIdentity(USER, passphrase_key("phrase de passe", "sel", min(rounds, 1000)))
    made.described["passphrase"] = {"algorithm": "m.pbkdf2", "salt": "sel", "iterations": iterations, **changes}
    return made


def test_secret_storage_is_opened_with_the_passphrase():
    made = with_passphrase(bits=256)
    assert open_with("phrase de passe", made.account_data()) == made.keys["self_signing"].private_bytes_raw()


@pytest.mark.parametrize(
    "made",
    [
        with_passphrase(10**12),
        with_passphrase(0),
        with_passphrase("1000"),
        with_passphrase(bits=128),
        with_passphrase(algorithm="x"),
    ],
    ids=["endless", "none", "words", "short", "unknown"],
)
def test_a_passphrase_is_not_drawn_out_without_end(made):
    with pytest.raises(secret_storage.SecretStorageError, match="does not open"):
        open_with("phrase de passe", made.account_data())


def test_what_is_damaged_or_missing_stays_closed():
    made = ClientIdentity(USER, KEY)
    with pytest.raises(secret_storage.SecretStorageError, match="keeps no such secret"):
        open_with(WRITTEN, {})
    with pytest.raises(secret_storage.SecretStorageError, match="does not open"):
        open_with(recovery_key(bytes(32)), made.account_data())
    changed = made.account_data()
    sealed = changed[NAME]["encrypted"]["cle"]
    sealed["ciphertext"] = unpadded(bytes(43))
    with pytest.raises(secret_storage.SecretStorageError, match="damaged"):
        open_with(WRITTEN, changed)
    without_code = made.account_data()
    del without_code["m.secret_storage.key.cle"]["mac"]
    with pytest.raises(secret_storage.SecretStorageError, match="damaged"):
        open_with(recovery_key(bytes(32)), without_code)


def test_an_identity_that_anybody_may_guess_is_not_published():
    async def read(kind):
        return None

    nothing = Published(USER, None, None, None)
    weak = MatrixConfiguration(*[CONFIGURATION.homeserver, USER, "p", None, "a"], recovery_key="motdepasse")
    with pytest.raises(identity.CannotSignDeviceError, match="can be guessed"):
        asyncio.run(identity.find_signer(nothing, weak, read))


def test_the_keys_of_the_identity_are_read_from_the_credentials():
    keys = {"homeserver": "https://matrix.exemple.fr", "user_id": USER, "password": "p"}
    read = MatrixConfiguration.read({**keys, "recovery_key": WRITTEN, "reset_identity": True})
    assert (read.recovery_key, read.resets_identity) == (WRITTEN, True)
    with pytest.raises(BadConfiguration, match="true or false"):
        MatrixConfiguration.read({**keys, "reset_identity": "yes"})
    with pytest.raises(BadConfiguration, match="needs password"):
        MatrixConfiguration.read({**keys, "password": None, "access_token": "t", "reset_identity": True})


def test_signed_bytes_are_those_of_the_specification():
    content = {"ü": "日本", "b": [2, 1], "a": {"y": None, "x": True}, "signatures": {}, "unsigned": {"age": 1}}
    key = cross_signing.derive(SECRET, USER)["master"]
    signed = cross_signing.sign(content, USER, key)
    key.public_key().verify(
        cross_signing.decode_base64(signed["signatures"][USER][f"ed25519:{cross_signing.public(key)}"]),
        canonical(content),
    )
    assert canonical(content) == '{"a":{"x":true,"y":null},"b":[2,1],"ü":"日本"}'.encode()
