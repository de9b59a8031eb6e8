"""A public address is refused while the pages do not say who publishes them, who answers for the data, who hosts them."""

import subprocess
import sys

import pytest
from fastapi.testclient import TestClient

from bot.base import places
from bot.base.errors import OperatingError, OperatingWarning
from bot.base.loopback import is_loopback
from bot.operating.health import doctor, preflight
from bot.operating.run import pages, start

PUBLIC = "https://bot.exemple.fr"


@pytest.fixture(autouse=True)
def campaign_file(tmp_path, monkeypatch):
    """A campaign's file of the test's own, not filled in, on a machine of one's own."""
    path = tmp_path / "campaign.yml"
    path.write_text((places.DATA / "campaign.yml").read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setattr(places, "DATA", tmp_path)
    monkeypatch.delenv("BOT_SITE", raising=False)
    monkeypatch.delenv("BOT_SECRET", raising=False)
    monkeypatch.setenv("BOT_STATE", str(tmp_path))
    return path


def line_of_the_doctor():
    lines = []
    doctor.examine(lines.append)
    (line,) = [line for line in lines if " address: " in line]
    return line


@pytest.mark.parametrize(("url", "is_own"), [
    ("http://127.0.0.1:8000", True), ("http://localhost:8000/", True), ("http://[::1]:8000", True), ("http://127.9.9.9", True),
    ("http://bot.localhost", True), ("HTTP://LOCALHOST.", True), (PUBLIC, False), ("http://0.0.0.0:8000", False),
    ("http://192.168.1.4:8000", False), ("https://localhost.exemple.fr", False), ("https://127.0.0.1.exemple.fr", False),
    ("bot.exemple.fr", False), ("http://127.0.0.1@exemple.fr", False), ("http://[::1", False), ("", False),
])  # fmt: skip
def test_only_loopback_is_a_machine_of_ones_own(url, is_own):
    assert is_loopback(url) is is_own


def test_a_public_address_is_refused_by_name_of_key_and_file(monkeypatch, campaign_file):
    monkeypatch.setenv("BOT_SITE", PUBLIC)
    with pytest.raises(OperatingError) as told:
        preflight.check_address()
    for word in (f"BOT_SITE={PUBLIC}", "controller.name", "publisher.director", "host.phone", str(campaign_file)):
        assert word in str(told.value)
    assert line_of_the_doctor().startswith("FAIL")
    assert str(told.value) in line_of_the_doctor()


def test_on_a_machine_of_ones_own_it_is_a_warning():
    with pytest.raises(OperatingWarning, match=r"Before others come: fill in controller\.name, "):
        preflight.check_address()
    assert line_of_the_doctor().startswith("WARN ")


def test_a_warning_is_no_fault(monkeypatch):
    def warn():
        raise OperatingWarning("not yet")

    monkeypatch.setattr(doctor, "_checks", lambda: iter([("one", warn)]))
    monkeypatch.setattr(doctor, "_servers", list)
    lines = []
    assert doctor.examine(lines.append) == 0
    assert lines == ["WARN   one: not yet", "All checks passed."]


def test_one_key_left_is_enough_to_refuse_and_none_lets_pass(monkeypatch, campaign_file, filled_in):
    monkeypatch.setenv("BOT_SITE", PUBLIC)
    campaign_file.write_text(filled_in.replace("director: Zoé Bérard", "director: null"), encoding="utf-8")
    with pytest.raises(OperatingError, match=r"fill in publisher\.director in "):
        preflight.check_address()
    campaign_file.write_text(filled_in, encoding="utf-8")
    assert preflight.check_address() == f"BOT_SITE={PUBLIC}; the legal pages are filled in"
    assert line_of_the_doctor().startswith("ok ")
    with TestClient(pages.app) as client:
        assert client.get("/health").status_code == 200


@pytest.mark.parametrize(("variable", "value", "told"), [
    ("BOT_SITE", "http://bot.exemple.fr", "BOT_SITE is not encrypted: write https://"),
    ("BOT_SECRET", "thirty-one signs are too few!!!", "BOT_SECRET is too weak"),
    ("BOT_SECRET", "abcabcabcabcabcabcabcabcabcabcabcabcabcd", "BOT_SECRET is too weak"),
])  # fmt: skip
def test_a_public_address_needs_encryption_and_a_secret(monkeypatch, campaign_file, filled_in, variable, value, told):
    campaign_file.write_text(filled_in, encoding="utf-8")
    monkeypatch.setenv("BOT_SITE", PUBLIC)
    monkeypatch.setenv("BOT_SECRET", "0GdWy7nW1p3kXq5bTz8vRm2cLs9eJh4a")
    assert preflight.check_address().startswith(f"BOT_SITE={PUBLIC}")
    monkeypatch.setenv(variable, value)
    with pytest.raises(OperatingError, match=told):
        preflight.check_address()
    with pytest.raises(OperatingError), TestClient(pages.app):
        pass
    monkeypatch.setenv("BOT_SITE", "http://127.0.0.1:8000")
    assert "the legal pages are filled in" in preflight.check_address()


def test_a_site_that_may_embed_the_widget_is_public(monkeypatch, tmp_path):
    credentials = tmp_path / "credentials.yml"
    monkeypatch.setenv("BOT_CREDENTIALS", str(credentials))
    credentials.write_text("bot.channels.web.WebInput: {allowed_origins: [http://localhost:4000]}", encoding="utf-8")
    with pytest.raises(OperatingWarning):
        preflight.check_address()
    credentials.write_text("bot.channels.web.WebInput: {allowed_origins: ['https://www.exemple.fr']}", encoding="utf-8")
    with pytest.raises(OperatingError, match=r"allowed_origins of credentials\.yml: https://www\.exemple\.fr"):
        preflight.check_address()


@pytest.mark.slow
def test_bot_run_ends_with_one_line_before_anything_is_made(tmp_path):
    made = tmp_path / "made"
    environment = {"BOT_SITE": PUBLIC, "BOT_STATE": str(made), "BOT_HOME": str(places.HOME), "PATH": "/usr/bin"}
    ports = {
        f"BOT_{name.upper()}_PORT": str(number)
        for name, number in (("RASA", 45005), ("PAGES", 48000), ("GATEWAY", 45065))
    }
    done = subprocess.run(
        [sys.executable, "-m", "bot.cli", "run"], capture_output=True, text=True, timeout=60, cwd=places.HOME,
        env=environment | ports | {"PYTHONPATH": ":".join(sys.path)}, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith("bot: The public may come (BOT_SITE=https://bot.exemple.fr)") and "publisher.name" in line
    assert done.stdout == ""
    assert not made.exists() or list(made.iterdir()) == []


def test_bot_run_goes_on_with_a_note_on_a_machine_of_ones_own(monkeypatch):
    said = []

    def stop(_say):
        raise KeyboardInterrupt

    monkeypatch.setattr(start, "check_ports", lambda: None)
    monkeypatch.setattr(start, "train", stop)
    with pytest.raises(KeyboardInterrupt):
        start.run(said.append)
    assert len(said) == 1 and said[0].startswith("Note: ") and "host.name" in said[0]
