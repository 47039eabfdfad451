// Lengths of texts in code points.

/** Return the number of code points; `length` counts UTF-16 units. A lone surrogate is one. */
export function lengthOf(text: string): number {
  let length = text.length;
  for (let index = 0; index < text.length - 1; index++) {
    if ((text.charCodeAt(index) & 0xfc00) === 0xd800) {
      if ((text.charCodeAt(index + 1) & 0xfc00) === 0xdc00) {
        length--;
        index++;
      }
    }
  }
  return length;
}

/** Whether the text has so many code points or fewer; it counts only when units leave it open. */
export function lengthAtMost(text: string, limit: number): boolean {
  return text.length <= limit || (text.length <= 2 * limit && lengthOf(text) <= limit);
}
