/** Calculating, and the numbers of an array taken together. */

import { JsonataError } from "./values.js";

/** Return what was calculated; throws an error when it is infinite. */
export function finite(value: number): number {
  if (Number.isFinite(value)) {
    return value;
  }
  throw new JsonataError("D1001", "a number is out of range");
}
