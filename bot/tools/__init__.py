"""What never serves: evaluation, tuning, bench, demo, supply."""
