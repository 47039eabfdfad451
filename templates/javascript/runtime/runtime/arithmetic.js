/** Calculating, and the numbers of an array taken together. */
import { JsonataError, isArray, isNumber } from "./values.js";
/** Return what was calculated; throws an error when it is infinite. */
export function finite(value) {
    if (Number.isFinite(value)) {
        return value;
    }
    throw new JsonataError("D1001", "a number is out of range");
}
export function add(left, right) {
    return calculate(left, right, "+", (one, other) => one + other);
}
export function subtract(left, right) {
    return calculate(left, right, "-", (one, other) => one - other);
}
export function multiply(left, right) {
    return calculate(left, right, "*", (one, other) => one * other);
}
export function divide(left, right) {
    return calculate(left, right, "/", (one, other) => one / other);
}
/** Return what is left of a division; its sign is that of the left side. */
export function remainder(left, right) {
    return calculate(left, right, "%", (one, other) => one % other);
}
export function negate(value) {
    if (value === undefined) {
        return undefined;
    }
    if (!isNumber(value)) {
        throw new JsonataError("D1002", "only a number can be negated", "-");
    }
    return -value;
}
function calculate(left, right, token, operation) {
    const one = left === undefined ? undefined : asNumber(left, "T2001", token);
    const other = right === undefined ? undefined : asNumber(right, "T2002", token);
    return one === undefined || other === undefined ? undefined : operation(one, other);
}
function asNumber(value, code, token) {
    if (typeof value !== "number") {
        const side = code === "T2001" ? "left" : "right";
        throw new JsonataError(code, `the ${side} side of \`${token}\` is not a number`, token);
    }
    if (!Number.isFinite(value)) {
        throw new JsonataError("D1001", "a number is out of range", token);
    }
    return value;
}
export function sumOf(value) {
    if (value === undefined) {
        return undefined;
    }
    let total = 0;
    for (const number of numbersOf(value, "sum")) {
        total += number;
    }
    return total;
}
export function countOf(value) {
    if (value === undefined) {
        return 0;
    }
    return isArray(value) ? value.length : 1;
}
export function maxOf(value) {
    const numbers = value === undefined ? [] : numbersOf(value, "max");
    return numbers.length === 0 ? undefined : numbers.reduce((one, other) => Math.max(one, other));
}
export function minOf(value) {
    const numbers = value === undefined ? [] : numbersOf(value, "min");
    return numbers.length === 0 ? undefined : numbers.reduce((one, other) => Math.min(one, other));
}
export function averageOf(value) {
    const numbers = value === undefined ? [] : numbersOf(value, "average");
    return numbers.length === 0 ? undefined : divide(sumOf(numbers), numbers.length);
}
function numbersOf(value, token) {
    const found = [];
    for (const item of isArray(value) ? value : [value]) {
        if (typeof item !== "number") {
            throw new JsonataError("T0412", `\`$${token}\` takes an array of numbers`, token);
        }
        found.push(item);
    }
    return found;
}
