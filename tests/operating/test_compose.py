"""compose.yaml: its form, by the Compose Specification's own schema, and its commands, run without Docker.

`compose-spec.json` is the schema of github.com/compose-spec/compose-spec (Apache License 2.0).
"""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import yaml

from bot.base import places
from bot.channels.web.client import Chat
from bot.operating.run.servers import is_up
from bot.tools.evaluation.servers import free_port
from tests.waiting import wait_until

IMAGE = "conseiller-bot"
COMPOSE = yaml.safe_load((places.HOME / "compose.yaml").read_text(encoding="utf-8"))
SERVICES = {name: service for name, service in COMPOSE["services"].items() if service["image"] == IMAGE}
PROGRAMS = {"bot": ("-m", "bot.cli"), "uvicorn": ("-m", "uvicorn"), "python": ()}
_VARIABLE = re.compile(r"\$\{(\w+)(?::?[-?]([^}]*))?\}")


def test_the_form_is_that_of_the_specification():
    schema = json.loads((Path(__file__).parent / "compose-spec.json").read_text(encoding="utf-8"))
    wrong = jsonschema.Draft201909Validator(schema).iter_errors(COMPOSE)
    assert [f"{list(error.path)}: {error.message}" for error in wrong] == []


def test_services_name_services_and_volumes_that_exist():
    for name, service in COMPOSE["services"].items():
        assert set(service.get("depends_on") or ()) <= set(COMPOSE["services"]), name
        for volume in service.get("volumes") or ():
            assert volume.partition(":")[0] in COMPOSE["volumes"], name
        mode = service.get("network_mode", "")
        assert mode == "" or mode.removeprefix("service:") in COMPOSE["services"], name


def test_nothing_but_the_pages_is_open_and_to_this_host_alone():
    opened = {name: service["ports"] for name, service in COMPOSE["services"].items() if service.get("ports")}
    assert set(opened) == {"pages"}
    assert all(port.startswith("127.0.0.1:") for port in opened["pages"])


def test_every_service_has_a_limit_of_memory_and_every_server_a_health_check():
    assert [name for name, service in COMPOSE["services"].items() if not service.get("mem_limit")] == []
    unchecked = {name for name, service in COMPOSE["services"].items() if not service.get("healthcheck")}
    assert unchecked == {"migrate", "purge"}, "they answer nobody"


# --- its commands


class Composed:
    """The services of the bot, started by their own commands on loopback, on a real PostgreSQL."""

    def __init__(self, state, database_url):
        rasa, pages = free_port(2), free_port(2)
        self._ports = {"8000": str(pages), "5005": str(rasa), "0.0.0.0": "127.0.0.1"}
        self._given = {
            "DATABASE_URL": database_url, "BOT_STATE": str(state), "BOT_QUIET_SECONDS": "0",
            "BOT_RASA_PORT": str(rasa), "BOT_PAGES_PORT": str(pages), "POSTGRES_PASSWORD": "letters",
            "BOT_SECRET": "at-least-32-random-characters-they-say", "BOT_RASA_PROCESSES": "1",
        }  # fmt: skip
        self.state, self.pages = state, f"http://127.0.0.1:{pages}"
        self.running = {}

    def environment(self, service):
        """Returns a service's environment as Docker would make it, with this place's database, folder and ports."""
        made = {}
        for name, value in (service.get("environment") or {}).items():
            made[name] = _VARIABLE.sub(lambda found: self._given.get(found[1], found[2] or ""), str(value))
        image = re.findall(r"(\w+)=(\S+)", (places.HOME / "Dockerfile").read_text(encoding="utf-8"))
        variables = {name: value for name, value in image if name not in {"PATH", "BOT_STATE"}}
        return {**os.environ, **variables, **made, **self._given, "PYTHONPATH": str(places.HOME)}

    def command(self, written):
        """Returns a command with the programs and ports of this place."""
        words = shlex.split(written) if isinstance(written, str) else list(written)
        for here, there in self._ports.items():
            words = [word.replace(here, there) for word in words]
        return [sys.executable, *PROGRAMS[words[0]], *words[1:]]

    def start(self, name):
        with (self.state / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(
                self.command(SERVICES[name]["command"]), cwd=places.HOME, env=self.environment(SERVICES[name]),
                stdout=log, stderr=subprocess.STDOUT,
            )  # fmt: skip
        return self.running[name]

    def is_healthy(self, name):
        """Returns whether the service's own health check passes; there is none to pass where it has none."""
        check = SERVICES[name].get("healthcheck")
        if check is None:
            return self.running[name].poll() is None
        kind, *words = check["test"]
        assert kind == "CMD"
        done = subprocess.run(
            self.command(words), cwd=places.HOME, env=self.environment(SERVICES[name]), capture_output=True,
            timeout=60, check=False,
        )  # fmt: skip
        return done.returncode == 0

    def log(self, name):
        return (self.state / f"{name}.log").read_text(errors="replace")[-2000:]

    def close(self):
        for process in self.running.values():
            process.terminate()
        for process in self.running.values():
            try:
                process.wait(40)
            except subprocess.TimeoutExpired:
                process.kill()


@pytest.fixture
def composed(model, own_postgresql_url, tmp_path):
    made = Composed(tmp_path, own_postgresql_url)
    yield made
    made.close()


@pytest.mark.server
@pytest.mark.timeout(600)
def test_its_commands_start_what_answers_a_candidate_and_stop_when_told(composed):
    assert composed.start("migrate").wait(120) == 0, composed.log("migrate")
    always = [name for name, service in SERVICES.items() if not service.get("profiles") and name != "migrate"]
    assert {"pages", "rasa", "purge"} <= set(always)
    for name in always:
        composed.start(name)
    wait_until(lambda: is_up(f"{composed.pages}/ready"), 300, lambda: composed.log("rasa"))
    for name in always:
        assert composed.running[name].poll() is None, composed.log(name)
        assert composed.is_healthy(name), name
    chat = Chat(f"{composed.pages}/webhooks/web")
    chat.open()
    chat.say("je veux m'inscrire")
    assert "nom de famille" in chat.say("oui")[-1]["text"]
    assert "0 expired files" in composed.log("purge")
    for name in always:
        composed.running[name].terminate()
    for name in always:
        assert composed.running[name].wait(40) is not None, name
