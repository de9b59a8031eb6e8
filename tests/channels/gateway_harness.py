"""A gateway between a played network and Rasa's part behind a real relay."""

import asyncio
import contextlib
import time

from bot.channels.gateway.gateway import Gateway
from bot.channels.gateway.relay import RelayedInput
from bot.channels.gateway.transport import Incoming
from bot.records.store import channel_states
from tests.channels.channel_player import Player

CHAT = "chat-4711"


class NetInput(RelayedInput):
    """The input channel of the played network."""

    @classmethod
    def name(cls):
        return "net"


class Net:
    """A network that holds messages until they are fetched, and counts from the state that was kept with them."""

    name = "net"

    def __init__(self, database):
        self.database = database
        self.written, self.delivered, self.typed = [], [], []
        self.fetch_fails, self.problems, self.seconds = 0, [], 0.0
        self.is_closed = self.is_delivering = False

    def write(self, *texts, address=CHAT):
        self.written += [(address, text) for text in texts]

    async def fetch(self, receive):
        with self.database.session_scope() as session:
            offset = channel_states.get(session, self.name, "offset") or 0
        while True:
            if self.fetch_fails:
                self.fetch_fails -= 1
                raise ConnectionError("with the address of a person")
            while offset < len(self.written):
                address, text = self.written[offset]
                offset += 1
                await receive(Incoming(address, f"m{offset}", text), state={"offset": offset})
            await asyncio.sleep(0.01)

    async def deliver(self, row):
        if self.problems and (problem := self.problems.pop(0)) is not None:
            raise problem
        self.is_delivering = True
        await asyncio.sleep(self.seconds)
        self.delivered.append((row.address, row.text))

    async def typing(self, address, *, is_on):
        self.typed.append(address)

    async def check(self):
        return []

    async def close(self):
        self.is_closed = True


class RelayServer:
    """The channel that one web server serves for all tests, and what plays Rasa behind it in the present one."""

    def __init__(self, database):
        self.channel, self.rasa, self.port = NetInput({}, database), None, 0

    async def take(self, message):
        return await self.rasa(message)


async def let_through(port, target):
    """Lets connections through from one port to another: Rasa is there."""

    async def pipe(source, sink):
        while data := await source.read(65536):
            sink.write(data)
        sink.close()

    async def connect(source, sink):
        far_source, far_sink = await asyncio.open_connection("127.0.0.1", target)
        await asyncio.gather(pipe(source, far_sink), pipe(far_source, sink))

    await asyncio.start_server(connect, "127.0.0.1", port)


class GatewayHarness:
    """A network, the way to Rasa that may be open or closed, and a gateway between them."""

    def __init__(self, database, relay_server):
        self.database, self.net, self.rasa, self.port = database, Net(database), Player(database), relay_server.port
        self.relay_server, self.others = relay_server, []
        relay_server.channel.__init__({}, database)
        relay_server.rasa = self.rasa

    def serve(self, until, seconds=15):
        """Runs the gateway until a condition holds, then stops it as SIGTERM does."""

        async def go():
            gateway = Gateway([self.net, *self.others], self.database, [f"http://127.0.0.1:{self.port}"])
            work = asyncio.create_task(gateway.run())
            deadline, is_reached = time.monotonic() + seconds, False
            while not is_reached and time.monotonic() < deadline:
                assert not work.done(), work.exception()
                await asyncio.sleep(0.01)
                is_reached = until()
            work.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await work
            assert is_reached

        asyncio.run(go())

    @property
    def texts(self):
        return [text for _, text in self.net.delivered]
