"""The providers that users here have, as one table: addresses, keys, models, structured modes and quirks.

Sources, read when the table was made (pages change; everything here can be overridden in the settings):
- OpenAI: platform.openai.com/docs/guides/structured-outputs (strict schemas, keywords it takes), guides/error-codes.
- DeepSeek: api-docs.deepseek.com quick_start/pricing (models, thinking on by default), guides/json_mode, error_codes.
- Qwen: help.aliyun.com/zh/model-studio: qwen-structured-output, deep-thinking (enable_thinking), error-code.
- Zhipu: docs.bigmodel.cn 对话补全 (tool_choice only auto), docs.z.ai/api-reference/api-code (business error codes).
- Moonshot: platform.kimi.com/docs/api: chat (max_completion_tokens), models-overview (fixed temperature), errors.
- Ark: volcengine.com/docs/82379/1299023 (error codes), /1298454 (chat API).
- Ollama: github.com/ollama/ollama docs/api/openai-compatibility.mdx (key ignored, no tool_choice).
- vLLM: docs.vllm.ai serving/openai_compatible_server, features/structured_outputs.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from urllib.parse import SplitResult, urlsplit

from summarizer.llm.model import Mode

_ALL_MODES = (Mode.JSON_SCHEMA, Mode.TOOLS, Mode.JSON_OBJECT, Mode.MARKDOWN)
_NO_THINKING: Mapping[str, object] = MappingProxyType({"thinking": MappingProxyType({"type": "disabled"})})
_NOTHING: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """One row of the table.

    `modes` are in the order tried. `temperature` is sent unless None (fixed by the provider, or refused by some of
    its models). `extra` goes into every request body as it is. `named_tool`: the provider obeys a tool_choice that
    names the tool; else it is left on auto. `one_call`: it takes `parallel_tool_calls: false`. `schema_in_prompt`:
    in json_schema mode the server only constrains decoding, so the model must be shown the schema to know what the
    fields mean. `strict`: takes `strict: true`. `dropped_keywords`: JSON Schema keywords it rejects.
    `throttle_codes`: codes that mean an empty account elsewhere, but with a 429 of this provider only "slow down".
    """

    name: str
    base_url: str
    key_variable: str | None
    default_model: str | None
    modes: tuple[Mode, ...] = _ALL_MODES
    needs_key: bool = True
    max_tokens_field: str = "max_tokens"
    temperature: float | None = 0.0
    extra: Mapping[str, object] = field(default_factory=lambda: _NOTHING)
    named_tool: bool = True
    one_call: bool = True
    schema_in_prompt: bool = False
    strict: bool = False
    dropped_keywords: frozenset[str] = frozenset()
    throttle_codes: frozenset[str] = frozenset()


CUSTOM = "custom"

_TABLE = (
    Provider(
        name="openai",
        base_url="https://api.openai.com/v1",
        key_variable="OPENAI_API_KEY",
        default_model="gpt-5.4-mini",
        max_tokens_field="max_completion_tokens",
        temperature=None,  # models that reason refuse any but the default
        strict=True,
        dropped_keywords=frozenset({"minLength", "maxLength", "uniqueItems", "default"}),
    ),
    Provider(
        name="deepseek",
        base_url="https://api.deepseek.com",
        key_variable="DEEPSEEK_API_KEY",
        default_model="deepseek-v4-flash",
        # response_format json_schema: 400 "This response_format type is unavailable now"
        modes=(Mode.TOOLS, Mode.JSON_OBJECT, Mode.MARKDOWN),
        extra=_NO_THINKING,  # on by default, and then tool_choice is refused
        one_call=False,
    ),
    Provider(
        name="qwen",
        base_url="https://dashscope.aliyuncs.com/compatible-mode/v1",
        key_variable="DASHSCOPE_API_KEY",
        default_model="qwen-plus",
        # json_schema only for newer models; json_object demands the word "JSON" in the prompt
        modes=(Mode.TOOLS, Mode.JSON_SCHEMA, Mode.JSON_OBJECT, Mode.MARKDOWN),
        extra=MappingProxyType({"enable_thinking": False}),  # structured output needs non-thinking mode
        strict=True,
        throttle_codes=frozenset({"insufficient_quota"}),  # tokens a minute; debts have Arrearage
    ),
    Provider(
        name="zhipu",
        base_url="https://open.bigmodel.cn/api/paas/v4",
        key_variable="ZHIPUAI_API_KEY",
        default_model="glm-5",
        modes=(Mode.JSON_OBJECT, Mode.TOOLS, Mode.MARKDOWN),
        named_tool=False,
        one_call=False,
        extra=_NO_THINKING,
    ),
    Provider(
        name="moonshot",
        base_url="https://api.moonshot.cn/v1",
        key_variable="MOONSHOT_API_KEY",
        default_model="kimi-k2.6",
        modes=(Mode.JSON_OBJECT, Mode.TOOLS, Mode.MARKDOWN),
        named_tool=False,
        one_call=False,
        max_tokens_field="max_completion_tokens",  # max_tokens is deprecated, and not honoured by newer models
        temperature=None,  # kimi-k2.6: any other than the fixed value is a 400
        extra=_NO_THINKING,
    ),
    Provider(
        name="doubao",
        base_url="https://ark.cn-beijing.volces.com/api/v3",
        key_variable="ARK_API_KEY",
        default_model="doubao-seed-2.0-lite",
        extra=_NO_THINKING,
        strict=True,
    ),
    Provider(
        name="ollama",
        base_url="http://localhost:11434/v1",
        key_variable=None,
        default_model="qwen3",
        needs_key=False,
        modes=(Mode.JSON_SCHEMA, Mode.JSON_OBJECT, Mode.TOOLS, Mode.MARKDOWN),
        named_tool=False,
        schema_in_prompt=True,
    ),
    Provider(
        name="vllm",
        base_url="http://localhost:8000/v1",
        key_variable="VLLM_API_KEY",
        default_model=None,
        needs_key=False,
        schema_in_prompt=True,
    ),
    Provider(
        name=CUSTOM,
        base_url="",
        key_variable=None,
        default_model=None,
        needs_key=False,
        schema_in_prompt=True,
    ),
)

PROVIDERS: Mapping[str, Provider] = MappingProxyType({provider.name: provider for provider in _TABLE})

# Other names people use for the same.
ALIASES: Mapping[str, str] = MappingProxyType(
    {"dashscope": "qwen", "bailian": "qwen", "glm": "zhipu", "bigmodel": "zhipu", "kimi": "moonshot", "ark": "doubao"}
)

# Hosts by which a bare base URL is known to belong to a provider (its other regions included).
_HOSTS: Mapping[str, str] = MappingProxyType(
    {
        "api.openai.com": "openai",
        "api.deepseek.com": "deepseek",
        "dashscope.aliyuncs.com": "qwen",
        "dashscope-intl.aliyuncs.com": "qwen",
        "dashscope-us.aliyuncs.com": "qwen",
        "open.bigmodel.cn": "zhipu",
        "api.z.ai": "zhipu",
        "api.moonshot.cn": "moonshot",
        "api.moonshot.ai": "moonshot",
        "ark.cn-beijing.volces.com": "doubao",
    }
)


def provider_of_url(base_url: str) -> str:
    """Name of the provider that owns `base_url`'s host, else "custom". Keys are only ever sent to their owner."""
    parts = split_url(base_url)
    return _HOSTS.get(parts.hostname or "", CUSTOM) if parts else CUSTOM


def split_url(url: str) -> SplitResult | None:
    """The parts of an address; None where it is none, or has a port that is no number."""
    try:
        parts = urlsplit(url)
        return parts if parts.port != 0 else None
    except ValueError:
        return None
