/** Patterns for which the engine of `RegExp` may need forever, walked in linear time instead. */
const END = -1;
const ALWAYS = 0b111_111_111;
const EDGE = 0;
const WORD = 1;
const OTHER = 2;
const ASCII = 128;
const MOST_CACHED = 200_000;
/**
 * A pattern as its automaton: a state for each of its characters, the first one before all.
 *
 * A state's text says where it leads, then its characters by their numbers. `3` leads to state
 * 3, `.` ends the match; `3:7` does so only where 7 has the bit `3 * before + behind`: 0 for the
 * edge of the text, 1 for a character of a word, 2 for another one.
 *
 * On texts of starter than `start` characters no engine needs long: these are left to `short`,
 * which is the same pattern.
 */
export class LinearPattern {
    #start;
    #short;
    #ways = [];
    #edges = [];
    #first;
    #rows = new Map();
    #cached = 0;
    constructor(start, short, ...states) {
        this.#start = start;
        this.#short = short;
        for (const state of states) {
            const [ways = "", ...ranges] = state.split(" ");
            this.#ways.push(ways.split(",").filter((text) => text !== "").map(wayOf));
            this.#edges.push(ranges.flatMap(rangeOf));
        }
        this.#first = this.#row([0], EDGE);
    }
    /** Whether the text has a match, anywhere. */
    test(text) {
        if (this.#short !== null && text.length < this.#start)
            return this.#short.test(text);
        let row = this.#first;
        for (let at = 0; at < text.length; at += 1) {
            const code = text.codePointAt(at) ?? 0;
            if (code > 0xffff)
                at += 1;
            let following = code < ASCII ? row.ascii[code] : row.after.get(code);
            if (following === undefined)
                following = this.#follow(row, code);
            if (following === null)
                return true;
            row = following;
        }
        return row.ends;
    }
    /** Where the states lead before a character of this kind. */
    #open(states, before, behind) {
        const bit = 1 << (3 * before + behind);
        const found = [];
        for (const state of states) {
            for (const way of this.#ways[state] ?? []) {
                if ((way.when & bit) !== 0)
                    found.push(way.target);
            }
        }
        return found;
    }
    #follow(row, code) {
        const kind = isOfWord(code) ? WORD : OTHER;
        const ways = this.#open(row.states, row.before, kind);
        let following = null;
        if (!ways.includes(END)) {
            const states = new Set([0]);
            for (const way of ways) {
                if (isInside(this.#edges[way] ?? [], code))
                    states.add(way);
            }
            following = this.#row([...states].sort((left, right) => left - right), kind);
        }
        this.#cached += 1;
        if (code < ASCII)
            row.ascii[code] = following;
        else
            row.after.set(code, following);
        return following;
    }
    #row(states, before) {
        if (this.#cached > MOST_CACHED) {
            for (const old of [this.#first, ...this.#rows.values()]) {
                old.ascii.fill(undefined);
                old.after.clear();
            }
            this.#rows = new Map();
            this.#cached = 0;
        }
        const key = `${before}:${states.join()}`;
        let row = this.#rows.get(key);
        if (row === undefined) {
            const ends = this.#open(states, before, EDGE).includes(END);
            const ascii = new Array(ASCII).fill(undefined);
            row = { states, before, ends, ascii, after: new Map() };
            this.#rows.set(key, row);
            this.#cached += ASCII;
        }
        return row;
    }
}
/** Whether a character is one that `\w` stands for. */
function isOfWord(code) {
    return code < ASCII && /\w/.test(String.fromCharCode(code));
}
/** Whether a number is in one of the ranges; their edges are sorted, the upper ones outside. */
function isInside(edges, code) {
    let low = 0;
    let high = edges.length;
    while (low < high) {
        const middle = (low + high) >> 1;
        if (code < (edges[middle] ?? 0))
            high = middle;
        else
            low = middle + 1;
    }
    return low % 2 === 1;
}
function wayOf(text) {
    const [target = "", when] = text.split(":");
    return {
        target: target === "." ? END : Number(target),
        when: when === undefined ? ALWAYS : Number(when),
    };
}
function rangeOf(text) {
    const [low = "", high = low] = text.split("-");
    return [Number.parseInt(low, 16), Number.parseInt(high, 16) + 1];
}
