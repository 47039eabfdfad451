/** Functions that look for a text or a pattern. */
import { asFunction, badArgument, expect, numberArgument, stringArgument } from "./arguments.js";
import { call, matchObject } from "./functions.js";
import { Items, unwrap } from "./paths.js";
import { JsonataError, bounded, isArray, isFunction, isObject } from "./values.js";
export function pattern(source, flags = "") {
    return new RegExp(source, `${flags}g`);
}
export function contains(value, wanted) {
    expect("contains", "string", value);
    expectWanted(wanted, "contains");
    if (value === undefined) {
        return undefined;
    }
    const text = stringArgument(value, "contains");
    if (wanted === undefined) {
        return undefined;
    }
    if (typeof wanted === "string") {
        return text.includes(wanted);
    }
    if (wanted instanceof RegExp) {
        wanted.lastIndex = 0;
        return wanted.test(text);
    }
    return checked(call(wanted, text)) !== undefined;
}
/** Tell whether the pattern is found in the text. */
export function hasMatch(wanted, text) {
    wanted.lastIndex = 0;
    return wanted.test(text);
}
/** Return the matches as objects: match, index, groups. */
export function match(value, wanted, limit) {
    expect("match", "string", value);
    expectWanted(wanted, "match");
    expect("match", "number", limit);
    if (typeof wanted === "string" || wanted === undefined) {
        throw badArgument("match");
    }
    if (value === undefined) {
        return undefined;
    }
    const text = stringArgument(value, "match");
    const most = limitOf(limit, "D3040", "match");
    const found = new Items();
    if (most > 0) {
        for (const one of matchesOf(text, wanted)) {
            found.push({ match: one["match"], index: one["start"], groups: one["groups"] });
            if (found.length >= most) {
                break;
            }
        }
    }
    return unwrap(found);
}
export function split(value, separator, limit) {
    expect("split", "string", value);
    expectWanted(separator, "split");
    expect("split", "number", limit);
    if (value === undefined) {
        return undefined;
    }
    const text = stringArgument(value, "split");
    const most = limitOf(limit, "D3020", "split");
    if (separator === undefined || typeof separator === "string") {
        return (separator === undefined ? [text] : text.split(separator)).slice(0, most);
    }
    return splitByPattern(text, separator, most);
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
        parts.push(text.slice(start, Math.max(indexOf(one, "start"), start)));
        start = indexOf(one, "end");
    }
    if (parts.length < most) {
        parts.push(text.slice(start));
    }
    return parts;
}
export function replace(value, wanted, replacement, limit) {
    expect("replace", "string", value);
    expectWanted(wanted, "replace");
    expectWanted(replacement, "replace");
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
    if (typeof wanted === "string" || wanted === undefined) {
        throw badArgument("replace");
    }
    let out = "";
    let start = 0;
    let count = 0;
    for (const one of most > 0 ? matchesOf(text, wanted) : []) {
        if (count >= most) {
            break;
        }
        out += text.slice(start, Math.max(indexOf(one, "start"), start));
        out += replacementFor(one, replacement);
        start = indexOf(one, "start") + String(one["match"] ?? "").length;
        count += 1;
        bounded(out.length, "replace");
    }
    return out + text.slice(start);
}
function replaceText(text, wanted, replacement, most) {
    const parts = text.split(wanted);
    const replaced = Math.min(parts.length - 1, Math.ceil(most));
    bounded(text.length + replaced * replacement.length, "replace");
    const head = parts.slice(0, replaced + 1).join(replacement);
    return [head, ...parts.slice(replaced + 1)].join(wanted);
}
function replacementFor(found, replacement) {
    if (typeof replacement !== "string") {
        const text = call(asFunction(replacement, "replace"), found);
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
    if (mark.startsWith("0")) {
        return String(found["match"] ?? "") + mark.slice(1);
    }
    const groups = found["groups"];
    const parts = isArray(groups) ? groups : [];
    // As many digits count as the number of groups has; one less when that leads beyond them.
    let digits = mark.slice(0, String(parts.length).length);
    if (digits.length > 1 && Number(digits) > parts.length) {
        digits = digits.slice(0, -1);
    }
    return String(parts[Number(digits) - 1] ?? "") + mark.slice(digits.length);
}
/** Return what a pattern matches, or what a function says that matches, one by one. */
function* matchesOf(text, wanted) {
    let found = firstOf(text, wanted);
    for (let count = 1; found !== undefined; count += 1) {
        if (!(wanted instanceof RegExp)) {
            // A function may say so for ever.
            bounded(count * 1000, "match");
        }
        // The next one is looked for first: a pattern that gets nowhere fails whatever the limit.
        const following = nextOf(text, wanted, found);
        yield found;
        found = following;
    }
}
function firstOf(text, wanted) {
    return wanted instanceof RegExp ? searched(text, wanted, 0) : checked(call(wanted, text));
}
function searched(text, wanted, at) {
    wanted.lastIndex = at;
    const found = wanted.exec(text);
    return found === null ? undefined : matchObject(found);
}
function nextOf(text, wanted, last) {
    if (!(wanted instanceof RegExp)) {
        return last["next"] === undefined ? undefined : checked(call(last["next"]));
    }
    const at = indexOf(last, "end");
    const found = at < text.length ? searched(text, wanted, at) : undefined;
    if (found?.["match"] === "") {
        throw new JsonataError("D1004", "the pattern matches a text of no length");
    }
    return found;
}
/** Return what a function says that matches; nothing when it says that nothing does. */
function checked(found) {
    if (found === undefined) {
        return undefined;
    }
    const isMatch = isObject(found) &&
        (typeof found["start"] === "number" ||
            typeof found["end"] === "number" ||
            isArray(found["groups"]));
    if (!isMatch) {
        throw new JsonataError("T1010", "the function that looks for a match gives none");
    }
    return found;
}
function indexOf(found, name) {
    const value = found[name];
    return typeof value === "number" ? Math.max(Math.trunc(value), 0) : 0;
}
function expectWanted(wanted, token) {
    const isWanted = typeof wanted === "string" || wanted instanceof RegExp || isFunction(wanted);
    if (!(isWanted || wanted === undefined)) {
        throw badArgument(token);
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
