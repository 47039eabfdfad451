// What the generated modules share: the differences between JavaScript and JSON Schema, each in
// one named function, and the classes that say who is at fault. It depends on nothing.
const NO_PARAMS = Object.freeze({});
/** Add a violation to those found so far. */
export function report(found, rule, message, path, schemaPath, params = NO_PARAMS) {
    found.push({ rule, message, path, schemaPath, params });
}
/** Return every violation that a collector finds. */
export function violationsOf(check, value) {
    const found = [];
    check(value, "", found);
    return found;
}
/** What a branch of a union finds when it is only tried: nothing in it is explained further. */
class Trial extends Array {
}
const OTHER_TAG = 1;
const OTHER_KIND = 2;
function distanceOf(violation, path) {
    if (!["type", "const", "enum", "false"].includes(violation.rule))
        return 0;
    const below = violation.path.slice(path.length).split("/").length - 1;
    if (below === 0)
        return OTHER_KIND;
    return below === 1 && (violation.rule === "const" || violation.rule === "enum") ? OTHER_TAG : 0;
}
/**
 * Add what the branch of a union finds that was most likely meant, if one stands out.
 *
 * A branch that refuses the value's very type or constant was not meant, nor one whose constant
 * in a member is another. Of the others that one was that misses the fewest members, and has the
 * fewest violations.
 */
export function explain(value, path, found, branches) {
    if (found instanceof Trial)
        return;
    let best;
    let least = [OTHER_KIND, 0, 0];
    for (const check of branches) {
        const trial = new Trial();
        check(value, path, trial);
        if (trial.length === 0)
            return;
        const missing = trial.filter((item) => item.rule === "required" && item.path === path);
        const farthest = trial.reduce((most, item) => Math.max(most, distanceOf(item, path)), 0);
        const distance = [farthest, missing.length, trial.length];
        const differs = distance.findIndex((part, index) => part !== least[index]);
        if (differs !== -1 && (distance[differs] ?? 0) < (least[differs] ?? 0)) {
            best = check;
            least = distance;
        }
    }
    best?.(value, path, found);
}
/** Return a member's name as it stands in a JSON Pointer, with the slash before it. */
export function step(name) {
    return "/" + name.replace(/~/g, "~0").replace(/\//g, "~1");
}
/** Whether the value is a JSON object: `typeof` alone says so of null and of arrays, too. */
export function isObject(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
/** Whether the value is an array; `Array.isArray` alone would make its items `any`. */
export function isArray(value) {
    return Array.isArray(value);
}
/** Return the number of code points; `length` counts UTF-16 units. A lone surrogate is one. */
export function lengthOf(text) {
    let length = text.length;
    for (let index = 0; index < text.length - 1; index++) {
        if ((text.charCodeAt(index) & 0xfc00) === 0xd800) {
            if ((text.charCodeAt(index + 1) & 0xfc00) === 0xdc00) {
                length--;
                index++;
            }
        }
    }
    return length;
}
/** Whether the text has so many code points or more; it counts only when units leave it open. */
export function lengthAtLeast(text, limit) {
    return text.length >= limit && (text.length >= 2 * limit || lengthOf(text) >= limit);
}
/** Whether the text has so many code points or fewer; it counts only when units leave it open. */
export function lengthAtMost(text, limit) {
    return text.length <= limit || (text.length <= 2 * limit && lengthOf(text) <= limit);
}
/** Read the shortest decimal text that stands for the number: digits times a power of ten. */
function decimalOf(value) {
    const [mantissa = "0", power = "0"] = String(value).split("e");
    const [whole = "0", fraction = ""] = mantissa.split(".");
    return { digits: BigInt(whole + fraction), exponent: Number(power) - fraction.length };
}
/**
 * Whether the value is a multiple of the divisor, both as their shortest decimal texts say:
 * 19.99 is a multiple of 0.01, which the remainder of doubles denies.
 */
export function isMultipleOf(value, divisor) {
    if (Number.isSafeInteger(value) && Number.isSafeInteger(divisor)) {
        return value % divisor === 0;
    }
    if (!Number.isFinite(value) || !Number.isFinite(divisor)) {
        return value === 0;
    }
    const left = decimalOf(value);
    const right = decimalOf(divisor);
    const exponent = Math.min(left.exponent, right.exponent);
    const dividend = left.digits * 10n ** BigInt(left.exponent - exponent);
    return dividend % (right.digits * 10n ** BigInt(right.exponent - exponent)) === 0n;
}
/** Whether two JSON values are equal: 1 = 1.0, -0 = 0, and the order of members means nothing. */
export function isEqual(left, right) {
    if (left === right) {
        return left !== undefined;
    }
    if (isArray(left)) {
        if (!isArray(right) || left.length !== right.length) {
            return false;
        }
        return left.every((item, index) => isEqual(item, right[index]));
    }
    if (!isObject(left) || !isObject(right)) {
        return false;
    }
    const names = Object.keys(left);
    if (names.length !== Object.keys(right).length) {
        return false;
    }
    return names.every((name) => Object.hasOwn(right, name) && isEqual(left[name], right[name]));
}
/** Whether the value is equal to one of these JSON values. */
export function isOneOf(value, values) {
    return values.some((candidate) => isEqual(value, candidate));
}
/** Return a text that two JSON values share exactly when they are equal. */
function canonicalText(value) {
    if (isArray(value)) {
        return "[" + value.map(canonicalText).join(",") + "]";
    }
    if (isObject(value)) {
        const names = Object.keys(value).sort();
        const members = names.map((name) => JSON.stringify(name) + ":" + canonicalText(value[name]));
        return "{" + members.join(",") + "}";
    }
    // `JSON.stringify` says null for an infinite number.
    return typeof value === "string" ? JSON.stringify(value) : String(value);
}
/** Whether no two items are equal JSON values. */
export function isUnique(items) {
    if (items.length < 2) {
        return true;
    }
    // A set finds scalars as JSON Schema compares them: 0 and -0 are one, 1 and true are two.
    const scalars = new Set();
    const structures = [];
    for (const item of items) {
        if (typeof item === "object" && item !== null) {
            structures.push(item);
        }
        else if (scalars.has(item)) {
            return false;
        }
        else {
            scalars.add(item);
        }
    }
    if (structures.length > 8) {
        return new Set(structures.map(canonicalText)).size === structures.length;
    }
    // A few are sooner compared, each with each, than written out.
    return structures.every((item, index) => structures.slice(index + 1).every((other) => !isEqual(item, other)));
}
/** Return the number of items that the function says yes to. */
export function countItems(items, holds) {
    let count = 0;
    for (const item of items) {
        if (holds(item)) {
            count++;
        }
    }
    return count;
}
/** A value that breaks a contract, with every violation. */
export class ContractViolation extends Error {
    violations;
    constructor(subject, violations) {
        const first = violations[0];
        const more = violations.length > 1 ? ` (and ${violations.length - 1} more)` : "";
        const text = first === undefined ? "" : `: at \`${first.path}\`: ${first.message}${more}`;
        super(`${subject} breaks its contract${text}`);
        this.name = "ContractViolation";
        this.violations = violations;
    }
}
/** The caller broke the contract: bad input, or a precondition that does not hold. */
export class CallerFault extends ContractViolation {
    operation;
    constructor(operation, violations) {
        super(`the input of \`${operation}\``, violations);
        this.name = "CallerFault";
        this.operation = operation;
    }
}
/** The implementation broke the contract: bad output or error data, or a broken postcondition. */
export class ImplementationFault extends ContractViolation {
    operation;
    constructor(operation, subject, violations) {
        super(`the ${subject} of \`${operation}\``, violations);
        this.name = "ImplementationFault";
        this.operation = operation;
    }
}
/** Name something thrown that is no error: not every object can be made a text. */
function nameOf(thrown) {
    if (typeof thrown === "object" && thrown !== null) {
        return isArray(thrown) ? "an array" : "an object";
    }
    return typeof thrown === "function" ? "a function" : String(thrown);
}
/** An exception that the contract does not declare; `cause` is what was thrown. */
export class UndeclaredError extends Error {
    operation;
    constructor(operation, cause) {
        const thrown = cause instanceof Error ? `${cause.name}: ${cause.message}` : nameOf(cause);
        super(`\`${operation}\` failed with an error that its contract does not declare: ${thrown}`, {
            cause,
        });
        this.name = "UndeclaredError";
        this.operation = operation;
    }
}
/** An error that a contract declares, with the data it carries. */
export class OperationError extends Error {
    operation;
    /** The error's name in the contract. */
    key;
    /** Whether the same call may succeed later. */
    retryable;
    data;
    constructor(operation, key, retryable, data, message) {
        super(message);
        this.name = key;
        this.operation = operation;
        this.key = key;
        this.retryable = retryable;
        this.data = data;
    }
}
/** Read a JSON Pointer against the value: a token is an index only where an array stands. */
function segmentsOf(value, pointer) {
    const segments = [];
    let place = value;
    for (const token of pointer.split("/").slice(1)) {
        const name = token.replace(/~1/g, "/").replace(/~0/g, "~");
        if (isArray(place)) {
            segments.push(Number(name));
            place = place[Number(name)];
        }
        else {
            segments.push(name);
            place = isObject(place) && Object.hasOwn(place, name) ? place[name] : undefined;
        }
    }
    return segments;
}
/** Make a Standard Schema of a type guard and a validator. */
export function standardSchema(is, validate) {
    return {
        "~standard": {
            version: 1,
            vendor: "cfc",
            validate: (value) => {
                if (is(value)) {
                    return { value };
                }
                const issues = validate(value).map(({ message, path }) => ({
                    message,
                    path: segmentsOf(value, path),
                }));
                return { issues };
            },
        },
    };
}
