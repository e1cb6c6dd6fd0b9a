// What npm's jose says of tokens: `node jose.mjs FOLDER`, where FOLDER holds tokens.json: { key, tokens }.
import { readFileSync } from "node:fs";
import { importJWK, jwtVerify } from "jose";

const { key, tokens } = JSON.parse(readFileSync(`${process.argv[2]}/tokens.json`, "utf8"));
const known = await importJWK(key, "EdDSA");
const said = [];
for (const token of tokens) {
  try {
    const { payload } = await jwtVerify(token, known, { algorithms: ["EdDSA"], currentDate: new Date("2026-12-01") });
    said.push(payload.jti);
  } catch (error) {
    said.push(error.code);
  }
}
process.stdout.write(JSON.stringify(said));
