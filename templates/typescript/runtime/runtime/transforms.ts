/** Copies, and changes made to them. */

import { badArgument } from "./arguments.js";
import { arrayOf } from "./paths.js";
import { textOf } from "./texts.js";
import { JsonataError, isArray, isObject } from "./values.js";

/** Return a copy, as it would be written and read again. */
export function clone(value: unknown): unknown {
  if (value === undefined) {
    return undefined;
  }
  if (!isArray(value) && !isObject(value)) {
    throw badArgument("clone");
  }
  const copy: unknown = JSON.parse(textOf(value));
  return copy;
}

/** Return a copy in which what the pattern selects has new members, and lacks others. */
export function transformed(
  value: unknown,
  pattern: (copy: unknown) => unknown,
  update: (match: unknown) => unknown,
  remove?: (match: unknown) => unknown,
): unknown {
  const copy = clone(value);
  const found = copy === undefined ? undefined : pattern(copy);
  for (const match of found === undefined ? [] : arrayOf(found)) {
    const members = update(match);
    if (members !== undefined && !isObject(members)) {
      throw new JsonataError("T2011", "the second part of a transform is no object", "|");
    }
    if (isObject(match) && isObject(members)) {
      for (const [name, member] of Object.entries(members)) {
        // Not an assignment, which for `__proto__` would not make a member.
        const flags = { configurable: true, enumerable: true, writable: true };
        Object.defineProperty(match, name, { value: member, ...flags });
      }
    }
    const gone = remove === undefined ? undefined : remove(match);
    for (const name of namesOf(gone)) {
      if (isObject(match)) {
        delete match[name];
      }
    }
  }
  return copy;
}

function namesOf(value: unknown): string[] {
  const names: string[] = [];
  for (const name of value === undefined ? [] : arrayOf(value)) {
    if (typeof name !== "string") {
      throw new JsonataError("T2012", "the third part of a transform is no list of names", "|");
    }
    names.push(name);
  }
  return names;
}
