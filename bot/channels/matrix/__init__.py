"""Matrix: a sync client with end-to-end encryption; each private room is one conversation."""

from bot.channels import on_demand

__getattr__ = on_demand("MatrixInput", "bot.channels.matrix.input")
