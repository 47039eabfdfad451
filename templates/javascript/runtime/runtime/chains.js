/** Functions as values: chained with `~>`, applied in part, called without their `$`. */
import { call } from "./functions.js";
import { JsonataError, isFunction } from "./values.js";
function isCallable(value) {
    return isFunction(value) || value instanceof RegExp;
}
/** Return the left side put into the right one; of two functions, the one after the other. */
export function chain(left, right) {
    if (!isCallable(right)) {
        throw new JsonataError("T2006", "the right side of `~>` is no function", "~>");
    }
    if (isCallable(left)) {
        return (value) => call(right, call(left, value));
    }
    return call(right, left);
}
/** Return the function that is to be applied in part. */
export function partialOf(function_) {
    if (isCallable(function_)) {
        return function_;
    }
    throw new JsonataError("T1008", "what is applied in part is no function");
}
/** Return the value of a name that stands where a function is due, if it has one. */
export function withoutDollar(value, code) {
    if (value === undefined) {
        throw new JsonataError(code, "what is called is no function: its name lacks the `$`");
    }
    return value;
}
