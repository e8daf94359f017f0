"""The prompts: templates in Markdown and Jinja2, in Chinese, that users may replace one by one.

A template may use exactly the variables listed in VARIABLES. All are rendered once with probe values when they are
loaded, so what is wrong with one is said before the first call. They are rendered in Jinja2's sandbox.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.errors import PromptError

if TYPE_CHECKING:
    from jinja2 import Environment, Template

_SUFFIX = ".md"
_HEAD = {"title": "示例", "year": 2031}
_PROBES: dict[str, dict[str, Any]] = {
    "section_system": {},
    "blind_system": {},
    "section": {**_HEAD, "path": ["示例"], "text": "示例", "readings": ["示例"]},
    "report_system": {},
    "report": {
        **_HEAD,
        "sections": [{"kind": "示例", "heading": "示例", "points": ["示例"]}],
        "goals": "示例",
        "problems": "示例",
        "facts": ["示例"],
    },
    "reask_system": {},
    "reask": {
        **_HEAD,
        "items": [
            {"kind": "text", "number": 1, "text": "示例", "reading": "", "problems": ["示例"], "source": ["示例"]},
        ],
        "sentences": [{"kind": "示例", "text": "示例"}],
    },
    "malformed": {"faults": ["示例"]},
}

VARIABLES: Mapping[str, tuple[str, ...]] = {name: tuple(probe) for name, probe in _PROBES.items()}
"""The templates by name, each with the variables it may use."""


@dataclass(frozen=True, slots=True)
class Prompts:
    """All templates, ready to render.

    ``sources`` are their texts by name, ``origins`` where each was read from ("built in" or a path), ``sha256`` the
    hash over names and texts.
    """

    sources: Mapping[str, str]
    origins: Mapping[str, str]
    sha256: str
    _templates: "Mapping[str, Template]"

    def render(self, name: str, **values: object) -> str:
        """The text of a template. Raises PromptError naming the template where it fails on these values."""
        return _render(name, self.origins[name], self._templates[name], values)


def load_prompts(folder: Path | None = None) -> Prompts:
    """The built-in templates, those in ``folder`` (same names) in their place.

    Raises PromptError, naming the file, where the folder or a template cannot be read, a file is no known template, or
    a template is malformed, uses an unknown variable or does not render.
    """
    own = _own(folder) if folder is not None else {}
    sources, origins = {}, {}
    for name in _PROBES:
        path = own.get(name)
        sources[name] = _read(path) if path else (files(__name__) / f"{name}{_SUFFIX}").read_text("utf-8")
        origins[name] = str(path) if path else "built in"
    environment = _environment()
    templates = {name: _compiled(environment, name, origins[name], text) for name, text in sources.items()}
    digest = hashlib.sha256("\0".join(f"{name}\0{text}" for name, text in sources.items()).encode()).hexdigest()
    return Prompts(sources, origins, digest, templates)


def _own(folder: Path) -> dict[str, Path]:
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix == _SUFFIX)
    except OSError as error:
        raise PromptError(f"{folder}: the folder of prompts cannot be read ({error.strerror})") from None
    for path in paths:
        if path.stem not in _PROBES:
            raise PromptError(f"{path}: no template has this name; known: {', '.join(_PROBES)}")
    return {path.stem: path for path in paths}


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PromptError(f"{path}: the template cannot be read ({error})") from None


def _environment() -> "Environment":
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    return ImmutableSandboxedEnvironment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def _compiled(environment: "Environment", name: str, origin: str, text: str) -> "Template":
    from jinja2 import TemplateSyntaxError, meta

    where = _where(name, origin)
    try:
        used = meta.find_undeclared_variables(environment.parse(text))
        template = environment.from_string(text)
    except TemplateSyntaxError as error:
        raise PromptError(f"{where}, line {error.lineno}: {error.message}") from None
    if unknown := sorted(used - _PROBES[name].keys()):
        known = ", ".join(VARIABLES[name]) or "none"
        raise PromptError(f"{where}: unknown variable {unknown[0]}; it may use: {known}")
    if missing := sorted(_needed(name) - used):
        raise PromptError(f"{where}: the variable {missing[0]} is missing; without it the model does not get it")
    _render(name, origin, template, _PROBES[name])
    return template


def _needed(name: str) -> set[str]:
    """What a template cannot do without; the others are a help only."""
    return _PROBES[name].keys() - {"title", "year", "path", "readings", "goals", "problems", "facts"}


def _render(name: str, origin: str, template: "Template", values: Mapping[str, object]) -> str:
    from jinja2 import TemplateError

    try:
        return template.render(values).strip()
    except (TemplateError, TypeError, ValueError, ArithmeticError) as error:
        raise PromptError(f"{_where(name, origin)}: {error}") from None


def _where(name: str, origin: str) -> str:
    return f"template {name} ({origin})" if origin == "built in" else origin
