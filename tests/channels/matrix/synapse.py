"""A real Synapse on loopback, with SQLite, that tests may stop, kill and start again."""

import hashlib
import hmac
import json
import os
import re
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import httpx

from bot.tools.evaluation.servers import free_port

PYTHON = Path(__file__).parents[3] / ".synapse" / "bin" / "python"
SERVER_NAME = "matrix.test"
SECRET = "registration-of-the-tests"
PASSWORD = "un mot de passe de test"
_REQUEST = re.compile(r'Processed request:.* \d+B (?P<status>\d+)!? "(?P<method>\w+) (?P<path>\S+) ')
_PLENTY = {"per_second": 10_000, "burst_count": 10_000}
_SIGNING_IN = {"rc_login": {"address": _PLENTY, "account": _PLENTY, "failed_attempts": _PLENTY}}
_RELAXED = {
    **{
        f"rc_{name}": _PLENTY
        for name in ("message", "registration", "admin_redaction", "joins_per_room", "room_creation")
    },
    "rc_invites": {"per_room": _PLENTY, "per_user": _PLENTY, "per_issuer": _PLENTY},
    "rc_joins": {"local": _PLENTY, "remote": _PLENTY},
}


class Synapse:
    """One homeserver; with its ordinary limits, but for signing in, which tests do from one address alone, or without any."""

    def __init__(self, folder: Path, *, is_ordinary: bool = False, **changes: Any) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.port = folder, free_port()
        self._limits = _SIGNING_IN if is_ordinary else _SIGNING_IN | _RELAXED
        self.url = f"http://127.0.0.1:{self.port}"
        self.name = SERVER_NAME
        self._process: subprocess.Popen[bytes] | None = None
        self.configure(**changes)

    def configure(self, **changes: Any) -> None:
        """Writes the configuration; takes effect at the next start."""
        configuration: dict[str, Any] = {
            "server_name": SERVER_NAME,
            "pid_file": str(self.folder / "pid"),
            "listeners": self.listeners(),
            "database": {"name": "sqlite3", "args": {"database": str(self.folder / "homeserver.db")}},
            "media_store_path": str(self.folder / "media"),
            "signing_key_path": str(self.folder / "signing.key"),
            "log_config": str(self.folder / "log.yaml"),
            "registration_shared_secret": SECRET,
            "trusted_key_servers": [],
            "suppress_key_server_warning": True,
            "report_stats": False,
            "federation_domain_whitelist": [],
            "bcrypt_rounds": 4,
            "caches": {"sync_response_cache_duration": "0s"},
            **self._limits,
            **changes,
        }  # fmt: skip
        (self.folder / "homeserver.yaml").write_text(json.dumps(configuration), encoding="utf-8")
        (self.folder / "log.yaml").write_text(json.dumps(_logging(self.folder / "log")), encoding="utf-8")

    @classmethod
    def federated(cls, folder: Path, **changes: Any) -> "Synapse":
        """Returns one that talks to others of this machine by TLS: all have one certificate, which all of them trust."""
        folder.mkdir(parents=True)
        certificate, port = folder.parent / "certificate.pem", free_port()
        made = cls(folder, **changes)
        federation = {
            "port": port, "type": "http", "tls": True, "bind_addresses": ["127.0.0.1"],
            "resources": [{"names": ["federation"], "compress": False}],
        }  # fmt: skip
        made.name = f"127.0.0.1:{port}"
        made.configure(
            server_name=made.name,
            listeners=[*made.listeners(), federation],
            tls_certificate_path=str(certificate),
            tls_private_key_path=str(folder.parent / "key.pem"),
            federation_custom_ca_list=[str(certificate)],
            federation_domain_whitelist=None,
            ip_range_blacklist=[],
            # Another server that was away is asked again at once, not ten minutes later.
            federation={
                "destination_min_retry_interval": "1s", "destination_retry_multiplier": 1, "destination_max_retry_interval": "1s",
            },
            **{name: value for name, value in changes.items() if name != "is_ordinary"},
        )  # fmt: skip
        return made

    def listeners(self) -> list[dict[str, Any]]:
        """Returns where its people's clients reach it."""
        resources = [{"names": ["client"], "compress": False}]
        return [{"port": self.port, "type": "http", "bind_addresses": ["127.0.0.1"], "resources": resources}]

    def start(self) -> "Synapse":
        command = [str(PYTHON), "-m", "synapse.app.homeserver", "-c", str(self.folder / "homeserver.yaml")]
        if not (self.folder / "signing.key").exists():
            subprocess.run([*command, "--generate-keys"], check=True, capture_output=True, cwd=self.folder)
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        with (self.folder / "output").open("ab") as output:
            self._process = subprocess.Popen(command, cwd=self.folder, env=environment, stdout=output, stderr=output)
        self._wait()
        return self

    def _wait(self) -> None:
        deadline = time.monotonic() + 90
        while time.monotonic() < deadline:
            assert self._process is not None
            if self._process.poll() is not None:
                break
            try:
                if httpx.get(f"{self.url}/health", timeout=2).status_code == 200:
                    return
            except httpx.HTTPError:
                pass
            time.sleep(0.1)
        raise RuntimeError(f"Synapse did not start: {(self.folder / 'output').read_text()[-2000:]}")

    def stop(self, by: signal.Signals = signal.SIGTERM) -> None:
        if self._process is None:
            return
        self._process.send_signal(by)
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def kill(self) -> None:
        self.stop(signal.SIGKILL)

    def register(self, name: str, password: str, *, admin: bool = False) -> str:
        """Makes an account and returns its user id."""
        address = f"{self.url}/_synapse/admin/v1/register"
        nonce = httpx.get(address, timeout=20).json()["nonce"]
        said = "\0".join((nonce, name, password, "admin" if admin else "notadmin")).encode()
        mac = hmac.new(SECRET.encode(), said, hashlib.sha1).hexdigest()
        body = {"nonce": nonce, "username": name, "password": password, "admin": admin, "mac": mac}
        answer = httpx.post(address, json=body, timeout=20)
        answer.raise_for_status()
        user_id: str = answer.json()["user_id"]
        return user_id

    def free(self, user_id: str) -> None:
        """Frees an account of the limits, as its administrator does: docs/canaux/matrix.md."""
        admin = {"type": "m.login.password", "password": PASSWORD}
        admin["user"] = self.register(f"admin-{os.urandom(4).hex()}", PASSWORD, admin=True)
        token = self.call("", "POST", "/_matrix/client/v3/login", admin)["access_token"]
        path = f"/_synapse/admin/v1/users/{user_id}/override_ratelimit"
        self.call(token, "POST", path, {"messages_per_second": 0, "burst_count": 0})

    def invite_from(self, user_id: str, invited: str) -> str:
        """Signs somebody in, who makes a private room and invites somebody; returns its id."""
        login = {"type": "m.login.password", "password": PASSWORD, "user": user_id}
        token = self.call("", "POST", "/_matrix/client/v3/login", login)["access_token"]
        asked = {"invite": [invited], "is_direct": True, "preset": "trusted_private_chat"}
        room: str = self.call(token, "POST", "/_matrix/client/v3/createRoom", asked)["room_id"]
        return room

    def requests(self, method: str, words: str) -> list[int]:
        """Returns the status of each answered request of a method whose path holds some words, in order."""
        lines = (self.folder / "log").read_text(encoding="utf-8").splitlines()
        found = [match for line in lines if (match := _REQUEST.search(line))]
        return [int(match["status"]) for match in found if match["method"] == method and words in match["path"]]

    def call(self, token: str, method: str, path: str, body: Any = None) -> Any:
        """Asks the homeserver as the owner of a token, without any client library."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        answer = httpx.request(method, f"{self.url}{path}", json=body, headers=headers, timeout=20)
        answer.raise_for_status()
        return answer.json()


def _logging(path: Path) -> dict[str, Any]:
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "handlers": {"file": {"class": "logging.FileHandler", "filename": str(path)}},
        "loggers": {"synapse.access": {"level": "INFO"}},
        "root": {"level": "WARNING", "handlers": ["file"]},
    }
