"""uvicorn's HTTP with time-outs: a client that sends slowly, or does not read, holds no connection for long.

uvicorn bot.operating.run.pages:app --http bot.front.connections:Connection
"""

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol


class PipelinedError(Exception):
    """A request came before the one before it was answered."""


class Connection(HttpToolsProtocol):
    """One connection. uvicorn itself limits only the time between two requests.

    Attributes:
        head_seconds: within which a request's line and headers must have arrived, from its first byte or, for the first
            one, from the connection on.
        body_seconds: within which its body must have arrived, after the head.
        reading_seconds: within which it must read an answer that fills the buffers, or what is left when all is said.
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
        """Begins the time of the first request's head."""
        super().connection_made(transport)
        self._expect(self.head_seconds)

    def data_received(self, data: bytes) -> None:
        """Begins the time of a head with whatever comes after an answer: what is no request yet counts too."""
        is_idle = self.cycle is None or self.cycle.response_complete
        if is_idle and self._arriving is None:
            self._expect(self.head_seconds)
        super().data_received(data)

    def on_message_begin(self) -> None:
        """Refuses requests that do not wait for answers, but the next: it may come before the end of an answer is marked.

        uvicorn would read and keep as many of them as come; neither browsers nor proxies send any.

        Raises:
            PipelinedError: the parser makes an error of it, and uvicorn a 400 and the end of the connection.
        """
        if self.pipeline:
            raise PipelinedError
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Begins the time of the body."""
        super().on_headers_complete()
        self._expect(self.body_seconds)

    def on_message_complete(self) -> None:
        """Ends the time: the request is whole."""
        self._arrived()
        super().on_message_complete()

    def pause_writing(self) -> None:
        """Begins the time in which what was answered must be read."""
        super().pause_writing()
        self._leave()

    def on_response_complete(self) -> None:
        """Begins the same time where the connection closes with this answer: closing waits for the client."""
        super().on_response_complete()
        if self.transport.is_closing():
            self._leave()

    def timeout_keep_alive_handler(self) -> None:
        """Begins it where nothing more was asked."""
        super().timeout_keep_alive_handler()
        self._leave()

    def resume_writing(self) -> None:
        """Ends it."""
        super().resume_writing()
        self._left()

    def connection_lost(self, exc: Exception | None) -> None:
        """Ends all times."""
        self._arrived()
        self._left()
        super().connection_lost(exc)
