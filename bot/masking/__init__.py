"""What must not be shown of a person's words: health, bank, other people. Pure; imports no Rasa and no database."""
