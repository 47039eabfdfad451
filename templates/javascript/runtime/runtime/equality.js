// Equality of JSON values: -0 = 0, and members have no order.
import { TooDeep, isArray, isObject } from "../runtime.js";
import { MAX_DEPTH } from "./limits.js";
/** Whether two JSON values are equal: 1 = 1.0, -0 = 0, and the order of members means nothing. */
export function isEqual(left, right) {
    if (left === right) {
        return left !== undefined;
    }
    if (isArray(left)) {
        if (!isArray(right) || left.length !== right.length) {
            return false;
        }
        for (let index = 0; index < left.length; index++) {
            if (!isEqual(left[index], right[index]))
                return false;
        }
        return true;
    }
    if (!isObject(left) || !isObject(right)) {
        return false;
    }
    let size = 0;
    for (const name in left) {
        if (!Object.prototype.hasOwnProperty.call(left, name))
            continue;
        // Most often it is the value that differs, and to ask whose own a member is takes longer.
        if (!isEqual(left[name], right[name]) || !Object.hasOwn(right, name))
            return false;
        size++;
    }
    return Object.keys(right).length === size;
}
/** Whether the value is equal to one of these JSON values. */
export function isOneOf(value, values) {
    return values.some((candidate) => isEqual(value, candidate));
}
/** Return a text that two JSON values share exactly when they are equal. */
function canonicalText(value, depth) {
    if (typeof value === "object" && value !== null && depth > MAX_DEPTH)
        throw new TooDeep();
    if (isArray(value)) {
        return "[" + value.map((item) => canonicalText(item, depth + 1)).join(",") + "]";
    }
    if (isObject(value)) {
        const names = Object.keys(value).sort();
        const members = names.map((name) => JSON.stringify(name) + ":" + canonicalText(value[name], depth + 1));
        return "{" + members.join(",") + "}";
    }
    // `JSON.stringify` says null for an infinite number.
    return typeof value === "string" ? JSON.stringify(value) : String(value);
}
/** Throw what `canonicalText` would throw, without the text. */
function requireShallow(value, depth) {
    if (typeof value === "object" && value !== null) {
        if (depth > MAX_DEPTH)
            throw new TooDeep();
        if (isArray(value)) {
            for (let index = 0; index < value.length; index++)
                requireShallow(value[index], depth + 1);
        }
        else if (isObject(value)) {
            for (const name in value) {
                // Not `Object.hasOwn`: of this one an engine knows the answer in a loop over the names.
                if (!Object.prototype.hasOwnProperty.call(value, name))
                    continue;
                requireShallow(value[name], depth + 1);
            }
        }
    }
}
// A few items are sooner compared, each with each, than written out or put in a set.
const FEW = 16;
/** Whether no two of a few items are equal. */
function areFewUnique(items) {
    let structures = 0;
    for (let index = 0; index < items.length; index++) {
        const item = items[index];
        if (typeof item === "object" && item !== null)
            structures++;
        // As a set does: 0 and -0 are one, 1 and true are two, and NaN is NaN.
        else if (items.includes(item, index + 1))
            return false;
    }
    if (structures === 0)
        return true;
    for (const item of items)
        requireShallow(item, 0);
    for (let index = 0; index < items.length; index++) {
        const item = items[index];
        if (typeof item !== "object" || item === null)
            continue;
        for (let other = index + 1; other < items.length; other++) {
            if (isEqual(item, items[other]))
                return false;
        }
    }
    return true;
}
/** Whether no two items are equal JSON values. */
export function isUnique(items) {
    if (items.length <= FEW) {
        return items.length < 2 || areFewUnique(items);
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
    return new Set(structures.map((item) => canonicalText(item, 0))).size === structures.length;
}
