"""Regular expressions that are compiled when they are first used: a run uses half of them, help and imports none."""

import re
from typing import Any, AnyStr, Final, cast

_METHODS: Final = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")


class _Expression:
    """Stands in for the compiled pattern; its methods are the pattern's own once one of them has been asked for."""

    __slots__ = ("_flags", "pattern", *_METHODS)

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        for each in _METHODS:
            setattr(self, each, getattr(compiled, each))
        return getattr(compiled, name)


def expression(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """The regular expression with this pattern, for module level: like ``re.compile``, but at its first use.

    A pattern with a mistake raises ``re.error`` only then.
    """
    return cast("re.Pattern[AnyStr]", _Expression(pattern, flags))
