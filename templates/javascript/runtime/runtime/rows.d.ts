/** Paths that bind variables: a stream of rows, each with an item and what led to it. */
import type { Callable, Members } from "./values.js";
import type { Term } from "./sorting.js";
type Row = ReadonlyMap<string, unknown>;
type RowStep = (rows: Rows) => Rows;
/** A stream of rows. The item is under `@`, all else under the name that it is bound to. */
declare class Rows {
    readonly rows: readonly Row[];
    constructor(rows: readonly Row[]);
}
/** Return a row for each item of the value. */
export declare function rowsOf(value: unknown): Rows;
/** Return a row for the value, which is one item even when it is an array. */
export declare function rowOf(value: unknown): Rows;
export declare function stream(rows: Rows, ...steps: readonly RowStep[]): Rows;
export declare function bound(row: Row, name: string): unknown;
/**
 * Return a step that gives rows for all that the target selects from each row.
 *
 * `focus`: what is selected is bound to this name, and the item stays. `index`: its position is
 * bound to this name. `kept`: under this name the item stays known.
 */
export declare function eachRow(target: string | ((row: Row) => unknown), focus?: string | null, index?: string | null, kept?: string | null): RowStep;
export declare function rowsWhere(predicate: (row: Row) => unknown): RowStep;
export declare function rowAt(index: number): RowStep;
/** Return a step that binds the position of each row to the name. */
export declare function numberRows(name: string): RowStep;
export declare function orderRows(...terms: readonly Term<Row>[]): RowStep;
/** Return the items of the rows. */
export declare function picked({ rows }: Rows, keep?: unknown): unknown;
/** Return an object whose keys are computed from each row; rows of one key go together. */
export declare function groupRows({ rows }: Rows, ...pairs: readonly Callable[]): Members;
export {};
