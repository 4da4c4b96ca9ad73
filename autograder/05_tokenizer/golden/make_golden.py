#!/usr/bin/env python3
"""Writes austen.txt: the tokens that Hugging Face's `tokenizers` learns from the beginning of the Austen text.

Made with tokenizers 0.23.3; run it in this folder. Nothing in the build does.
"""

from tokenizers import Tokenizer, models, pre_tokenizers, trainers

BYTES, MERGES = 60000, 500

with open("../../../datasets/text/austen_tiny.txt", "rb") as file:
    text = file.read(BYTES).decode("ascii")
tokenizer = Tokenizer(models.BPE())
tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
trainer = trainers.BpeTrainer(vocab_size=256 + MERGES, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False)
tokenizer.train_from_iterator([text], trainer)
vocabulary = sorted(tokenizer.get_vocab().items(), key=lambda item: item[1])
assert len(vocabulary) == 256 + MERGES
with open("austen.txt", "w", encoding="utf-8", newline="\n") as file:
    file.write(f"{BYTES} {MERGES}\n")
    file.writelines(token + "\n" for token, _ in vocabulary[256:])
