// What the checking page says of many texts and files: `node both.mjs FOLDER`, where FOLDER holds verdict.mjs,
// finding.mjs and cases.json; writes one verdict a case to standard output, as JSON.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const folder = process.argv[2];
const load = (name) => import(pathToFileURL(`${folder}/${name}.mjs`));
const { judge } = await load("verdict");
const { attached } = await load("finding");
const { issuers, common, cases, files } = JSON.parse(readFileSync(`${folder}/cases.json`, "utf8"));

const said = [];
for (const { text, issuer, at } of cases) {
  const { state, reason = "", since = "" } = await judge(text, issuers[issuer], at, common);
  said.push([state, reason, since]);
}
const found = [];
for (const file of files) found.push(await attached(new Uint8Array(Buffer.from(file, "base64"))));
process.stdout.write(JSON.stringify({ said, found }));
