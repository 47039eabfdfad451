/** Patterns for which the engine of `RegExp` may need forever, walked in linear time instead. */

const END = -1;
const ALWAYS = 0b111_111_111;
const EDGE = 0;
const WORD = 1;
const OTHER = 2;
const MOST_CACHED = 20_000;

/** A way to another state, and where it is open. */
interface Way {
  readonly target: number;
  readonly when: number;
}

/**
 * Where a search stands: the states that it may be in, and what kind of character is behind.
 * `after` remembers which row each character leads to; null: to a match.
 */
interface Row {
  readonly states: readonly number[];
  readonly before: number;
  readonly after: Map<string, Row | null>;
}

/**
 * A pattern as its automaton: a state for each of its characters, the first one before all.
 *
 * A state's text says where it leads, then its characters by their numbers. `3` leads to state
 * 3, `.` ends the match; `3:7` does so only where 7 has the bit `3 * before + behind`: 0 for the
 * edge of the text, 1 for a character of a word, 2 for another one.
 */
export class LinearPattern {
  readonly #ways: (readonly Way[])[] = [];
  readonly #edges: (readonly number[])[] = [];
  #rows = new Map<string, Row>();
  #cached = 0;

  constructor(...states: readonly string[]) {
    for (const state of states) {
      const [ways = "", ...ranges] = state.split(" ");
      this.#ways.push(ways.split(",").filter((text) => text !== "").map(wayOf));
      this.#edges.push(ranges.flatMap(rangeOf));
    }
  }

  /** Whether the text has a match, anywhere. */
  test(text: string): boolean {
    let row = this.#row([0], EDGE);
    for (const char of text) {
      let following = row.after.get(char);
      if (following === undefined) following = this.#follow(row, char);
      if (following === null) return true;
      row = following;
    }
    return this.#open(row, EDGE).includes(END);
  }

  /** Where the states lead before a character of this kind. */
  #open(row: Row, behind: number): number[] {
    const bit = 1 << (3 * row.before + behind);
    const found: number[] = [];
    for (const state of row.states) {
      for (const way of this.#ways[state] ?? []) {
        if ((way.when & bit) !== 0) found.push(way.target);
      }
    }
    return found;
  }

  #follow(row: Row, char: string): Row | null {
    const kind = /^\w$/.test(char) ? WORD : OTHER;
    const ways = this.#open(row, kind);
    let following: Row | null = null;
    if (!ways.includes(END)) {
      const code = char.codePointAt(0) ?? 0;
      const states = new Set([0]);
      for (const way of ways) {
        if (isInside(this.#edges[way] ?? [], code)) states.add(way);
      }
      following = this.#row([...states].sort((left, right) => left - right), kind);
    }
    this.#cached += 1;
    row.after.set(char, following);
    return following;
  }

  #row(states: readonly number[], before: number): Row {
    if (this.#cached > MOST_CACHED) {
      for (const old of this.#rows.values()) old.after.clear();
      this.#rows = new Map();
      this.#cached = 0;
    }
    const key = `${before}:${states.join()}`;
    let row = this.#rows.get(key);
    if (row === undefined) {
      row = { states, before, after: new Map() };
      this.#rows.set(key, row);
    }
    return row;
  }
}

/** Whether a number is in one of the ranges; their edges are sorted, the upper ones outside. */
function isInside(edges: readonly number[], code: number): boolean {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (code < (edges[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return low % 2 === 1;
}

function wayOf(text: string): Way {
  const [target = "", when] = text.split(":");
  return {
    target: target === "." ? END : Number(target),
    when: when === undefined ? ALWAYS : Number(when),
  };
}

function rangeOf(text: string): number[] {
  const [low = "", high = low] = text.split("-");
  return [Number.parseInt(low, 16), Number.parseInt(high, 16) + 1];
}
