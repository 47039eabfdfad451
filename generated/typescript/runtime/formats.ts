/** Formats of dates, numbers of machines and JSON Pointers: RFC 3339, 2673, 4291, 9562, 6901. */

const DATE = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/;
const TIME =
  /^([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.[0-9]+)?(?:[Zz]|([+-])([0-9]{2}):([0-9]{2}))$/;
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** A date and a time of day with its offset from UTC, `T` between them. */
export function isDateTime(value: string): boolean {
  const between = value.slice(10, 11);
  return (
    (between === "T" || between === "t") && isDate(value.slice(0, 10)) && isTime(value.slice(11))
  );
}

/** A day of the calendar: `2024-02-29`. */
export function isDate(value: string): boolean {
  const match = DATE.exec(value);
  if (match === null) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const last = month === 2 && isLeap ? 29 : DAYS[month - 1];
  return last !== undefined && day >= 1 && day <= last;
}

/** A time of day with its offset from UTC. A leap second is the last one of a day in UTC. */
export function isTime(value: string): boolean {
  const match = TIME.exec(value);
  if (match === null) return false;
  const [hour, minute, second] = [Number(match[1]), Number(match[2]), Number(match[3])];
  let ahead = 0;
  if (match[4] !== undefined) {
    if (Number(match[5]) > 23 || Number(match[6]) > 59) return false;
    ahead = Number(match[5]) * 60 + Number(match[6]);
    ahead = match[4] === "+" ? ahead : -ahead;
  }
  if (hour > 23 || minute > 59) return false;
  if (second === 60) return (hour * 60 + minute - ahead + 1440) % 1440 === 1439;
  return second < 60;
}

const IPV4 = /^(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\.(?!$)|$)){4}$/;
const PIECE = /^[0-9A-Fa-f]{1,4}$/;
const POINTER = /^(?:\/(?:[^~/]|~[01])*)*$/;

/** Four numbers up to 255, without leading zeros. */
export function isIpv4(value: string): boolean {
  return IPV4.test(value);
}

/** Eight groups of hexadecimal digits; `::` for a run of zeros, the end may be like IPv4. */
export function isIpv6(value: string): boolean {
  const gap = value.indexOf("::");
  const head = gap < 0 ? value : value.slice(0, gap);
  const tail = gap < 0 ? "" : value.slice(gap + 2);
  if (tail.includes("::") || tail.startsWith(":")) return false;
  const first = head === "" ? [] : head.split(":");
  const last = tail === "" ? [] : tail.split(":");
  const pieces = [...first, ...last];
  let count = pieces.length;
  if (pieces.at(-1)?.includes(".") && (last.length > 0 || gap < 0)) {
    if (!isIpv4(pieces.pop() ?? "")) return false;
    count += 1;
  }
  const isComplete = gap < 0 ? count === 8 : count <= 7;
  return isComplete && pieces.every((piece) => PIECE.test(piece));
}

/** A JSON Pointer as a text, not as a fragment. */
export function isJsonPointer(value: string): boolean {
  return POINTER.test(value);
}
