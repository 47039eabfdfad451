/** Sorting: `^( … )` in a path, and `$sort`. */
import { Order } from "./paths.js";
/** One term of an order-by. */
declare class Term {
    readonly key: (item: unknown) => unknown;
    readonly descending: boolean;
    constructor(key: (item: unknown) => unknown, descending: boolean);
}
export declare function ascending(key: (item: unknown) => unknown): Term;
export declare function descending(key: (item: unknown) => unknown): Term;
export declare function orderBy(...terms: readonly Term[]): Order;
/** Sort, keeping the order of equals; `swap` tells that two items are in the wrong order. */
export declare function sortItems(value: unknown, swap?: unknown): unknown;
export {};
