"""The licences of what users install: the package's dependencies and those of its optional parts, all the way down."""

import re
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PACKAGE = "report-summarizer"
PARTS = ("dask", "mcp", "panel", "parquet", "serve", "tables")
"""The extras that users install; the others are for working on the package."""
_CLASSIFIER = "License :: OSI Approved :: "
_SHORT = (
    (r"MIT License|MIT", "MIT"),
    (r"Apache Software License|Apache(?: License,?)?(?: Version)? 2\.0|Apache 2", "Apache-2.0"),
    (r"BSD License|BSD", "BSD"),
    (r"Python Software Foundation License", "PSF-2.0"),
)


def licences() -> list[tuple[str, str]]:
    """Name and licence of every package, by name."""
    return sorted({(name, licence_of(found)) for name, found in installed().items()})


def installed() -> dict[str, Distribution]:
    """What the package and its optional parts bring in, of what this Python needs; itself left out."""
    found: dict[str, Distribution] = {}
    waiting = [Requirement(f"{PACKAGE}[{','.join(PARTS)}]")]
    seen: set[str] = set()
    while waiting:
        wanted = waiting.pop()
        if str(wanted) in seen:
            continue
        seen.add(str(wanted))
        try:
            package = distribution(wanted.name)
        except PackageNotFoundError:
            continue
        found[canonicalize_name(wanted.name)] = package
        waiting += _needs(package, wanted.extras)
    found.pop(PACKAGE)
    return found


def _needs(package: Distribution, extras: set[str]) -> Iterator[Requirement]:
    for line in package.requires or ():
        requirement = Requirement(line)
        if requirement.marker is None or any(requirement.marker.evaluate({"extra": extra}) for extra in ("", *extras)):
            yield requirement


def licence_of(package: Distribution) -> str:
    """The licence a package declares: its expression, else its classifiers, else the first line of its text."""
    told = package.metadata
    if "License-Expression" in told:
        return told["License-Expression"]
    classifiers = told.get_all("Classifier") or []
    named = [line.removeprefix(_CLASSIFIER) for line in classifiers if line.startswith(_CLASSIFIER)]
    told_freely = (told.get_all("License") or ["unknown"])[0].splitlines()[:1]
    return ", ".join(sorted({_short(name) for name in named or told_freely}))


def _short(name: str) -> str:
    return next((short for pattern, short in _SHORT if re.fullmatch(pattern, name.strip())), name.strip())
