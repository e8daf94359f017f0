"""Settings of the LLM engine: one frozen model, read in one place from flags, environment and summarizer.toml."""

import json
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator

from summarizer.errors import UsageError
from summarizer.llm.masking import MASK
from summarizer.llm.model import Mode
from summarizer.llm.providers import ALIASES, CUSTOM, PROVIDERS, Provider, provider_of_url, split_url

TABLE = "llm"
PREFIX = "SUMMARIZER_"
CacheUse = Literal["on", "retry", "refresh", "off"]
"""Kept answers are used; those that failed are asked again; all are asked again and kept; none are used or kept."""

_NO_PROVIDER = (
    "no model is configured: set a key (for example DEEPSEEK_API_KEY, DASHSCOPE_API_KEY or OPENAI_API_KEY), "
    "or give --model PROVIDER:NAME or --base-url URL"
)


class LLMSettings(BaseModel):
    """Everything that decides how models are asked. Made by load_settings; frozen; keyword only."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    provider: str = Field(default="", description="model provider: deepseek, qwen, openai …")
    base_url: str = Field(default="", description="address of the OpenAI-compatible API, without /chat/completions")
    model: str = Field(default="", description="model name as the provider knows it")
    api_key: SecretStr | None = Field(default=None, repr=False, description="the key; never a flag")
    mode: Mode | Literal["auto"] = Field(
        default="auto", description="structured-output mode: json_schema, tools, json_object, markdown, or auto"
    )
    timeout: float = Field(default=120.0, gt=0, description="seconds between two pieces of an answer, or for one whole")
    total_timeout: float = Field(default=600.0, gt=0, description="seconds for one call with all its retries")
    max_attempts: int = Field(default=6, ge=1, description="attempts for one call")
    backoff: float = Field(default=1.0, gt=0, description="seconds before the first retry; doubles with each")
    concurrency: int = Field(default=8, ge=1, description="calls at once")
    rpm: int | None = Field(default=None, ge=1, description="requests a minute")
    tpm: int | None = Field(default=None, ge=1, description="tokens a minute, input and output")
    max_tokens_total: int | None = Field(default=None, ge=0, description="stop before a run uses more tokens")
    max_cost: float | None = Field(default=None, ge=0, description="stop before a run costs more")
    temperature: float | None = Field(default=None, ge=0, le=2, description="None: the provider's default applies")
    seed: int | None = Field(default=None, description="sent where the provider takes one")
    stream: bool = Field(default=True, description="answers in pieces, where the provider sends them so")
    enable_thinking: bool | None = Field(
        default=None, description="sent as it is; None: the provider's default applies"
    )
    extra_body: dict[str, Any] = Field(default_factory=dict, description="merged over the provider's defaults")
    prices: Path | None = Field(default=None, description="price table of your own, TOML")
    cache: CacheUse = Field(default="on", description="kept answers: on, off, refresh, or retry those that failed")
    cache_dir: Path = Field(default=Path("cache"), description="folder of kept answers")
    cache_size_mb: int = Field(default=1024, ge=1, description="megabytes that kept answers may take")

    @field_validator("base_url")
    @classmethod
    def _plain_url(cls, url: str) -> str:
        if not url:
            return url
        parts = split_url(url)
        if parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("must be a whole address such as https://host/v1")
        if parts.username is not None or parts.password is not None or parts.query or parts.fragment:
            raise ValueError("must hold no user, password or query; give the key as api_key")
        return url.rstrip("/").removesuffix("/chat/completions")

    @field_validator("api_key")
    @classmethod
    def _header_safe(cls, key: SecretStr | None) -> SecretStr | None:
        text = key.get_secret_value().strip() if key else ""
        if not (text.isascii() and text.isprintable() and " " not in text):
            raise ValueError("must be ASCII without spaces; was something else copied with it?")
        return SecretStr(text) if text else None

    @field_validator("extra_body", mode="before")
    @classmethod
    def _from_text(cls, value: object) -> object:
        """From a flag or the environment it comes as JSON."""
        if not isinstance(value, str):
            return value
        try:
            found = json.loads(value)
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict):
            raise ValueError('must be a JSON object such as {"top_k": 20}')
        return found

    def extra(self) -> dict[str, Any]:
        """What is laid over the provider's own additions to every body."""
        given = {} if self.enable_thinking is None else {"enable_thinking": self.enable_thinking}
        return given | self.extra_body

    @property
    def configured(self) -> bool:
        """Whether there is enough to make a call."""
        return not self.problem()

    @property
    def row(self) -> Provider:
        """The provider's row in the table; a UsageError when none is configured."""
        if not self.provider:
            raise UsageError(_NO_PROVIDER)
        return PROVIDERS[self.provider]

    def problem(self) -> str:
        """What is missing to make a call, as one line with a way out; empty when nothing is."""
        if not self.provider:
            return _NO_PROVIDER
        row = self.row
        if not self.base_url:
            return f"model provider {self.provider} needs a base URL: give --base-url or {PREFIX}BASE_URL"
        if not self.model:
            return f"model provider {self.provider} has no default model: give --model or {PREFIX}MODEL"
        if row.needs_key and self.api_key is None:
            own = f"{row.key_variable} or " if provider_of_url(self.base_url) == self.provider else ""
            return f"model provider {self.provider} needs a key: set {own}{PREFIX}API_KEY"
        return ""

    def secrets(self) -> tuple[str, ...]:
        """The exact strings that no text may show."""
        return (self.api_key.get_secret_value(),) if self.api_key else ()

    def masked(self) -> dict[str, object]:
        """All settings for display, in order, with the key masked whole."""
        shown = self.model_dump(mode="json", exclude={"api_key"})
        shown["api_key"] = MASK if self.api_key else None
        return {name: shown[name] for name in type(self).model_fields}


def load_settings(
    overrides: Mapping[str, object] | None = None,
    environ: Mapping[str, str] | None = None,
    toml_path: Path | None = None,
) -> LLMSettings:
    """Settings from flags (`overrides`, None = not given), then the environment, then the [llm] table of the file.

    Depends on nothing but its arguments: no environment is read unless given. Variables are SUMMARIZER_ and the
    setting's name in capitals, and the providers' own key variables; where nothing names a provider, the first one in
    the table whose key variable is set is taken. A model may be named with its provider, ``qwen:qwen-plus``.
    A key from a provider's own variable goes to that provider's hosts, or to an address given by flag or environment,
    but never to another address that only the file names.
    Raises UsageError naming the key at fault: unknown, of the wrong form, or an unknown provider.
    """
    environ = environ or {}
    from_file = _from_toml(toml_path)
    chosen = _from_environment(environ) | _from_flags(overrides or {})
    given = from_file | chosen
    _check_names(given, "setting")
    _take_provider_of_model(given, key_chosen="api_key" in chosen)
    _resolve_provider(given, environ, url_chosen="base_url" in chosen)
    try:
        return LLMSettings(**given)
    except ValidationError as error:
        raise UsageError(_first_fault(error)) from None


def _from_flags(overrides: Mapping[str, object]) -> dict[str, Any]:
    return {name: value for name, value in overrides.items() if value is not None}


def _from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    names = LLMSettings.model_fields
    return {name: value for name in names if (value := environ.get(PREFIX + name.upper(), "").strip())}


def toml_table(path: Path, name: str) -> dict[str, Any]:
    """The table ``name`` of a settings file; empty where it has none. Raises UsageError where it cannot be read."""
    try:
        table = tomllib.loads(path.read_text("utf-8")).get(name, {})
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{path}: {error}") from None
    if not isinstance(table, dict):
        raise UsageError(f"{path}: {name} must be a table: [{name}]")
    return table


def _from_toml(path: Path | None) -> dict[str, Any]:
    if path is None or not path.exists():
        return {}
    table = toml_table(path, TABLE)
    _check_names(table, f"{path}: key", within=f"[{TABLE}]")
    if table.get("prices"):  # written beside the file, so meant from there
        table["prices"] = path.parent / str(table["prices"])
    return table


def _check_names(names: Iterable[str], what: str, within: str = "") -> None:
    for name in names:
        if name not in LLMSettings.model_fields:
            known = ", ".join(LLMSettings.model_fields)
            raise UsageError(f"unknown {what} {name}{f' in {within}' if within else ''}; known: {known}")


def _take_provider_of_model(given: dict[str, Any], *, key_chosen: bool) -> None:
    """Split ``provider:name``; a name with a colon stays whole where an address or a server without keys is set.

    Reports meant for a server of one's own go to no other because its model is called ``qwen:7b``. A key that stands
    in the file beside another provider is not that of the one named here.
    """
    prefix, colon, name = (part.strip() for part in str(given.get("model", "")).partition(":"))
    provider, before = _named(prefix), _named(str(given.get("provider", "")))
    if not colon or provider not in PROVIDERS or given.get("base_url"):
        return
    if before in PROVIDERS and before != provider:
        if not PROVIDERS[before].needs_key:
            return
        if not key_chosen:
            given.pop("api_key", None)
    given["provider"] = provider
    given.pop("model")
    if name:
        given["model"] = name


def _named(name: str) -> str:
    name = name.strip().lower()
    return ALIASES.get(name, name)


def _resolve_provider(given: dict[str, Any], environ: Mapping[str, str], *, url_chosen: bool) -> None:
    """Fill in provider, base_url, model and api_key where they follow from what is given."""
    name = _named(str(given.get("provider", ""))) or _implied_provider(given, environ)
    if not name:
        name, colon, _ = str(given.get("model", "")).partition(":")
        if not colon:
            return
    if name not in PROVIDERS:
        raise UsageError(f"unknown model provider {name}; known: {', '.join(PROVIDERS)}")
    row = PROVIDERS[name]
    given["provider"] = name
    if name == "openai" and "base_url" not in given and environ.get("OPENAI_BASE_URL"):
        given["base_url"] = environ["OPENAI_BASE_URL"]
        url_chosen = True
    given.setdefault("base_url", row.base_url)
    if row.default_model:
        given.setdefault("model", row.default_model)
    trusted = url_chosen or given["base_url"] == row.base_url or provider_of_url(str(given["base_url"])) == name
    key = environ.get(row.key_variable, "").strip() if row.key_variable else ""
    if key and trusted:
        given.setdefault("api_key", key)


def _implied_provider(given: Mapping[str, Any], environ: Mapping[str, str]) -> str:
    if given.get("base_url"):
        return provider_of_url(str(given["base_url"]))
    for row in PROVIDERS.values():
        if row.needs_key and row.key_variable and environ.get(row.key_variable, "").strip():
            return row.name
    return ""


def _first_fault(error: ValidationError) -> str:
    """One line that names the setting; the value is not repeated, it may be a secret."""
    fault = error.errors(include_input=False, include_context=False, include_url=False)[0]
    name = ".".join(str(part) for part in fault["loc"]) or "settings"
    return f"setting {name.split('.')[0]}: {fault['msg'].removeprefix('Value error, ')}"


__all__ = ["CUSTOM", "CacheUse", "LLMSettings", "load_settings"]
