/** What answers differently each time, and texts that are evaluated: for trying out alone. */
import { arrayOf, unwrap } from "./paths.js";
import { JsonataError } from "./values.js";
export function randomNumber() {
    return Math.random();
}
export function shuffle(value) {
    if (value === undefined) {
        return undefined;
    }
    const items = [...arrayOf(value)];
    for (let last = items.length - 1; last > 0; last -= 1) {
        const other = Math.floor(Math.random() * (last + 1));
        [items[last], items[other]] = [items[other], items[last]];
    }
    return items.length <= 1 ? unwrap(arrayOf(value)) : items;
}
/** Return what the text of `$eval` comes to, which is compiled to the function. */
export function evaluated(function_, ...focus) {
    try {
        return function_(...focus);
    }
    catch (error) {
        if (error instanceof JsonataError) {
            throw new JsonataError("D3121", `${error.code}: ${error.message}`, "eval");
        }
        throw error;
    }
}
export function notEvaluated(message) {
    throw new JsonataError("D3120", message, "eval");
}
/** Refuse a text that nobody knew when the expression was compiled. */
export function evaluatedText(text) {
    if (text === undefined) {
        return undefined;
    }
    throw new JsonataError("D3121", "only a text that is written out is compiled", "eval");
}
