"""A real Dovecot on loopback, without any rights, that tests may stop, kill and start again."""

import imaplib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from bot.tools.evaluation.servers import free_port

USER, PASSWORD = "assistant@exemple.fr", "un mot de passe de test"
# Of a user without rights: what Dovecot does as root, it must not need to.
_NAME = "nobody" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
_ACCOUNT = pwd.getpwnam(_NAME)
_CONFIGURATION = """
dovecot_config_version = 2.4.0
dovecot_storage_version = 2.4.0
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 1
first_valid_gid = 1
mail_driver = maildir
mail_path = {folder}/mail
mail_home = {folder}/home
auth_allow_cleartext = yes
imap_capability = {capability}
passdb static {{
  password = {password}
}}
userdb static {{
  fields {{
    uid = {uid}
    gid = {gid}
    home = {folder}/home
  }}
}}
{ssl}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""
_TLS = "ssl = yes\nssl_server_cert_file = {folder}/certificate.pem\nssl_server_key_file = {folder}/key.pem"


class Dovecot:
    """One mail server with one mailbox."""

    def __init__(self, *, capability: str = "", certificate: tuple[bytes, bytes] | None = None) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="dovecot-"))
        self.port, self.tls_port = free_port(), free_port() if certificate else 0
        self._process: subprocess.Popen[bytes] | None = None
        for name in ("run", "state", "mail", "home"):
            (self.folder / name).mkdir()
        for name, content in zip(("certificate.pem", "key.pem"), certificate or (), strict=False):
            (self.folder / name).write_bytes(content)
        self.configure(capability)

    def configure(self, capability: str = "") -> None:
        """Writes the configuration; takes effect at the next start."""
        group = subprocess.run(["id", "-gn", _NAME], check=True, capture_output=True, text=True).stdout.strip()
        text = _CONFIGURATION.format(
            folder=self.folder, user=_NAME, group=group, uid=_ACCOUNT.pw_uid, gid=_ACCOUNT.pw_gid, password=PASSWORD,
            port=self.port, tls_port=self.tls_port, capability=capability,
            ssl=_TLS.format(folder=self.folder) if self.tls_port else "ssl = no",
        )  # fmt: skip
        text = "\n".join(line for line in text.split("\n") if line != "imap_capability = ")
        (self.folder / "dovecot.conf").write_text(text, encoding="utf-8")

    def start(self) -> "Dovecot":
        if os.getuid() == 0:
            for path in (self.folder, *self.folder.rglob("*")):
                os.chown(path, _ACCOUNT.pw_uid, _ACCOUNT.pw_gid)
        rights = {"user": _NAME, "group": _ACCOUNT.pw_gid, "extra_groups": []} if os.getuid() == 0 else {}
        binary = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
        assert binary, "Dovecot is missing: tests/install-imap"
        command = [binary, "-F", "-c", str(self.folder / "dovecot.conf")]
        with (self.folder / "output").open("ab") as output:
            self._process = subprocess.Popen(
                command, stdout=output, stderr=output, cwd="/", start_new_session=True, **rights
            )
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self._process.poll() is None:
            with suppress(OSError, imaplib.IMAP4.error), imaplib.IMAP4("127.0.0.1", self.port, timeout=5) as client:
                client.login(USER, PASSWORD)
                return self
            time.sleep(0.1)
        raise RuntimeError(f"Dovecot did not start: {self.told()[-3000:]}")

    def told(self) -> str:
        """Returns what it logged."""
        paths = [self.folder / "output", self.folder / "log"]
        return "".join(path.read_text(errors="replace") for path in paths if path.exists())

    def stop(self, by: signal.Signals = signal.SIGTERM) -> None:
        """Ends it, and every process that it has started."""
        if self._process is None:
            return
        if by is signal.SIGKILL:
            os.killpg(self._process.pid, by)
        else:
            self._process.send_signal(by)
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process = None
        (self.folder / "run" / "master.pid").unlink(missing_ok=True)

    def kill(self) -> None:
        self.stop(signal.SIGKILL)

    def remove(self) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def arrive(self, raw: bytes, folder: str = "INBOX", moment: datetime | None = None) -> None:
        """Puts a message into the mailbox, as a delivery does, now or as if it had come at another moment."""
        with imaplib.IMAP4("127.0.0.1", self.port, timeout=20) as client:
            client.login(USER, PASSWORD)
            answer, told = client.append(folder, "", moment, raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
            assert answer == "OK", told

    def ask(self, *commands: tuple[str, ...]) -> list[bytes]:
        """Gives commands as a mail program does; returns what the last one is answered."""
        with imaplib.IMAP4("127.0.0.1", self.port, timeout=20) as client:
            client.login(USER, PASSWORD)
            client.select()
            told: list[bytes] = []
            for name, *arguments in commands:
                answer, told = getattr(client, name)(*arguments)
                assert answer == "OK", told
            return [one if isinstance(one, bytes) else b" ".join(one) for one in told if one is not None]

    def empty(self) -> None:
        """Starts it if it is stopped, and removes all messages."""
        if self._process is None:
            self.start()
        if self.ask(("search", None, "ALL")) != [b""]:
            self.ask(("store", "1:*", "+FLAGS", "\\Deleted"), ("expunge",))

    def number_anew(self) -> None:
        """Restarts it without its numbers, as after a repair or a move."""
        self.stop()
        for path in (self.folder / "mail").rglob("dovecot*"):
            if path.is_file():
                path.unlink()
        time.sleep(1.1)  # new numbers are told apart by the second
        self.start()
