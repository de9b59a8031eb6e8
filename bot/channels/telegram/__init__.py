"""Telegram: a client of the Bot API with long polling or a webhook."""

from bot.channels import on_demand

__getattr__ = on_demand("TelegramInput", "bot.channels.telegram.channel")
