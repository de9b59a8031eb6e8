"""Form answers to typed values: names, towns, mobility, availability, contacts.

Pure functions: no Rasa, no database, no clock of their own. Every reader takes the candidate's text and returns a
`Reading`.
"""
