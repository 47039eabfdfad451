// The Node side of invariant_agreement.py: what generated functions and jsonata-js answer.

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

import jsonata from "jsonata";

const { module, documents, expressions } = JSON.parse(readFileSync(0, "utf-8"));
const rules = module === undefined ? [] : (await import(pathToFileURL(module).href)).rulesOfBench;

function answer(value) {
  if (value === undefined) return { undefined: true };
  if (typeof value === "number" && !Number.isFinite(value)) return { error: "D1001" };
  return { value };
}

function failed(error) {
  return { error: error.code ?? (error instanceof RangeError ? "U1001" : String(error)) };
}

const printed = Object.create(null);
for (const rule of rules) {
  for (const [name, run] of [[rule.id, rule.evaluate], [`${rule.id}.when`, rule.applies]]) {
    if (run === undefined) continue;
    printed[name] = documents.map((text) => {
      try {
        return answer(run(JSON.parse(text)));
      } catch (error) {
        return failed(error);
      }
    });
  }
}

const reference = Object.create(null);
for (const [name, expression] of Object.entries(expressions)) {
  const parsed = jsonata(expression);
  reference[name] = [];
  for (const text of documents) {
    try {
      reference[name].push(answer(await parsed.evaluate(JSON.parse(text))));
    } catch (error) {
      reference[name].push(failed(error));
    }
  }
}
process.stdout.write(JSON.stringify({ printed, reference }));
