// What Argdown's own parser makes of the text it is given, as JSON: its errors, statements and relations.

import { readFileSync } from "node:fs";
import core from "@argdown/core/dist/argdown.js";

const input = readFileSync(0, "utf8");
const read = core.argdown.run({ process: ["parse-input", "build-model"], input, logLevel: "silent" });
const texts = ({ members }) => members.map((member) => member.text).filter((text) => text !== undefined);

console.log(
  JSON.stringify({
    errors: [...read.lexerErrors, ...read.parserErrors].map((error) => error.message),
    title: read.frontMatter?.title,
    statements: Object.fromEntries(Object.entries(read.statements).map(([title, found]) => [title, texts(found)])),
    relations: read.relations.map(({ from, relationType, to }) => [from.title, relationType, to.title]),
  }),
);
