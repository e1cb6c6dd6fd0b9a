// Text as few printable characters: LZW over UTF-8, six bits a character. Both sides learn from `primer` first.
const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

const toBytes = (text) => Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join("");
const fromBytes = (bytes) => new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(bytes, (each) => each.charCodeAt(0)));
/** How many bits hold each of so many codes. */
const width = (codes) => 32 - Math.clz32(codes - 1);

/** Walk a text: `table` learns its pieces, `tell` gets the code of each. */
function walk(bytes, table, tell) {
  let piece = "";
  for (const byte of bytes) {
    if (table.has(piece + byte)) {
      piece += byte;
    } else {
      tell(table.get(piece));
      table.set(piece + byte, table.size);
      piece = byte;
    }
  }
  if (piece) tell(table.get(piece));
}

function learnt(primer) {
  const table = new Map(Array.from({ length: 256 }, (_, code) => [String.fromCharCode(code), code]));
  walk(toBytes(primer), table, () => {});
  return table;
}

export function encode(text, primer) {
  const table = learnt(primer);
  let codes = table.size;
  let bits = "";
  walk(toBytes(text), table, (code) => {
    bits += code.toString(2).padStart(width(codes), "0");
    codes += 1;
  });
  return (bits.match(/.{1,6}/g) ?? []).map((six) => SIGNS[Number.parseInt(six.padEnd(6, "0"), 2)]).join("");
}

/** The text again; throws for what `encode` never wrote. */
export function decode(signs, primer) {
  const pieces = [...learnt(primer).keys()];
  const bits = Array.from(signs, (sign) => {
    const value = SIGNS.indexOf(sign);
    if (value < 0) throw new Error("not of this coding");
    return value.toString(2).padStart(6, "0");
  }).join("");
  const said = [];
  let at = 0;
  for (let codes = pieces.length; bits.length - at >= width(codes); codes += 1) {
    const code = Number.parseInt(bits.slice(at, at + width(codes)), 2);
    at += width(codes);
    const before = said.at(-1);
    if (before !== undefined) pieces.push(before + (code < pieces.length ? pieces[code] : before)[0]);
    if (code >= pieces.length) throw new Error("not of this coding");
    said.push(pieces[code]);
  }
  return fromBytes(said.join(""));
}
