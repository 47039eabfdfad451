/** Paths that bind variables: a stream of rows, each with an item and what led to it. */

import type { Callable, Members } from "./values.js";
import type { Term } from "./sorting.js";
import { append } from "./arrays.js";
import { memberName } from "./objects.js";
import { Items, KEEP_ARRAY, field, isSelected, itemIndex, unwrap } from "./paths.js";
import { ordered } from "./sorting.js";
import { JsonataError, isArray } from "./values.js";

type Row = ReadonlyMap<string, unknown>;
type RowStep = (rows: Rows) => Rows;

const ITEM = "@";

/** A stream of rows. The item is under `@`, all else under the name that it is bound to. */
class Rows {
  readonly rows: readonly Row[];

  constructor(rows: readonly Row[]) {
    this.rows = rows;
  }
}

/** Return a row for each item of the value. */
export function rowsOf(value: unknown): Rows {
  if (value instanceof Rows) {
    return value;
  }
  return new Rows(itemsOf(value).map((item) => new Map([[ITEM, item]])));
}

function itemsOf(value: unknown): unknown[] {
  return isArray(value) ? [...value] : value === undefined ? [] : [value];
}

/** Return a row for the value, which is one item even when it is an array. */
export function rowOf(value: unknown): Rows {
  return new Rows([new Map([[ITEM, value]])]);
}

export function stream(rows: Rows, ...steps: readonly RowStep[]): Rows {
  let found = rows;
  for (const step of steps) {
    found = step(found);
  }
  return found;
}

export function bound(row: Row, name: string): unknown {
  return row.get(name);
}

/**
 * Return a step that gives rows for all that the target selects from each row.
 *
 * `focus`: what is selected is bound to this name, and the item stays. `index`: its position is
 * bound to this name. `kept`: under this name the item stays known.
 */
export function eachRow(
  target: string | ((row: Row) => unknown),
  focus?: string | null,
  index?: string | null,
  kept?: string | null,
): RowStep {
  return ({ rows }) => {
    const found: Row[] = [];
    for (const row of rows) {
      const item = row.get(ITEM);
      const value = typeof target === "string" ? field(item, target) : target(row);
      if (value instanceof Rows) {
        for (const inner of value.rows) {
          found.push(new Map([...row, ...inner]));
        }
        continue;
      }
      for (const [position, one] of itemsOf(value).entries()) {
        const made = new Map(row).set(focus ?? ITEM, one);
        if (typeof index === "string") {
          made.set(index, position);
        }
        if (typeof kept === "string") {
          made.set(kept, item);
        }
        found.push(made);
      }
    }
    return new Rows(found);
  };
}

export function rowsWhere(predicate: (row: Row) => unknown): RowStep {
  return ({ rows }) => {
    const found: Row[] = [];
    for (const [position, row] of rows.entries()) {
      for (let left = isSelected(predicate(row), position, rows.length); left > 0; left -= 1) {
        found.push(row);
      }
    }
    return new Rows(found);
  };
}

export function rowAt(index: number): RowStep {
  return ({ rows }) => {
    const row = rows[itemIndex(index, rows.length)];
    return new Rows(row === undefined ? [] : [row]);
  };
}

/** Return a step that binds the position of each row to the name. */
export function numberRows(name: string): RowStep {
  return ({ rows }) => new Rows(rows.map((row, position) => new Map(row).set(name, position)));
}

export function orderRows(...terms: readonly Term<Row>[]): RowStep {
  return ({ rows }) => new Rows(ordered(rows, terms));
}

/** Return the items of the rows. */
export function picked({ rows }: Rows, keep?: unknown): unknown {
  const found = Items.holding(rows.map((row) => row.get(ITEM)));
  found.keep = keep === KEEP_ARRAY;
  return unwrap(found);
}

/** Return an object whose keys are computed from each row; rows of one key go together. */
export function groupRows({ rows }: Rows, ...pairs: readonly Callable[]): Members {
  const groups: Record<string, [number, Row]> = Object.create(null);
  for (const row of rows) {
    for (let index = 0; index < pairs.length; index += 2) {
      const name = memberName(pairs[index]?.(row));
      if (name === undefined) {
        continue;
      }
      const known = groups[name];
      if (known === undefined) {
        groups[name] = [index, row];
      } else if (known[0] === index) {
        groups[name] = [index, joined(known[1], row)];
      } else {
        throw new JsonataError("D1009", `two expressions give the key \`${name}\``, "{");
      }
    }
  }
  const members: [string, unknown][] = [];
  for (const [name, [index, row]] of Object.entries(groups)) {
    const value = pairs[index + 1]?.(row);
    if (value !== undefined) {
      members.push([name, value]);
    }
  }
  return Object.fromEntries(members);
}

function joined(one: Row, other: Row): Row {
  const made = new Map<string, unknown>();
  for (const name of [...one.keys(), ...other.keys()]) {
    made.set(name, append(one.get(name), other.get(name)));
  }
  return made;
}
