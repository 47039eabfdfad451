// The Node side of invariant_speed.py: time generated functions, those by hand and jsonata.

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

import jsonata from "jsonata";

import { byHand } from "./invariants/by_hand.mjs";

const data = JSON.parse(readFileSync(0, "utf-8"));
const { rulesOfBench } = await import(pathToFileURL(data.module).href);
const documents = Object.entries(data.documents).map(([size, file]) => [
  size,
  JSON.parse(readFileSync(file, "utf-8")),
]);

// Long enough for the compiler to have seen the code: what is timed is warm.
const WARM_UP = 0.15;

function spent(judge, value, times) {
  const before = process.cpuUsage();
  let held = 0;
  for (let count = 0; count < times; count++) if (judge(value) === true) held++;
  const after = process.cpuUsage(before);
  if (held !== times) throw new Error("not true");
  return (after.user + after.system) / 1e6;
}

async function spentWaiting(judge, value, times) {
  const before = process.cpuUsage();
  for (let count = 0; count < times; count++) await judge(value);
  const after = process.cpuUsage(before);
  return (after.user + after.system) / 1e6;
}

async function batch(time, judge, value) {
  let times = 1;
  for (let all = 0; ; times *= 2) {
    const took = await time(judge, value, times);
    all += took;
    if (all > WARM_UP) return Math.max(1, Math.round((times * data.seconds) / Math.max(took, 1e-6)));
  }
}

const median = (times) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)];

async function seconds(judges, value) {
  const batches = [];
  for (const [time, judge] of Object.values(judges)) batches.push(await batch(time, judge, value));
  const taken = Object.keys(judges).map(() => []);
  for (let round = 0; round < data.rounds; round++) {
    for (const [index, [time, judge]] of Object.values(judges).entries()) {
      taken[index].push((await time(judge, value, batches[index])) / batches[index]);
    }
  }
  return Object.fromEntries(Object.keys(judges).map((name, index) => [name, median(taken[index])]));
}

const found = {};
for (const id of data.ids) {
  const rule = rulesOfBench.find((one) => one.id === id);
  const expression = jsonata(rule.expression);
  found[id] = {};
  for (const [size, value] of documents) {
    const judges = { javascript: [spent, rule.evaluate], "hand-js": [spent, byHand[id]] };
    if (size === data.middle) {
      const interpret = (one) => expression.evaluate(one);
      if ((await interpret(value)) !== true) throw new Error(`jsonata denies ${id}`);
      judges.jsonata = [spentWaiting, interpret];
    }
    for (const name of ["javascript", "hand-js"]) {
      if (judges[name][1](value) !== true) throw new Error(`${name} denies ${id}`);
    }
    found[id][size] = await seconds(judges, value);
  }
}
process.stdout.write(JSON.stringify(found));
