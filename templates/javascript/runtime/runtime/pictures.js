/** Pictures of dates and times: `[Y0001]-[M01]-[D01]` taken apart. */
import { integerPicture, leadingInteger } from "./integers.js";
import { JsonataError } from "./values.js";
const NUMBERED = "YMDdFWwXxHhmsf";
const WIDEST = 1000;
const PLAIN = {
    component: "",
    text: "",
    names: undefined,
    longest: undefined,
    zulu: false,
    picture: undefined,
    digits: undefined,
    width: undefined,
};
/** Return the parts of the picture, in their order. */
export function datePicture(text) {
    const parts = [];
    let start = 0;
    let at = 0;
    while (at < text.length) {
        if (text.charAt(at) !== "[") {
            at += 1;
            continue;
        }
        addText(parts, text.slice(start, at));
        if (text.charAt(at + 1) === "[") {
            parts.push({ ...PLAIN, text: "[" });
            at += 2;
        }
        else {
            const close = text.indexOf("]", at);
            if (close < 0) {
                throw new JsonataError("D3135", "a `[` of the picture has no `]`");
            }
            addMarker(parts, text.slice(at + 1, close).replace(/\s/g, ""));
            at = close + 1;
        }
        start = at;
    }
    addText(parts, text.slice(start));
    return parts;
}
function addText(parts, text) {
    if (text !== "") {
        parts.push({ ...PLAIN, text: text.replaceAll("]]", "]") });
    }
}
function addMarker(parts, marker) {
    const component = marker.slice(0, 1);
    const comma = marker.lastIndexOf(",");
    const modifiers = comma > 0 ? marker.slice(1, comma) : marker.slice(1);
    const width = comma > 0 ? marker.slice(comma + 1) : "";
    const dash = width.indexOf("-");
    const least = dash < 0 ? width : width.slice(0, dash);
    const longest = dash < 0 ? "" : width.slice(dash + 1);
    const last = modifiers.slice(-1);
    const second = modifiers.length > 1 && "atco".includes(last) ? last : "";
    const usual = defaultOf(component);
    const first = (second === "" ? modifiers : modifiers.slice(0, -1)) || usual;
    let found = { ...PLAIN, component, longest: widthOf(longest), zulu: second === "t" };
    if (first.startsWith("n") || first.startsWith("N")) {
        const upper = first.startsWith("Nn") ? "title" : "upper";
        found = { ...found, names: first.startsWith("n") ? "lower" : upper };
    }
    else if (NUMBERED.includes(component)) {
        let picture = integerPicture(second === "" ? first : `${first};${second}`);
        picture = { ...picture, mandatory: Math.max(picture.mandatory, widthOf(least) ?? 0) };
        let digits;
        if (component === "Y" && found.longest !== undefined) {
            digits = found.longest;
            picture = { ...picture, mandatory: digits };
        }
        else if (component === "Y" && picture.mandatory + picture.optional >= 2) {
            digits = picture.mandatory + picture.optional;
        }
        found = { ...found, picture, digits };
        const before = parts.at(-1);
        if (before?.picture !== undefined) {
            parts[parts.length - 1] = { ...before, width: before.picture.mandatory };
        }
    }
    if (component === "Z" || component === "z") {
        found = { ...found, picture: integerPicture(first) };
    }
    parts.push(found);
}
function defaultOf(component) {
    if (component !== "" && "YMDdWwXxHhf".includes(component)) {
        return "1";
    }
    if (component !== "" && "FPCE".includes(component)) {
        return "n";
    }
    if (component === "m" || component === "s") {
        return "01";
    }
    if (component === "Z" || component === "z") {
        return "01:01";
    }
    throw new JsonataError("D3132", `\`${component}\` is no component of a date or a time`);
}
function widthOf(text) {
    if (text === "" || text === "*") {
        return undefined;
    }
    const found = leadingInteger(text);
    if (Number.isNaN(found)) {
        return undefined;
    }
    if (found > WIDEST) {
        throw new JsonataError("U1001", `a component is at most ${WIDEST} characters wide`);
    }
    return found;
}
