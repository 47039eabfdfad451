/** Invariants: rules of a contract, and violations of them. */
const VIOLATED = ["invariant-violated", "does not hold", {}];
const SKIPPED = ["invariant-skipped", "not judged: the schema refuses the value", {}];
/** Add a violation for each that does not hold; a value that was refused since is not judged. */
export function checkInvariants(value, invariants, path, found, since) {
    const skipped = found.length > since;
    for (const invariant of invariants) {
        const outcome = skipped ? SKIPPED : judge(invariant, value);
        if (outcome !== undefined) {
            found.push(violationOf(invariant, value, path, outcome));
        }
    }
}
/** Tell whether all hold of a value that the schema accepts. */
export function invariantsHold(value, invariants) {
    return invariants.every((invariant) => judge(invariant, value) === undefined);
}
function judge(invariant, value) {
    if (invariant.judge !== undefined) {
        return invariant.judge(invariant, value);
    }
    const applies = invariant.applies?.(value) ?? true;
    return applies !== true || invariant.evaluate(value) === true ? undefined : VIOLATED;
}
function violationOf(invariant, value, path, [rule, text, details]) {
    const { id, expression, message, severity, schemaPath, at, compared, position } = invariant;
    let told = `invariant \`${id}\` ${text}`;
    let params = { id, expression, ...details };
    if (severity !== undefined) {
        params["severity"] = severity;
    }
    if (rule === "invariant-violated") {
        told = (typeof message === "function" ? message(value) : message) ?? told;
        if (compared !== undefined) {
            params = { ...params, position, ...compared(value) };
        }
    }
    return { rule, message: told, path: path + (at ?? ""), schemaPath, params };
}
