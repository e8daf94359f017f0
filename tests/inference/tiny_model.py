"""A language model of 2 MB with random weights, written in a second: nonsense in the right shape.

It lets a real inference server be tested without any model weights to download: the server's grammar decides the form
of the answers, the model only fills it in. Architecture `llama`, 2 layers, width 64, from a fixed seed. Vocabulary:
control tokens, 256 bytes, printable ASCII, Chinese punctuation and the 3,755 characters of GB 2312 level 1.

So that answers end soon, dimension 0 of every embedding is the same constant, the layers add little to it, and column 0
of the output weights is therefore a bias for each token: what closes strings, lists and objects is likely. Dimension 1
belongs to the line break alone, and makes a tool call likely behind one, where an answer begins.
"""

from pathlib import Path

import gguf  # type: ignore[import-not-found, import-untyped, unused-ignore]
import numpy as np  # type: ignore[import-not-found, unused-ignore]
from numpy.typing import NDArray  # type: ignore[import-not-found, unused-ignore]

LAYERS = 2
WIDTH = 64
HEADS = 4
KEY_VALUE_HEADS = 2
FEED_FORWARD = 128
CONTEXT = 32768
SEED = 20240305

CONTROL = ("<unk>", "<s>", "</s>", "<|im_start|>", "<|im_end|>")
TOOL_CALL = ("<tool_call>", "</tool_call>")
SPACE = "▁"  # how SentencePiece vocabularies write a space

# Biases of the output, in units of about the spread of its random part.
BIASES = {'"': 4.0, "]": 3.5, "}": 3.5, ",": 2.5, ":": 2.0, "<|im_end|>": 5.0, SPACE: -4.0}
UNLIKELY = -6.0
LINE_BREAK = "<0x0A>"
CALL_AFTER_LINE_BREAK = 3.0

TEMPLATE = """\
{%- if tools %}<|im_start|>system
{{ messages[0].content if messages[0].role == 'system' else '' }}

# Tools
You may call these functions:
<tools>
{%- for tool in tools %}
{{ tool | tojson }}
{%- endfor %}
</tools>
For each call, return a JSON object with the function's name and arguments within <tool_call></tool_call> tags:
<tool_call>{"name": <function-name>, "arguments": <args-json-object>}</tool_call><|im_end|>
{% elif messages[0].role == 'system' %}<|im_start|>system
{{ messages[0].content }}<|im_end|>
{% endif %}
{%- for message in messages %}
{%- if message.role == 'user' or message.role == 'assistant' %}<|im_start|>{{ message.role }}
{{ message.content or '' }}
{%- for call in message.tool_calls or [] %}
<tool_call>{"name": "{{ call.function.name }}", "arguments": {{ call.function.arguments | tojson }}}</tool_call>
{%- endfor %}<|im_end|>
{% elif message.role == 'tool' %}<|im_start|>user
<tool_response>
{{ message.content }}
</tool_response><|im_end|>
{% endif %}
{%- endfor %}
{%- if add_generation_prompt %}<|im_start|>assistant
{% endif %}"""


def vocabulary() -> tuple[list[str], list[int]]:
    """Tokens and their types, in the order of their ids."""
    kinds = gguf.TokenType
    ascii_characters = [chr(code) for code in range(0x21, 0x7F)]
    level_one = [bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF)]
    characters = [code.decode("gb2312", "ignore") for code in level_one]
    punctuation = list("，。、；：？！“”《》（）％…—")
    plain = [SPACE, *ascii_characters, *punctuation, *filter(None, characters)]
    tokens = [*CONTROL, *TOOL_CALL, *(f"<0x{byte:02X}>" for byte in range(256)), *plain]
    types = [kinds.UNKNOWN, *[kinds.CONTROL] * (len(CONTROL) - 1), *[kinds.USER_DEFINED] * len(TOOL_CALL)]
    types += [*[kinds.BYTE] * 256, *[kinds.NORMAL] * len(plain)]
    return tokens, [int(kind) for kind in types]


def write_model(path: Path) -> None:
    """Write the model as a GGUF file; the same bytes every time."""
    tokens, types = vocabulary()
    writer = gguf.GGUFWriter(str(path), "llama")
    writer.add_name("tiny-random")
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(LAYERS)
    writer.add_feed_forward_length(FEED_FORWARD)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(KEY_VALUE_HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(WIDTH // HEADS)
    writer.add_vocab_size(len(tokens))
    writer.add_tokenizer_model("llama")
    writer.add_token_list(tokens)
    writer.add_token_scores([-float(number) for number in range(len(tokens))])
    writer.add_token_types(types)
    writer.add_unk_token_id(0)
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(CONTROL.index("<|im_end|>"))
    writer.add_add_bos_token(False)
    writer.add_add_space_prefix(False)
    writer.add_chat_template(TEMPLATE)
    for name, tensor in _tensors(tokens, types).items():
        writer.add_tensor(name, tensor)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _tensors(tokens: list[str], types: list[int]) -> dict[str, NDArray[np.float32]]:
    dice = np.random.default_rng(SEED)

    def random(rows: int, columns: int, spread: float) -> NDArray[np.float32]:
        return dice.normal(0.0, spread, (rows, columns)).astype(np.float32)

    ones = np.ones(WIDTH, dtype=np.float32)
    key_value = WIDTH // HEADS * KEY_VALUE_HEADS
    embeddings = random(len(tokens), WIDTH, 0.3)
    embeddings[:, :2] = (1.0, 0.0)
    embeddings[tokens.index(LINE_BREAK), 1] = 3.0
    output = random(len(tokens), WIDTH, 0.1)
    output[:, 0] = _biases(tokens, types)
    output[:, 1] = 0.0
    output[tokens.index(TOOL_CALL[0]), 1] = CALL_AFTER_LINE_BREAK
    tensors = {"token_embd.weight": embeddings, "output_norm.weight": ones, "output.weight": output}
    for layer in range(LAYERS):
        block = f"blk.{layer}."
        tensors |= {f"{block}attn_norm.weight": ones, f"{block}ffn_norm.weight": ones}
        tensors |= {
            f"{block}attn_q.weight": random(WIDTH, WIDTH, 0.1),
            f"{block}attn_k.weight": random(key_value, WIDTH, 0.1),
            f"{block}attn_v.weight": random(key_value, WIDTH, 0.1),
            f"{block}attn_output.weight": random(WIDTH, WIDTH, 0.02),
            f"{block}ffn_gate.weight": random(FEED_FORWARD, WIDTH, 0.1),
            f"{block}ffn_up.weight": random(FEED_FORWARD, WIDTH, 0.1),
            f"{block}ffn_down.weight": random(WIDTH, FEED_FORWARD, 0.02),
        }
    return tensors


def _biases(tokens: list[str], types: list[int]) -> NDArray[np.float32]:
    normal = int(gguf.TokenType.NORMAL)
    values = [BIASES.get(token, 0.0 if kind == normal else UNLIKELY) for token, kind in zip(tokens, types, strict=True)]
    # The RMS norm makes dimension 0 about 3 and the random part of a logit about 0.7: a third is one unit.
    return (np.array(values) / 3).astype(np.float32)
