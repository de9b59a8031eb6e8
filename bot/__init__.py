"""French-language assistant for candidates to conseiller numérique posts."""
