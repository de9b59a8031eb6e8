"""Run a command with resource limits, ending with its parent process.

python -m bot.recruiting.contents.limited PARENT_PID COMMAND…
"""

import os
import resource
import sys

from bot.base.environment import die_with_parent

NICENESS = 15
GIBIBYTE = 2**30
MAX_ADDRESS_SPACE_BYTES = 6 * GIBIBYTE  # virtual memory; about an eighth is resident
CPU_SECONDS = 600


def main() -> None:
    """Set the limits, then replace this process by the command."""
    parent, *command = sys.argv[1:]
    die_with_parent(int(parent))
    os.nice(NICENESS)
    resource.setrlimit(resource.RLIMIT_AS, (MAX_ADDRESS_SPACE_BYTES, MAX_ADDRESS_SPACE_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a dump would hold what was in memory
    os.execv(command[0], command)


if __name__ == "__main__":
    main()
