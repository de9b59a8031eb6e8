"""Evidence for indicators: exact quotes in free French answers. Imports neither Rasa nor a database."""
