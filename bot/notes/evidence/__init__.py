"""The evidence room: free French answers to scenarios → exact quotes with indicator and polarity.

Imports neither Rasa nor a database.
"""
