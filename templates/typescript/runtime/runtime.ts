// What the generated modules share. It depends on nothing.

import { MAX_DEPTH } from "./runtime/limits.js";

/** One way in which a value breaks a contract. */
export interface Violation {
  /** The keyword, or the rule of an invariant, that does not hold. */
  readonly rule: string;
  readonly message: string;
  /** JSON Pointer into the value: empty for the value itself. */
  readonly path: string;
  /** Where the rule stands in the contract. */
  readonly schemaPath: string;
  /** What the message says, as data for translators. */
  readonly params: { readonly [name: string]: unknown };
}

/** Any JSON value but an object. */
export type NonObject = readonly unknown[] | string | number | boolean | null;

/** A JSON object whose members are not known yet. */
export interface JsonObject {
  readonly [name: string]: unknown;
}

const NO_PARAMS: Violation["params"] = Object.freeze({});

/** Add a violation to those found so far. */
export function report(
  found: Violation[],
  rule: string,
  message: string,
  path: string,
  schemaPath: string,
  params: Violation["params"] = NO_PARAMS,
): void {
  found.push({ rule, message, path, schemaPath, params });
}

/** Add a violation of a keyword of a schema, which has this value there. */
export function reportKeyword(
  found: Violation[],
  keyword: string,
  value: unknown,
  message: string,
  path: string,
  schema: string,
): void {
  const params = { [keyword]: value };
  found.push({ rule: keyword, message, path, schemaPath: `${schema}/${keyword}`, params });
}

/** Add the violation that a schema wants another type. */
export function reportType(found: Violation[], name: string, path: string, schema: string): void {
  const article = name === "null" ? "" : /^[aio]/.test(name) ? "an " : "a ";
  reportKeyword(found, "type", name, `must be ${article}${name}`, path, schema);
}

/** Add the violation that a schema requires a member which is not there. */
export function reportMissing(
  found: Violation[],
  name: string,
  path: string,
  schema: string,
): void {
  const message = `must have the property "${name}"`;
  const params = { missing: name };
  found.push({ rule: "required", message, path, schemaPath: `${schema}/required`, params });
}

// Thrown when more violations are found than were asked for.
const FULL = Symbol("full");

/** Return what a collector finds, the first `limit` (1 or more) if given. Throws TooDeep. */
export function violationsOf(
  check: (value: unknown, path: string, found: Violation[]) => void,
  value: unknown,
  limit = Infinity,
): readonly Violation[] {
  const found: Violation[] = [];
  if (limit !== Infinity) {
    found.push = (...violations) => {
      // Not before: a union may take the last one back.
      if (found.length >= limit) throw FULL;
      return Array.prototype.push.apply(found, violations);
    };
  }
  try {
    check(value, "", found);
  } catch (error) {
    if (error !== FULL) throw error;
  }
  return limit === Infinity ? found : [...found];
}

/** Return a member's name as it stands in a JSON Pointer, with the slash before it. */
export function step(name: string): string {
  return "/" + name.replace(/~/g, "~0").replace(/\//g, "~1");
}

/** Whether the value is a JSON object: `typeof` alone says so of null and of arrays, too. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !isArray(value);
}

/** How many members the object has. */
export function sizeOf(value: JsonObject): number {
  let size = 0;
  // An engine sees in such a loop whose own the names are, and makes no list of them.
  for (const name in value) if (Object.prototype.hasOwnProperty.call(value, name)) size++;
  return size;
}

/**
 * The object whose names a loop has to go through to meet every member that can be asked for: a
 * plain object itself, else a copy that inherits what is inherited or not enumerable.
 */
export function membersOf(value: JsonObject): JsonObject {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null ? value : copyOf(value);
}

function copyOf(value: JsonObject): JsonObject {
  const hidden: Record<string, unknown> = Object.create(null);
  let place: object | null = value;
  while (place !== null && place !== Object.prototype) {
    for (const name of Object.getOwnPropertyNames(place)) {
      // What every object inherits is a member only where it is the object's own.
      if (!(name in Object.prototype) || Object.hasOwn(value, name)) hidden[name] = value[name];
    }
    place = Object.getPrototypeOf(place) as object | null;
  }
  return Object.assign(Object.create(hidden) as Record<string, unknown>, value);
}

/** Whether the value is an array; `Array.isArray` alone would make its items `any`. */
export function isArray(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** A value that breaks a contract, with every violation. */
export class ContractViolation extends Error {
  readonly violations: readonly Violation[];

  constructor(subject: string, violations: readonly Violation[]) {
    const first = violations[0];
    const more = violations.length > 1 ? ` (and ${violations.length - 1} more)` : "";
    const text = first === undefined ? "" : `: at \`${first.path}\`: ${first.message}${more}`;
    super(`${subject} breaks its contract${text}`);
    this.name = "ContractViolation";
    this.violations = violations;
  }
}

/** A definition is inside itself more often than `max-depth` in the configuration allows. */
export class TooDeep extends ContractViolation {
  constructor() {
    const message = `is nested too deeply: a definition is in itself more than ${MAX_DEPTH} times`;
    const params = { limit: MAX_DEPTH };
    super("the value", [{ rule: "too-deep", message, path: "", schemaPath: "#", params }]);
    this.name = "TooDeep";
  }
}

/** What `safeParse…` answers. */
export type ParseResult<Output> =
  | { readonly ok: true; readonly value: Output }
  | { readonly ok: false; readonly violations: readonly Violation[] };

/** Return the value, or what is wrong with it: that it is nested too deeply, for one. */
export function parsedBy<Output>(
  is: (value: unknown) => value is Output,
  validate: (value: unknown) => readonly Violation[],
  value: unknown,
): ParseResult<Output> {
  try {
    return is(value) ? { ok: true, value } : { ok: false, violations: validate(value) };
  } catch (error) {
    if (error instanceof TooDeep) {
      return { ok: false, violations: error.violations };
    }
    throw error;
  }
}

/** A problem as the Standard Schema interface tells it. */
export interface StandardIssue {
  readonly message: string;
  readonly path: readonly PropertyKey[];
}

/** The Standard Schema interface, version 1 (standardschema.dev), answering at once. */
export interface StandardSchemaV1<Input = unknown, Output = Input> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => StandardResult<Output>;
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
  };
}

/** What a Standard Schema answers. */
export type StandardResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly StandardIssue[] };

/** Read a JSON Pointer against the value: a token is an index only where an array stands. */
function segmentsOf(value: unknown, pointer: string): PropertyKey[] {
  const segments: PropertyKey[] = [];
  let place = value;
  for (const token of pointer.split("/").slice(1)) {
    const name = token.replace(/~1/g, "/").replace(/~0/g, "~");
    if (isArray(place)) {
      segments.push(Number(name));
      place = place[Number(name)];
    } else {
      segments.push(name);
      place = isObject(place) && Object.hasOwn(place, name) ? place[name] : undefined;
    }
  }
  return segments;
}

/** Make a Standard Schema of a type guard and a validator. */
export function standardSchema<Output>(
  is: (value: unknown) => value is Output,
  validate: (value: unknown) => readonly Violation[],
): StandardSchemaV1<unknown, Output> {
  return {
    "~standard": {
      version: 1,
      vendor: "cfc",
      validate: (value) => {
        const parsed = parsedBy(is, validate, value);
        if (parsed.ok) {
          return { value: parsed.value };
        }
        const issues = parsed.violations.map(({ message, path }) => ({
          message,
          path: segmentsOf(value, path),
        }));
        return { issues };
      },
    },
  };
}
