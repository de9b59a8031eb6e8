"""What is kept about people: the only room that knows SQL tables. Imports neither Rasa nor the web."""
