/** Arrays: written, joined, turned, and without repetitions. */
import { Constructed, Items, arrayOf, unwrap } from "./paths.js";
import { JsonataError, MOST, bounded, isArray, isObject } from "./values.js";
/** An array written inside an array: it becomes one item. */
class Whole {
    value;
    constructor(value) {
        this.value = value;
    }
}
export function whole(value) {
    return new Whole(value);
}
/** Return an array of the items; arrays among them are spread, no value adds nothing. */
export function array(...items) {
    return fill([], items);
}
/** Return the array that stands at an end of a path. */
export function constructed(...items) {
    return fill(new Constructed(), items);
}
function fill(found, items) {
    for (const item of items) {
        if (isArray(item)) {
            bounded(found.length + item.length, "[");
            for (const one of item) {
                found.push(one);
            }
            continue;
        }
        const value = item instanceof Whole ? item.value : item;
        if (value !== undefined) {
            found.push(value);
        }
    }
    return found;
}
/** Return the integers from the first to the last. */
export function numberRange(first, last) {
    const start = rangeEnd(first, "T2003");
    const end = rangeEnd(last, "T2004");
    if (start === undefined || end === undefined || start > end) {
        return undefined;
    }
    if (end - start + 1 > MOST) {
        throw new JsonataError("D2014", "`..` would give more than ten million numbers", "..");
    }
    const found = new Items();
    for (let number = start; number <= end; number += 1) {
        found.push(number);
    }
    return found;
}
function rangeEnd(value, code) {
    if (value === undefined) {
        return undefined;
    }
    if (typeof value !== "number" || !Number.isInteger(value)) {
        throw new JsonataError(code, "the ends of `..` are integers", "..");
    }
    return value;
}
export function append(left, right) {
    if (left === undefined) {
        return right;
    }
    if (right === undefined) {
        return left;
    }
    const one = arrayOf(left);
    const other = arrayOf(right);
    bounded(one.length + other.length, "append");
    const none = [];
    return none.concat(one, other);
}
export function reverse(value) {
    if (value === undefined) {
        return undefined;
    }
    const items = arrayOf(value);
    return items.length <= 1 ? unwrap(items) : [...items].reverse();
}
export function zipItems(...values) {
    if (values.includes(undefined)) {
        return [];
    }
    const rows = values.map((value) => arrayOf(value));
    const shortest = Math.min(...rows.map((row) => row.length));
    const found = [];
    for (let index = 0; index < shortest; index += 1) {
        found.push(rows.map((row) => row[index]));
    }
    return found;
}
/** Return a key that two values share exactly when they are equal: `true` is not 1. */
function identity(value) {
    if (isArray(value)) {
        return `array:${JSON.stringify(value.map(identityText))}`;
    }
    if (isObject(value)) {
        const members = Object.keys(value).sort();
        return `object:${JSON.stringify(members.map((key) => [key, identityText(value[key])]))}`;
    }
    return typeof value === "string" ? `string:${value}` : value;
}
function identityText(value) {
    const key = identity(value);
    return typeof key === "string" ? key : `${typeof key}:${String(key)}`;
}
export function distinct(value) {
    if (!isArray(value) || value.length <= 1) {
        return unwrap(value);
    }
    const seen = new Set();
    const found = value instanceof Items ? new Items() : [];
    for (const item of value) {
        const key = identity(item);
        if (!seen.has(key)) {
            seen.add(key);
            found.push(item);
        }
    }
    return unwrap(found);
}
