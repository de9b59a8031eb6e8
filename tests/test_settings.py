"""Errors of settings are reported by their names before anything starts."""

import re
import subprocess
import sys
import threading

import pytest

from bot.base.errors import OperatingError
from bot.base.openid_settings import Provider, provider
from bot.base.places import HOME
from bot.base.secret_key import secret_key
from bot.base.settings import MAX_PORT, Settings, settings
from bot.content.legal_texts import notice_hash
from bot.operating.health import doctor
from bot.operating.health.preflight import check_settings

GUIDE = (HOME / "docs" / "exploiter" / "reglages.md").read_text(encoding="utf-8")
FIELDS = {field.alias: field for field in Settings.model_fields.values()}
READ_APART = {"BOT_HOME", "BOT_CLOCK_FILE"}  # before all others, and at every look at the clock
OF_CREDENTIALS = {"BOT_TELEGRAM_TOKEN", "BOT_MATRIX_PASSWORD", "BOT_EMAIL_PASSWORD"}  # as credentials.yml names them
BOUNDS = {
    name: (
        next(bound.ge for bound in field.metadata if hasattr(bound, "ge")),
        next(bound.le for bound in field.metadata if hasattr(bound, "le")),
    )
    for name, field in FIELDS.items()
    if any(hasattr(bound, "ge") for bound in field.metadata)
}
NO_NUMBERS = ["abc", "-1", "nan", "inf", "-inf", "1e99", "1,5", " "]


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("BOT_STATE", str(tmp_path))
    monkeypatch.delenv("BOT_SECRET", raising=False)


def beyond(name):
    least, most = BOUNDS[name]
    return [str(least - 1), str(most + 1), *(["10.5"] if FIELDS[name].annotation is int else [])]


def rows():
    return {
        name: (default, what) for name, default, what in re.findall(r"(?m)^\| `([A-Z_]+)` \| (.*?) \| (.*) \|$", GUIDE)
    }


def test_the_guide_tells_each_setting_that_is_declared():
    assert rows().keys() == FIELDS.keys() | READ_APART | OF_CREDENTIALS


@pytest.mark.parametrize("name", BOUNDS)
def test_the_guide_tells_the_default_and_the_bounds_of_a_number(name):
    default, what = rows()[name]
    wanted = f"{FIELDS[name].default:g}".replace(".", ",")
    assert default == ("cœurs, 2 au plus" if name == "BOT_RASA_PROCESSES" else wanted)
    least, most = BOUNDS[name]
    if most < MAX_PORT:  # ports, and what is no bound but for slips, are not told
        assert f"de {least:g} à {most:g}" in what


def test_each_number_has_bounds():
    numbers = {name for name, field in FIELDS.items() if field.annotation in {int, float}}
    assert numbers == BOUNDS.keys()


def test_no_setting_is_read_past_the_model():
    """Except the keys' file and state folder, which are cache keys of each decryption."""
    found = {
        (path.name, name)
        for path in (HOME / "bot").rglob("*.py")
        for name in re.findall(r"environ(?:\.get\(|\[)\"([A-Z_]+)\"", path.read_text(encoding="utf-8"))
        if name in FIELDS.keys() | READ_APART
    }
    assert found == {("keys.py", "BOT_KEYS_FILE"), ("keys.py", "BOT_STATE"), ("places.py", "BOT_HOME")}


@pytest.mark.parametrize("name", BOUNDS)
def test_a_number_that_does_not_fit_is_refused_by_its_name(name, monkeypatch):
    for written in [*NO_NUMBERS, *beyond(name)]:
        monkeypatch.setenv(name, written)
        with pytest.raises(OperatingError, match=f"^{re.escape(f'{name}={written}')} does not fit: write a "):
            check_settings()


@pytest.mark.parametrize("name", BOUNDS)
def test_what_the_check_lets_pass_can_be_read(name, monkeypatch):
    """The notice, whose hash is part of each consent, shows some of them."""
    for number in BOUNDS[name]:
        monkeypatch.setenv("BOT_RASA_PORT", "1")  # ports are left for any number of processes
        monkeypatch.setenv("BOT_RASA_PROCESSES", "1")
        monkeypatch.setenv(name, f"{number:.0f}")
        check_settings()
        assert len(notice_hash()) == 64


@pytest.mark.parametrize("name", ["BOT_AUDIT_MONTHS", "BOT_TURN_SECONDS", "BOT_HANG_SECONDS"])
def test_an_invalid_number_has_the_same_error_without_the_check(name, monkeypatch):
    monkeypatch.setenv(name, "abc")
    for read in (settings, notice_hash):
        with pytest.raises(OperatingError, match=f"^{name}=abc does not fit"):
            read()


@pytest.mark.parametrize(
    ("name", "written", "message"),
    [
        ("BOT_LOG", "xml", "BOT_LOG=xml does not fit: write text or json, or leave it out for text."),
        ("BOT_OIDC_ISSUER", "http://a.fr", "BOT_OIDC_ISSUER=http://a.fr does not fit: it begins with https:// (http:// on loopback alone)."),
        ("BOT_OIDC_ISSUER", "https://[", "BOT_OIDC_ISSUER=https://[ does not fit: it begins with https:// (http:// on loopback alone)."),
        ("BOT_RASA_URLS", " , ", "BOT_RASA_URLS names no address: write one at least, or leave it out for this host's own Rasa."),
    ],
)  # fmt: skip
def test_what_is_no_number_is_refused_by_its_name(name, written, message, monkeypatch):
    monkeypatch.setenv(name, written)
    with pytest.raises(OperatingError, match=f"^{re.escape(message)}$"):
        check_settings()


def test_each_wrong_setting_has_its_line(monkeypatch):
    for name in ("BOT_IDLE_MINUTES", "BOT_PAGES_PORT", "BOT_LOG"):
        monkeypatch.setenv(name, "x")
    with pytest.raises(OperatingError) as caught:
        check_settings()
    lines = str(caught.value).splitlines()
    assert sorted(line.partition("=")[0] for line in lines) == ["BOT_IDLE_MINUTES", "BOT_LOG", "BOT_PAGES_PORT"]


def test_all_errors_of_a_provider_are_reported_together(monkeypatch, tmp_path):
    monkeypatch.setenv("BOT_OIDC_ISSUER", "https://idp.exemple.fr")
    (tmp_path / "secret").write_text("x", encoding="ascii")
    with pytest.raises(OperatingError) as caught:
        check_settings()
    client, secret, key = str(caught.value).splitlines()
    assert client.startswith("BOT_OIDC_CLIENT_ID is missing")
    assert secret.startswith("BOT_OIDC_CLIENT_SECRET or BOT_OIDC_CLIENT_SECRET_FILE is missing")
    assert key.startswith(f"{tmp_path / 'secret'} holds no key")


def test_the_secret_of_the_provider_may_stand_in_a_file(monkeypatch, tmp_path):
    monkeypatch.setenv("BOT_OIDC_ISSUER", "https://idp.exemple.fr/")
    monkeypatch.setenv("BOT_OIDC_CLIENT_ID", "bot")
    monkeypatch.setenv("BOT_OIDC_CLIENT_SECRET_FILE", str(tmp_path / "oidc"))
    with pytest.raises(OperatingError, match=r"^BOT_OIDC_CLIENT_SECRET_FILE=.* cannot be read: No such file"):
        check_settings()
    (tmp_path / "oidc").write_text("from a file\n", encoding="utf-8")
    check_settings()
    assert provider() == Provider("https://idp.exemple.fr/", "bot", "from a file", "idp.exemple.fr")


@pytest.mark.parametrize(
    "issuer", ["http://127.0.0.1:9", "http://[::1]:9", "http://localhost:9", "https://idp.exemple.fr"]
)
def test_a_provider_is_encrypted_or_of_this_host(issuer, monkeypatch):
    monkeypatch.setenv("BOT_OIDC_ISSUER", f" {issuer} ")
    assert settings().oidc_issuer == issuer


def test_no_password_is_shown_with_the_settings_or_with_what_is_wrong(monkeypatch):
    for name in (
        "DATABASE_URL",
        "REDIS_URL",
        "BOT_SMTP_URL",
        "BOT_METRICS_TOKEN",
        "BOT_OIDC_CLIENT_SECRET",
        "BOT_SECRET",
    ):
        monkeypatch.setenv(name, "hush-1234-very-secret")
    assert "hush" not in repr(settings()) + str(settings())
    monkeypatch.setenv("BOT_PAGES_PORT", "x")
    with pytest.raises(OperatingError) as caught:
        settings()
    assert "hush" not in str(caught.value)
    assert caught.value.__cause__ is caught.value.__context__ is None


def test_what_is_unset_or_empty_has_its_default(monkeypatch):
    for name in FIELDS:
        monkeypatch.delenv(name, raising=False)
    unset = settings()
    for name in FIELDS:
        monkeypatch.setenv(name, "")
    assert settings() == unset
    assert unset.site == f"http://127.0.0.1:{unset.pages_port}"
    assert unset.rasa_urls == [f"http://127.0.0.1:{port}" for port in unset.rasa_ports]


def test_lists_are_written_with_commas(monkeypatch):
    monkeypatch.setenv("BOT_RASA_URLS", "http://a:1/, http://b:2 ,")
    monkeypatch.setenv("BOT_WEBHOOK_HOSTS", "Crm.lan, intranet,")
    monkeypatch.setenv("BOT_SITE", "https://bot.exemple.fr/")
    assert settings().rasa_urls == ["http://a:1", "http://b:2"]
    assert settings().webhook_hosts == {"crm.lan", "intranet"}
    assert settings().site == "https://bot.exemple.fr"


def test_a_changed_setting_is_reloaded(monkeypatch):
    for minutes in (5, 6, 5):
        monkeypatch.setenv("BOT_IDLE_MINUTES", str(minutes))
        assert settings().idle_minutes == minutes
    assert settings() is settings(), "while nothing changes nothing is made"


def test_processes_beyond_the_last_port_are_refused(monkeypatch):
    monkeypatch.setenv("BOT_RASA_PROCESSES", "2")
    monkeypatch.setenv("BOT_RASA_PORT", "65534")
    check_settings()
    monkeypatch.setenv("BOT_RASA_PORT", "65535")
    with pytest.raises(OperatingError, match=r"^BOT_RASA_PORT=65535 does not fit: .*65536"):
        check_settings()


@pytest.mark.parametrize("name", ["BOT_AUDIT_MONTHS", "BOT_HANG_SECONDS"])
def test_doctor_finds_it_and_says_it_once(name, monkeypatch):
    monkeypatch.setenv(name, "0")
    said = []
    assert doctor.examine(said.append) == 1
    (message,) = (line for line in said if line.startswith("FAIL"))
    assert message.startswith(f"FAIL   settings: {name}=0 does not fit")


# --- the secret


@pytest.mark.parametrize("kept", ["", "\n", "x", "aaaaaaaaaaaaaaaaaaaaaaaa", "1212121212121212", "\0" * 64])
def test_a_file_that_holds_no_key_signs_nothing(kept, tmp_path):
    """As a full disk or a power cut may leave it."""
    (tmp_path / "secret").write_text(kept, encoding="ascii")
    for read in (secret_key, check_settings):
        with pytest.raises(OperatingError, match=re.escape(f"{tmp_path / 'secret'} holds no key")):
            read()
    assert (tmp_path / "secret").read_text(encoding="ascii") == kept, "nothing is lost by starting"


def test_concurrent_requests_create_one_key(tmp_path):
    start, made = threading.Barrier(8), []

    def ask():
        start.wait()
        made.append(secret_key())

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
from bot.base.secret_key import secret_key
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
secret_key()
"""


@pytest.mark.slow
def test_a_full_disk_leaves_no_key_that_others_take(tmp_path):
    done = subprocess.run([sys.executable, "-c", FULL_DISK], cwd=HOME, capture_output=True, text=True, check=False)
    assert "OSError" in done.stderr
    assert list(tmp_path.iterdir()) == []
    assert len(secret_key()) >= 64
