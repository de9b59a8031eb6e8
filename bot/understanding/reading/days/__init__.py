"""From when somebody is free: the words of days, durations and notice periods become a date."""
