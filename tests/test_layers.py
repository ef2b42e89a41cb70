"""The direction of the layers, and what no layer may touch: read from the code itself.

Arrows run downward only. A new module has to be given its place here.
"""

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import fairpay
from fairpay.ratebook import rates_folder

PACKAGE = Path(fairpay.__file__).parent

# From the bottom up. A folder stands for all modules in it.
LAYERS = [
    ("leaves", {"money", "dates", "errors", "rate", "working", "caveat"}),
    ("what is put in", {"inputs", "task", "taskfile", "tables"}),
    ("the rate book", {"ratebook"}),
    ("comparators", {"comparators"}),
    ("evaluation", {"evaluation", "matching"}),
    ("benchmark", {"benchmark"}),
    ("comparison", {"comparison"}),
    (
        "built on the ladder",
        {"all_cards", "checks", "browse", "changes", "receipt", "role", "meetings", "budget"}
        | {"description", "targets", "on_costs"},
    ),
    ("words", {"present"}),
    ("on Dask", {"frames"}),
    ("the package", {"__init__"}),
    ("the command line", {"cli", "__main__"}),
]

MODULES = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts): ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted(PACKAGE.rglob("*.py"))
}


def layer(module: str) -> int:
    """Return how high a module stands."""
    for height, (_, members) in enumerate(LAYERS):
        if module.split(".")[0] in members:
            return height
    raise AssertionError(f"fairpay/{module.replace('.', '/')}.py has no place in LAYERS")


def for_typing(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def nodes(tree: ast.AST, *, typing: bool) -> Iterator[ast.AST]:
    """Walk a tree, with or without what is there for type checkers only."""
    for node in ast.iter_child_nodes(tree):
        if typing or not for_typing(node):
            yield node
            yield from nodes(node, typing=typing)


def imported(tree: ast.AST, *, typing: bool = True) -> set[str]:
    """Return the full names of all that a module imports, wherever it does so."""
    names: set[str] = set()
    for node in nodes(tree, typing=typing):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are written in full"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def within_fairpay(tree: ast.AST, *, typing: bool = True) -> set[str]:
    """Return the modules of fairpay that a module imports."""
    found = set()
    for name in imported(tree, typing=typing):
        top, _, rest = name.partition(".")
        if top == "fairpay":
            parts = rest.split(".")
            candidates = [".".join(parts[:length]) for length in range(len(parts), 0, -1)]
            matches = (match for part in candidates for match in (part, f"{part}.__init__") if match in MODULES)
            found.add(next(matches, "__init__"))
    return found


def test_this_reads_imports() -> None:
    assert {"money", "errors", "comparators.afc", "ratebook.__init__"} <= within_fairpay(MODULES["comparison"])
    assert "__init__" in within_fairpay(MODULES["cli.__init__"])
    assert "webapp.server.serve" in imported(MODULES["cli.__init__"])


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_its_own_layer_or_a_lower_one(module: str) -> None:
    above = {name for name in within_fairpay(MODULES[module]) if layer(name) > layer(module)}
    assert not above


def test_no_module_imports_itself_in_a_circle() -> None:
    graph = {module: within_fairpay(tree, typing=False) for module, tree in MODULES.items()}
    assert len(list(TopologicalSorter(graph).static_order())) == len(MODULES)  # it raises CycleError


def test_errors_know_rates_as_a_type_only() -> None:
    assert within_fairpay(MODULES["errors"]) == {"rate"}
    assert within_fairpay(MODULES["errors"], typing=False) == set()


# What comes from elsewhere


def foreign(names: set[str]) -> set[str]:
    """Return what is neither Python's own nor fairpay's."""
    return {name.partition(".")[0] for name in names} - set(sys.stdlib_module_names) - {"fairpay"}


def test_fairpay_needs_pydantic_and_babel_only() -> None:
    found = {module: foreign(imported(tree)) for module, tree in MODULES.items()}
    assert set().union(*found.values()) == {"pydantic", "pydantic_core", "babel", "webapp", "xlsxwriter", "dask"}
    assert [module for module, names in found.items() if "babel" in names] == ["present.language"]
    assert [module for module, names in found.items() if "xlsxwriter" in names] == ["present.workbook"]
    assert [module for module, names in found.items() if "webapp" in names] == ["cli.__init__"]
    assert [module for module, names in found.items() if "dask" in names] == ["frames"]


def test_the_pages_and_babel_are_imported_only_when_they_are_used() -> None:
    for tree in MODULES.values():
        top = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
        assert foreign(imported(ast.Module(top, []))) <= {"pydantic", "pydantic_core"}
    (serve,) = [
        node for node in MODULES["cli.__init__"].body if isinstance(node, ast.FunctionDef) and node.name == "_serve"
    ]
    assert imported(serve) == {"webapp.server.serve"}


def run(code: str) -> str:
    """Run some code in a Python of its own and return what it prints."""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8")
    return ran.stdout.strip()


def test_importing_fairpay_imports_no_babel_and_no_pages() -> None:
    code = "import sys, fairpay; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    loaded = set(run(code).split())
    assert {"fairpay", "pydantic"} <= loaded
    assert not loaded & {"babel", "flask", "jinja2", "waitress", "webapp", "openpyxl", "xlsxwriter", "dask"}


def test_importing_fairpay_reads_no_rates() -> None:
    code = f"""
import sys
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
import fairpay
before = sum(name.startswith({str(rates_folder())!r}) for name in opened)
fairpay.rates()
print(before, sum(name.startswith({str(rates_folder())!r}) for name in opened) > 20)
"""
    assert run(code) == "0 True"


# What no layer below the outermost may touch

SURROUNDINGS = {
    *("os", "platform", "locale", "getpass", "subprocess", "tempfile", "signal", "threading", "asyncio"),
    *("time", "random", "secrets", "uuid"),
    *("socket", "ssl", "urllib", "http", "ftplib", "smtplib"),
}
OUTERMOST = {"cli", "__main__"}
FILE_READERS = {"ratebook.load", "taskfile", "present.language", "tables.reading", "tables.xlsx"}
INNER = [module for module in MODULES if module.split(".")[0] not in OUTERMOST]


def called(tree: ast.AST) -> set[str]:
    """Return the names of all functions and methods that are called."""
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    names = {function.id for function in calls if isinstance(function, ast.Name)}
    return names | {function.attr for function in calls if isinstance(function, ast.Attribute)}


def mentioned(tree: ast.AST) -> set[str]:
    """Return what is taken from a name: date.today, os.environ."""
    taken = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)]
    return {f"{node.value.id}.{node.attr}" for node in taken if isinstance(node.value, ast.Name)}


@pytest.mark.parametrize("module", INNER)
def test_no_clock_no_environment_no_network(module: str) -> None:
    tree = MODULES[module]
    assert not {name.partition(".")[0] for name in imported(tree)} & SURROUNDINGS
    assert not called(tree) & {"now", "today", "utcnow", "fromtimestamp", "getenv"}
    assert not mentioned(tree) & {"date.today", "datetime.now", "datetime.today", "datetime.utcnow"}
    assert not called(tree) & {"print", "input", "eval", "exec", "__import__", "import_module"}


@pytest.mark.parametrize("module", [module for module in INNER if module not in FILE_READERS])
def test_files_are_read_in_few_places_only(module: str) -> None:
    assert not called(MODULES[module]) & {"open", "read_text", "read_bytes", "write_text", "write_bytes", "glob"}


def test_those_places_read_files() -> None:
    assert all(called(MODULES[module]) & {"open", "read_text", "read_bytes"} for module in FILE_READERS)


@pytest.mark.parametrize("module", MODULES)
def test_money_never_becomes_a_float_and_is_rounded_in_one_place(module: str) -> None:
    assert not called(MODULES[module]) & {"float", "round", "__round__", "__float__"}
    if module != "money":
        assert "quantize" not in called(MODULES[module])
