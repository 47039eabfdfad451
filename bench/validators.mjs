// The Node side of validators.py: time one generated module against ajv, in one process.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { Ajv2020 } from "ajv/dist/2020.js";

const folder = process.argv[2];
const data = JSON.parse(readFileSync(join(folder, "data.json"), "utf-8"));
const module = await import(pathToFileURL(join(folder, "root.js")).href);
const ours = module[data.function];

// Long enough for the compiler to have seen the code: what is timed is warm.
const WARM_UP = 0.3;

function seconds(judge, values) {
  let once = 0;
  for (let spent = 0, times = 1; spent < WARM_UP; times *= 2) {
    const took = taken(judge, values, times);
    spent += took;
    once = took / times;
  }
  const times = Math.max(1, Math.min(200_000, Math.floor(data.seconds / Math.max(once, 1e-7))));
  taken(judge, values, times);
  const found = [];
  for (let round = 0; round < data.repeats; round++) found.push(taken(judge, values, times) / times);
  return found.sort((a, b) => a - b)[Math.floor(found.length / 2)];
}

function taken(judge, values, times) {
  const before = process.cpuUsage();
  for (let count = 0; count < times; count++) for (const value of values) judge(value);
  const after = process.cpuUsage(before);
  return (after.user + after.system) / 1e6;
}

function peer() {
  for (const unicodeRegExp of [true, false]) {
    try {
      const ajv = new Ajv2020({ strict: false, validateFormats: false, unicodeRegExp, logger: false });
      const judge = ajv.compile(data.schema);
      const isRight =
        data.valid.every((value) => judge(value)) && !data.invalid.some((value) => judge(value));
      if (isRight) return judge;
    } catch {
      // Another setting may do; else ajv does not count on this schema.
    }
  }
  return undefined;
}

const wrong = data.valid.findIndex((value) => !ours(value));
if (wrong !== -1) throw new Error(`ours refuses the valid instance ${wrong}`);
const result = {};
const judge = peer();
const mine = seconds(ours, data.valid);
if (judge !== undefined) result.ajv = seconds(judge, data.valid) / mine;
console.log(JSON.stringify(result));
