"""Prefork pool: load once, fork one worker per listening socket, share memory copy-on-write.

    SIGTERM, SIGINT  workers finish their requests, then the pool ends
    SIGHUP           reload: this process re-executes itself with the sockets still open; the old workers keep serving
                     until the new ones are forked, then they are drained

A worker that exits is forked again, with back-off if it exits within `MIN_UPTIME_SECONDS` of starting. One that misses
its heartbeats is killed and forked again. The parent keeps the sockets open: clients wait in the accept queue.
"""

import faulthandler
import gc
import json
import logging
import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.base.clock import backoff_seconds
from bot.base.environment import die_with_parent
from bot.base.settings import settings
from bot.operating.run.heartbeats import MAX_MISSED_BEATS, Heartbeats, beat_seconds

logger = logging.getLogger(__name__)

HANDED_OVER_VARIABLE = "HANDED_OVER_BY_PARENT"  # file descriptors and pids passed across exec
MAX_BACKOFF_SECONDS = 30.0
MIN_UPTIME_SECONDS = 10.0  # a worker that exits earlier failed to start
DRAIN_SECONDS = 20.0
_TRACEBACK_SECONDS = 0.5  # for faulthandler to write the stack
_SIGNALS = {signal.SIGCHLD, signal.SIGTERM, signal.SIGINT, signal.SIGHUP}


Serve = Callable[[socket.socket, Callable[[], None]], None]


@dataclass
class _Slot:
    """A socket and the process that serves it, if any."""

    number: int
    sock: socket.socket
    pid: int = 0
    forked_at: float = 0.0
    failures: int = 0
    not_before: float = 0.0


def open_sockets(ports: Sequence[int]) -> list[socket.socket]:
    """Sockets inherited across a reload, else new ones bound to loopback. Binds only; workers listen.

    Raises:
        OSError: a port is in use.
    """
    before = json.loads(os.environ.get(HANDED_OVER_VARIABLE, "{}"))
    if "sockets" in before:
        return [socket.socket(fileno=number) for number in before["sockets"]]
    sockets = []
    for port in ports:
        sock = socket.socket()
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind(("127.0.0.1", port))
        sockets.append(sock)
    return sockets


class PreforkPool:
    """Keeps one worker running for each socket.

    Args:
        serve: runs in the worker until SIGTERM. It must call the function it is given at least every `beat_seconds()`
            from whatever may hang (its event loop), or it is killed.
    """

    def __init__(self, serve: Serve, sockets: Sequence[socket.socket]) -> None:
        self._serve = serve
        self._workers = [_Slot(number, sock) for number, sock in enumerate(sockets, start=1)]
        self._heartbeats = Heartbeats(len(self._workers))
        self._next_check = 0.0
        self._draining: set[int] = set()
        self._drain_deadline = 0.0

    def run(self) -> None:
        """Fork the workers and supervise them until SIGTERM or SIGINT; returns when all have exited."""
        signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
        gc.collect()
        gc.freeze()  # what is loaded is not looked through again: its memory stays shared
        self._fork_due()
        self._drain(json.loads(os.environ.pop(HANDED_OVER_VARIABLE, "{}")).get("workers", []))
        while True:
            got = signal.sigtimedwait(_SIGNALS, self._seconds_to_next())
            if got is not None and got.si_signo in {signal.SIGTERM, signal.SIGINT}:
                break
            if got is not None and got.si_signo == signal.SIGHUP:
                self._reexec()
            self._reap()
            self._fork_due()
            self._kill_hung()
        self._stop()

    def _seconds_to_next(self) -> float:
        """Seconds until the next fork, heartbeat check or drain deadline."""
        due = [self._next_check, *(worker.not_before for worker in self._workers if not worker.pid)]
        if self._draining:
            due.append(self._drain_deadline)
        return max(min(due) - time.monotonic(), 0.01)

    def _drain(self, pids: Sequence[int]) -> None:
        """SIGTERM the workers of before a reload; `_kill_hung` kills those left after `hang_seconds`."""
        self._draining, self._drain_deadline = set(pids), time.monotonic() + settings().hang_seconds
        for pid in pids:
            logger.info("draining old worker pid %d", pid)
            os.kill(pid, signal.SIGTERM)

    def _kill_hung(self) -> None:
        """Kill workers without heartbeat, after SIGUSR1 made them write a stack trace."""
        now = time.monotonic()
        if self._draining and now >= self._drain_deadline:
            for pid in self._draining:
                os.kill(pid, signal.SIGKILL)
            self._draining = set()
        if now < self._next_check:
            return
        self._next_check = now + beat_seconds()
        for index, worker in enumerate(self._workers):
            if worker.pid and self._heartbeats.missed_beats(index) >= MAX_MISSED_BEATS:
                logger.error("worker %d hangs: killed", worker.number)
                os.kill(worker.pid, signal.SIGUSR1)
                time.sleep(_TRACEBACK_SECONDS)
                os.kill(worker.pid, signal.SIGKILL)
                self._heartbeats.begin(index)

    def _fork_due(self) -> None:
        now = time.monotonic()
        for worker in self._workers:
            if not worker.pid and worker.not_before <= now:
                self._fork(worker)

    def _fork(self, worker: _Slot) -> None:
        index = self._workers.index(worker)
        parent = os.getpid()
        self._heartbeats.begin(index)
        worker.forked_at = time.monotonic()
        worker.pid = os.fork()
        if worker.pid:
            return
        status = 1
        try:
            die_with_parent(parent)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
            faulthandler.register(signal.SIGUSR1)  # says where a worker hangs: files, lines and functions, no values
            for other in self._workers:
                if other is not worker:
                    other.sock.close()
            self._serve(worker.sock, lambda: self._heartbeats.beat(index))
            status = 0
        except Exception as error:
            logger.error("worker %d failed: %s", worker.number, type(error).__name__)
        finally:
            sys.stdout.flush()
            os._exit(status)

    def _reap(self) -> None:
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if not pid:
                return
            self._draining.discard(pid)
            for worker in self._workers:
                if worker.pid == pid:
                    self._on_worker_exit(worker, os.waitstatus_to_exitcode(status))

    def _on_worker_exit(self, worker: _Slot, code: int) -> None:
        lived = time.monotonic() - worker.forked_at
        worker.failures = worker.failures + 1 if lived < MIN_UPTIME_SECONDS else 0
        pause = backoff_seconds(worker.failures, maximum=MAX_BACKOFF_SECONDS) if worker.failures > 1 else 0.0
        worker.pid, worker.not_before = 0, time.monotonic() + pause
        logger.error("worker %d stopped (status %d), restarting in %.1f s", worker.number, code, pause)

    def _reexec(self) -> None:
        logger.info("reloading; %d workers keep serving", len(self._workers))
        for worker in self._workers:
            worker.sock.set_inheritable(True)
        os.environ[HANDED_OVER_VARIABLE] = json.dumps({
            "sockets": [worker.sock.fileno() for worker in self._workers],
            "workers": [worker.pid for worker in self._workers if worker.pid],
        })  # fmt: skip
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
        sys.stdout.flush()
        os.execv(sys.executable, sys.orig_argv)  # the same process, so its workers stay its own

    def _stop(self) -> None:
        running = {worker.pid for worker in self._workers if worker.pid}
        for pid in running:
            os.kill(pid, signal.SIGTERM)
        deadline = time.monotonic() + DRAIN_SECONDS
        while running and time.monotonic() < deadline:
            signal.sigtimedwait({signal.SIGCHLD}, 0.2)
            running = {pid for pid in running if os.waitpid(pid, os.WNOHANG)[0] == 0}
        for pid in running:
            os.kill(pid, signal.SIGKILL)
