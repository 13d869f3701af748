"""The smallest ONNX graphs that are real: protobuf written by hand, since onnx is not a dependency.

Field numbers are those of onnx.proto (ONNX IR version 9, operator set 20).
"""

from __future__ import annotations

import struct

_FLOAT, _INT64 = 1, 7


def averaged_tokens_model(rows):
    """``input_ids, attention_mask -> [batch, tokens, 2]``: a token's row of the table."""
    return _model("Gather", ["table", "input_ids"], rows, ["batch", "tokens", len(rows[0])])


def gathered_model(rows):
    """``input_ids -> [texts, 2]``: the table itself, whatever the texts are."""
    return _model("Identity", ["table"], rows, [len(rows), len(rows[0])])


def _model(operator, inputs, rows, shape):
    node = b"".join(_text(1, name) for name in inputs) + _text(2, "out") + _text(4, operator)
    graph = (
        _part(1, node)
        + _text(2, "tiny")
        + _part(5, _table(rows))
        + _part(11, _value("input_ids", _INT64, ["batch", "tokens"]))
        + _part(11, _value("attention_mask", _INT64, ["batch", "tokens"]))
        + _part(12, _value("out", _FLOAT, shape))
    )
    return _number(1, 9) + _part(7, graph) + _part(8, _text(1, "") + _number(2, 20))


def _table(rows):
    values = [value for row in rows for value in row]
    dims = _number(1, len(rows)) + _number(1, len(rows[0]))
    raw = struct.pack(f"<{len(values)}f", *values)
    return dims + _number(2, _FLOAT) + _text(8, "table") + _part(9, raw)


def _value(name, kind, shape):
    dims = [_text(2, d) if isinstance(d, str) else _number(1, d) for d in shape]
    tensor = _number(1, kind) + _part(2, b"".join(_part(1, d) for d in dims))
    return _text(1, name) + _part(2, _part(1, tensor))


def _number(field, value):
    return _varint(field << 3) + _varint(value)


def _text(field, value):
    return _part(field, value.encode())


def _part(field, content):
    return _varint(field << 3 | 2) + _varint(len(content)) + content


def _varint(value):
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])
