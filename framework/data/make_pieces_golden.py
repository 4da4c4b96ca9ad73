#!/usr/bin/env python3
"""Writes golden/pieces.txt: texts, and the pieces that the patterns themselves cut them into.

Needs the package `regex` (2024.11.6 was used first; any later one will do). A line is: rule, the text's UTF-8 bytes in
hexadecimal, the lengths of its pieces in bytes. Run it in this folder; nothing in the build does.
"""

import random
import unicodedata

import regex

GPT2 = r"""'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"""
LLAMA3 = (
    r"""(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+"""
    r"""|\s+(?!\S)|\s+"""
)

WRITTEN = [
    "Hello world", "I've  seen 12", "don't can't they're we'll I'd I'm it's", "'s't're've'm'll'd", "DON'T IT'S WE'LL'LL",
    "'\u017f it'\u017f", " 's", "''s", "'r 're 'v 'l 'llll", "a  b   c    ", "  \n  x", "\n\n\nx", " \n \n ", "\t\tx", "\r\n\r\nx",
    "x\u00a0y \u3000 z", "1234567 12 3", "\u0661\u0662\u0663\u0664 \u2167\u00bd", "na\u00efve caf\u00e9 \u4f60\u597d\uff0c\u4e16\u754c",
    "\U0001f600\U0001f468\u200d\U0001f469 \u2764\ufe0f", "e\u0301 \u0e01\u0e33 \u0915\u094d\u0937", "!!!hello ???", "foo(bar);\n\n  baz", "",
    " ", "  ", "a", "\u2028 \u2029x", "\u0085\u1680x", "x \x1c\x1d y", "3rd 4\u00ba \u00aa", "_a_ __init__ a_b", "9,000.50 km\u00b2",
]


def assigned():
    planes = [(0x20, 0x7F), (0xA0, 0x250), (0x370, 0x600), (0x900, 0xE80), (0x2000, 0x2200), (0x3000, 0x3100),
              (0x4E00, 0x4F00), (0xAC00, 0xAD00), (0x1F300, 0x1F650), (0x10000, 0x10800), (0x20000, 0x20100), (0xE0020, 0xE0080)]
    return [c for low, high in planes for c in range(low, high) if unicodedata.category(chr(c)) not in ("Cn", "Cs")]


def random_text(rng, points):
    out = []
    for _ in range(rng.randrange(1, 9)):
        kind = rng.randrange(6)
        if kind == 0:
            out.append(rng.choice(["'s", "'T", "'ll", "'re", " ", "  ", "\n", " \r\n ", "\t", "\u00a0"]))
        elif kind == 1:
            out.append(rng.choice(["12", "3", "4567", "\u0669"]))
        elif kind == 2:
            out.append(rng.choice(["abc", "Word", "\u00e9t\u00e9", "...", "!?", "-"]))
        else:
            out.append("".join(chr(rng.choice(points)) for _ in range(rng.randrange(1, 4))))
    return "".join(out)


def gpt2(text):
    return regex.findall(GPT2, text)


def digits_then_gpt2(text):
    return [piece for part in regex.findall(r"\p{N}|\P{N}+", text) for piece in gpt2(part)]


def llama3(text):
    return regex.findall(LLAMA3, text)


def main():
    rng, points = random.Random(5), assigned()
    texts = WRITTEN + [random_text(rng, points) for _ in range(60)]
    with open("golden/pieces.txt", "w", encoding="ascii", newline="\n") as file:
        for name, split in (("gpt2", gpt2), ("gpt2_digits", digits_then_gpt2), ("llama3", llama3)):
            for text in texts:
                pieces = split(text)
                assert "".join(pieces) == text
                lengths = ",".join(str(len(piece.encode())) for piece in pieces)
                file.write(f"{name} {text.encode().hex() or '-'} {lengths or '-'}\n")


main()
