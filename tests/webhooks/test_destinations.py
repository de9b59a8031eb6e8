"""Where webhooks may lead: nowhere that only this host can see."""

import asyncio
import socket

import pytest

from bot.records.webhook_deliveries import Claimed
from bot.webhooks import courier
from bot.webhooks.destinations import DestinationRefusedError, check_addresses, read_url

PRIVATE = [
    "127.0.0.1", "127.8.8.8", "::1", "0.0.0.0", "::", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "fe80::1", "fc00::1", "fd00:ec2::254",
    "100.64.0.1", "224.0.0.1", "ff02::1", "240.0.0.1", "255.255.255.255", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
    "2002:7f00:1::", "::127.0.0.1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "fec0::1", "192.0.2.1", "198.18.0.1",
]  # fmt: skip
PUBLIC = ["93.184.215.14", "2606:4700::1111", "64:ff9b::5db8:d70e", "::ffff:93.184.215.14"]


def literal(address):
    return f"https://[{address}]/" if ":" in address else f"https://{address}/"


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_of_a_private_network_is_refused_as_typed_and_as_a_name_has_it(address):
    with pytest.raises(DestinationRefusedError):
        read_url(literal(address))
    with pytest.raises(DestinationRefusedError):
        check_addresses("exemple.fr", [address])
    with pytest.raises(DestinationRefusedError):
        check_addresses("exemple.fr", [PUBLIC[0], address])


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is_taken(address):
    assert read_url(literal(address)) == literal(address)
    assert check_addresses("exemple.fr", [address]) == address


@pytest.mark.parametrize("url", [
    "https://exemple.fr/recevoir?cle=x", "https://exemple.fr:8443/", "https://xn--caf-dma.fr/", "https://EXEMPLE.fr", "  https://exemple.fr/  ",
])  # fmt: skip
def test_an_address_of_the_web_is_taken(url):
    assert read_url(url) == url.strip()


@pytest.mark.parametrize("url", [
    "", "exemple.fr", "http://exemple.fr/", "ftp://exemple.fr/", "file:///etc/passwd", "https://", "https:///x", "https://u:p@exemple.fr/", "https://u@exemple.fr/",
    "https://exemple.fr/#x", "https://exemple.fr:99999/", "https://exemple.fr:x/", "https://2130706433/", "https://0x7f000001/", "https://0x7f.1/", "https://127.1/",
    "https://0177.0.0.1/", "https://localhost/", "https://LOCALHOST./", "https://a.localhost/", "https://base/", "https://[::1%25lo]/", "https://exemple.fr\\@127.0.0.1/",
    "https://exemple.fr /", "https://café.fr/", "https://exemple.fr/\nx", "https://exemple.fr/\x00", "https://[", "gopher://x", "https://exemple.fr/" + "x" * 500,
    "https://①②⑦.0.0.1/", "javascript:alert(1)",
])  # fmt: skip
def test_what_is_no_address_to_send_to_is_refused_with_a_sentence(url):
    with pytest.raises(DestinationRefusedError) as refused:
        read_url(url)
    assert str(refused.value).endswith((".", "»", "plus.", "chemin."))


def test_who_runs_it_may_name_hosts_of_their_own_network(monkeypatch):
    monkeypatch.setenv("BOT_WEBHOOK_HOSTS", "rh.interne, 127.0.0.1")
    assert read_url("https://rh.interne/x") == "https://rh.interne/x"
    assert read_url("http://127.0.0.1:9000/") == "http://127.0.0.1:9000/"
    assert check_addresses("RH.interne.", ["10.0.0.1"]) == "10.0.0.1"
    with pytest.raises(DestinationRefusedError):
        read_url("https://10.0.0.1/")
    with pytest.raises(DestinationRefusedError):
        check_addresses("autre.interne", ["10.0.0.1"])


def test_a_name_that_leads_to_loopback_is_not_connected_to():
    """`localhost` is such a name on every host; something listens there."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.5)
        url = f"https://localhost:{listening.getsockname()[1]}/"
        told = asyncio.run(courier.send(Claimed("0" * 32, 1, url, ["whsec_eA=="], {})))
        assert told == (None, "private_address")
        with pytest.raises(TimeoutError):
            listening.accept()
