"""A person with Element Web's own library: `element/serve.mjs`, asked line by line."""

import json
import subprocess
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "element"


class ElementClient:
    """One signed-in client, in a process of its own."""

    def __init__(self, homeserver: str, user_id: str, password: str) -> None:
        self._process = subprocess.Popen(
            ["node", "serve.mjs"], cwd=FOLDER, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self.user_id: str = self.ask("open", homeserver=homeserver, user=user_id, password=password)

    def ask(self, command: str, **given: Any) -> Any:
        """Lets the client do something and returns what it answers."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"command": command, **given}) + "\n")
        self._process.stdin.flush()
        told = json.loads(self._process.stdout.readline())
        assert "error" not in told, told
        return told["answer"]

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
