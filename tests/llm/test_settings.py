"""Where settings come from, which of them wins, what is turned down, and what is shown."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from summarizer.errors import UsageError
from summarizer.llm import PROVIDERS, load_settings
from summarizer.llm.settings import LLMSettings

KEY = "sk-canary-0123456789"


def _toml(folder: Path, text: str) -> Path:
    path = folder / "summarizer.toml"
    path.write_text(text, "utf-8")
    return path


def test_flags_win_over_environment_and_environment_over_file(tmp_path: Path) -> None:
    """Each source fills in what the ones before it leave open."""
    path = _toml(tmp_path, '[llm]\nprovider = "qwen"\nmodel = "from-file"\nrpm = 10\ntimeout = 30\n')
    environ = {"SUMMARIZER_MODEL": "from-environment", "SUMMARIZER_RPM": "20"}
    settings = load_settings({"rpm": 40, "model": None}, environ, path)
    assert (settings.rpm, settings.model, settings.timeout, settings.provider) == (40, "from-environment", 30, "qwen")


def test_nothing_is_read_but_what_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    """The process's own environment does not count unless it is passed in."""
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    assert not load_settings().configured


def test_no_provider_is_not_configured_and_says_how() -> None:
    """Without key, URL and provider there is one line that names the way out."""
    settings = load_settings({}, {}, None)
    assert not settings.configured
    assert "DEEPSEEK_API_KEY" in settings.problem()
    with pytest.raises(UsageError, match="no model is configured"):
        _ = settings.row


@pytest.mark.parametrize("name", [row.name for row in PROVIDERS.values() if row.needs_key])
def test_a_provider_is_implied_by_its_key_variable(name: str) -> None:
    """One variable is enough to be configured: URL, model and key follow from it."""
    row = PROVIDERS[name]
    settings = load_settings({}, {str(row.key_variable): KEY}, None)
    assert (settings.provider, settings.base_url, settings.model) == (name, row.base_url, row.default_model)
    assert settings.configured
    assert settings.secrets() == (KEY,)


@pytest.mark.parametrize(
    ("alias", "name"), [("DashScope", "qwen"), ("kimi", "moonshot"), ("ark", "doubao"), ("glm", "zhipu")]
)
def test_providers_have_other_names(alias: str, name: str) -> None:
    """Users need not know what a row of the table is called."""
    assert load_settings({"provider": alias}).provider == name


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://dashscope-intl.aliyuncs.com/compatible-mode/v1", "qwen"),
        ("https://api.deepseek.com/beta", "deepseek"),
        ("http://10.0.0.7:8000/v1", "custom"),
    ],
)
def test_a_base_url_names_its_provider(url: str, name: str) -> None:
    """A known host brings the quirks of its provider with it."""
    assert load_settings({"base_url": url}).provider == name


def test_a_key_is_never_sent_to_a_stranger() -> None:
    """A bare base URL of an unknown host gets no key that was meant for a known provider."""
    settings = load_settings({"base_url": "https://llm.example/v1", "model": "m"}, {"OPENAI_API_KEY": KEY})
    assert settings.api_key is None
    assert settings.configured


def test_an_address_that_only_the_file_names_gets_no_provider_key(tmp_path: Path) -> None:
    """A summarizer.toml that came with somebody's folder cannot draw a key to its own address."""
    path = _toml(tmp_path, '[llm]\nprovider = "openai"\nbase_url = "https://evil.example/v1"\n')
    settings = load_settings({}, {"OPENAI_API_KEY": KEY}, path)
    assert settings.api_key is None
    assert settings.problem() == "model provider openai needs a key: set SUMMARIZER_API_KEY"
    assert load_settings({}, {"SUMMARIZER_API_KEY": KEY}, path).configured


def test_openai_base_url_is_honoured() -> None:
    """The SDK's own variable for a gateway works together with its key variable."""
    environ = {"OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": "https://gateway.example/v1"}
    settings = load_settings({}, environ)
    assert (settings.base_url, settings.secrets()) == ("https://gateway.example/v1", (KEY,))


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"model": "qwen:qwen-max"}, ("qwen", "qwen-max")),
        ({"model": "kimi:k"}, ("moonshot", "k")),
        ({"model": "ollama:qwen:7b"}, ("ollama", "qwen:7b")),
        ({"model": "deepseek:"}, ("deepseek", load_settings({"provider": "deepseek"}).model)),
        ({"model": "llama3:8b", "provider": "ollama"}, ("ollama", "llama3:8b")),
        ({"model": "qwen:7b", "provider": "ollama"}, ("ollama", "qwen:7b")),
        ({"model": "qwen:7b", "base_url": "http://localhost:8000/v1"}, ("custom", "qwen:7b")),
    ],
)
def test_a_model_can_be_named_with_its_provider(given: dict[str, str], named: tuple[str, str]) -> None:
    """A colon in a name is part of it where a server of one's own is meant: no report leaves for its namesake."""
    settings = load_settings(given)
    assert (settings.provider, settings.model) == named


def test_a_key_of_the_file_does_not_follow_to_another_provider(tmp_path: Path) -> None:
    """It stands there beside the provider that it is for."""
    path = _toml(tmp_path, f'[llm]\nprovider = "deepseek"\napi_key = "{KEY}"\n')
    assert load_settings({"model": "deepseek:deepseek-chat"}, {}, path).secrets() == (KEY,)
    settings = load_settings({"model": "qwen:qwen-max"}, {}, path)
    assert (settings.provider, settings.secrets()) == ("qwen", ())


def test_local_servers_need_no_key() -> None:
    """Ollama is configured by its name alone; vLLM lacks only a model."""
    assert load_settings({"provider": "ollama"}).configured
    assert "--model" in load_settings({"provider": "vllm"}).problem()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('[llm]\nmodle = "x"\n', "modle"),
        ("[llm]\nrpm = 0\n", "rpm"),
        ('[llm]\nmode = "xml"\n', "mode"),
        ('[llm]\nprovider = "nobody"\n', "nobody"),
        ("llm = 1\n", "llm"),
        ("[llm\n", "summarizer.toml"),
    ],
)
def test_what_is_wrong_in_the_file_is_named(tmp_path: Path, text: str, named: str) -> None:
    """Unknown keys, values out of range and broken TOML are UsageErrors of one line."""
    with pytest.raises(UsageError, match=named) as caught:
        load_settings({}, {}, _toml(tmp_path, text))
    assert "\n" not in str(caught.value).strip() or "TOML" in str(caught.value)


def test_other_tables_of_the_file_are_left_to_others(tmp_path: Path) -> None:
    """Only [llm] is read here."""
    assert load_settings({}, {}, _toml(tmp_path, "[batch]\nworkers = 3\n")) == load_settings()


def test_an_unknown_flag_is_named() -> None:
    """A caller that passes on something else hears about it."""
    with pytest.raises(UsageError, match="unknown setting modell"):
        load_settings({"modell": "x"})


@pytest.mark.parametrize(
    "url", ["http://user:secret@host/v1", "ftp://host/v1", "host/v1", "https://host/v1?key=abc", "https://"]
)
def test_base_urls_that_hold_secrets_or_no_host_are_turned_down(url: str) -> None:
    """The message does not repeat the address, which may hold a password."""
    with pytest.raises(UsageError, match="base_url") as caught:
        load_settings({"base_url": url, "model": "m"})
    assert "secret" not in str(caught.value)
    assert "abc" not in str(caught.value)


def test_a_pasted_endpoint_becomes_a_base_url() -> None:
    """Addresses are often copied whole from an example."""
    settings = load_settings({"base_url": "https://llm.example/v1/chat/completions/", "model": "m"})
    assert settings.base_url == "https://llm.example/v1"


@pytest.mark.parametrize("key", ["sk-geheim\nX-Other: 1", "密钥sk-geheim", "sk geheim"])
def test_keys_that_no_header_can_hold_are_turned_down(key: str) -> None:
    """With one line that does not repeat them."""
    with pytest.raises(UsageError, match="api_key: must be ASCII") as caught:
        load_settings({"provider": "openai"}, {"OPENAI_API_KEY": key})
    assert "geheim" not in str(caught.value)


def test_a_blank_key_is_no_key() -> None:
    """An empty variable is as good as none."""
    assert load_settings({"provider": "openai", "api_key": " "}).api_key is None


def test_settings_are_frozen() -> None:
    """Nothing changes settings after they are made."""
    with pytest.raises(ValidationError):
        load_settings().rpm = 3


def test_masked_shows_everything_but_the_key() -> None:
    """All settings in their order; the key, where there is one, as stars."""
    settings = load_settings({}, {"DEEPSEEK_API_KEY": KEY})
    shown = settings.masked()
    assert list(shown) == list(LLMSettings.model_fields)
    assert shown["api_key"] == "****"
    assert KEY not in f"{shown}{settings!r}{settings}"
    assert load_settings().masked()["api_key"] is None


def test_a_price_table_is_looked_for_beside_the_file_that_names_it(tmp_path: Path) -> None:
    """Relative paths in the file are meant from the file."""
    path = _toml(tmp_path, '[llm]\nprices = "my-prices.toml"\n')
    assert load_settings({}, {}, path).prices == tmp_path / "my-prices.toml"
