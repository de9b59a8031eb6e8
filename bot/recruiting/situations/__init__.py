"""Reading by situation, and rating by hand."""
