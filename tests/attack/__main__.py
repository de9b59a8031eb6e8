"""Starts everything, attacks it, prints a table; the status is 1 if anything was found."""

import argparse
import sys
import time
from pathlib import Path

from tests.attack import report
from tests.attack.families import FAMILIES
from tests.attack.probe import Probe, slowest
from tests.attack.round import Round
from tests.attack.system import running_system
from tests.attack.target import OWNER, Target

BASELINE_SECONDS = 10.0


def main() -> int:
    """Runs the attacks; returns the exit status."""
    parser = argparse.ArgumentParser(prog="make attack", description=__doc__)
    parser.add_argument("--only", default="", help="attacks whose name, or whose family's, holds this")
    parser.add_argument("--postgresql", action="store_true", help="on PostgreSQL and not on SQLite")
    arguments = parser.parse_args()
    chosen = [
        (family, attack)
        for family, attacks in FAMILIES.items()
        for attack in attacks
        if arguments.only in f"{family} {attack.name}"
    ]
    if not chosen:
        parser.error(f"no attack's name holds {arguments.only!r}; the families are {', '.join(FAMILIES)}")
    began = time.monotonic()
    report.say(f"Starting everything on {'PostgreSQL' if arguments.postgresql else 'SQLite'} …")
    with running_system(postgresql=arguments.postgresql) as system:
        target = Target(system)
        probe = Probe(system.pages, Path(system.state) / "probe.jsonl")
        try:
            probe.settle()
            quiet = time.time()
            time.sleep(BASELINE_SECONDS)
            baseline = slowest(probe.beats(quiet))
            report.say(
                f"Ready after {time.monotonic() - began:.0f} s. Others' slowest answer while nothing goes on: {baseline:.2f} s."
            )
            judged = Round(target, probe, baseline)
            target.account(OWNER)
            target.plant()
            target.plant()
            results = []
            for family, attack in chosen:
                results.append(judged.run(family, attack))
                report.say(report.line(results[-1]))
        finally:
            probe.close()
    report.say("\n" + report.table(results))
    faulty = [result for result in results if result.faults]
    report.say(f"{len(results)} attacks in {time.monotonic() - began:.0f} s, {len(faulty)} found a fault.")
    return 1 if faulty else 0


if __name__ == "__main__":
    sys.exit(main())
