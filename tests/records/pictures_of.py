"""Pictures of certificates, as a scanner or a screen gives them."""

import io
import json

import segno
import typst


def page_as_png(pdf, *, ppi=150):
    """Return the first page of a PDF as a picture."""
    return _typst('#image(bytes(data), format: "pdf", width: 210mm)', list(pdf), ppi)


def qr_as_png(made, *, scale=4):
    """Return the QR code of a certificate alone."""
    out = io.BytesIO()
    segno.make(made.short, error="m").save(out, kind="png", scale=scale, border=4)
    return out.getvalue()


def blurred(png, *, ppi=40):
    """Return a picture in a format of photographs, turned and paler."""
    return _typst("#rotate(7deg, image(bytes(data), width: 160mm))", list(png), ppi)


def _typst(body, data, ppi):
    source = "#set page(width: auto, height: auto, margin: 8mm, fill: white)\n#let data = json(bytes(sys.inputs.data))\n"
    return typst.compile(
        (source + body).encode(), format="png", ppi=ppi, sys_inputs={"data": json.dumps(data)}
    )
