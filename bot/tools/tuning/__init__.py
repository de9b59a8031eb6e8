"""`make tune`: fine-tuning of the sentence encoder."""
