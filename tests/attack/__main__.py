"""Start the system, run all attacks, print the result of each; exit status 1 if any attack succeeded."""

import argparse
import sys
import time
from functools import partial
from pathlib import Path

from tests.attack.categories import CATEGORIES
from tests.attack.probe import Probe, slowest
from tests.attack.run import AttackRunner
from tests.attack.system import running_system
from tests.attack.target import OWNER, Target

BASELINE_SECONDS = 10.0
say = partial(print, flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(prog="make attack", description=__doc__)
    parser.add_argument("--only", default="", help="attacks whose name, or whose category's, holds this")
    parser.add_argument("--postgresql", action="store_true", help="on PostgreSQL and not on SQLite")
    arguments = parser.parse_args()
    chosen = [
        (category, attack)
        for category, attacks in CATEGORIES.items()
        for attack in attacks
        if arguments.only in f"{category} {attack.name}"
    ]
    if not chosen:
        parser.error(f"no attack's name holds {arguments.only!r}; the categories are {', '.join(CATEGORIES)}")
    began = time.monotonic()
    say(f"Starting everything on {'PostgreSQL' if arguments.postgresql else 'SQLite'} …")
    with running_system(postgresql=arguments.postgresql) as system:
        target = Target(system)
        probe = Probe(system.pages, Path(system.state) / "probe.jsonl")
        try:
            probe.settle()
            quiet = time.time()
            time.sleep(BASELINE_SECONDS)
            baseline = slowest(probe.samples(quiet))
            say(
                f"Ready after {time.monotonic() - began:.0f} s. Others' slowest answer while nothing goes on: {baseline:.2f} s."
            )
            judged = AttackRunner(target, probe, baseline)
            target.account(OWNER)
            target.plant()
            target.plant()
            results = []
            for category, attack in chosen:
                results.append(judged.run(category, attack))
                say(results[-1])
        finally:
            probe.close()
    faulty = [result for result in results if result.faults]
    say(f"{len(results)} attacks in {time.monotonic() - began:.0f} s, {len(faulty)} found a fault.")
    return 1 if faulty else 0


if __name__ == "__main__":
    sys.exit(main())
