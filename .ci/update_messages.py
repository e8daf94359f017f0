"""Bring the catalogue of messages up to the code (``make messages``); with ``--check``, say whether it is whole.

A message is what people read: the help of the commands, headings of tables, errors, and what the commands say. In the
code it is plain English; names and numbers in it are ``{0}``, ``{1}`` … in the catalogue.
"""

import ast
import io
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from typer.main import get_command

from summarizer.cli import app
from summarizer.cli.engine_settings import EngineSettings
from summarizer.cli.evaluate import MEASURES
from summarizer.cli.help import LANGUAGE, first_sentence
from summarizer.cli.language import DOMAIN, FOLDER
from summarizer.documents.forms import REFUSED
from summarizer.documents.office import CALLED
from summarizer.indicators.frames import FrameSource
from summarizer.llm import errors
from summarizer.llm.classify import SAID
from summarizer.llm.settings import LLMSettings

ROOT = Path(__file__).parents[1]
PO = FOLDER / "zh" / "LC_MESSAGES" / f"{DOMAIN}.po"
MO = PO.with_suffix(".mo")
NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
"""Equal messages make equal files, whenever."""
SAYS = ("say", "say_error", "_fail", "_cannot_write")
"""Functions that show their argument."""
SPEAKING = (
    "cli",
    "runs/events.py",
    "runs/progress.py",
    "llm/errors.py",
    "llm/settings.py",
    "output/findings.py",
    "output/tables.py",
)
"""Modules in which every f-string and constant with words in it is shown."""
OTHERS = (
    "standard output", "cost {0} {1} (at most)", "no price is known", "{0} is {1} identical to {2}",
    "{0} ({1}, {2}–{3}) is {4} identical to {5} ({6}, {7}–{8})",
    "this one is redacted", "the other one is redacted", "Options",
    "{0} ({1})", "{0}: HTTP {1}", "{0}: HTTP {1}, {2}",
    "{0}; run the same command again to go on from here",
    "interrupted; run the same command again to go on from here",
    "terminated; run the same command again to go on from here",
    "unknown setting {0}; known: {1}",
    "{0} line is no record", "{0} lines are no records", "{0} record without a source", "{0} records without a source",
    "{0} record whose source has changed", "{0} records whose source has changed",
    "GDP", "growth", "target", "{0} accepted", "{0} corrected", "{0} rejected",
    "Usage:", "Arguments", "Commands", "default: {default}", "required", "Show this message and exit.",
    "Install completion for the current shell.",
    "Show completion for the current shell, to copy it or customize the installation.",
    "Missing argument {0}.", "Missing option {0}.", "No such option: {0}",
    "No such option: {0} (Possible options: {1})", "usage error: {0}", "see {0} --help",
    "No such command {0}.", "No such command {0}. Did you mean {1}?", "{0} is not one of {1}.", "Value error, {0}",
    "All connection attempts failed", "an archive", "a table",
    "error", "warning", "info", "name", "value", "measure", "period", "status", "modality", "region", "comparator",
    "stated", "inherited", "assumed", "words: {0}", "engine: rules",
    *(f"time: {{0}} ({source}, {way})" for source in get_args(FrameSource) for way in ("past", "ahead")),
    "Invalid value for {0}: {1}", "Option {0} requires an argument.", "Missing command.",
    "Got unexpected extra argument ({0})", "Got unexpected extra arguments ({0})",
    "Input should be {0}", "Input should be greater than {0}", "Input should be less than {0}",
    "Input should be less than or equal to {0}", "Input should be greater than or equal to {0}",
    "Input should be a valid integer, unable to parse string as an integer",
    "Input should be a valid number, unable to parse string as a number",
    "Field required", "No such file or directory", "Permission denied", "Is a directory", "Read-only file system",
    "No space left on device",
)  # fmt: skip
"""Words of the libraries below, and those that the code puts together."""
MODEL_ERRORS = tuple(name for name, value in vars(errors).items() if isinstance(value, type))
INNER = ("AttributeError", "KeyError", "TextOnlyError")
"""Errors that nobody is shown."""
_WORDS = re.compile(r"[A-Za-z]{2,}.*\s|\s.*[A-Za-z]{2,}", re.S)


def messages() -> list[str]:
    """Every message, once, in order."""
    found = {
        " ".join(text.split()): None
        for text in (
            *of_commands(),
            *of_code(),
            *OTHERS,
            LANGUAGE,
            *MEASURES.values(),
            *SAID.values(),
            *dict(REFUSED).values(),
            *CALLED.values(),
        )
    }
    for settings in (LLMSettings, EngineSettings):
        found |= {field.description: None for field in settings.model_fields.values() if field.description}
    return [text for text in found if text in OTHERS or any(map(str.isalpha, text))]


def of_commands() -> Iterator[str]:
    """What the help of every command says."""
    yield from of_command(get_command(app))


def of_command(command: Any) -> Iterator[str]:
    text = command.help or ""
    yield from (paragraph for paragraph in text.split("\n\n") if paragraph.strip())
    yield from filter(None, (first_sentence(text), command.epilog))
    for parameter in command.params:
        yield from filter(None, (parameter.help, getattr(parameter, "rich_help_panel", None)))
    for inner in getattr(command, "commands", {}).values():
        yield from of_command(inner)


def of_code() -> Iterator[str]:
    """What the modules of the package show, or raise to be shown."""
    folders = {"summarizer": ROOT / "summarizer", "schemas": ROOT / "schemas", "prompts": ROOT / "prompts"}
    paths = [path for folder in folders.values() for path in sorted(folder.rglob("*.py"))]
    for path in paths:
        name = path.relative_to(ROOT / "summarizer").as_posix() if path.is_relative_to(folders["summarizer"]) else ""
        if not name.startswith(("schemas/", "prompts/")):
            yield from of_module(ast.parse(path.read_text(encoding="utf-8")), name.startswith(SPEAKING))


def of_module(tree: ast.Module, speaking: bool) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from of_call(node)
        elif isinstance(node, ast.For) and "add_column" in ast.dump(node) and isinstance(node.iter, ast.Tuple):
            yield from (text for part in node.iter.elts for text in texts(part))
        elif speaking and isinstance(node, ast.JoinedStr):
            yield from filter(_WORDS.search, texts(node))
        elif speaking and isinstance(node, ast.Assign):
            yield from filter(_WORDS.search, texts(node.value))


def of_call(call: ast.Call) -> Iterator[str]:
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    if name in SAYS or name in MODEL_ERRORS or name == "add_column" or (name.endswith("Error") and name not in INNER):
        yield from (text for argument in call.args for text in texts(argument))
    if name == "counted" and len(call.args) > 1 and isinstance(call.args[1], ast.Constant):
        one = call.args[1].value
        many = call.args[2].value if len(call.args) > 2 and isinstance(call.args[2], ast.Constant) else f"{one}s"
        yield from (f"{{0}} {one}", f"{{0}} {many}")


def texts(node: ast.expr) -> Iterator[str]:
    """The texts that an expression may give, as far as they are written there."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield template(node)
    elif isinstance(node, ast.IfExp):
        yield from (*texts(node.body), *texts(node.orelse))


def template(node: ast.JoinedStr) -> str:
    """An f-string with its places numbered."""
    places = iter(range(len(node.values)))
    return "".join(str(part.value) if isinstance(part, ast.Constant) else f"{{{next(places)}}}" for part in node.values)


def renewed() -> Catalog:
    """The catalogue with the messages of the code, translated as far as they were."""
    before = stored()
    made = Catalog(locale="zh", fuzzy=False)
    for text in messages():
        known = before.get(text)
        made.add(text, known.string if known else "")
    return made


def written(catalogue: Catalog) -> tuple[bytes, bytes]:
    """The catalogue as files, source and compiled; equal catalogues give equal bytes."""
    po, mo = io.BytesIO(), io.BytesIO()
    write_po(po, catalogue, width=120, omit_header=True)
    header = b'msgid ""\nmsgstr ""\n"Language: zh\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    whole = read_po(io.BytesIO(header + po.getvalue()), locale="zh")
    whole.creation_date = whole.revision_date = NO_DATE
    write_mo(mo, whole)
    return header + po.getvalue(), mo.getvalue()


def main() -> None:
    if "--check" in sys.argv:
        sys.exit("\n".join(faults()) or 0)
    po, mo = written(renewed())
    PO.write_bytes(po)
    MO.write_bytes(mo)
    sys.exit("\n".join(untranslated()) or 0)


def untranslated() -> Iterator[str]:
    """A line for each message of the catalogue that has no translation."""
    return (f"not translated: {message.id}" for message in stored() if message.id and not message.string)


def faults() -> Iterator[str]:
    """What is wrong with the catalogue; messages from below the command line may be missing until the next renewal."""
    yield from untranslated()
    kept = stored()
    yield from (f"not in the catalogue: {text}" for text in of_command_line() if " ".join(text.split()) not in kept)
    if written(kept)[1] != MO.read_bytes():
        yield "the compiled catalogue is another; run make messages"


def of_command_line() -> Iterator[str]:
    """What the commands themselves say."""
    yield from of_commands()
    for path in sorted((ROOT / "summarizer" / "cli").glob("*.py")):
        texts = of_module(ast.parse(path.read_text(encoding="utf-8")), speaking=True)
        yield from (text for text in texts if any(map(str.isalpha, text)))


def stored() -> Catalog:
    """The catalogue as it is kept."""
    with PO.open("rb") as file:
        return read_po(file, locale="zh")


main()
