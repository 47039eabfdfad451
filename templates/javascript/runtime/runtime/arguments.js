/** Arguments of functions: their kinds, and the errors of those that are none. */
import { JsonataError, isFunction, isObject } from "./values.js";
export function wrongArguments(token) {
    throw new JsonataError("T0410", `\`$${token}\` is given too many or too few arguments`, token);
}
/** Return the context that stands in for an argument; it must be of the argument's kind. */
export function contextOf(value, kind, token) {
    if (value === undefined || isKind(value, kind)) {
        return value;
    }
    throw new JsonataError("T0411", `\`$${token}\` cannot take the context as its argument`, token);
}
export function badArgument(token) {
    return new JsonataError("T0410", `\`$${token}\` cannot take an argument of this type`, token);
}
function isKind(value, kind) {
    if (kind === "object") {
        return isObject(value);
    }
    const type = typeof value;
    return kind === "scalar" ? ["string", "number", "boolean"].includes(type) : type === kind;
}
/** Refuse arguments of another kind; one that has no value is of any. */
export function expect(token, kind, ...values) {
    for (const value of values) {
        if (!(value === undefined || isKind(value, kind))) {
            throw badArgument(token);
        }
    }
}
export function asFunction(value, token) {
    if (isFunction(value)) {
        return value;
    }
    throw badArgument(token);
}
export function numberArgument(value, token) {
    if (typeof value === "number") {
        return value;
    }
    throw badArgument(token);
}
export function stringArgument(value, token) {
    if (typeof value === "string") {
        return value;
    }
    throw badArgument(token);
}
export function raiseError(message) {
    const text = message === undefined ? "`$error` was called" : stringArgument(message, "error");
    throw new JsonataError("D3137", text, "error");
}
export function assertThat(condition, message) {
    if (!(condition === undefined || typeof condition === "boolean")) {
        throw badArgument("assert");
    }
    if (condition !== true) {
        const text = message === undefined ? "`$assert` failed" : stringArgument(message, "assert");
        throw new JsonataError("D3141", text, "assert");
    }
    return undefined;
}
