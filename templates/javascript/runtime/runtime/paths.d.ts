/** Sequences, and the paths that select them. */
/** A sequence: what a path selects. One item alone stands for itself, unless `keep`. */
export declare class Items extends Array<unknown> {
    keep: boolean;
    static holding(values: Iterable<unknown>): Items;
}
/** An array written at an end of a path: its items stay together. */
export declare class Constructed extends Array<unknown> {
}
/** The mark behind a path's steps that keeps an array of one. */
declare class Keep {
}
export declare const KEEP_ARRAY: Keep;
/** A step that sorts what it is given. */
export declare class Order {
    readonly sort: (items: readonly unknown[]) => readonly unknown[];
    constructor(sort: (items: readonly unknown[]) => readonly unknown[]);
}
export type Step = string | ((item: unknown) => unknown) | Order | Keep;
/** Return what a sequence stands for: no value, its one item, or itself. */
export declare function unwrap(value: unknown): unknown;
/** Return the value as an array, also when it is one item. */
export declare function keepArray(value: unknown): unknown;
export declare function arrayOf(value: unknown): unknown[];
/** Return the member of this name; of an array a sequence of those of its items. */
export declare function find(value: unknown, key: string): unknown;
/** Return the member of this name; of an array, those of its items. */
export declare function field(value: unknown, key: string): unknown;
/** Return what the path of this one name leads to. */
export declare function member(value: unknown, key: string): unknown;
/** Follow the steps from each item of the start; each step flattens one level. */
export declare function path(start: unknown, ...steps: readonly Step[]): unknown;
/** Follow the steps from the root, which is one value even when it is an array. */
export declare function rootPath(start: unknown, ...steps: readonly Step[]): unknown;
/** Return the values of all members, arrays flattened. */
export declare function children(value: unknown): unknown;
/** Return the value and everything in it; arrays only by their items. */
export declare function descendants(value: unknown): unknown;
/** Return the items that the predicate is true of, or whose position it gives. */
export declare function where(value: unknown, predicate: (item: unknown) => unknown): unknown[];
/** Return how often an answer of a predicate selects the item at the index, of so many. */
export declare function isSelected(answer: unknown, index: number, count: number): number;
/** Return the item at the index, from the end when it is negative. */
export declare function itemAt(value: unknown, index: number): unknown[];
/** Return the position that a number means among so many items, rounded down. */
export declare function itemIndex(index: number, count: number): number;
export {};
