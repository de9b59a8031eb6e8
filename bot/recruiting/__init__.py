"""The recruiters' pages. They show candidates' own words and never score or rank anyone."""
