/** Sorting: `^( … )` in a path, and `$sort`. */
import { Order } from "./paths.js";
/** One term of an order-by. */
export declare class Term<T> {
    readonly key: (item: T) => unknown;
    readonly descending: boolean;
    constructor(key: (item: T) => unknown, descending: boolean);
}
export declare function ascending<T>(key: (item: T) => unknown): Term<T>;
export declare function descending<T>(key: (item: T) => unknown): Term<T>;
export declare function orderBy(...terms: readonly Term<unknown>[]): Order;
/** Return a step that selects from all that is sorted, as a whole. */
export declare function ofAll(select: (items: unknown) => unknown): Order;
export declare function ordered<T>(items: readonly T[], terms: readonly Term<T>[]): readonly T[];
/** Sort, keeping the order of equals; `swap` tells that two items are in the wrong order. */
export declare function sortItems(value: unknown, swap?: unknown): unknown;
