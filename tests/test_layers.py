"""The house: imports go down only, one package a source root, nothing undeclared, no file beside the code left out."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SOURCES: list[str] = PROJECT["tool"]["setuptools"]["packages"]["find"]["where"]
# What each package may import: the project's own dependencies, and those of these extras.
PACKAGES = {
    "src/offerscan": ("ocr", "ray", "spark"),
    "api/offerscan_api": ("api", "ocr"),
    "training/offerscan_training": ("training", "api", "ocr", "ray"),
}
_LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def lint_imports(config: Path) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join(str(ROOT / source) for source in SOURCES)
    command = [sys.executable, "-c", _LINT, "--config", str(config), "--no-cache"]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True)


def test_imports_go_down_only() -> None:
    done = lint_imports(ROOT / "pyproject.toml")
    assert done.returncode == 0, done.stdout + done.stderr


def test_an_import_that_goes_up_would_be_noticed(tmp_path: Path) -> None:
    written = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    turned = written.replace('  "records",\n  "errors",\n', '  "errors",\n  "records",\n').replace(
        '  "screener",\n  "decision | ', '  "decision",\n  "screener | '
    )
    assert turned != written
    config = tmp_path / "pyproject.toml"
    config.write_text(turned, encoding="utf-8")
    done = lint_imports(config)
    assert done.returncode == 1
    assert "offerscan.screener is not allowed to import offerscan.decision" in " ".join(done.stdout.split())


@pytest.mark.parametrize("source", SOURCES)
def test_a_source_root_holds_exactly_one_package(source: str) -> None:
    packages = [path.parent.name for path in (ROOT / source).glob("*/__init__.py")]
    assert len(packages) == 1
    assert not list((ROOT / source).glob("*.py"))


def test_tests_types_and_installation_know_the_same_roots() -> None:
    tools = PROJECT["tool"]
    assert tools["pytest"]["ini_options"]["pythonpath"] == SOURCES
    assert tools["mypy"]["mypy_path"].split(":") == SOURCES
    assert {path.parent.name for source in SOURCES for path in (ROOT / source).glob("*/__init__.py")} == set(
        tools["importlinter"]["root_packages"]
    )


def test_model_folders_hold_no_code() -> None:
    code = list((ROOT / "models").rglob("*.py"))
    assert [path.name for path in code] == ["__init__.py"]
    assert len(ast.parse(code[0].read_text(encoding="utf-8")).body) == 1  # the docstring


def test_every_file_beside_the_code_is_packaged() -> None:
    named = PROJECT["tool"]["setuptools"]["package-data"]
    packaged = {
        path
        for package, patterns in named.items()
        for folder in _folders(package)
        for pattern in patterns
        for path in folder.glob(pattern)
    }
    beside = {
        path
        for package in (*PACKAGES, "models/offerscan_models")
        for path in (ROOT / package).rglob("*")
        if path.is_file() and path.suffix not in (".py", ".pyc")
    }
    assert beside - packaged == set()
    assert all(any(folder.is_dir() for folder in _folders(package)) for package in named)


@pytest.mark.parametrize(("package", "extras"), PACKAGES.items())
def test_every_library_is_declared(package: str, extras: tuple[str, ...]) -> None:
    declared = _declared(*extras)
    providers = packages_distributions()
    undeclared = {
        name
        for name in _imported(ROOT / package)
        if name in providers
        and not name.startswith("offerscan")
        and not declared & {canonicalize_name(one) for one in providers[name]}
    }
    assert undeclared == set()


def test_every_runtime_dependency_is_used() -> None:
    providers = packages_distributions()
    used = {canonicalize_name(one) for name in _imported(ROOT / "src/offerscan") for one in providers.get(name, ())}
    assert _declared() - used == set()


def _folders(package: str) -> list[Path]:
    return [ROOT / source / package.replace(".", "/") for source in SOURCES]


def _declared(*extras: str) -> set[str]:
    project = PROJECT["project"]
    written = [*project["dependencies"], *(one for extra in extras for one in project["optional-dependencies"][extra])]
    return {canonicalize_name(Requirement(one).name) for one in written}


def _imported(package: Path) -> Iterator[str]:
    """Top-level names of all modules that the files of a package import when they run, wherever in the file."""
    for path in package.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for block in ast.walk(tree):
            if isinstance(block, ast.If) and ast.unparse(block.test) == "TYPE_CHECKING":
                block.body.clear()
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                yield from (alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield node.module.partition(".")[0]
