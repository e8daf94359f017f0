"""A real inference server for the tests of this folder: llama.cpp's, with a tiny random model."""

from collections.abc import Iterator

import pytest

SLOTS = 2
CONTEXT_PER_SLOT = 8192


@pytest.fixture(scope="session")
def inference_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Base URL of the server, one for the session, on a free loopback port; skips where its packages are missing."""
    reason = "the real inference server needs the extra `inference`: pip install -e '.[inference]'"
    xllamacpp = pytest.importorskip("xllamacpp", reason=reason)
    pytest.importorskip("gguf", reason=reason)
    from tests.inference.tiny_model import write_model

    path = tmp_path_factory.mktemp("model") / "tiny-random.gguf"
    write_model(path)
    params = xllamacpp.CommonParams()
    params.model.path = str(path)
    params.port = 0
    params.n_parallel = SLOTS
    params.n_ctx = SLOTS * CONTEXT_PER_SLOT
    params.cpuparams.n_threads = 1
    params.cpuparams_batch.n_threads = 1
    params.n_gpu_layers = 0
    params.use_jinja = True
    params.ui = False
    params.warmup = False
    params.verbosity = -1
    server = xllamacpp.Server(params)
    yield f"{server.listening_address}/v1"
    del server
