"""What recruiters see and do with files."""
