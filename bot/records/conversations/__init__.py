"""Conversations: messages in and out, state, takeovers by the team."""
