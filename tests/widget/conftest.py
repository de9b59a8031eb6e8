"""A real browser page with a fake channel."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.markers import starts
from tests.widget.browser import shared_chromium
from tests.widget.fake_channel import FakeChannel


@pytest.fixture(scope="package", autouse=True)
@starts("browser")
def browser_of_the_package() -> Iterator[None]:
    """One browser for all tests of the widget."""
    with shared_chromium():
        yield


@pytest.fixture
def channel() -> FakeChannel:
    return FakeChannel()


@pytest.fixture
def page(channel: FakeChannel) -> Iterator[Page]:
    with channel.page(viewport={"width": 1000, "height": 700}) as page:
        yield page
