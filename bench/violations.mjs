// The Node side of violations.py: what ajv says of broken instances, as its users print it.

import { readFileSync } from "node:fs";

import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

function judgeOf(schema) {
  let reason = "";
  // Without `u` it takes patterns that are none of the dialect's; it is the second choice.
  for (const unicodeRegExp of [true, false]) {
    try {
      const ajv = new Ajv2020({ allErrors: true, strict: false, logger: false, unicodeRegExp });
      addFormats.default(ajv);
      const judge = ajv.compile(schema);
      return (value) =>
        judge(value) ? "accepts it" : ajv.errorsText(judge.errors, { separator: "\n" });
    } catch (error) {
      reason = String(error.message);
    }
  }
  return () => `does not compile the schema: ${reason}`;
}

const { schemas, cases } = JSON.parse(readFileSync(0, "utf-8"));
const judges = new Map();
const answers = cases.map(([name, value]) => {
  if (!judges.has(name)) judges.set(name, judgeOf(schemas[name]));
  return judges.get(name)(value);
});
process.stdout.write(JSON.stringify(answers));
