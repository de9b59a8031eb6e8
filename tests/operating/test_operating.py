"""What an operator meets: each trouble is one clear sentence with its remedy, and a status that scripts can read."""

import io
import json
import shutil
import socket
import sqlite3
import sys
import threading
from dataclasses import dataclass
from datetime import timedelta

import pytest

from bot.base import clock, places
from bot.base.environment import SERVERS, child_environment
from bot.base.errors import OperatingError
from bot.base.secret_key import secret_key
from bot.base.settings import settings
from bot.cli import main
from bot.operating.data.purge import purge, purge_periodically
from bot.operating.data.upgrade import upgrade
from bot.operating.health import doctor
from bot.operating.run import start, training
from bot.operating.run.servers import all_servers, channel_states, is_up
from bot.records.accounts import recruiter_sessions, recruiters
from bot.records.accounts.sign_in_failures import ThrottledError
from bot.records.conversations import unanswered
from bot.records.files import candidates
from bot.records.store import audit_chain
from bot.tools.evaluation.servers import free_port
from bot.understanding.trained_model import model_path
from tests.markers import starts

UNREACHABLE = "postgresql://bot:a-secret@127.0.0.1:1/bot"
PASSWORD = "une phrase de passe assez longue"


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A copy of the files that a model is made of, which may be spoiled."""
    made = tmp_path / "home"
    for name in ("nlu", "rules", "interview", "faq"):
        shutil.copytree(places.DATA / name, made / "bot" / "data" / name)
    for name in ("directions.yml", "campaign.yml"):
        shutil.copy(places.DATA / name, made / "bot" / "data")
    shutil.copytree(
        places.HOME / "bot/understanding/nlu",
        made / "bot/understanding/nlu",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    (made / "bot" / "conversations").mkdir()
    shutil.copy(places.HOME / "bot" / "conversations" / "policy.py", made / "bot" / "conversations")
    for name in ("config.yml", "domain.yml", "endpoints.yml", "credentials.yml"):
        shutil.copy(places.HOME / name, made / name)
    for name in ("bot/base/text.py", "bot/understanding/clauses.py", "bot/understanding/phonetics.py"):
        (made / name).parent.mkdir(exist_ok=True)
        shutil.copy(places.HOME / name, made / name)
    monkeypatch.setattr(places, "HOME", made)
    monkeypatch.setattr(places, "DATA", made / "bot" / "data")
    return made


@pytest.fixture
@starts("server")
def ports(monkeypatch):
    """Free ports for all servers; returns the first one's."""
    for name in SERVERS:
        monkeypatch.setenv(f"BOT_{name.upper()}_PORT", str(free_port()))
    return settings().rasa_port


@dataclass
class Done:
    """What a command printed, and its exit status."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def bot(monkeypatch, capsys):
    """Runs the command line in this process, as its entry point does."""

    def run(*arguments, stdin="", **environment):
        with monkeypatch.context() as patch:
            for name, value in environment.items():
                patch.setenv(name, value)
            patch.setattr(sys, "argv", ["bot", *arguments])
            patch.setattr(sys, "stdin", io.StringIO(stdin))
            capsys.readouterr()
            with pytest.raises(SystemExit) as ended:
                main()
            printed = capsys.readouterr()
        return Done(int(ended.value.code or 0), printed.out, printed.err)

    return run


def assert_one_clear_line(done, *words):
    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert line.startswith("bot: ")
    for word in words:
        assert word in line


# --- ports and servers


def test_a_busy_port_stops_the_start_and_is_named_with_the_way_out(ports, monkeypatch):
    monkeypatch.setattr(start, "train", lambda _: pytest.fail("the start went on"))
    with socket.create_server(("127.0.0.1", ports)), pytest.raises(OperatingError) as told:
        start.run(print)
    assert f"Port {ports} is already in use" in str(told.value)
    assert f"BOT_RASA_PORT={ports + 1000}" in str(told.value)


def test_servers_listen_on_loopback_only():
    for server in all_servers():
        assert server.health.startswith("http://127.0.0.1:")
        assert "0.0.0.0" not in server.command


def test_nothing_answers_on_a_free_port(ports):
    assert not is_up(f"http://127.0.0.1:{ports}/")
    assert not is_up("no address at all")


def test_children_report_to_nobody():
    assert child_environment()["RASA_TELEMETRY_ENABLED"] == "false"


# --- files


@pytest.mark.parametrize(("name", "spoiled", "line"), [
    ("domain.yml", "intents: [a\nslots: {}\n", 2), ("config.yml", "recipe: default.v1\n  language: fr\n", 2),
    ("bot/data/nlu/greet.yml", 'version: "3.1\n', 2), ("bot/data/faq/pix.yml", "a: b: c\n", 1),
    ("bot/data/interview/scenarios.yml", "a: 1\n\tb: 2\n", 2), ("credentials.yml", "a: *nowhere\n", 1),
])  # fmt: skip
def test_a_broken_file_is_named_with_its_line(home, name, spoiled, line):
    training.check_yaml()
    (home / name).write_text(spoiled, encoding="utf-8")
    with pytest.raises(OperatingError, match=rf"^{name}, line {line}: .*run again\.$"):
        training.train(lambda _: pytest.fail("the training began"))


@pytest.mark.parametrize(("content", "told"), [(None, " is missing"), ("é".encode("latin-1"), " is not UTF-8")])
def test_a_file_that_cannot_be_read_is_named(home, content, told):
    (home / "endpoints.yml").unlink()
    if content is not None:
        (home / "endpoints.yml").write_bytes(content)
    with pytest.raises(OperatingError, match=f"^endpoints.yml{told}"):
        training.check_yaml()


def test_an_example_that_cannot_be_learned_from_stops_training(home):
    (home / "bot/data/turns").mkdir()
    (home / "bot/data/turns/town.yml").write_text(
        "nlu:\n  - intent: answer\n    metadata: {pending: town}\n    examples: |\n      - [Lyon](twon)\n",
        encoding="utf-8",
    )
    with pytest.raises(OperatingError, match=r"^bot/data/turns/town.yml: \[Lyon\]\(twon\): twon does not exist"):
        training.train(lambda _: None)


LEARNED = (
    "domain.yml", "config.yml", "bot/data/nlu/greet.yml", "bot/data/rules/forms.yml", "bot/understanding/nlu/normalise.py",
    "bot/conversations/policy.py",
)  # fmt: skip


@pytest.mark.parametrize(
    "name", [*LEARNED, "bot/data/faq.yml", "bot/data/directions.yml", "credentials.yml", "endpoints.yml"]
)
def test_the_fingerprint_changes_with_what_a_model_is_made_of_alone(home, name):
    before = training.fingerprint()
    assert training.fingerprint() == before
    with (home / name).open("a", encoding="utf-8") as file:
        file.write("\n_one_line_more: int\n")
    assert (training.fingerprint() != before) is (name in LEARNED)


def test_the_fingerprint_changes_when_a_file_comes_goes_or_is_renamed(home):
    prints = {training.fingerprint()}
    (home / "bot/data/nlu/new.yml").write_text("nlu: []", encoding="utf-8")
    prints.add(training.fingerprint())
    (home / "bot/data/nlu/new.yml").rename(home / "bot/data/nlu/newer.yml")
    prints.add(training.fingerprint())
    assert len(prints) == 3


def test_a_model_is_current_only_with_the_mark_of_the_present_files(home):
    assert not training.is_current()
    (home / "models").mkdir()
    model_path().write_bytes(b"a model")
    mark = home / "models" / "bot.json"
    for written in ("", "{}", "not JSON", json.dumps({"fingerprint": "of other files"})):
        mark.write_text(written, encoding="utf-8")
        assert not training.is_current()
    mark.write_text(json.dumps({"fingerprint": training.fingerprint()}), encoding="utf-8")
    assert training.is_current()
    training.clause_model_path().write_bytes(b"a classifier")
    said = []
    assert training.train(said.append) == model_path()
    assert said == ["The model is up to date."]


# --- database


def test_a_locked_sqlite_is_told_as_such(tmp_path, monkeypatch):
    monkeypatch.setenv(
        "DATABASE_URL", f"sqlite:///{tmp_path / 'bot.db'}?timeout=0.2"
    )  # the driver's own patience, in seconds
    with sqlite3.connect(tmp_path / "bot.db", isolation_level=None) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        with pytest.raises(OperatingError, match="another program holds it"):
            upgrade(print)
        holder.execute("ROLLBACK")
    upgrade(print)


def test_a_folder_that_cannot_be_written_is_told(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'file' / 'deep' / 'bot.db'}")
    with pytest.raises(OperatingError, match="folder"):
        upgrade(print)


def test_an_unreachable_postgresql_is_told_without_its_password(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", UNREACHABLE)
    with pytest.raises(OperatingError) as told:
        upgrade(print)
    assert "DATABASE_URL" in str(told.value)
    assert "a-secret" not in str(told.value)
    assert "\n" not in str(told.value)


def test_upgrading_twice_is_no_trouble(bot, tmp_path):
    url = f"sqlite:///{tmp_path / 'deep' / 'er' / 'bot.db'}"
    for _ in range(2):
        done = bot("upgrade", DATABASE_URL=url, BOT_STATE=str(tmp_path))
        assert done.returncode == 0 and done.stdout.endswith("as this code needs.\n"), done.stderr
        assert len(done.stdout.splitlines()) == 1


@pytest.mark.parametrize(
    "arguments", [("recruiter", "list"), ("db", "purge"), ("candidate", "show", "lucie@exemple.fr")]
)
def test_a_database_without_tables_is_told(bot, arguments, tmp_path):
    assert_one_clear_line(bot(*arguments, DATABASE_URL=f"sqlite:///{tmp_path / 'bot.db'}"), "bot upgrade")


# --- doctor


def examine():
    lines = []
    return doctor.examine(lines.append), lines


def line_of(name, lines):
    (line,) = [line for line in lines if f" {name}: " in line]
    return line


def fault(name):
    """What the doctor says of a check that fails."""
    status, lines = examine()
    assert status == 1
    assert line_of(name, lines).startswith("FAIL")
    return line_of(name, lines)


def test_the_doctor_says_one_line_for_each_check_and_a_status(database, ports):
    status, lines = examine()
    for name in ("platform", "packages", "content", "campaign", "database", "channels"):
        assert line_of(name, lines).startswith("ok "), lines
    faults = [line for line in lines if line.startswith("FAIL")]  # the model may be older than its data
    assert status == (1 if faults else 0)
    assert lines[-1] == (f"{len(faults)} check(s) failed." if faults else "All checks passed.")
    assert sum("is not running" in line for line in lines) == 2


def test_the_doctor_finds_tables_that_are_missing(tmp_path, monkeypatch, ports):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'bot.db'}")
    assert "bot upgrade" in fault("database")
    assert line_of("keys", examine()[1]).startswith("ok ")


def test_the_doctor_says_how_older_tables_are_brought_up(database, ports):
    with database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0032'")
    _, lines = examine()
    assert "at revision 0032" in line_of("database", lines) and "of commit" in line_of("database", lines)


class Still:
    """A channel whose own check finds nothing, or one thing."""

    name = "telegram"

    def __init__(self, *wrong):
        self.wrong = wrong

    async def check(self):
        return list(self.wrong)

    async def close(self):
        pass


@pytest.mark.parametrize(("wrong", "running", "said"), [
    ((), "ok", "ok "), ((), "starting", "ok "), ((), "two fetch", "FAIL   telegram: the gateway that runs says: two fetch"),
    (("the token",), "the token", "FAIL   telegram: the token"),
    (("the token",), "two fetch", "FAIL   telegram: the token\n       and: the gateway that runs says: two fetch"),
])  # fmt: skip
def test_the_doctor_asks_the_gateway_that_runs(database, ports, monkeypatch, wrong, running, said):
    monkeypatch.setattr(doctor, "_transports", lambda: [Still(*wrong)])
    monkeypatch.setattr(doctor, "_gateway_states", lambda: {"telegram": running})
    _, lines = examine()
    assert line_of("telegram", lines).startswith(said)


def test_a_gateway_says_how_its_channels_are(ports):
    told = b'{"telegram": {"state": "two fetch"}, "mail": {"state": "ok"}, "x": 3}'
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer():
            connection, _ = server.accept()
            with connection:
                connection.recv(1000)
                connection.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + told)

        threading.Thread(target=answer).start()
        address = f"http://127.0.0.1:{server.getsockname()[1]}/"
        assert channel_states(address) == {"telegram": "two fetch", "mail": "ok"}
    assert channel_states(address) == {}


def test_the_doctor_finds_an_unreachable_database(monkeypatch, ports):
    monkeypatch.setenv("DATABASE_URL", UNREACHABLE)
    fault("database")
    assert "a-secret" not in "".join(examine()[1])


def test_the_doctor_finds_a_scenario_that_does_not_exist(home, database, ports):
    path = home / "bot" / "data" / "campaign.yml"
    text = path.read_text(encoding="utf-8").replace("- humilite_contredit_a_raison", "- nowhere")
    path.write_text(text, encoding="utf-8")
    assert "bot/data/campaign.yml, scenarios: nowhere" in fault("campaign")


@pytest.mark.parametrize(
    ("name", "spoiled", "check"), [("credentials.yml", "", "channels"), ("domain.yml", "a: [", "content")]
)
def test_the_doctor_finds_spoiled_files(home, database, ports, name, spoiled, check):
    (home / name).write_text(spoiled, encoding="utf-8")
    assert name in fault(check)
    fault("model")


def test_the_doctor_s_status_is_the_command_s(bot, tmp_path, ports):
    done = bot("doctor", DATABASE_URL=f"sqlite:///{tmp_path / 'bot.db'}")
    assert done.returncode == 1
    assert "FAIL   database" in done.stdout
    assert "Traceback" not in done.stderr


# --- the command line


@pytest.mark.parametrize("kind", ["intents", "fields", "evidence", "dialogues"])
def test_an_unknown_file_of_examples_is_one_line(bot, kind, tmp_path):
    assert_one_clear_line(bot("eval", kind, str(tmp_path / "nowhere.jsonl")), "nowhere.jsonl cannot be read")


@pytest.mark.parametrize(("written", "told"), [
    (b"{", "line 1: not JSON"), (b'{"field": "nom", "text": "x", "expected": {}}\n\n[]\n', "line 3: the key"), (b'{"field": "nom"}', "the key text, expected is missing"),
    (b"\xff", "cannot be read"),
])  # fmt: skip
def test_a_broken_file_of_examples_is_one_line(bot, written, told, tmp_path):
    (tmp_path / "rows.jsonl").write_bytes(written)
    assert_one_clear_line(bot("eval", "fields", str(tmp_path / "rows.jsonl")), told)


@pytest.mark.slow
def test_fields_are_scored_into_a_file_and_one_object(bot, tmp_path):
    expected = {"date": "2026-12-24"}
    row = {"field": "disponibilite", "prompt_context": "Dès quand ?", "text": "dans un mois", "expected": expected}
    rows, out = tmp_path / "rows.jsonl", tmp_path / "out.jsonl"
    rows.write_text(json.dumps(row), encoding="utf-8")
    done = bot("eval", "fields", str(rows), "--json", "--out", str(out), "--reference-date", "2026-11-24")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["accuracy"] == 1
    assert json.loads(out.read_text(encoding="utf-8")) == {**row, "got": expected}


def test_an_unknown_command_is_no_success(bot):
    assert bot("dance").returncode == 2


def test_an_account_needs_a_long_password_and_a_login_of_its_own(bot, tmp_path):
    url = f"sqlite:///{tmp_path / 'bot.db'}"

    def add(password):
        return bot("recruiter", "add", "lucie@exemple.fr", "--name", "Lucie", stdin=f"{password}\n", DATABASE_URL=url)

    assert_one_clear_line(add("trop court"), "too short: 12 characters")
    assert_one_clear_line(add(""), "too short")
    assert add(PASSWORD).stdout == (
        "Account made for lucie@exemple.fr, in Équipe nationale: it reads the files of everybody, all over France. "
        "`bot structure add` and `--structure` narrow that.\n"
    )
    assert_one_clear_line(add(PASSWORD), "already an account")
    assert bot("recruiter", "list", DATABASE_URL=url).stdout == "lucie@exemple.fr  Lucie  (Équipe nationale)\n"
    assert PASSWORD.encode() not in (tmp_path / "bot.db").read_bytes()
    assert bot("recruiter", "disable", "lucie@exemple.fr", DATABASE_URL=url).returncode == 0
    assert "(closed, Équipe nationale)" in bot("recruiter", "list", DATABASE_URL=url).stdout
    assert_one_clear_line(
        bot("recruiter", "disable", "nobody@exemple.fr", DATABASE_URL=url), "no account for nobody@exemple.fr"
    )
    assert "recruiter:" in bot("recruiter", "erase", "lucie@exemple.fr", "--yes", DATABASE_URL=url).stdout
    assert bot("recruiter", "list", DATABASE_URL=url).stdout == ""


def authenticate(database, login, password):
    return recruiters.authenticate(database, login, password, address="192.0.2.1")


def test_an_account_gets_another_password_and_opens_again(bot, database):
    assert bot("recruiter", "add", "lucie@exemple.fr", "--name", "Lucie", stdin=f"{PASSWORD}\n").returncode == 0
    for _ in range(2):
        assert authenticate(database, "lucie@exemple.fr", "wrong") is None
    with pytest.raises(ThrottledError):
        authenticate(database, "lucie@exemple.fr", PASSWORD)
    assert_one_clear_line(bot("recruiter", "password", "lucie@exemple.fr", stdin="court\n"), "too short")
    assert_one_clear_line(bot("recruiter", "password", "nobody@exemple.fr", stdin=f"{PASSWORD}\n"), "no account")
    assert bot("recruiter", "password", "lucie@exemple.fr", stdin="une autre phrase longue\n").returncode == 0
    assert authenticate(database, "lucie@exemple.fr", PASSWORD) is None
    account_id = authenticate(database, "lucie@exemple.fr", "une autre phrase longue")
    assert account_id
    with database.session_scope() as session:
        token = recruiter_sessions.open_session(session, account_id)
    assert bot("recruiter", "disable", "lucie@exemple.fr").returncode == 0
    assert authenticate(database, "lucie@exemple.fr", "une autre phrase longue") is None
    assert bot("recruiter", "reopen", "lucie@exemple.fr").returncode == 0
    assert authenticate(database, "lucie@exemple.fr", "une autre phrase longue")
    with database.session_scope() as session:
        assert recruiter_sessions.find_session(session, token) is None, "closing ended it for good"


def test_purging_again_and_again_erases_what_is_over_and_outlives_a_database_that_is_away(database, monkeypatch):
    with database.session_scope() as session:
        candidates.open_registration(session, "web-1", channel="web", notice_version="2026-11")
        candidates.find(session, "web-1").expires_at = clock.now() - timedelta(days=1)
    said, is_over = [], threading.Event()

    def hear(line):
        said.append(line)
        if len(said) == 1:
            monkeypatch.setenv("DATABASE_URL", UNREACHABLE)
        elif len(said) == 2:
            monkeypatch.setenv("DATABASE_URL", str(database.engine.url))
        else:
            is_over.set()

    purge_periodically(hear, hours=0.1 / 3600, is_over=is_over)
    assert said[0].startswith("1 expired files"), said
    assert said[1].startswith("Nothing purged this time"), said
    assert said[2].startswith("0 expired files"), said


def test_a_purge_forgets_old_questions_without_an_answer(database):
    with database.session_scope() as session:
        unanswered.add(session, "Est-ce que la mairie prête un vélo ?", unanswered.Reason.OUT_OF_SCOPE)
        unanswered.list_all(session)[0].week -= timedelta(weeks=14)
    purge(lambda line: None)
    with database.session_scope() as session:
        assert unanswered.list_all(session) == []


def test_a_person_s_file_is_shown_and_erased_on_demand(bot, database):
    with database.session_scope() as session:
        candidates.open_registration(session, "web-1", channel="web", notice_version="2026-11")
        candidates.set_field(session, "web-1", "email", "lucie@exemple.fr")
        candidates.set_field(session, "web-1", "last_name", "Bérard")
    assert_one_clear_line(bot("candidate", "show", "lucie@exemple.fr"), "--proved-otherwise")
    assert "e-mail not proved" in bot("candidate", "find", "berard").stdout
    shown = bot("candidate", "show", "LUCIE@exemple.fr", "--proved-otherwise")
    assert json.loads(shown.stdout)["candidate"]["last_name"] == "Bérard", shown.stderr
    assert bot("candidate", "erase", "lucie@exemple.fr", stdin="n\n").returncode == 1
    assert "Receipt: EFF-" in bot("candidate", "erase", "lucie@exemple.fr", "--yes").stdout
    assert_one_clear_line(bot("candidate", "show", "lucie@exemple.fr"), "Nobody is registered")


# --- settings


def test_a_secret_is_made_once_and_for_its_owner_alone(tmp_path, monkeypatch):
    monkeypatch.delenv("BOT_SECRET", raising=False)
    monkeypatch.setenv("BOT_STATE", str(tmp_path))
    key = secret_key()
    assert secret_key() == key
    assert len(key) >= 48
    assert (tmp_path / "secret").stat().st_mode & 0o077 == 0


def test_the_environment_s_secret_goes_first(tmp_path, monkeypatch):
    monkeypatch.setenv("BOT_SECRET", "shared by several machines")
    monkeypatch.setenv("BOT_STATE", str(tmp_path))
    assert secret_key() == "shared by several machines"
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_number_stops_every_command_in_one_line(bot):
    """A negative time would have erased every file at the next purge."""
    assert_one_clear_line(
        bot("run", BOT_RETENTION_MONTHS="-1"), "BOT_RETENTION_MONTHS=-1 does not fit: write a whole number from 1"
    )
    assert_one_clear_line(bot("run", BOT_PAGES_PORT="http"), "BOT_PAGES_PORT=http does not fit")


@pytest.mark.parametrize("secret", ["x", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "secret"])
def test_a_secret_that_can_be_guessed_signs_nothing(monkeypatch, secret):
    monkeypatch.setenv("BOT_SECRET", secret)
    with pytest.raises(OperatingError, match="BOT_SECRET can be guessed"):
        secret_key()


# --- the audit log


def test_an_operator_verifies_and_reads_the_audit_log(bot, database):
    with database.session_scope() as session:
        candidate_id = candidates.open_registration(session, "c1", channel="web", notice_version="1").id
    whole = bot("audit", "verify")
    assert whole.returncode == 0 and "1 lines, from " in whole.stdout and ": whole." in whole.stdout
    noted = whole.stdout.split("Last hash: ")[1].strip()
    assert candidate_id in bot("audit", "show", "--candidate", candidate_id, "--since", "2020-01-01").stdout
    assert "read_audit" in bot("audit", "show").stdout
    assert "is in it" in bot("audit", "verify", "--expect", noted).stdout
    assert bot("audit", "verify", "--expect", "0" * 64).returncode == 1
    with database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE audit_entries SET act = 'confirmed' WHERE act = 'consented'")
    broken = bot("audit", "verify")
    assert broken.returncode == 1 and "line 1 of " in broken.stdout


def test_commands_that_show_something_of_people_are_in_the_audit_log(bot, database, tmp_path):
    with database.session_scope() as session:
        candidates.open_registration(session, "c1", channel="web", notice_version="1").email = "zoe@exemple.fr"
    for arguments in (
        ("candidate", "show", "zoe@exemple.fr", "--proved-otherwise"), ("candidate", "export", "zoe@exemple.fr"), ("candidate", "export", "--csv"),
        ("eval", "unanswered"), ("backup", str(tmp_path / "copy.zip")), ("audit", "show"),
    ):  # fmt: skip
        assert bot(*arguments).returncode == 0, arguments
    with database.session_scope() as session:
        acts = [entry.act for entry in audit_chain.lines(session) if entry.actor == "operator"]
    exported = ["exported", "exported_candidate", "exported_candidates"]
    assert acts == [*exported, "read_unanswered", "backed_up", "read_audit"]
