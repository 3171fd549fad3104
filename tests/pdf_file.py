"""A PDF of one page made by hand: lines of text in blocks, each at its place."""

from collections.abc import Iterable, Sequence

Block = tuple[int, int, Sequence[str]]  # left and top in points, lines


def pdf_of(blocks: Iterable[Block]) -> bytes:
    """Return a PDF of one page with blocks of lines, in Helvetica."""
    shown = []
    for left, top, lines in blocks:
        escaped = [line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") for line in lines]
        shown.append(f"BT /F1 10 Tf 12 TL {left} {top} Td " + " ".join(f"({line}) Tj T*" for line in escaped) + " ET")
    stream = "\n".join(shown).encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 6\n0000000000 65535 f \n%strailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        table,
        len(out),
    )
