/** Variables that are set in one function and read in another. */
/** Holds the value of a variable. */
class Cell {
    value;
    constructor(value) {
        this.value = value;
    }
}
export function cell(value) {
    return new Cell(value);
}
/** Set the variable, and return what it is set to. */
export function hold(variable, value) {
    if (variable instanceof Cell) {
        variable.value = value;
    }
    return value;
}
export function held(variable) {
    return variable instanceof Cell ? variable.value : variable;
}
