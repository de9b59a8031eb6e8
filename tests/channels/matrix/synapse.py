"""A real Synapse on loopback, with SQLite, that tests may stop, kill and start again."""

import hashlib
import hmac
import json
import os
import signal
import socket
import subprocess
import time
from pathlib import Path
from typing import Any

import httpx

PYTHON = Path(__file__).parents[3] / ".synapse" / "bin" / "python"
SERVER_NAME = "matrix.test"
SECRET = "registration-of-the-tests"
PASSWORD = "un mot de passe de test"
_PLENTY = {"per_second": 10_000, "burst_count": 10_000}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Synapse:
    """One homeserver."""

    def __init__(self, folder: Path, **changes: Any) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.port = folder, free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None
        self.configure(**changes)

    def configure(self, **changes: Any) -> None:
        """Writes the configuration; takes effect at the next start."""
        limits = ("message", "registration", "invites", "joins", "login", "admin_redaction", "joins_per_room")
        configuration: dict[str, Any] = {
            "server_name": SERVER_NAME,
            "pid_file": str(self.folder / "pid"),
            "listeners": [
                {
                    "port": self.port, "type": "http", "bind_addresses": ["127.0.0.1"],
                    "resources": [{"names": ["client"], "compress": False}],
                }
            ],
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
            **{f"rc_{name}": _PLENTY for name in limits},
            "rc_invites": {"per_room": _PLENTY, "per_user": _PLENTY, "per_issuer": _PLENTY},
            "rc_joins": {"local": _PLENTY, "remote": _PLENTY},
            "rc_login": {"address": _PLENTY, "account": _PLENTY, "failed_attempts": _PLENTY},
            **changes,
        }  # fmt: skip
        (self.folder / "homeserver.yaml").write_text(json.dumps(configuration), encoding="utf-8")
        (self.folder / "log.yaml").write_text(json.dumps(_logging(self.folder / "log")), encoding="utf-8")

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

    def call(self, token: str, method: str, path: str, body: Any = None) -> Any:
        """Asks the homeserver as the owner of a token, without any client library."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        answer = httpx.request(method, f"{self.url}{path}", json=body, headers=headers, timeout=20)
        answer.raise_for_status()
        return answer.json()


def _logging(path: Path) -> dict[str, Any]:
    return {
        "version": 1,
        "handlers": {"file": {"class": "logging.FileHandler", "filename": str(path)}},
        "root": {"level": "WARNING", "handlers": ["file"]},
    }
