"""Who has a backup, and neither the keys nor the secret, opens nothing on the bot that goes on running."""

import hashlib
import re
import subprocess
import uuid
import zipfile

import httpx
import pytest
from itsdangerous import URLSafeTimedSerializer

from bot.base.secret_key import secret_key
from bot.channels.web.channel import WebInput
from bot.channels.web.web_sessions import SessionTokens
from bot.operating.data.backup import backup
from bot.records.conversations import resume_codes
from bot.records.files import candidates
from bot.records.models import Address
from tests.channels.channel_player import Player, serve
from tests.markers import starts

# What could be a name, a secret, a hash, a code.
WORD = re.compile(rb"[A-Za-z0-9_-]{8,100}")


def quietly(_line):
    pass


@pytest.fixture
@starts("server")
def site(own_database):
    """The website's channel over the installation's database; what answers behind it is played."""
    player = Player(own_database)
    with serve(WebInput([], own_database).blueprint(player), "web") as base:
        yield player, f"{base}/webhooks/web"


def say(base, token, words):
    message = {"id": uuid.uuid4().hex, "text": words}
    answer = httpx.post(f"{base}/messages", json=message, headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 200


def read(base, token):
    return httpx.get(f"{base}/data", headers={"Authorization": f"Bearer {token}"})


def live(player, base):
    """Lets people come: one talks, one registers and takes a resume code, one writes before the agreement, one comes in vain."""
    tokens = [httpx.post(f"{base}/session", json={}).json()["token"] for _ in range(3)]
    for token in tokens:
        say(base, token, "Bonjour")
    with player.database.session_scope() as session:
        rows = session.query(Address).order_by(Address.last_used_at).all()
        candidates.open_registration(session, rows[0].conversation_id, channel="web", notice_version="1")
        code = resume_codes.issue(session, rows[0].conversation_id)
        assert resume_codes.redeem(session, "AAAA-AAA2", "web", rows[1].address) is None
    player.fails = 9
    assert httpx.post(f"{base}/session", json={}).status_code == 503
    player.fails = 0
    with player.database.session_scope() as session:
        names = [row.address for row in session.query(Address)]
    assert len(names) == 4 and all(read(base, token).status_code == 200 for token in tokens)
    return names, code


def contents(file, folder):
    """Returns every byte of a backup, those of PostgreSQL's dump in words."""
    with zipfile.ZipFile(file) as archive:
        archive.extractall(folder)
    told = {path.name: path.read_bytes() for path in folder.iterdir()}
    if "bot.dump" in told:
        command = ["pg_restore", "--file=-", str(folder / "bot.dump")]
        told["bot.dump"] = subprocess.run(command, check=True, capture_output=True).stdout
    return told


def test_a_stolen_backup_opens_nothing(site, own_database, tmp_path):
    player, base = site
    names, code = live(player, base)
    backup(tmp_path / "stolen.zip", quietly)
    told = contents(tmp_path / "stolen.zip", tmp_path / "thief")

    for what, words in {"a session's name": names, "the secret": [secret_key()]}.items():
        found = [(what, file) for file, content in told.items() for each in words if each.encode() in content]
        assert found == []
    assert hashlib.sha256(code.encode()).hexdigest().encode() not in b"".join(told.values()), "codes are short"

    words = {word.decode() for content in told.values() for word in WORD.findall(content)}
    words |= {part for word in words for part in word.split("-")}
    keys = {"", *(content.decode() for file, content in told.items() if file not in {"bot.db", "bot.dump"})}
    assert len(words) > 50
    signers = [URLSafeTimedSerializer(key, salt="web-session") for key in sorted(words | keys)]
    assert [signer for signer in signers if SessionTokens().read(signer.dumps("a name")) is not None] == []
    as_the_bot = URLSafeTimedSerializer(secret_key(), salt="web-session")
    for signer in [*(URLSafeTimedSerializer(key, salt="web-session") for key in keys), as_the_bot]:
        with httpx.Client() as client:
            for word in sorted(words):
                bearer = {"Authorization": f"Bearer {signer.dumps(word)}"}
                assert client.get(f"{base}/notes", headers=bearer).status_code == 401, word
