/** Functions of strings, which count code points. */
import { contextOf, expect, numberArgument, stringArgument } from "./arguments.js";
import { JsonataError, bounded, isArray } from "./values.js";
/** Return the number of code points. */
export function length(value) {
    return value === undefined ? undefined : [...stringArgument(value, "length")].length;
}
export function substring(value, start, size) {
    expect("substring", "number", start, size);
    if (value === undefined) {
        return undefined;
    }
    const points = [...stringArgument(value, "substring")];
    const given = start === undefined ? 0 : numberArgument(start, "substring");
    const first = points.length + given < 0 ? 0 : given;
    if (size === undefined) {
        return points.slice(first).join("");
    }
    const count = numberArgument(size, "substring");
    if (count <= 0) {
        return "";
    }
    const end = first >= 0 ? first + count : points.length + first + count;
    return points.slice(first, end).join("");
}
/** Take the end of the value, or of the context when two numbers are given. */
export function substringAt(context, value, start) {
    if (typeof value === "number") {
        return substring(contextOf(context, "string", "substring"), value, start);
    }
    return substring(value, start);
}
export function substringBefore(value, mark) {
    expect("substringBefore", "string", value, mark);
    if (value === undefined) {
        return undefined;
    }
    const text = stringArgument(value, "substringBefore");
    const at = text.indexOf(markOf(mark, "substringBefore"));
    return at === -1 ? text : text.slice(0, at);
}
export function substringAfter(value, mark) {
    expect("substringAfter", "string", value, mark);
    if (value === undefined) {
        return undefined;
    }
    const text = stringArgument(value, "substringAfter");
    const wanted = markOf(mark, "substringAfter");
    const at = text.indexOf(wanted);
    return at === -1 ? text : text.slice(at + wanted.length);
}
/** The reference looks for the text "undefined" when there is nothing to look for. */
function markOf(mark, token) {
    return mark === undefined ? "undefined" : stringArgument(mark, token);
}
export function lowercase(value) {
    return value === undefined ? undefined : stringArgument(value, "lowercase").toLowerCase();
}
export function uppercase(value) {
    return value === undefined ? undefined : stringArgument(value, "uppercase").toUpperCase();
}
/** Strip the ends and make every run of white space one space. */
export function trim(value) {
    if (value === undefined) {
        return undefined;
    }
    return stringArgument(value, "trim")
        .replace(/[ \t\n\r]+/g, " ")
        .replace(/^ | $/g, "");
}
export function pad(value, width, fill_) {
    expect("pad", "number", width);
    expect("pad", "string", fill_);
    if (value === undefined) {
        return undefined;
    }
    const text = stringArgument(value, "pad");
    const size = Math.trunc(numberArgument(width, "pad"));
    const mark = fill_ === undefined ? " " : stringArgument(fill_, "pad") || " ";
    const lacking = Math.max(Math.abs(size) - [...text].length, 0);
    bounded(lacking, "pad");
    const times = Math.floor(lacking / [...mark].length) + 1;
    const padding = [...mark.repeat(times)].slice(0, lacking).join("");
    return size > 0 ? text + padding : padding + text;
}
export function join(value, separator) {
    expect("join", "string", separator);
    if (value === undefined) {
        return undefined;
    }
    const items = isArray(value) ? value : [value];
    if (!items.every((item) => typeof item === "string")) {
        throw new JsonataError("T0412", "`$join` takes an array of strings", "join");
    }
    const text = items.join(separator === undefined ? "" : stringArgument(separator, "join"));
    bounded(text.length, "join");
    return text;
}
