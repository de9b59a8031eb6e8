"""What a message means in its context: acts and spans (learned, in `bot.understanding.nlu`) become one turn with values.

Imports neither Rasa nor a database. `table` decides, `fields` is the registry, the folders turn words into normal forms.
"""
