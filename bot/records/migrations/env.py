"""Alembic's entry point; the connection, and the transaction around all migrations, come from `Database`."""

from alembic import context

from bot.records.models import Base

connection = context.config.attributes["connection"]
is_sqlite = connection.dialect.name == "sqlite"
context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=is_sqlite)
if is_sqlite:  # its driver starts no transaction for DDL
    connection.exec_driver_sql("BEGIN IMMEDIATE")
context.run_migrations()
