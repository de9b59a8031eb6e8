"""Understanding a message: what the models learn and hear, and the turn that it comes to."""
