"""Processes of the bench: descendants, memory, and a complete stop."""

import os
import sys

import psutil
import pytest

from bot.tools.bench.processes import ProcessTree, is_running
from tests.waiting import wait_until

# A parent with a child in a session of its own, as supervisors start their servers.
PARENT = """
import subprocess, sys, time
held = bytearray(50_000_000)
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(300)"], start_new_session=True)
print(child.pid, flush=True)
time.sleep(300)
"""


@pytest.mark.slow
def test_a_command_and_its_descendants_are_measured_and_stopped(tmp_path):
    running = ProcessTree([sys.executable, "-c", PARENT], tmp_path, dict(os.environ), tmp_path / "log")
    try:
        child = psutil.Process(int(wait_until(lambda: running.end_of_log().strip())))
        assert child in running.processes()
        assert len(running.processes()) == 2
        assert 50 < running.memory_megabytes() < 200
        assert running.processor_seconds() > 0
        assert not running.has_ended
    finally:
        running.stop()
    assert running.has_ended
    assert not is_running(child)
    assert running.processes() == []
    assert running.memory_megabytes() == 0
