// The other end of `judges/node.py`: one JSON request a line, one JSON answer a line.
//
// A request names a module's file, one of its functions and a value. The first line written
// is a greeting, by which the caller knows which Node it talks to.
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

// Standard output belongs to the answers; what a module prints goes where warnings go.
const answer = process.stdout.write.bind(process.stdout);
process.stdout.write = process.stderr.write.bind(process.stderr);

const say = (value) => answer(JSON.stringify(value) + "\n");
const modules = new Map();

async function load(file) {
  if (!modules.has(file)) {
    modules.set(file, await import(pathToFileURL(file).href));
  }
  return modules.get(file);
}

async function reply({ module, call, value }) {
  const loaded = await load(module);
  if (!Object.hasOwn(loaded, call) || typeof loaded[call] !== "function") {
    throw new TypeError(`the module has no function \`${call}\``);
  }
  const result = await loaded[call](value);
  return { result: result === undefined ? null : result };
}

say({ node: process.versions.node });
for await (const line of createInterface({ input: process.stdin })) {
  try {
    say(await reply(JSON.parse(line)));
  } catch (error) {
    const known = error instanceof Error;
    const name = known ? error.name : typeof error;
    const violations = known && Array.isArray(error.violations) ? error.violations : undefined;
    say({ error: { name, message: known ? error.message : String(error), violations } });
  }
}
