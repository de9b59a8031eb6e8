"""What is stored, in French words."""
