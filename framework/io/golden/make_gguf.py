#!/usr/bin/env python3
"""Makes the golden files of the GGUF tests with PyPI's `gguf` (0.19.0 made those that are committed).

    pip install gguf==0.19.0 safetensors && python3 framework/io/golden/make_gguf.py

gguf_types.gguf      metadata of every type, and one tensor of each element type
gguf_types.safetensors  the same tensors as that package dequantises them
llama.gguf, gpt2.gguf   tiny models as llama.cpp's convert_hf_to_gguf.py lays them out: a Llama's queries and keys with their
                        rows paired side by side, GPT-2's matrices as (out,in). Element i of the tensor that Hugging Face
                        calls NAME is value(NAME, i), so a test knows it without another file.
"""
import pathlib
import zlib

import gguf
import numpy as np
from gguf import GGMLQuantizationType as Type
from safetensors.numpy import save_file

FOLDER = pathlib.Path(__file__).resolve().parent


def values(name, shape):
    """((i * 37 + crc32(name)) % 251 - 125) / 64: exact in 16 bits."""
    i = np.arange(int(np.prod(shape)), dtype=np.int64)
    return (((i * 37 + zlib.crc32(name.encode())) % 251 - 125) / 64).astype(np.float32).reshape(shape)


def write(writer):
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def add(writer, name, array, element_type):
    writer.add_tensor(name, gguf.quants.quantize(array, element_type), raw_dtype=element_type)


def make_types():
    writer = gguf.GGUFWriter(FOLDER / "gguf_types.gguf", "none")
    writer.add_custom_alignment(64)
    for width in (8, 16, 32, 64):
        getattr(writer, f"add_uint{width}")(f"u{width}", 2**width - 1 if width < 64 else 2**63 - 1)
        getattr(writer, f"add_int{width}")(f"i{width}", -(2 ** (width - 1)))
    writer.add_uint64("beyond", 2**63)
    writer.add_float32("f32", 1e-5)
    writer.add_float64("f64", 0.1)
    writer.add_bool("yes", True)
    writer.add_bool("no", False)
    writer.add_string("text", "caf\u00e9 \u0120t")
    writer.add_array("texts", ["a", "", "\u0120t"])
    writer.add_array("integers", [-1, 0, 2**31 - 1])
    writer.add_array("reals", [0.5, -1.0])
    writer.add_array("flags", [True, False])
    rng = np.random.default_rng(1)
    expected = {}
    for kind in (Type.F32, Type.F16, Type.BF16, Type.Q8_0, Type.Q4_0, Type.Q4_1):
        stored = gguf.quants.quantize(rng.standard_normal((3, 64)).astype(np.float32) * 3, kind)
        name = kind.name.lower()
        writer.add_tensor(name, stored, raw_dtype=kind)
        expected[name] = gguf.quants.dequantize(stored, kind).astype(np.float32)
    write(writer)
    save_file(expected, FOLDER / "gguf_types.safetensors")


def pairs(weight, heads):
    """As convert_hf_to_gguf.py: rows (h, j, i) become rows (h, i, j)."""
    rows, columns = weight.shape
    return weight.reshape(heads, 2, rows // heads // 2, columns).swapaxes(1, 2).reshape(rows, columns)


def make_llama():
    vocabulary, context, layers, width, heads, kv_heads, ffn = 12, 64, 2, 16, 4, 2, 24
    writer = gguf.GGUFWriter(FOLDER / "llama.gguf", "llama")
    writer.add_context_length(context)
    writer.add_block_count(layers)
    writer.add_embedding_length(width)
    writer.add_feed_forward_length(ffn)
    writer.add_head_count(heads)
    writer.add_head_count_kv(kv_heads)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_freq_base(50000.0)
    writer.add_rope_dimension_count(width // heads)
    writer.add_vocab_size(vocabulary)
    writer.add_tokenizer_model("llama")
    writer.add_token_list(["<unk>", "<s>", "</s>"] + [chr(97 + i) for i in range(9)])
    writer.add_token_scores([float(-i) for i in range(vocabulary)])
    writer.add_token_types([2, 3, 3] + [1] * 9)
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_unk_token_id(0)
    add(writer, "token_embd.weight", values("model.embed_tokens.weight", (vocabulary, width)), Type.F16)
    for i in range(layers):
        def layer(name, theirs, shape, fix=lambda w: w, kind=Type.F16):
            add(writer, f"blk.{i}.{name}.weight", fix(values(f"model.layers.{i}.{theirs}.weight", shape)), kind)
        kv = width // heads * kv_heads
        layer("attn_norm", "input_layernorm", (width,), kind=Type.F32)
        layer("attn_q", "self_attn.q_proj", (width, width), lambda w: pairs(w, heads))
        layer("attn_k", "self_attn.k_proj", (kv, width), lambda w: pairs(w, kv_heads))
        layer("attn_v", "self_attn.v_proj", (kv, width))
        layer("attn_output", "self_attn.o_proj", (width, width))
        layer("ffn_norm", "post_attention_layernorm", (width,), kind=Type.F32)
        layer("ffn_gate", "mlp.gate_proj", (ffn, width))
        layer("ffn_up", "mlp.up_proj", (ffn, width))
        layer("ffn_down", "mlp.down_proj", (width, ffn))
    add(writer, "output_norm.weight", values("model.norm.weight", (width,)), Type.F32)
    add(writer, "output.weight", values("lm_head.weight", (vocabulary, width)), Type.F16)
    write(writer)


def make_gpt2():
    vocabulary, context, width, heads, ffn = 12, 8, 8, 2, 32
    writer = gguf.GGUFWriter(FOLDER / "gpt2.gguf", "gpt2")
    writer.add_context_length(context)
    writer.add_block_count(1)
    writer.add_embedding_length(width)
    writer.add_feed_forward_length(ffn)
    writer.add_head_count(heads)
    writer.add_layer_norm_eps(1e-5)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("gpt-2")
    writer.add_token_list(["a", "b", "\u0120", "ab", "\u0120a"] + [chr(99 + i) for i in range(7)])
    writer.add_token_merges(["a b", "\u0120 a"])
    writer.add_eos_token_id(11)
    def tensor(name, theirs, shape, kind=Type.F16, fix=lambda w: w):
        add(writer, name, fix(values("transformer." + theirs, shape)), kind)
    tensor("token_embd.weight", "wte.weight", (vocabulary, width))
    tensor("position_embd.weight", "wpe.weight", (context, width))
    for name, theirs, shape in (("attn_norm", "ln_1", ()), ("attn_qkv", "attn.c_attn", (width, 3 * width)),
                                ("attn_output", "attn.c_proj", (width, width)), ("ffn_norm", "ln_2", ()),
                                ("ffn_up", "mlp.c_fc", (width, ffn)), ("ffn_down", "mlp.c_proj", (ffn, width))):
        matrix = len(shape) == 2
        tensor(f"blk.0.{name}.weight", f"h.0.{theirs}.weight", shape or (width,),
               Type.F16 if matrix else Type.F32, np.transpose if matrix else lambda w: w)
        tensor(f"blk.0.{name}.bias", f"h.0.{theirs}.bias", shape[1:] or (width,), Type.F32)
    tensor("output_norm.weight", "ln_f.weight", (width,), Type.F32)
    tensor("output_norm.bias", "ln_f.bias", (width,), Type.F32)
    write(writer)


make_types()
make_llama()
make_gpt2()
