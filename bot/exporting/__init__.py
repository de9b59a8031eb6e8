"""What leaves the product: notes as documents and tables, masks laid over."""
