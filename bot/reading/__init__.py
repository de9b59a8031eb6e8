"""What a message means in its context: acts and spans (learned, in `bot.nlu`) become one turn with values.

Pure: imports neither Rasa nor a database. `turn` is the table; `fields` the registry of what the registration asks;
`names`, `places`, `days` and `contacts` turn the words of spans into normal forms.
"""
