// Reading a certificate in either of its forms; token.py says what they are.
const SHORT = "CPD1:";
const LARGEST = 65536;
const COMPACT = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/;
const SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

const utf8 = (text) => new TextEncoder().encode(text);

export function base64(bytes) {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function fromBase64(text) {
  if (text.length % 4 === 1) throw new Error("not base 64");
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
}

function fromBase45(text) {
  const found = [];
  for (let at = 0; at < text.length; at += 3) {
    const values = Array.from(text.slice(at, at + 3), (sign) => SIGNS.indexOf(sign));
    const value = values.reduceRight((sum, each) => sum * 45 + each, 0);
    if (values.length === 1 || values.includes(-1) || value >= 256 ** (values.length - 1)) throw new Error("not base 45");
    found.push(...(values.length === 3 ? [value >> 8, value & 255] : [value]));
  }
  return Uint8Array.from(found);
}

/** What bytes were before they were deflated; `format` is "deflate" or "deflate-raw". */
export async function inflate(bytes, format, most = LARGEST) {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream(format)).getReader();
  const parts = [];
  let size = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.length;
    if (size > most) throw new Error("too long");
    parts.push(part.value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/** A deflated text that refers back to another: that one goes before it, in a block of its own that is not deflated. */
async function inflateAfter(common, bytes) {
  const size = common.length;
  const block = Uint8Array.from([0, size & 255, size >> 8, ~size & 255, (~size >> 8) & 255]);
  const all = await inflate(await new Blob([block, common, bytes]).arrayBuffer(), "deflate-raw", LARGEST + size);
  return all.slice(size);
}

/** Returns { text, header, payload, signature }; throws for anything that no issuer writes. */
export async function readToken(given, common) {
  const text = given.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "");
  if (text.length > LARGEST) throw new Error("too long");
  const token = text.startsWith(SHORT) ? await readShort(text.slice(SHORT.length), utf8(common)) : readCompact(text);
  if (token.signature.length !== 64) throw new Error("no signature of Ed25519");
  return token;
}

function readCompact(text) {
  if (!COMPACT.test(text)) throw new Error("not three parts");
  const [header, payload, signature] = text.split(".").map(fromBase64);
  const signed = `${base64(header)}.${base64(payload)}`;
  // Several last signs stand for the same bytes; only the one that is written counts.
  if (`${signed}.${base64(signature)}` !== text) throw new Error("not as it was written");
  return { text, signed: utf8(signed), header, payload, signature };
}

async function readShort(text, common) {
  const raw = fromBase45(text);
  const body = await inflateAfter(common, raw.slice(64));
  const end = body.indexOf(10);
  if (end < 0) throw new Error("damaged");
  const [header, payload, signature] = [body.slice(0, end), body.slice(end + 1), raw.slice(0, 64)];
  const signed = `${base64(header)}.${base64(payload)}`;
  return { text: `${signed}.${base64(signature)}`, signed: utf8(signed), header, payload, signature };
}
