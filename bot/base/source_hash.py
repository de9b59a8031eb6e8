"""Hashes of source files, to tell whether a trained model is out of date."""

import ast
import hashlib
from collections.abc import Iterable
from pathlib import Path

_DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def hash_sources(paths: Iterable[Path]) -> str:
    """SHA-256 of names and contents, in hexadecimal. Comments, docstrings and layout of Python files do not count."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode())
        digest.update(_syntax(path.read_bytes()) if path.suffix == ".py" else path.read_bytes())
    return digest.hexdigest()


def _syntax(source: bytes) -> bytes:
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, _DOCUMENTED) and ast.get_docstring(node, clean=False) is not None:
            del node.body[0]
    return ast.dump(tree).encode()
