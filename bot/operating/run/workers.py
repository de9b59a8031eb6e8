"""Processes forked from one that has loaded everything: each serves one listening socket, and shares the memory.

    SIGTERM, SIGINT  every worker finishes what it is at, then all is over
    SIGHUP           the program begins anew (other code, another model) while its workers go on; they are relieved
                     when what was loaded anew can serve

A worker that dies is forked again at once, later and later when it keeps dying; one that hangs is killed, and so forked
again. Meanwhile its connections wait: the parent holds the sockets.
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
from bot.operating.run.heartbeats import LOOKS, Heartbeats, beat_seconds

logger = logging.getLogger(__name__)

HANDED_OVER = "HANDED_OVER_BY_PARENT"  # sockets and workers of the program before it began anew
LONGEST_PAUSE_SECONDS = 30.0
LIVES_SECONDS = 10.0  # a worker that lived for longer did not die of starting
STOPPING_SECONDS = 20.0
_TRACING_SECONDS = 0.5  # for a worker that hangs to write where
_SIGNALS = {signal.SIGCHLD, signal.SIGTERM, signal.SIGINT, signal.SIGHUP}


Serve = Callable[[socket.socket, Callable[[], None]], None]


@dataclass
class _Worker:
    """One place among the workers: its socket, and who serves it."""

    number: int
    sock: socket.socket
    pid: int = 0
    forked_at: float = 0.0
    failures: int = 0
    not_before: float = 0.0


def open_sockets(ports: Sequence[int]) -> list[socket.socket]:
    """Returns a socket of each loopback port: of the program before, or bound anew; nothing is accepted yet.

    Raises:
        OSError: a port is taken.
    """
    before = json.loads(os.environ.get(HANDED_OVER, "{}"))
    if "sockets" in before:
        return [socket.socket(fileno=number) for number in before["sockets"]]
    sockets = []
    for port in ports:
        sock = socket.socket()
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind(("127.0.0.1", port))
        sockets.append(sock)
    return sockets


class Workers:
    """Keeps one worker at each socket."""

    def __init__(self, serve: Serve, sockets: Sequence[socket.socket]) -> None:
        """Prepares the workers.

        Args:
            serve: what a worker does, on its socket, until it is told to stop by SIGTERM; from what may hang (its event
                loop) it calls what it is given, every `beat_seconds()`.
            sockets: where each serves.
        """
        self._serve = serve
        self._workers = [_Worker(number, sock) for number, sock in enumerate(sockets, start=1)]
        self._heartbeats = Heartbeats(len(self._workers))
        self._next_look = 0.0
        self._relieved: set[int] = set()
        self._relieved_until = 0.0

    def run(self) -> None:
        """Forks the workers and looks after them until SIGTERM or SIGINT; returns when all have stopped."""
        signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
        gc.collect()
        gc.freeze()  # what is loaded is not looked through again: its memory stays shared
        self._fork_due()
        self._relieve(json.loads(os.environ.pop(HANDED_OVER, "{}")).get("workers", []))
        while True:
            got = signal.sigtimedwait(_SIGNALS, self._seconds_to_next())
            if got is not None and got.si_signo in {signal.SIGTERM, signal.SIGINT}:
                break
            if got is not None and got.si_signo == signal.SIGHUP:
                self._begin_anew()
            self._reap()
            self._fork_due()
            self._look()
        self._stop()

    def _seconds_to_next(self) -> float:
        """Returns in how many seconds a worker is to be forked again, or looked at."""
        due = [self._next_look, *(worker.not_before for worker in self._workers if not worker.pid)]
        if self._relieved:
            due.append(self._relieved_until)
        return max(min(due) - time.monotonic(), 0.01)

    def _relieve(self, pids: Sequence[int]) -> None:
        """Tells the workers of the program before to stop; those that hang are killed later."""
        self._relieved, self._relieved_until = set(pids), time.monotonic() + settings().hang_seconds
        for pid in pids:
            logger.info("worker process %d is relieved", pid)
            os.kill(pid, signal.SIGTERM)

    def _look(self) -> None:
        """Kills the workers that hang: `_reap` then sees to it that they are forked again."""
        now = time.monotonic()
        if self._relieved and now >= self._relieved_until:
            for pid in self._relieved:
                os.kill(pid, signal.SIGKILL)
            self._relieved = set()
        if now < self._next_look:
            return
        self._next_look = now + beat_seconds()
        for index, worker in enumerate(self._workers):
            if worker.pid and self._heartbeats.looks_in_vain(index) >= LOOKS:
                logger.error("worker %d hangs: killed", worker.number)
                os.kill(worker.pid, signal.SIGUSR1)
                time.sleep(_TRACING_SECONDS)
                os.kill(worker.pid, signal.SIGKILL)
                self._heartbeats.begin(index)

    def _fork_due(self) -> None:
        now = time.monotonic()
        for worker in self._workers:
            if not worker.pid and worker.not_before <= now:
                self._fork(worker)

    def _fork(self, worker: _Worker) -> None:
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
            self._relieved.discard(pid)
            for worker in self._workers:
                if worker.pid == pid:
                    self._mourn(worker, os.waitstatus_to_exitcode(status))

    def _mourn(self, worker: _Worker, code: int) -> None:
        lived = time.monotonic() - worker.forked_at
        worker.failures = worker.failures + 1 if lived < LIVES_SECONDS else 0
        pause = backoff_seconds(worker.failures, maximum=LONGEST_PAUSE_SECONDS) if worker.failures > 1 else 0.0
        worker.pid, worker.not_before = 0, time.monotonic() + pause
        logger.error("worker %d stopped (status %d), again in %.1f s", worker.number, code, pause)

    def _begin_anew(self) -> None:
        logger.info("beginning anew; %d workers go on meanwhile", len(self._workers))
        for worker in self._workers:
            worker.sock.set_inheritable(True)
        os.environ[HANDED_OVER] = json.dumps({
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
        deadline = time.monotonic() + STOPPING_SECONDS
        while running and time.monotonic() < deadline:
            signal.sigtimedwait({signal.SIGCHLD}, 0.2)
            running = {pid for pid in running if os.waitpid(pid, os.WNOHANG)[0] == 0}
        for pid in running:
            os.kill(pid, signal.SIGKILL)
