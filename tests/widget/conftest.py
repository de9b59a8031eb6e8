"""A page of a real browser, before a channel that is played."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.markers import starts
from tests.widget.browser import chromium_page, shared_chromium
from tests.widget.played_channel import PlayedChannel


@pytest.fixture(scope="package", autouse=True)
@starts("browser")
def browser_of_the_package() -> Iterator[None]:
    """One browser for all tests of the widget."""
    with shared_chromium():
        yield


@pytest.fixture
def channel() -> PlayedChannel:
    return PlayedChannel()


@pytest.fixture
def page(channel: PlayedChannel) -> Iterator[Page]:
    with chromium_page(viewport={"width": 1000, "height": 700}) as page:
        page.context.route("**/*", channel.serve)
        yield page
