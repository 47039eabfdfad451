/**
 * What a value of JSONata is: numbers, what is true, and which path led nowhere. No value is
 * `undefined`.
 *
 * The printed invariants agree with the reference implementation of JSONata, with two exceptions
 * made on purpose: NaN and Infinity are errors (D1001) wherever they are compared or answered,
 * and a date-time without a zone is UTC.
 */
/** An expression failed. `token` is the operator or the function that did. */
export class JsonataError extends Error {
    code;
    token;
    constructor(code, message, token) {
        super(message);
        this.code = code;
        this.token = token;
    }
}
export const MOST = 10_000_000;
/** Refuse a text or a sequence of more than ten million. */
export function bounded(size, token) {
    if (size > MOST) {
        const text = `\`${token}\` gives more than ${MOST} items or characters`;
        throw new JsonataError("U1001", text, token);
    }
}
/** Tell a number; one that is not finite is an error. */
export function isNumber(value) {
    if (typeof value !== "number") {
        return false;
    }
    if (Number.isFinite(value)) {
        return true;
    }
    throw new JsonataError("D1001", "a number is out of range");
}
export function isFunction(value) {
    return typeof value === "function";
}
export function isObject(value) {
    return (typeof value === "object" &&
        value !== null &&
        !Array.isArray(value) &&
        !(value instanceof RegExp));
}
export function isArray(value) {
    return Array.isArray(value);
}
/** Tell what a condition makes of the value; no value is false. */
export function truthy(value) {
    if (typeof value === "boolean") {
        return value;
    }
    if (typeof value === "string") {
        return value.length > 0;
    }
    if (isArray(value)) {
        return value.some((item) => truthy(item));
    }
    if (isObject(value)) {
        return Object.keys(value).length > 0;
    }
    return isNumber(value) && value !== 0;
}
export function boolean(value) {
    return value === undefined ? undefined : truthy(value);
}
/** No value has no negation. */
export function negation(value) {
    return value === undefined ? undefined : !truthy(value);
}
export function exists(value) {
    return value !== undefined;
}
/** Return the value if it is true, else the other. */
export function either(value, otherwise) {
    return truthy(value) ? value : otherwise();
}
/** Return the value if there is one (null is one), else the other. */
export function coalesce(value, otherwise) {
    return value === undefined ? otherwise() : value;
}
export function typeOf(value) {
    if (value === undefined || value === null) {
        return value === null ? "null" : undefined;
    }
    if (isArray(value)) {
        return "array";
    }
    return value instanceof RegExp ? "function" : typeof value;
}
/** Paths that led nowhere, while someone wants to know. */
let absent;
/** Note that the path of these steps led nowhere, while someone wants to know. */
export function noteAbsent(steps) {
    if (steps.length === 0) {
        return;
    }
    absent?.push(steps.map((step) => (typeof step === "string" ? step : "…")).join("."));
}
/** Return no value, and note the path that led nowhere. */
export function noValue(path) {
    noteAbsent([path]);
}
/** Evaluate once more, noting which path leads nowhere. */
export function firstAbsent(evaluate, value) {
    absent = [];
    try {
        evaluate(value);
        return absent[0] ?? null;
    }
    finally {
        absent = undefined;
    }
}
