"""What the other parts of the bot know of each channel: how it is called, who carries it, what is welcome there."""

from dataclasses import dataclass

UNKNOWN = "inconnu"


@dataclass(frozen=True)
class Known:
    """A channel, as the others know it.

    Attributes:
        words: its name for recruiters, within a sentence.
        carrier: whose service carries its messages, told before the agreement; empty: nobody else's.
        link: how a person goes on there, with `{code}` at the bot's `{account}`; empty: not there.
        is_one_message: an answer is one message there, whatever it is made of.
        writes_first: the bot can write there to somebody who is not there, and a reminder is welcome.
    """

    words: str
    carrier: str = ""
    link: str = ""
    is_one_message: bool = False
    writes_first: bool = False


# By the channel's name, in the order in which links are offered. All but the website are in `credentials.TRANSPORTS`.
CHANNELS = {
    "web": Known("site"),
    "telegram": Known(
        "Telegram", "Telegram", "Telegram : https://t.me/{account}?start={code}", writes_first=True
    ),
    # A homeserver takes one message in five seconds of an account.
    "matrix": Known(
        "Matrix", "Matrix", "Matrix : https://matrix.to/#/{account} (écrivez-y le code)",
        is_one_message=True, writes_first=True,
    ),
    # Nobody wants four e-mails.
    "email": Known(
        "e-mail", "votre fournisseur d'e-mail", "E-mail à {account} (écrivez-y le code)",
        is_one_message=True, writes_first=True,
    ),
}  # fmt: skip


def in_words(channel: str | None) -> str:
    """Returns how a channel is called within a sentence; its bare name if nothing is known of it."""
    return CHANNELS[channel].words if channel in CHANNELS else channel or UNKNOWN
