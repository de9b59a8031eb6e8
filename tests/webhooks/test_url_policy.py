"""Where webhooks may lead: nowhere that only this host can see."""

import asyncio
import socket

import pytest

from bot.records.accounts.webhook_deliveries import Claimed
from bot.webhooks import dispatcher
from bot.webhooks.url_policy import DestinationRefusedError, pick_public_address, validate_url

PRIVATE = [
    "127.0.0.1", "127.8.8.8", "::1", "0.0.0.0", "::", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "fe80::1", "fc00::1", "fd00:ec2::254",
    "100.64.0.1", "224.0.0.1", "ff02::1", "240.0.0.1", "255.255.255.255", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
    "2002:7f00:1::", "::127.0.0.1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "fec0::1", "192.0.2.1", "198.18.0.1",
    "168.63.129.16", "::ffff:168.63.129.16", "64:ff9b::a83f:8110", "192.88.99.1", "2002:5db8:d70e::1", "3fff::1", "3fff:fff:ffff::1", "5f00::1", "64:ff9b:1::1",
    "::ffff:0:7f00:1", "::ffff:0:5db8:d70e", "4000::1", "192.0.0.192", "192.0.0.9", "192.31.196.1", "192.52.193.1", "192.175.48.1", "2620:4f:8000::1",
    "2001:db8::1", "100.100.100.200", "100::1", "::5db8:d70e",
]  # fmt: skip
PUBLIC = [
    "93.184.215.14",
    "2606:4700::1111",
    "2a01:e0a::1",
    "2001:4860:4860::8888",
    "64:ff9b::5db8:d70e",
    "::ffff:93.184.215.14",
]


def literal(address):
    return f"https://[{address}]/" if ":" in address else f"https://{address}/"


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_of_a_private_network_is_refused_as_typed_and_as_a_name_has_it(address):
    with pytest.raises(DestinationRefusedError):
        validate_url(literal(address))
    with pytest.raises(DestinationRefusedError):
        pick_public_address("exemple.fr", [address])
    with pytest.raises(DestinationRefusedError):
        pick_public_address("exemple.fr", [PUBLIC[0], address])


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is_taken(address):
    assert validate_url(literal(address)) == literal(address)
    assert pick_public_address("exemple.fr", [address]) == address


@pytest.mark.parametrize("url", [
    "https://exemple.fr/recevoir?cle=x", "https://exemple.fr:8443/", "https://xn--caf-dma.fr/", "https://EXEMPLE.fr", "  https://exemple.fr/  ",
])  # fmt: skip
def test_an_address_of_the_web_is_taken(url):
    assert validate_url(url) == url.strip()


@pytest.mark.parametrize("url", [
    "", "exemple.fr", "http://exemple.fr/", "ftp://exemple.fr/", "file:///etc/passwd", "https://", "https:///x", "https://u:p@exemple.fr/", "https://u@exemple.fr/",
    "https://exemple.fr/#x", "https://exemple.fr:99999/", "https://exemple.fr:x/", "https://2130706433/", "https://0x7f000001/", "https://0x7f.1/", "https://127.1/",
    "https://0177.0.0.1/", "https://localhost/", "https://LOCALHOST./", "https://a.localhost/", "https://base/", "https://[::1%25lo]/", "https://exemple.fr\\@127.0.0.1/",
    "https://exemple.fr /", "https://café.fr/", "https://exemple.fr/\nx", "https://exemple.fr/\x00", "https://[", "gopher://x", "https://exemple.fr/" + "x" * 500,
    "https://①②⑦.0.0.1/", "javascript:alert(1)", "https://[v1.x]/", "https://[v1.fe80::a]/", "https://[127.0.0.1]/", "https://[exemple.fr]/", "https://a..fr/",
    "https://-a.fr/", "https://a-.fr/", "https://a_b.fr/", "https://a*.fr/", "https://" + "a" * 64 + ".fr/", "https://exemple.fr;a/", "https://exemple.fr,a.fr/",
    "https://metadata.google.internal/", "https://a.INTERNAL./", "https://imprimante.local/", "https://a.local.", "https://a.test/", "https://a.onion/",
    "https://a.home.arpa/", "https://1.0.0.127.in-addr.arpa/", "https://0/", "https://127.0.0.1.:443/", "https://exemple.fr%2f@127.0.0.1/", "https://exemple.fr%00.local/",
])  # fmt: skip
def test_what_is_no_address_to_send_to_is_refused_with_a_sentence(url):
    with pytest.raises(DestinationRefusedError) as refused:
        validate_url(url)
    assert str(refused.value).endswith((".", "»", "plus.", "chemin."))


def test_who_runs_it_may_name_hosts_of_their_own_network(monkeypatch):
    monkeypatch.setenv("BOT_WEBHOOK_HOSTS", "rh.interne, 127.0.0.1")
    assert validate_url("https://rh.interne/x") == "https://rh.interne/x"
    assert validate_url("http://127.0.0.1:9000/") == "http://127.0.0.1:9000/"
    assert pick_public_address("RH.interne.", ["10.0.0.1"]) == "10.0.0.1"
    with pytest.raises(DestinationRefusedError):
        validate_url("https://10.0.0.1/")
    with pytest.raises(DestinationRefusedError):
        pick_public_address("autre.interne", ["10.0.0.1"])


@pytest.mark.server
def test_a_name_that_leads_to_loopback_is_not_connected_to():
    """`localhost` is such a name on every host; something listens there."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.5)
        url = f"https://localhost:{listening.getsockname()[1]}/"
        told = asyncio.run(dispatcher.send(Claimed("0" * 32, 1, url, ["whsec_eA=="], {})))
        assert told == (None, "private_address")
        with pytest.raises(TimeoutError):
            listening.accept()


@pytest.mark.parametrize("name", ["a.local", "metadata.google.internal.", "a.localhost", "A.Internal"])
def test_a_name_of_no_public_site_is_not_connected_to_whatever_address_it_has(name):
    with pytest.raises(DestinationRefusedError):
        pick_public_address(name, [PUBLIC[0]])


class ConnectedError(Exception):
    """A connection was about to be made."""


class Network:
    """Notes where a connection is made, in the place of making it: no public address is there in a test."""

    def __init__(self):
        self.to = []

    async def connect_tcp(self, host, port, *_):
        self.to.append((host, port))
        raise ConnectedError


def test_a_name_that_answers_otherwise_the_second_time_gains_nothing(monkeypatch):
    """DNS rebinding: the name is looked up once, and the connection is made to the address that was looked at."""
    answers = [[PUBLIC[0]], ["127.0.0.1"]]
    guarded = dispatcher._SsrfGuardBackend()
    guarded._network = network = Network()

    async def connect():
        asyncio.get_running_loop().getaddrinfo = look_up
        await guarded.connect_tcp("exemple.fr", 443)

    async def look_up(_host, port, **_):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in answers.pop(0)]

    with pytest.raises(ConnectedError):
        asyncio.run(connect())
    assert network.to == [(PUBLIC[0], 443)]
    with pytest.raises(DestinationRefusedError):
        asyncio.run(connect())
    assert (len(network.to), answers) == (1, [])
