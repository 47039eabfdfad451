/** Invariants that may have another answer than true or false, or none, or fail. */
import { JsonataError, firstAbsent, isNumber, typeOf } from "./values.js";
/** Return why the invariant does not hold; nothing when it does, or does not apply. */
export function judgeExpression(invariant, value) {
    let result;
    try {
        if (invariant.applies !== undefined && invariant.applies(value) !== true) {
            return undefined;
        }
        result = invariant.evaluate(value);
        if (result === true) {
            return undefined;
        }
        isNumber(result);
    }
    catch (error) {
        if (error instanceof JsonataError) {
            const position = positionIn(invariant.expression, error.token);
            const text = `${error.code}: ${error.message}`;
            const rule = error.code === "U1001" ? "invariant-limit" : "invariant-error";
            return [rule, text, { code: error.code, position }];
        }
        if (error instanceof RangeError) {
            return ["invariant-limit", "the value is nested too deeply", {}];
        }
        throw error;
    }
    if (result === false) {
        return ["invariant-violated", "does not hold", {}];
    }
    if (result === undefined) {
        const absent = firstAbsent(invariant.evaluate, value);
        const text = absent === null ? "has no answer" : `has no answer: \`${absent}\` is absent`;
        return ["invariant-undefined", text, { absent }];
    }
    const type = typeOf(result);
    return ["invariant-not-boolean", `gives ${String(type)}, not a boolean`, { type }];
}
/** Return where the token stands (in code points), when it stands there only once. */
function positionIn(expression, token) {
    const parts = token === undefined ? [] : expression.split(token);
    return parts.length === 2 ? [...(parts[0] ?? "")].length : null;
}
/** Return the values of both sides of a comparison; what has no value is left out. */
export function compared(left, right) {
    return { ...(left === undefined ? {} : { left }), ...(right === undefined ? {} : { right }) };
}
/** Return a message that quotes values; where it cannot, it is the text as it was written. */
export function telling(tell, otherwise) {
    return (value) => {
        try {
            const text = tell(value);
            return typeof text === "string" ? [...text].slice(0, 1000).join("") : otherwise;
        }
        catch (error) {
            if (error instanceof JsonataError || error instanceof RangeError) {
                return otherwise;
            }
            throw error;
        }
    };
}
