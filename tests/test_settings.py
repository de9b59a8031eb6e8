"""What is wrong with the settings is told by its name before anything starts."""

import ast
import re
import subprocess
import sys
import threading

import pytest

from bot.base import settings
from bot.base.errors import OperatingError
from bot.base.number_settings import NUMBERS
from bot.base.settings import HOME
from bot.content.legal_texts import notice_hash
from bot.operating.health import doctor

OPERATIONS = (HOME / "docs" / "operations.md").read_text(encoding="utf-8")
NO_NUMBERS = ["abc", "-1", "nan", "inf", "-inf", "1e99", "1,5", " "]


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("BOT_STATE", str(tmp_path))
    monkeypatch.delenv("BOT_SECRET", raising=False)


def beyond(name):
    _, least, most, is_whole = NUMBERS[name]
    return [f"{least - 1:.0f}", f"{most + 1:.0f}", *(["10.5"] if is_whole else [])]


def test_every_number_of_the_guide_is_checked_with_the_default_that_it_tells():
    told = re.findall(r"(?m)^\| `(BOT_[A-Z_]+)` \| (\d[\d.]*|cores, 2 at most) \|", OPERATIONS)
    assert {name for name, _ in told} == NUMBERS.keys()
    assert [name for name, default in told if default[0].isdigit() and float(default) != NUMBERS[name].default] == []


def test_no_number_is_read_past_the_check():
    """A `float()` or an `int()` around the environment is a setting that nothing bounds."""
    found = []
    for path in (HOME / "bot").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"float", "int"}:
                found += [f"{path.name}: {ast.unparse(node)}"] if re.search("environ.*BOT_", ast.unparse(node)) else []
    assert found == []


@pytest.mark.parametrize("name", NUMBERS)
def test_a_number_that_does_not_fit_is_refused_by_its_name(name, monkeypatch):
    for written in [*NO_NUMBERS, *beyond(name)]:
        monkeypatch.setenv(name, written)
        with pytest.raises(OperatingError, match=f"^{re.escape(f'{name}={written}')} does not fit: write a "):
            settings.check()


@pytest.mark.parametrize("name", NUMBERS)
def test_what_the_check_lets_pass_can_be_read(name, monkeypatch):
    """The notice, whose hash each agreement keeps, tells some of them."""
    for number in (NUMBERS[name].least, NUMBERS[name].most):
        monkeypatch.setenv(name, f"{number:.0f}")
        monkeypatch.setenv("BOT_RASA_PORT", "1")  # ports are left for any number of processes
        settings.check()
        assert len(notice_hash()) == 64


@pytest.mark.parametrize(
    ("read", "name"),
    [
        (settings.audit_months, "BOT_AUDIT_MONTHS"), (settings.turn_seconds, "BOT_TURN_SECONDS"),
        (settings.hang_seconds, "BOT_HANG_SECONDS"), (notice_hash, "BOT_AUDIT_MONTHS"),
    ],
)  # fmt: skip
def test_who_reads_a_number_without_the_check_is_told_alike(read, name, monkeypatch):
    monkeypatch.setenv(name, "abc")
    with pytest.raises(OperatingError, match=f"^{name}=abc does not fit"):
        read()


def test_processes_beyond_the_last_port_are_refused(monkeypatch):
    monkeypatch.setenv("BOT_RASA_PROCESSES", "2")
    monkeypatch.setenv("BOT_RASA_PORT", "65534")
    settings.check()
    monkeypatch.setenv("BOT_RASA_PORT", "65535")
    with pytest.raises(OperatingError, match=r"^BOT_RASA_PORT=65535 does not fit: .*65536"):
        settings.check()


@pytest.mark.parametrize("name", ["BOT_AUDIT_MONTHS", "BOT_HANG_SECONDS"])
def test_doctor_finds_it(name, monkeypatch):
    monkeypatch.setenv(name, "0")
    said = []
    assert doctor.examine(said.append) == 1
    assert any(line.startswith(f"FAULT  settings: {name}=0 does not fit") for line in said), said


# --- the secret


@pytest.mark.parametrize("kept", ["", "\n", "x", "aaaaaaaaaaaaaaaaaaaaaaaa", "1212121212121212", "\0" * 64])
def test_a_file_that_holds_no_key_signs_nothing(kept, tmp_path):
    """As a full disk or a power cut may leave it."""
    (tmp_path / "secret").write_text(kept, encoding="ascii")
    for read in (settings.secret_key, settings.check):
        with pytest.raises(OperatingError, match=re.escape(f"{tmp_path / 'secret'} holds no key")):
            read()
    assert (tmp_path / "secret").read_text(encoding="ascii") == kept, "nothing is lost by starting"


def test_the_key_is_made_once_whoever_asks_at_the_same_moment(tmp_path):
    start, made = threading.Barrier(8), []

    def ask():
        start.wait()
        made.append(settings.secret_key())

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 8 and set(made) == {(tmp_path / "secret").read_text(encoding="ascii")}
    assert [path.name for path in tmp_path.iterdir()] == ["secret"]
    assert (tmp_path / "secret").stat().st_mode & 0o077 == 0


FULL_DISK = """
import resource, signal
from bot.base import settings
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
settings.secret_key()
"""


@pytest.mark.slow
def test_a_full_disk_leaves_no_key_that_others_take(tmp_path):
    done = subprocess.run([sys.executable, "-c", FULL_DISK], cwd=HOME, capture_output=True, text=True, check=False)
    assert "OSError" in done.stderr
    assert list(tmp_path.iterdir()) == []
    assert len(settings.secret_key()) >= 64
