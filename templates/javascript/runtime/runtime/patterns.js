/** Functions that look for a text or a pattern. */
import { asFunction, badArgument, expect, numberArgument, stringArgument } from "./arguments.js";
import { call, matchObject } from "./functions.js";
import { Items, unwrap } from "./paths.js";
import { JsonataError } from "./values.js";
export function pattern(source, flags = "") {
    return new RegExp(source, `${flags}g`);
}
export function contains(value, wanted) {
    expect("contains", "string", value);
    if (value === undefined || wanted === undefined) {
        return undefined;
    }
    const text = stringArgument(value, "contains");
    if (wanted instanceof RegExp) {
        wanted.lastIndex = 0;
        return wanted.test(text);
    }
    return text.includes(stringArgument(wanted, "contains"));
}
/** Return the matches as objects: match, index, groups. */
export function match(value, wanted, limit) {
    expect("match", "number", limit);
    if (value === undefined) {
        return undefined;
    }
    const text = stringArgument(value, "match");
    if (!(wanted instanceof RegExp)) {
        throw badArgument("match");
    }
    const most = limitOf(limit, "D3040", "match");
    const found = new Items();
    if (most > 0) {
        for (const one of matchesOf(text, wanted)) {
            found.push(matchObject(one, false));
            if (found.length >= most) {
                break;
            }
        }
    }
    return unwrap(found);
}
export function split(value, separator, limit) {
    expect("split", "number", limit);
    if (value === undefined) {
        return undefined;
    }
    const text = stringArgument(value, "split");
    const most = limitOf(limit, "D3020", "split");
    if (separator instanceof RegExp) {
        return splitByPattern(text, separator, most);
    }
    const parts = separator === undefined ? [text] : text.split(stringArgument(separator, "split"));
    return parts.slice(0, most);
}
function splitByPattern(text, separator, most) {
    const parts = [];
    let start = 0;
    if (most <= 0) {
        return parts;
    }
    for (const one of matchesOf(text, separator)) {
        if (parts.length >= most) {
            return parts;
        }
        parts.push(text.slice(start, one.index));
        start = one.index + one[0].length;
    }
    if (parts.length < most) {
        parts.push(text.slice(start));
    }
    return parts;
}
export function replace(value, wanted, replacement, limit) {
    expect("replace", "string", value);
    expect("replace", "number", limit);
    if (value === undefined) {
        return undefined;
    }
    const text = stringArgument(value, "replace");
    if (wanted === "") {
        throw new JsonataError("D3010", "`$replace` cannot look for the empty string", "replace");
    }
    const most = limitOf(limit, "D3011", "replace");
    if (typeof wanted === "string" && typeof replacement === "string") {
        return replaceText(text, wanted, replacement, most);
    }
    if (!(wanted instanceof RegExp)) {
        throw badArgument("replace");
    }
    let out = "";
    let start = 0;
    let count = 0;
    for (const one of matchesOf(text, wanted)) {
        if (count >= most) {
            break;
        }
        if (one[0] === "") {
            throw new JsonataError("D1004", "the pattern matches a text of no length", "replace");
        }
        out += text.slice(start, one.index) + replacementFor(one, replacement);
        start = one.index + one[0].length;
        count += 1;
    }
    return out + text.slice(start);
}
function replaceText(text, wanted, replacement, most) {
    const parts = text.split(wanted);
    const replaced = Math.min(parts.length - 1, Math.ceil(most));
    const head = parts.slice(0, replaced + 1).join(replacement);
    return [head, ...parts.slice(replaced + 1)].join(wanted);
}
function replacementFor(found, replacement) {
    if (typeof replacement !== "string") {
        const text = call(asFunction(replacement, "replace"), matchObject(found, true));
        if (typeof text === "string") {
            return text;
        }
        throw new JsonataError("D3012", "the replacement of `$replace` is no string", "replace");
    }
    return replacement.replace(/\$(\$|[0-9]+)|\$/g, (_all, mark) => groupText(found, mark));
}
function groupText(found, mark) {
    if (mark === undefined || mark === "$") {
        return "$";
    }
    const count = found.length - 1;
    let digits = mark;
    while (digits.length > 1 && Number(digits) > count) {
        digits = digits.slice(0, -1);
    }
    if (Number(digits) === 0) {
        return found[0] + mark.slice(1);
    }
    return (found[Number(digits)] ?? "") + mark.slice(digits.length);
}
function* matchesOf(text, wanted) {
    let at = 0;
    let isFirst = true;
    while (at <= text.length) {
        wanted.lastIndex = at;
        const found = wanted.exec(text);
        if (found === null) {
            return;
        }
        if (found[0] === "" && !isFirst) {
            throw new JsonataError("D1004", "the pattern matches a text of no length");
        }
        yield found;
        isFirst = false;
        at = found.index + found[0].length;
        if (at >= text.length) {
            return;
        }
    }
}
function limitOf(limit, code, token) {
    if (limit === undefined) {
        return Infinity;
    }
    const most = numberArgument(limit, token);
    if (most < 0) {
        throw new JsonataError(code, `the limit of \`$${token}\` is negative`, token);
    }
    return most;
}
