// Whether a certificate holds; verify.py says the same, and a test holds both to it.
import { readToken } from "./token.js";

const ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/** The 32 bytes of the public key that a did:key holds. */
function publicOf(did) {
  const value = Array.from(did.replace("did:key:z", "")).reduce((sum, sign) => sum * 58n + BigInt(ALPHABET.indexOf(sign)), 0n);
  return Uint8Array.from(value.toString(16).slice(-64).match(/../g), (byte) => Number.parseInt(byte, 16));
}

/** Whether this browser can check signatures at all. */
export async function canCheck() {
  try {
    await crypto.subtle.importKey("raw", new Uint8Array(32).fill(1), "Ed25519", false, ["verify"]);
    return typeof DecompressionStream === "function";
  } catch {
    return false;
  }
}

async function isSigned(token, did) {
  const key = await crypto.subtle.importKey("raw", publicOf(did), "Ed25519", false, ["verify"]);
  return crypto.subtle.verify("Ed25519", key, token.signature, token.signed);
}

/** Returns { state, claims, reason, since }; `at` is a time in seconds, `common` the text of short_form.txt. */
export async function judge(text, issuer, at, common) {
  let token;
  try {
    token = await readToken(text, common);
  } catch {
    return { state: "unreadable", claims: {} };
  }
  const header = new TextDecoder("latin1").decode(token.header);
  const key = issuer.keys.find((each) => header.includes(each.id));
  if (!key) return { state: "unknown_issuer", claims: {} };
  if (!(await isSigned(token, key.id))) return { state: "altered", claims: {} };
  const claims = JSON.parse(new TextDecoder().decode(token.payload));
  if (key.stolen && !(key.genuine ?? []).includes(await digest(token.text))) return { state: "withdrawn", claims, reason: "stolen" };
  if (key.until && claims.nbf > Date.parse(key.until) / 1000) return { state: "withdrawn", claims, reason: "replaced" };
  const withdrawn = issuer.withdrawn.find((each) => each.id === claims.jti);
  if (withdrawn) return { state: "withdrawn", claims, reason: withdrawn.reason, since: withdrawn.on };
  if (at < claims.nbf) return { state: "not_yet", claims };
  if (at >= (claims.exp ?? Infinity)) return { state: "no_longer", claims };
  return { state: "valid", claims };
}

async function digest(text) {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
