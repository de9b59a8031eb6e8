"""What is installed: one set of versions in both locks, nothing of the tests in service, everything pinned."""

import re
import tomllib

import pytest
import yaml

from bot.settings import HOME

PACKAGE = re.compile(r"(?m)^([a-z0-9.-]+)==(\S+) \\\n((?: +--hash=\S+(?: \\)?\n?)+)")
PRODUCTION, DEVELOPMENT = "requirements.lock", "requirements-dev.lock"
PROJECT = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))


def packages(path):
    text = (HOME / path).read_text(encoding="utf-8")
    found = {name: (version, hashes) for name, version, hashes in PACKAGE.findall(text)}
    assert len(found) == len(re.findall(r"(?m)^\S", text)), f"{path} has a line that is no package with its hashes"
    return found


def test_the_lock_for_tests_holds_all_that_serves_at_the_same_versions_and_hashes():
    served, everything = packages(PRODUCTION), packages(DEVELOPMENT)
    assert {name: everything.get(name) for name in served} == served


def test_no_tool_of_the_tests_is_installed_in_service():
    tools = {re.split(r"[\[<>=~ ]", name)[0].lower() for name in PROJECT["dependency-groups"]["dev"]}
    assert tools <= packages(DEVELOPMENT).keys()
    assert tools & packages(PRODUCTION).keys() == set()


@pytest.mark.parametrize("path", ["bot/supply/tools.lock", "tests/synapse.lock"])
def test_tools_are_locked_with_hashes(path):
    assert packages(path)


def test_the_tools_lock_is_of_what_is_asked_for():
    wanted = dict(re.findall(r"(?m)^(\S+)==(\S+)$", (HOME / "bot/supply/tools.in").read_text(encoding="utf-8")))
    locked = packages("bot/supply/tools.lock")
    assert wanted and {name: locked[name][0] for name in wanted} == wanted


def test_images_are_pinned_to_a_release():
    images = re.findall(r"(?m)^FROM (?:--\S+ )?(\S+)", (HOME / "Dockerfile").read_text(encoding="utf-8"))
    services = yaml.safe_load((HOME / "compose.yaml").read_text(encoding="utf-8"))["services"].values()
    images += [service["image"] for service in services if "build" not in service]
    assert len(images) >= 2
    assert [image for image in images if not re.search(r":\d+\.\d+|@sha256:[0-9a-f]{64}$", image)] == []
