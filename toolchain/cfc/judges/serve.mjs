// Serves one exported function to the process that started this one: a line in, a line out.
// Answers are marked with the token that the first line gave, so that what the function prints
// is told apart.

import { createInterface } from "node:readline";
import { basename, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { writeSync } from "node:fs";

const [file, name] = process.argv.slice(2);
const own = fileURLToPath(import.meta.url);
let token = "";

function answer(value) {
  const data = Buffer.from(`\n${token}${JSON.stringify(value)}\n`);
  let sent = 0;
  while (sent < data.length) {
    try {
      sent += writeSync(1, data, sent);
    } catch (error) {
      if (error.code !== "EAGAIN") throw error;
    }
  }
}

function strict(key, value) {
  if (typeof value === "number" && !Number.isFinite(value)) throw new TypeError(`${value} is no JSON value`);
  return value;
}

function where(error) {
  const lines = String(error?.stack ?? "").split("\n");
  const line = lines.find((text) => /:\d+:\d+\)?$/.test(text) && !text.includes(own));
  const found = /([^/\\(]+):(\d+):\d+\)?$/.exec(line ?? "");
  return found ? `${basename(found[1])}:${found[2]}` : "";
}

function failure(error) {
  const names = [];
  if (error !== null && typeof error === "object") {
    for (let kind = error.constructor; kind && kind.name && kind !== Object; kind = Object.getPrototypeOf(kind)) names.push(kind.name);
    for (const key of ["name", "key", "code"]) if (typeof error[key] === "string") names.push(error[key]);
  }
  const found = { names: names.length > 0 ? names : [typeof error], message: String(error?.message ?? error).slice(0, 500), where: where(error) };
  try {
    if (error?.data !== undefined) found.data = JSON.parse(JSON.stringify(error.data, strict));
  } catch {
    // What cannot be shown is left out.
  }
  return found;
}

async function call(exported, request) {
  let result;
  try {
    result = await (request.bare ? exported() : exported(request.value));
  } catch (error) {
    return { error: failure(error) };
  }
  try {
    const text = JSON.stringify(result, strict);
    return text === undefined ? { none: true } : { result: JSON.parse(text) };
  } catch (error) {
    return { odd: error.message };
  }
}

let exported;
for await (const line of createInterface({ input: process.stdin })) {
  if (token === "") {
    token = line;
    try {
      const module = await import(pathToFileURL(resolve(file)).href);
      exported = name === "default" ? module.default : (module[name] ?? module.default?.[name]);
      if (typeof exported !== "function") throw new TypeError(`it exports no function \`${name}\``);
    } catch (error) {
      answer({ refused: String(error?.message ?? error) });
      process.exit(0);
    }
    answer({ ready: true });
  } else {
    answer(await call(exported, JSON.parse(line)));
  }
}
