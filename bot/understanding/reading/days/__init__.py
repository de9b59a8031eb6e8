"""Start dates: days, durations and notice periods become a date."""
