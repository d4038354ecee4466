"""Reads, shrinks and writes PNG pictures with nothing but the standard library: 8 bits a sample, not interlaced."""

import struct
import zlib

SIGNATURE = b"\x89PNG\r\n\x1a\n"
SAMPLES = {0: 1, 2: 3, 4: 2, 6: 4}  # grey, RGB, grey with alpha, RGB with alpha
LARGEST = 40_000_000  # pixels


class Unreadable(ValueError):
    """The bytes are no PNG that this module reads."""


def chunks(data):
    if data[:8] != SIGNATURE:
        raise Unreadable("this is no PNG")
    at = 8
    while at + 8 <= len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        yield kind, data[at + 8 : at + 8 + length]
        at += 12 + length


def decode(data):
    """The width, the height, the colour type, and the rows of samples."""
    header, packed = None, []
    for kind, body in chunks(data):
        if kind == b"IHDR":
            header = struct.unpack(">IIBBBBB", body)
        elif kind == b"IDAT":
            packed.append(body)
    if header is None:
        raise Unreadable("the PNG has no header")
    width, height, depth, colour, _, _, interlaced = header
    if depth != 8 or colour not in SAMPLES or interlaced or width * height > LARGEST:
        raise Unreadable("only PNGs with 8 bits a sample, no palette, not interlaced, up to 40 megapixels")
    raw = zlib.decompress(b"".join(packed))
    return width, height, colour, unfilter(raw, width * SAMPLES[colour], height, SAMPLES[colour])


def unfilter(raw, stride, height, step):
    rows, above = [], bytearray(stride)
    for y in range(height):
        start = y * (stride + 1)
        kind, row = raw[start], bytearray(raw[start + 1 : start + 1 + stride])
        for x in range(stride if kind else 0):
            left = row[x - step] if x >= step else 0
            up = above[x]
            corner = above[x - step] if x >= step else 0
            guess = (0, left, up, (left + up) // 2, paeth(left, up, corner))[kind]
            row[x] = (row[x] + guess) & 255
        rows.append(row)
        above = row
    return rows


def paeth(left, up, corner):
    guess = left + up - corner
    return min((left, up, corner), key=lambda value: abs(guess - value))


def encode(width, height, colour, rows):
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    raw = b"".join(b"\0" + bytes(row) for row in rows)
    return SIGNATURE + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(raw)) + chunk(b"IEND", b"")


def shrink(data, width):
    """The picture at most `width` pixels wide: each new pixel is the one in the middle of those that it stands for."""
    old_width, old_height, colour, rows = decode(data)
    if old_width <= width:
        return data
    step, height = SAMPLES[colour], max(1, old_height * width // old_width)
    small = []
    for y in range(height):
        row = rows[(2 * y + 1) * old_height // (2 * height)]
        columns = ((2 * x + 1) * old_width // (2 * width) for x in range(width))
        small.append(b"".join(bytes(row[x * step : x * step + step]) for x in columns))
    return encode(width, height, colour, small)
