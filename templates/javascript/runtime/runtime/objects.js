/** Objects: written, grouped, taken apart and merged. */
import { asFunction, badArgument, expect, stringArgument } from "./arguments.js";
import { append } from "./arrays.js";
import { apply } from "./functions.js";
import { Items, arrayOf, find, unwrap } from "./paths.js";
import { JsonataError, isArray, isObject, truthy } from "./values.js";
function newObject() {
    return Object.create(null);
}
/** Return an object of keys and functions that give their values, in turn. */
export function makeObject(...pairs) {
    const members = Object.create(null);
    for (let index = 0; index < pairs.length; index += 2) {
        const name = memberName(pairs[index]);
        if (name === undefined) {
            continue;
        }
        if (Object.hasOwn(members, name)) {
            throw new JsonataError("D1009", `two expressions give the key \`${name}\``, "{");
        }
        members[name] = asFunction(pairs[index + 1], "{");
    }
    const made = newObject();
    for (const [name, member] of Object.entries(members)) {
        const value = member();
        if (value !== undefined) {
            made[name] = value;
        }
    }
    return made;
}
export function memberName(key) {
    if (key === undefined || typeof key === "string") {
        return key;
    }
    throw new JsonataError("T1003", "the key of an object is a string", "{");
}
/** Return an object whose keys are computed from each item; items of one key go together. */
export function group(context, ...pairs) {
    const items = isArray(context) ? context : [context];
    const groups = Object.create(null);
    for (const item of items.length === 0 ? [undefined] : items) {
        for (let pair = 0; pair < pairs.length; pair += 2) {
            const name = memberName(asFunction(pairs[pair], "{")(item));
            if (name === undefined) {
                continue;
            }
            const known = groups[name];
            if (known === undefined) {
                groups[name] = { pair, data: item };
            }
            else if (known.pair === pair) {
                known.data = append(known.data, item);
            }
            else {
                throw new JsonataError("D1009", `two expressions give the key \`${name}\``, "{");
            }
        }
    }
    const made = newObject();
    for (const [name, { pair, data }] of Object.entries(groups)) {
        const value = asFunction(pairs[pair + 1], "{")(data);
        if (value !== undefined) {
            made[name] = value;
        }
    }
    return made;
}
export function keys(value) {
    return unwrap(Items.holding(allKeys(value)));
}
function allKeys(value) {
    if (!isArray(value)) {
        return isObject(value) ? Object.keys(value) : [];
    }
    const merged = newObject();
    for (const key of value.flatMap((item) => allKeys(item))) {
        merged[key] = true;
    }
    return Object.keys(merged);
}
export function lookup(value, key) {
    expect("lookup", "string", key);
    return key === undefined ? undefined : unwrap(find(value, stringArgument(key, "lookup")));
}
/** Return an object of one member for each member. */
export function spread(value) {
    return unwrap(spreadOf(value));
}
function spreadOf(value) {
    if (isArray(value)) {
        let found = new Items();
        for (const item of value) {
            found = append(found, spreadOf(item));
        }
        return found;
    }
    if (!isObject(value)) {
        return value;
    }
    const members = Object.entries(value);
    return Items.holding(members.map(([key, member]) => setMember(newObject(), key, member)));
}
function setMember(object, key, value) {
    object[key] = value;
    return object;
}
export function merge(value) {
    if (value === undefined) {
        return undefined;
    }
    const merged = newObject();
    for (const item of arrayOf(value)) {
        if (!isObject(item)) {
            throw new JsonataError("T0412", "`$merge` takes an array of objects", "merge");
        }
        for (const [key, member] of Object.entries(item)) {
            merged[key] = member;
        }
    }
    return merged;
}
export function eachMember(value, function_) {
    asFunction(function_, "each");
    const members = membersOf(value, "each");
    const found = new Items();
    for (const [key, member] of Object.entries(members)) {
        const result = apply(function_, "each", member, key, members);
        if (result !== undefined) {
            found.push(result);
        }
    }
    return unwrap(found);
}
export function sift(value, function_) {
    asFunction(function_, "sift");
    const members = membersOf(value, "sift");
    const kept_ = newObject();
    for (const [key, member] of Object.entries(members)) {
        if (truthy(apply(function_, "sift", member, key, members))) {
            kept_[key] = member;
        }
    }
    return Object.keys(kept_).length === 0 ? undefined : kept_;
}
function membersOf(value, token) {
    if (value === undefined) {
        return {};
    }
    if (isObject(value)) {
        return value;
    }
    throw badArgument(token);
}
