#!/usr/bin/env python3
"""Draws the extension's icon, `icon.png`, with nothing but the standard library.

    python3 images/icon.py            writes images/icon.png
    python3 images/icon.py --check    compares the pixels
"""

import struct
import sys
import zlib
from pathlib import Path

SIZE = 256
SAMPLES = 3  # in each direction, for smooth edges

BACK = (22, 32, 46)
BRACE = (255, 176, 59)
DASH = (94, 200, 216)


def rounded(x, y, low, high, radius):
    """Whether a point lies in a square with round corners."""
    if not (low <= x <= high and low <= y <= high):
        return False
    cx = min(max(x, low + radius), high - radius)
    cy = min(max(y, low + radius), high - radius)
    return (x - cx) ** 2 + (y - cy) ** 2 <= radius**2


def near(x, y, points, width):
    """Whether a point lies on a line through the points."""
    for (ax, ay), (bx, by) in zip(points, points[1:]):
        dx, dy = bx - ax, by - ay
        t = max(0, min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)))
        if (x - ax - t * dx) ** 2 + (y - ay - t * dy) ** 2 <= (width / 2) ** 2:
            return True
    return False


LEFT = [(96, 56), (76, 66), (76, 112), (56, 128), (76, 144), (76, 190), (96, 200)]
RIGHT = [(SIZE - x, y) for x, y in LEFT]


def colour(x, y):
    if not rounded(x, y, 8, 248, 48):
        return (0, 0, 0, 0)
    if near(x, y, LEFT, 16) or near(x, y, RIGHT, 16):
        return (*BRACE, 255)
    if any(near(x, y, [(110, row), (146, row)], 14) for row in (94, 128, 162)):
        return (*DASH, 255)
    return (*BACK, 255)


def pixel(column, row):
    points = [(column + (i + 0.5) / SAMPLES, row + (j + 0.5) / SAMPLES) for i in range(SAMPLES) for j in range(SAMPLES)]
    samples = [colour(x, y) for x, y in points]
    alpha = sum(s[3] for s in samples)
    if alpha == 0:
        return bytes(4)
    mixed = [round(sum(s[i] * s[3] for s in samples) / alpha) for i in range(3)]
    return bytes([*mixed, round(alpha / len(samples))])


def pixels():
    return b"".join(b"\0" + b"".join(pixel(x, y) for x in range(SIZE)) for y in range(SIZE))


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def chunks(png):
    at = 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += length + 12


if __name__ == "__main__":
    path = Path(__file__).with_name("icon.png")
    if sys.argv[1:] == ["--check"]:
        # the bytes depend on the version of zlib, the pixels do not
        data = b"".join(data for kind, data in chunks(path.read_bytes()) if kind == b"IDAT")
        sys.exit(0 if zlib.decompress(data) == pixels() else f"{path} is not what this script draws")
    header = struct.pack(">IIBBBBB", SIZE, SIZE, 8, 6, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(pixels(), 9)) + chunk(b"IEND", b"")
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + body)
