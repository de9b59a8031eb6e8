"""What candidates are told, edited on the pages: documents and their fields, what is wrong with them, files again."""
