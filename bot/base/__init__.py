"""What everything stands on: settings, clock, errors, logs, metrics. Imports nothing of ours."""
