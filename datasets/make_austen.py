#!/usr/bin/env python3
"""Where datasets/text/austen_tiny.txt comes from. Optional: the text is committed, nothing in the build runs this.

    python3 datasets/make_austen.py [-o FILE]

Fetches Debian's package r-cran-janeaustenr (1.6 MB) with apt-get, unpacks it with dpkg-deb, reads the two novels out of
its R data base and writes them one after the other. Needs neither R nor root, only Python's standard library.

An R data base is two files. Rdata.rdx is a gzipped R object that tells, for each variable, offset and length of its
block in Rdata.rdb; a block is a 4-byte big-endian length followed by a zlib-compressed R object. Objects are in R's XDR
form ("R Internals", section 1.8). Only the types that occur here are read.
"""
import argparse
import gzip
import hashlib
import pathlib
import struct
import subprocess
import sys
import tempfile
import zlib

PACKAGE = "r-cran-janeaustenr"
NOVELS = ["prideprejudice", "persuasion"]
SHA256 = "4811f4bb642df4fa6669e08fbdef1d7339591ecb2575ce292cfe1856669da560"

SYMBOL, PAIRLIST, CHARS, LOGICALS, INTEGERS, STRINGS, LIST = 1, 2, 9, 10, 13, 16, 19  # SEXPTYPE
REFERENCE, NIL = 255, 254
HAS_ATTRIBUTES, HAS_TAG = 0x200, 0x400


class RObject:
    """Reads one serialized R object: strings and numbers become Python's, named lists become dicts."""

    def __init__(self, data):
        self.data, self.at, self.symbols = data, 0, []
        if data[:2] != b"X\n":
            raise ValueError("not an R object in XDR form")
        self.at = 2
        version, _, _ = self.integers(3)
        if version == 3:  # version 3 names the writer's encoding
            (length,) = self.integers(1)
            self.at += length

    def integers(self, count):
        values = struct.unpack_from(f">{count}i", self.data, self.at)
        self.at += 4 * count
        return values

    def read(self):
        (flags,) = self.integers(1)
        kind = flags & 0xFF
        if kind == NIL:
            return None
        if kind == REFERENCE:
            return self.symbols[(flags >> 8) - 1]
        if kind == SYMBOL:
            self.symbols.append(self.read())
            return self.symbols[-1]
        if kind == PAIRLIST:
            return self.pairlist(flags)
        (length,) = self.integers(1)
        if kind == CHARS:
            self.at += max(length, 0)  # -1: NA
            return self.data[self.at - max(length, 0):self.at].decode("utf-8")
        return self.vector(kind, length, flags)

    def pairlist(self, flags):
        pairs = {}
        while flags & 0xFF == PAIRLIST:
            if flags & HAS_ATTRIBUTES:
                self.read()
            tag = self.read() if flags & HAS_TAG else None
            pairs[tag] = self.read()
            (flags,) = self.integers(1)
        return pairs

    def vector(self, kind, length, flags):
        if kind in (LOGICALS, INTEGERS):
            items = list(self.integers(length))
        elif kind in (STRINGS, LIST):
            items = [self.read() for _ in range(length)]
        else:
            raise ValueError(f"R type {kind} is not handled")
        attributes = self.read() if flags & HAS_ATTRIBUTES else {}
        names = attributes.get("names")
        return dict(zip(names, items)) if names else items


def extract(folder):
    """The text of each novel, from the unpacked package in `folder`."""
    index_path = next(folder.rglob("janeaustenr/data/Rdata.rdx"))
    index = RObject(gzip.decompress(index_path.read_bytes())).read()["variables"]
    blocks = index_path.with_suffix(".rdb").read_bytes()
    novels = []
    for name in NOVELS:
        offset, length = index[name]
        block = blocks[offset:offset + length]
        lines = RObject(zlib.decompress(block[4:])).read()
        novels.append("".join(line + "\n" for line in lines))
    return novels


def main():
    parser = argparse.ArgumentParser(description="Rebuilds datasets/text/austen_tiny.txt from Debian's " + PACKAGE)
    default = pathlib.Path(__file__).resolve().parent / "text" / "austen_tiny.txt"
    parser.add_argument("-o", "--output", type=pathlib.Path, default=default)
    output = parser.parse_args().output
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        download = ["apt-get", "download", "-qq", "-o", "APT::Sandbox::User=root", PACKAGE]
        subprocess.run(download, cwd=folder, check=True)
        subprocess.run(["dpkg-deb", "-x", next(folder.glob("*.deb")), folder], check=True)
        text = "".join(extract(folder)).encode()
    digest = hashlib.sha256(text).hexdigest()
    if digest != SHA256:
        sys.exit(f"make_austen.py: the package's text has sha256 {digest}, expected {SHA256}: nothing written")
    output.write_bytes(text)
    print(f"{output}: {len(text)} bytes, sha256 as expected")


if __name__ == "__main__":
    main()
