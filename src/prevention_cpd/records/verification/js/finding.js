// The certificates that a file holds: as text, inside a PDF, or in a picture of the QR code; finding.py does the same.
import { inflate } from "./token.js";

const latin1 = (bytes) => new TextDecoder("latin1").decode(bytes);
const begins = (text) => text.startsWith("eyJ") || text.startsWith("CPD1:");

/** The texts of the certificates of a file; none if there is none. `readCode` reads a picture: (ImageData) => text. */
export async function certificates(file, readCode) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const text = latin1(bytes);
  if (begins(text.replace(/^[\t\n\v\f\r ]+/, ""))) return [text];
  return text.startsWith("%PDF") ? attached(bytes, text) : fromPicture(file, readCode);
}

/** Each certificate that lies in a PDF as a file of its own: its streams are looked through one by one. */
export async function attached(bytes, text = latin1(bytes)) {
  const found = [];
  for (const match of text.matchAll(/stream(\r?\n)([^]*?)endstream/g)) {
    const start = match.index + "stream".length + match[1].length;
    for (const raw of await inflated(bytes.slice(start, start + match[2].length))) {
      if (latin1(raw.slice(0, 3)) === "eyJ") found.push(latin1(raw));
    }
  }
  return found;
}

/** What a stream is, and what it was before it was deflated; one or two signs end a line after it. */
async function inflated(stream) {
  for (const end of [0, 1, 2]) {
    try {
      return [stream, await inflate(stream.slice(0, stream.length - end), "deflate")];
    } catch {
      // It ends elsewhere, or was never deflated.
    }
  }
  return [stream];
}

async function fromPicture(file, readCode) {
  let picture;
  try {
    picture = await createImageBitmap(file);
  } catch {
    return [];
  }
  // A fine code needs many pixels, a blurred one few.
  for (const longest of [1600, 2600, 1000]) {
    const scale = longest / Math.max(picture.width, picture.height);
    const [width, height] = [picture.width, picture.height].map((size) => Math.max(1, Math.round(size * scale)));
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width, height });
    const context = canvas.getContext("2d");
    context.fillStyle = "white";
    context.fillRect(0, 0, width, height);
    context.drawImage(picture, 0, 0, width, height);
    const text = readCode(context.getImageData(0, 0, width, height));
    if (text) return [text];
  }
  return [];
}
