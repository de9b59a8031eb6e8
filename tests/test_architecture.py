"""Architecture: layers, imports, and places of definitions, checked on the source code."""

import ast
from pathlib import Path

import pytest

BOT = Path(__file__).parent.parent / "bot"
# From the ground up: a room knows those before it alone.
FLOORS = (
    {"base", "patches"}, {"content"}, {"understanding"}, {"notes"}, {"records"}, {"words", "conversations", "webhooks"},
    {"exporting"}, {"actions", "channels", "api"}, {"recruiting", "middleware"}, {"operating", "tools"},
)  # fmt: skip
ROOMS = sorted(set().union(*FLOORS))
RASA = {"rasa", "rasa_sdk"}
DATABASE = {"sqlalchemy", "alembic", "psycopg"}
WEB = {"fastapi", "starlette", "sanic", "uvicorn", "httpx", "jinja2"}


def imported(path: Path) -> set[str]:
    """The modules that a file imports, ours as `bot.package`."""
    modules = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names = (
                [f"{node.module}.{alias.name}" for alias in node.names] if node.module == "bot" else [node.module or ""]
            )
        else:
            continue
        modules |= {".".join(name.split(".")[:2]) if name.startswith("bot") else name.split(".")[0] for name in names}
    return modules


def room_imports(room: str) -> set[str]:
    return set().union(*(imported(path) for path in (BOT / room).rglob("*.py")))


def test_every_room_stands_on_a_floor():
    rooms = {path.name for path in BOT.iterdir() if path.is_dir()} - {"data", "widget", "__pycache__"}
    assert rooms == set(ROOMS)


@pytest.mark.parametrize("floor", range(len(FLOORS)))
def test_a_room_knows_no_room_above_it(floor):
    above = {f"bot.{room}" for higher in FLOORS[floor + 1 :] for room in higher}
    assert {room: modules for room in FLOORS[floor] if (modules := room_imports(room) & above)} == {}


@pytest.mark.parametrize("room", ["understanding/reading", "notes/evidence", "notes/masking"])
def test_understanding_knows_neither_rasa_nor_the_database(room):
    assert not room_imports(room) & (RASA | DATABASE | WEB)


def test_records_know_neither_rasa_nor_the_web():
    assert not room_imports("records") & (RASA | WEB)


@pytest.mark.parametrize("room", sorted(FLOORS[7]))
def test_the_ways_in_never_import_each_other(room):
    assert not room_imports(room) & {f"bot.{other}" for other in FLOORS[7] - {room}}


@pytest.mark.parametrize("room", [room for room in ROOMS if room != "records"])
def test_only_records_knows_sql_tables(room):
    """Other packages may use a session or the models, but define no table or raw SQL."""
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


def imported_modules(path: Path, names: set[str]) -> set[str]:
    """The given modules that a file imports anywhere; `from package import module` counts as the module."""
    modules = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            modules |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return modules & names


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(BOT.parent).with_suffix("").parts).removesuffix(".__init__")


@pytest.mark.parametrize("room", ROOMS)
def test_modules_do_not_import_each_other_in_a_circle(room):
    paths = {module_of(path): path for path in (BOT / room).rglob("*.py")}
    left = {name: imported_modules(path, set(paths)) - {name} for name, path in paths.items()}
    while free := {name for name, others in left.items() if not others & left.keys()}:
        left = {name: others for name, others in left.items() if name not in free}
    assert left == {}


def test_a_circle_of_imports_is_seen(tmp_path):
    (tmp_path / "one.py").write_text("def f():\n    from bot.understanding.reading import two\n", encoding="utf-8")
    assert imported_modules(tmp_path / "one.py", {"bot.understanding.reading.two", "bot.understanding.reading"}) == {
        "bot.understanding.reading.two",
        "bot.understanding.reading",
    }


def test_only_the_turn_reader_interprets_messages():
    """Each message is interpreted once."""
    readers = {
        module_of(path) for path in BOT.rglob("*.py") if imported_modules(path, {"bot.understanding.reading.rules"})
    }
    assert readers == {"bot.understanding.nlu.message_interpreter"}
