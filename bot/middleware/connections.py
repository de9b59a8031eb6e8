"""uvicorn's HTTP protocol with time-outs, so that a slow client cannot hold a connection for long.

uvicorn bot.operating.run.pages:app --http bot.middleware.connections:TimeoutHttpProtocol
"""

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol


class PipelinedError(Exception):
    """A request arrived before the previous one was answered."""


class TimeoutHttpProtocol(HttpToolsProtocol):
    """One connection. uvicorn itself limits only the time between two requests.

    Attributes:
        header_timeout: for the request line and headers, from the first byte; for the first request, from the connection.
        body_timeout: for the body, after the headers.
        write_timeout: for the client to read a response that fills the buffers, or the rest of it before closing.
    """

    header_timeout = 10.0
    body_timeout = 20.0
    write_timeout = 60.0

    _read_timer: asyncio.TimerHandle | None = None
    _write_timer: asyncio.TimerHandle | None = None

    def _timer(self, seconds: float) -> asyncio.TimerHandle:
        return self.loop.call_later(seconds, self._give_up)

    def _give_up(self) -> None:
        self.transport.abort()  # closing would wait for a client that does not read

    def _start_read_timer(self, seconds: float) -> None:
        self._stop_read_timer()
        self._read_timer = self._timer(seconds)

    def _stop_read_timer(self) -> None:
        if self._read_timer is not None:
            self._read_timer.cancel()
            self._read_timer = None

    def _start_write_timer(self) -> None:
        self._stop_write_timer()
        self._write_timer = self._timer(self.write_timeout)

    def _stop_write_timer(self) -> None:
        if self._write_timer is not None:
            self._write_timer.cancel()
            self._write_timer = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start the header timer of the first request."""
        super().connection_made(transport)
        self._start_read_timer(self.header_timeout)

    def data_received(self, data: bytes) -> None:
        """Start the header timer at the first byte after a response, even before it parses as a request."""
        is_idle = self.cycle is None or self.cycle.response_complete
        if is_idle and self._read_timer is None:
            self._start_read_timer(self.header_timeout)
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
        self._start_read_timer(self.body_timeout)

    def on_message_complete(self) -> None:
        """Stop the timer: the request is complete."""
        self._stop_read_timer()
        super().on_message_complete()

    def pause_writing(self) -> None:
        """Start the write timer: the client does not read."""
        super().pause_writing()
        self._start_write_timer()

    def on_response_complete(self) -> None:
        """Start the write timer if the connection closes after this response: closing waits for the client."""
        super().on_response_complete()
        if self.transport.is_closing():
            self._start_write_timer()

    def timeout_keep_alive_handler(self) -> None:
        """Start the write timer of an idle connection that is being closed."""
        super().timeout_keep_alive_handler()
        self._start_write_timer()

    def resume_writing(self) -> None:
        """Stop the write timer."""
        super().resume_writing()
        self._stop_write_timer()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop all timers."""
        self._stop_read_timer()
        self._stop_write_timer()
        super().connection_lost(exc)
