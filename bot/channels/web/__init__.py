"""The website's channel: plain HTTP with signed sessions."""

from bot.channels import on_demand

__getattr__ = on_demand("WebInput", "bot.channels.web.channel")
