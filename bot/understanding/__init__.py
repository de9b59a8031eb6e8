"""Understanding messages: models, field resolvers, and the rules that interpret a message in its context."""
