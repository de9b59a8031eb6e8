"""Who may import whom: the rules of the house, kept by reading the code."""

import ast
from pathlib import Path

import pytest

BOT = Path(__file__).parent.parent / "bot"
ROOMS = sorted(
    path.name for path in BOT.iterdir() if path.is_dir() and path.name not in {"data", "widget", "__pycache__"}
)
TOP = {"actions", "recruiting", "channels"}
RASA = {"rasa", "rasa_sdk"}
DATABASE = {"sqlalchemy", "alembic", "psycopg"}
WEB = {"fastapi", "starlette", "sanic", "uvicorn", "httpx", "jinja2"}


def imported(path: Path) -> set[str]:
    """Returns the modules that a file imports, ours as `bot.room`."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names = (
                [f"{node.module}.{alias.name}" for alias in node.names] if node.module == "bot" else [node.module or ""]
            )
        else:
            continue
        found |= {".".join(name.split(".")[:2]) if name.startswith("bot") else name.split(".")[0] for name in names}
    return found


def room_imports(room: str) -> set[str]:
    return set().union(*(imported(path) for path in (BOT / room).rglob("*.py")))


@pytest.mark.parametrize("room", ["reading", "evidence"])
def test_understanding_knows_neither_rasa_nor_the_database(room):
    assert not room_imports(room) & (RASA | DATABASE | WEB | {f"bot.{name}" for name in TOP | {"records"}})


def test_records_know_neither_rasa_nor_the_web():
    assert not room_imports("records") & (RASA | WEB | {f"bot.{name}" for name in TOP})


@pytest.mark.parametrize("room", sorted(TOP))
def test_rooms_on_top_never_import_each_other(room):
    assert not room_imports(room) & {f"bot.{other}" for other in TOP - {room}}


@pytest.mark.parametrize("room", [room for room in ROOMS if room != "records"])
def test_only_records_knows_sql_tables(room):
    """Other rooms may hold a session or read through the models, but define no table nor raw SQL."""
    for path in (BOT / room).rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert "__tablename__" not in text, path
        assert 'text("SELECT' not in text, path


def test_no_module_does_input_or_output_at_import():
    """Engines are made by functions, never by importing a module."""
    for path in BOT.rglob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Call):
                name = ast.unparse(node.value.func)
                assert name not in {"create_engine", "open", "spacy.load", "Database", "default_database"}, path


@pytest.mark.parametrize("path", sorted((BOT / "actions").glob("action_*.py")), ids=lambda path: path.stem)
def test_an_action_stands_in_the_file_of_its_name(path):
    text = path.read_text(encoding="utf-8")
    if path.stem == "action_ask_field":  # all plain questions of the forms, made from one list
        return
    assert f'action_name = "{path.stem}"' in text
