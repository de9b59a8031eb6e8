"""uvicorn's HTTP protocol with time-outs, so that a slow client cannot hold a connection for long.

uvicorn bot.operating.run.pages:app --http bot.front.connections:Connection
"""

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol


class PipelinedError(Exception):
    """A request arrived before the previous one was answered."""


class Connection(HttpToolsProtocol):
    """One connection. uvicorn itself limits only the time between two requests.

    Attributes:
        head_seconds: for the request line and headers, from the first byte; for the first request, from the connection.
        body_seconds: for the body, after the headers.
        reading_seconds: for the client to read a response that fills the buffers, or the rest of it before closing.
    """

    head_seconds = 10.0
    body_seconds = 20.0
    reading_seconds = 60.0

    _arriving: asyncio.TimerHandle | None = None
    _leaving: asyncio.TimerHandle | None = None

    def _within(self, seconds: float) -> asyncio.TimerHandle:
        return self.loop.call_later(seconds, self._give_up)

    def _give_up(self) -> None:
        self.transport.abort()  # closing would wait for a client that does not read

    def _expect(self, seconds: float) -> None:
        self._arrived()
        self._arriving = self._within(seconds)

    def _arrived(self) -> None:
        if self._arriving is not None:
            self._arriving.cancel()
            self._arriving = None

    def _leave(self) -> None:
        self._left()
        self._leaving = self._within(self.reading_seconds)

    def _left(self) -> None:
        if self._leaving is not None:
            self._leaving.cancel()
            self._leaving = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start the header timer of the first request."""
        super().connection_made(transport)
        self._expect(self.head_seconds)

    def data_received(self, data: bytes) -> None:
        """Start the header timer at the first byte after a response, even before it parses as a request."""
        is_idle = self.cycle is None or self.cycle.response_complete
        if is_idle and self._arriving is None:
            self._expect(self.head_seconds)
        super().data_received(data)

    def on_message_begin(self) -> None:
        """Reject pipelining: uvicorn would read and keep any number of requests, and no browser or proxy pipelines.

        One early request is accepted, because it may arrive before the end of the previous response is recorded.

        Raises:
            PipelinedError: the parser turns it into an error, and uvicorn into a 400 and the end of the connection.
        """
        if self.pipeline:
            raise PipelinedError
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Start the body timer."""
        super().on_headers_complete()
        self._expect(self.body_seconds)

    def on_message_complete(self) -> None:
        """Stop the timer: the request is complete."""
        self._arrived()
        super().on_message_complete()

    def pause_writing(self) -> None:
        """Start the write timer: the client does not read."""
        super().pause_writing()
        self._leave()

    def on_response_complete(self) -> None:
        """Start the write timer if the connection closes after this response: closing waits for the client."""
        super().on_response_complete()
        if self.transport.is_closing():
            self._leave()

    def timeout_keep_alive_handler(self) -> None:
        """Start the write timer of an idle connection that is being closed."""
        super().timeout_keep_alive_handler()
        self._leave()

    def resume_writing(self) -> None:
        """Stop the write timer."""
        super().resume_writing()
        self._left()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop all timers."""
        self._arrived()
        self._left()
        super().connection_lost(exc)
