"""The recruiters' pages on a real port of loopback, behind the headers that they have in service."""

from contextlib import contextmanager

from fastapi import FastAPI

from bot.middleware.headers import SecurityHeadersMiddleware
from bot.recruiting.app import app
from tests.serving import served


@contextmanager
def served_pages():
    """Yields their address while they are served."""
    pages = FastAPI()
    pages.mount("/recrutement", app)
    with served(SecurityHeadersMiddleware(pages)) as (_, port):
        yield f"http://127.0.0.1:{port}/recrutement"
