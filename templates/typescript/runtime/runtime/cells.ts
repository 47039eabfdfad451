/** Variables that are set in one function and read in another. */

/** Holds the value of a variable. */
class Cell {
  value: unknown;

  constructor(value: unknown) {
    this.value = value;
  }
}

export function cell(value?: unknown): unknown {
  return new Cell(value);
}

/** Set the variable, and return what it is set to. */
export function hold(variable: unknown, value: unknown): unknown {
  if (variable instanceof Cell) {
    variable.value = value;
  }
  return value;
}

export function held(variable: unknown): unknown {
  return variable instanceof Cell ? variable.value : variable;
}
