"""Processes of the bench: what belongs to a command, what it holds, and that nothing is left running."""

import os
import sys

import pytest

from bot.tools.bench.processes import ProcessTree, is_running, process_tree, pss_megabytes
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
def test_a_command_and_its_children_are_found_weighed_and_ended(tmp_path):
    running = ProcessTree([sys.executable, "-c", PARENT], tmp_path, dict(os.environ), tmp_path / "log")
    try:
        child = int(wait_until(lambda: running.end_of_log().strip()))
        parent, *_ = process_tree(os.getpid())
        assert parent == os.getpid()
        assert child in process_tree(os.getpid())
        memory = running.memory()
        assert len(memory) == 2
        assert 50 < sum(memory.values()) < 200
        assert running.processor_seconds() > 0
        assert not running.has_ended
    finally:
        running.stop()
    assert running.has_ended
    assert not is_running(child)


def test_a_process_that_is_gone_holds_nothing():
    assert pss_megabytes(2**22 + 1) == 0
