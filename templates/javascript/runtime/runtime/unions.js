// Unions: which branch was meant, and how many items one holds for.
/** What a branch of a union finds when it is only tried: nothing in it is explained further. */
class Trial extends Array {
}
const OTHER_TAG = 1;
const OTHER_KIND = 2;
function distanceOf(violation, path) {
    if (!["type", "const", "enum", "false"].includes(violation.rule))
        return 0;
    const below = violation.path.slice(path.length).split("/").length - 1;
    if (below === 0)
        return OTHER_KIND;
    return below === 1 && (violation.rule === "const" || violation.rule === "enum") ? OTHER_TAG : 0;
}
/**
 * Add what the branch of a union finds that was most likely meant, if one stands out.
 *
 * A branch that refuses the value's very type or constant was not meant, nor one whose constant
 * in a member is another. Of the others that one was that misses the fewest members, and has the
 * fewest violations.
 */
export function explain(value, path, found, branches) {
    if (found instanceof Trial)
        return;
    let best;
    let least = [OTHER_KIND, 0, 0];
    for (const check of branches) {
        const trial = new Trial();
        check(value, path, trial);
        if (trial.length === 0)
            return;
        const missing = trial.filter((item) => item.rule === "required" && item.path === path);
        const farthest = trial.reduce((most, item) => Math.max(most, distanceOf(item, path)), 0);
        const distance = [farthest, missing.length, trial.length];
        const differs = distance.findIndex((part, index) => part !== least[index]);
        if (differs !== -1 && (distance[differs] ?? 0) < (least[differs] ?? 0)) {
            best = check;
            least = distance;
        }
    }
    best?.(value, path, found);
}
/** Return the number of items that the function says yes to. */
export function countItems(items, holds) {
    let count = 0;
    for (const item of items) {
        if (holds(item)) {
            count++;
        }
    }
    return count;
}
