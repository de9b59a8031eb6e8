"""What must not be shown of a person's words: health, bank, other people. Imports no Rasa and no database."""
