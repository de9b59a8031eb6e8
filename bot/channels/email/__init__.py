"""E-mail: messages are fetched over IMAP and replies sent over SMTP; a sender's conversation is one thread."""

from bot.channels import on_demand

__getattr__ = on_demand("EmailInput", "bot.channels.email.input")
