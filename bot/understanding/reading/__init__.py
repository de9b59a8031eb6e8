"""Interpretation of a message in its context: NLU output becomes one intent or answer with normalised field values.

Imports neither Rasa nor a database. `rules` holds the decision rules, `fields` the registry of field resolvers.
"""
