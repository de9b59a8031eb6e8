"""`make attack`: attacks on the whole system as it runs, each judged; `python -m tests.attack`."""
