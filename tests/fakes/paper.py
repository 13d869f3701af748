"""Little PDFs, made where they are needed: real ones, locked ones, and such as were made to hurt."""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from pypdf import PdfWriter

#: Letters that a font sets as one, by the code that a text below gives them.
_FONT = (
    b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Type /Encoding "
    b"/BaseEncoding /WinAnsiEncoding /Differences [1 /fi /fl] >> >>"
)
FI, FL = "\x01", "\x02"
_PAGES, _FONT_NUMBER = 2, 3


@dataclass(frozen=True)
class Set:
    """A line set otherwise than the text: its size, its indent, the white above it."""

    text: str
    size: float = 12
    left: float = 0
    above: float = 0


Page = Sequence[str | Set]


def pdf(
    pages: Sequence[Page], *, title: str | None = None, password: str | None = None, **more: str
):
    """A PDF whose pages hold these lines, one below the other."""
    plain = pdf_of([zlib.compress(_drawn(page)) for page in pages])
    if title is None and password is None and not more:
        return plain
    writer = PdfWriter(clone_from=io.BytesIO(plain))
    writer.add_metadata(
        {f"/{key}": value for key, value in ({"Title": title} | more).items() if value}
    )
    if password is not None:
        writer.encrypt("" if password == "owner" else password, "owner", algorithm="AES-256")
    changed = io.BytesIO()
    writer.write(changed)
    return changed.getvalue()


def pdf_of(streams: Sequence[bytes], filters: str = "/FlateDecode") -> bytes:
    """A PDF whose pages are drawn by these streams, as they are."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", _FONT]
    kids = []
    for stream in streams:
        objects.append(
            b"<< /Length %d /Filter %s >>\nstream\n%s\nendstream"
            % (len(stream), filters.encode(), stream)
        )
        objects.append(
            b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 %d 0 R >> >> >>" % (_PAGES, len(objects), _FONT_NUMBER)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    return _file(objects)


def bomb(megabytes: int, unit: bytes = b" ") -> bytes:
    """A stream that unpacks to so many megabytes."""
    packer = zlib.compressobj(9)
    block = unit * (1_000_000 // len(unit))
    return b"".join([*(packer.compress(block) for _ in range(megabytes)), packer.flush()])


def _drawn(page: Page) -> bytes:
    height, drawn = 780.0, []
    for line in page:
        one = line if isinstance(line, Set) else Set(line)
        height -= one.above
        text = one.text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        drawn.append(f"BT /F1 {one.size} Tf {50 + one.left} {height} Td ({text}) Tj ET")
        height -= one.size * 1.2
    return "\n".join(drawn).encode("cp1252")


def _file(objects: Sequence[bytes]) -> bytes:
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF"
        % (len(objects) + 1, table, len(objects) + 1, len(out))
    )
