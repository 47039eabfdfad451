// The invariants of the bench by hand: what a careful colleague writes for a value that is valid.
// One function per invariant, by its id. Written before the compiler was tuned to it.

const ACCOUNT = /^[A-Z]{3}-[0-9]+$/;
const STAFF = new Set(["lead", "engineer", "writer"]);

export const byHand = {
  "same-user": (value) => value.output.userId === value.input.userId,

  "total-is-sum": ({ output }) => {
    let sum = 0;
    for (const line of output.lines) sum += line.quantity * line.price;
    return sum === output.total;
  },

  "every-line-counts": (value) => value.output.lines.every((line) => line.quantity > 0),

  "in-catalog": ({ output }) => {
    const known = new Set();
    for (const article of output.catalog) known.add(article.sku);
    return output.lines.every((line) => known.has(line.sku));
  },

  "paid-by-payment": ({ output }) => output.status !== "paid" || output.paymentId !== undefined,

  "booked-before-settled": (value) =>
    value.entries.every((entry) => Date.parse(entry.bookedAt) <= Date.parse(entry.settledAt)),

  "ids-differ": (value) => {
    const seen = new Set();
    for (const entry of value.entries) seen.add(entry.id);
    return seen.size === value.entries.length;
  },

  "accounts-are-spelled": (value) => value.entries.every((entry) => ACCOUNT.test(entry.account)),

  "large-are-counted": (value) => {
    let count = 0;
    for (const entry of value.entries) {
      if (entry.postings.some((posting) => posting.amount > 500)) count++;
    }
    return count === value.large;
  },

  "amount-is-sum": (value) =>
    value.entries.every((entry) => {
      let sum = 0;
      for (const posting of entry.postings) sum += posting.amount;
      return sum === entry.amount;
    }),

  "within-bounds": (value) =>
    value.entries.every(
      (entry) => entry.amount >= value.lowest && entry.amount <= value.highest,
    ),

  "has-a-lead": (value) => value.members.some((member) => member.role === "lead"),

  "names-are-spelled-out": (value) =>
    value.members.every(
      // A code point is one unit or two: only a long name has to be counted.
      ({ first, last, name }) =>
        name === `${first} ${last}` && (name.length <= 80 || [...name].length <= 80),
    ),

  "roles-are-staff": (value) => value.members.every((member) => STAFF.has(member.role)),

  "cost-is-hours": (value) => {
    let cost = 0;
    for (const member of value.members) {
      if (member.active) cost += member.hours * member.rate;
    }
    return cost === value.cost;
  },
};
