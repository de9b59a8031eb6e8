"""Exports: dossiers as JSON, tables and PDF, masked; the subject access export, unmasked."""
