"""The header of ours by which an answer may lead to another site."""

# Set by intent alone: to the provider that operators name, where people sign in. It never leaves the server.
LEADS_AWAY = "x-leads-away"
