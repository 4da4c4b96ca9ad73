#!/usr/bin/env python3
"""Writes texts and the ids that tiktoken or tokenizers gives them, for lab05_gpt2_test.

    peers/tokenizer_strings.py gpt2.tiktoken strings.txt          # or: tokenizer.json strings.txt
    LLMSYS_TOKENIZER=gpt2.tiktoken LLMSYS_TOKENIZER_STRINGS=strings.txt build/cpu/labs/05_tokenizer/lab05_gpt2_test

A .tiktoken file is taken for GPT-2's and needs the package tiktoken, a tokenizer.json needs tokenizers. The texts: random
characters of all planes (those that Unicode 14 has assigned: a later one may call a new character a letter), words,
numbers, contractions, runs of white space, emoji, combining marks, added tokens. A line is the text's UTF-8 bytes in
hexadecimal and its ids.
"""

import argparse
import base64
import random
import unicodedata

PATTERN = r"""'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"""


def encoder_of(path):
    if path.endswith(".json"):
        import tokenizers

        tokenizer = tokenizers.Tokenizer.from_file(path)
        return lambda text: tokenizer.encode(text, add_special_tokens=False).ids
    import tiktoken

    with open(path, "rb") as file:
        ranks = {base64.b64decode(token): int(rank) for token, rank in (line.split() for line in file)}
    special = {"<|endoftext|>": len(ranks)}
    return tiktoken.Encoding("gpt2", pat_str=PATTERN, mergeable_ranks=ranks, special_tokens=special).encode_ordinary


def random_texts(rng, count):
    points = [chr(c) for c in range(0x110000) if unicodedata.category(chr(c)) not in ("Cn", "Cs", "Co")]
    bmp = [c for c in points if ord(c) < 0x3000]
    words = ["the", "Hello", " world", "naïve", "straße", "你好", "世界", "こんにちは", "안녕", "привет", "שלום", "مرحبا", "नमस्ते", "🎉"]
    spaces = [" ", "  ", "   ", "\n", "\n\n", "\t", "\r\n", " \n ", "\u00a0", "\u3000", "\u2028", "\x85"]
    tails = ["'s", "'re", "'LL", "'d", "'", "''", "’s", "123", "4,567.89", "٣", "½", "...", "!?", "<|endoftext|>", "👨‍👩‍👧", "e\u0301"]
    for _ in range(count):
        parts = []
        for _ in range(rng.randrange(0, 12)):
            kind = rng.randrange(6)
            if kind == 0:
                parts.append("".join(rng.choice(points) for _ in range(rng.randrange(1, 5))))
            elif kind == 1:
                parts.append("".join(rng.choice(bmp) for _ in range(rng.randrange(1, 8))))
            else:
                parts.append(rng.choice((words, spaces, tails, words)[kind - 2]))
        yield "".join(parts)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("vocabulary", help="gpt2.tiktoken, or a tokenizer.json")
    parser.add_argument("output")
    parser.add_argument("--count", type=int, default=10000)
    parser.add_argument("--seed", type=int, default=5)
    arguments = parser.parse_args()
    encode = encoder_of(arguments.vocabulary)
    with open(arguments.output, "w", encoding="ascii", newline="\n") as file:
        for text in random_texts(random.Random(arguments.seed), arguments.count):
            file.write(f"{text.encode().hex() or '-'} {','.join(map(str, encode(text))) or '-'}\n")


main()
