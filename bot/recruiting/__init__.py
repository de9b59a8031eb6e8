"""The recruiters' pages: candidates' own words, to be read by a person. Nothing here scores or ranks anybody."""
