// The formats of JSON Schema, each by the letter of its specification.
//
// Every function has a twin of the same name and the same steps in Python. Only two things differ
// by machine: the Unicode versions of the hosts, for letters of the newest scripts.

// --- dates and times: RFC 3339 -------------------------------------------------------------------

const DATE = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/;
const TIME =
  /^([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.[0-9]+)?(?:[Zz]|([+-])([0-9]{2}):([0-9]{2}))$/;
const DURATION =
  /^P(?:[0-9]+W|(?:[0-9]+Y(?:[0-9]+M(?:[0-9]+D)?)?|[0-9]+M(?:[0-9]+D)?|[0-9]+D)(?:T(?:[0-9]+H(?:[0-9]+M(?:[0-9]+S)?)?|[0-9]+M(?:[0-9]+S)?|[0-9]+S))?|T(?:[0-9]+H(?:[0-9]+M(?:[0-9]+S)?)?|[0-9]+M(?:[0-9]+S)?|[0-9]+S))$/;
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

/** A span of time: `P3DT12H`; no unit is left out between two others. */
export function isDuration(value: string): boolean {
  return DURATION.test(value);
}

// --- mail addresses: RFC 5321 and 6531 -----------------------------------------------------------

const ATOMS =
  /^(?:[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*|"(?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\[\x20-\x7e])*")$/;
const WIDE_ATOMS =
  /^(?:[A-Za-z0-9!#$%&'*+/=?^_`{|}~\x80-\u{10ffff}-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~\x80-\u{10ffff}-]+)*|"(?:[\x20\x21\x23-\x5b\x5d-\x7e\x80-\u{10ffff}]|\\[\x20-\x7e])*")$/u;
const WIDE_DOMAIN =
  /^[A-Za-z0-9\x80-\u{10ffff}](?:[A-Za-z0-9\x80-\u{10ffff}-]*[A-Za-z0-9\x80-\u{10ffff}])?(?:\.[A-Za-z0-9\x80-\u{10ffff}](?:[A-Za-z0-9\x80-\u{10ffff}-]*[A-Za-z0-9\x80-\u{10ffff}])?)*$/u;

/** A mail address of ASCII characters, without a name beside it. */
export function isEmail(value: string): boolean {
  const at = value.lastIndexOf("@");
  if (at < 0 || at > 64 || !ATOMS.test(value.slice(0, at))) return false;
  const domain = value.slice(at + 1);
  return isAddressLiteral(domain) || isHostname(domain);
}

/** A mail address that may hold any letters. */
export function isIdnEmail(value: string): boolean {
  const at = value.lastIndexOf("@");
  const local = value.slice(0, Math.max(at, 0));
  if (at < 0 || utf8Length(local) > 64 || !WIDE_ATOMS.test(local)) return false;
  const domain = value.slice(at + 1);
  return isAddressLiteral(domain) || WIDE_DOMAIN.test(domain);
}

function isAddressLiteral(domain: string): boolean {
  if (!domain.startsWith("[") || !domain.endsWith("]")) return false;
  if (domain.slice(1, 6).toLowerCase() === "ipv6:") return isIpv6(domain.slice(6, -1));
  return isIpv4(domain.slice(1, -1));
}

function utf8Length(text: string): number {
  let length = 0;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    length += code > 0xffff ? 4 : code > 0x7ff ? 3 : code > 0x7f ? 2 : 1;
  }
  return length;
}

// --- names of hosts: RFC 1123, 5890 to 5893 ------------------------------------------------------

/** A regular expression for one of the characters, written as in a class. */
function among(...characters: readonly string[]): RegExp {
  return new RegExp(`[${characters.join("")}]`, "u");
}

const ASCII = /^[\x00-\x7f]*$/;
const ASCII_LABEL = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;
const DOTS = /[.\u3002\uff0e\uff61]/;
const LETTERS = /^[\p{Ll}\p{Lu}\p{Lo}\p{Lm}\p{Nd}\p{Mn}\p{Mc}]$/u;
const MARK = /^\p{Mn}$/u;
// Letters that RFC 5892 refuses by name, by kind, or for a folding that `toLowerCase` does not know.
const REFUSED = among(
  "\u0345\u034f\u0640\u07fa\u1100-\u11ff\u17b4\u17b5\u180b-\u180f\u1c80-\u1c88\u1f80-\u1faf",
  "\u1fb2-\u1fb4\u1fb7\u1fc2-\u1fc4\u1fc7\u1ff2-\u1ff4\u1ff7\u20d0-\u20ff\u302e\u302f",
  "\u3031-\u3035\u303b\ua960-\ua97c\ud7b0-\ud7fb\ufe00-\ufe0f\u{1d100}-\u{1d24f}",
  "\u{e0100}-\u{e01ef}",
);
const NAMED = among("\u00b7\u0375\u05f3\u05f4\u06fd\u06fe\u0f0b\u200c\u200d\u3007\u30fb-");
const SMALL_CHEROKEE = /[\u13f8-\u13fd\uab70-\uabbf]/g;
const GREEK = among("\u0370-\u03ff\u1f00-\u1fff");
const HEBREW = among("\u0591-\u05f4\ufb1d-\ufb4f");
const JAPANESE = among(
  "\u3005\u3007\u3021-\u3029\u3038-\u303b\u3041-\u3096\u309d-\u309f\u30a1-\u30fa",
  "\u30fd-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9d",
  "\u{20000}-\u{323af}",
);
const VIRAMA = among(
  "\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d3b\u0d3c\u0d4d\u0dca\u0e3a\u0eba",
  "\u0f84\u1039\u103a\u1714\u1715\u1734\u17d2\u1a60\u1b44\u1baa\u1bab\u1bf2\u1bf3\u2d7f",
  "\ua806\ua82c\ua8c4\ua953\ua9c0\uaaf6\uabed\u{10a3f}\u{11046}\u{11070}\u{1107f}\u{110b9}",
  "\u{11133}\u{11134}\u{111c0}\u{11235}\u{112ea}\u{1134d}\u{11442}\u{114c2}\u{115bf}",
  "\u{1163f}\u{116b6}\u{1172b}\u{11839}\u{1193d}\u{1193e}\u{119e0}\u{11a34}\u{11a47}",
  "\u{11a99}\u{11c3f}\u{11d44}\u{11d45}\u{11d97}\u{11f41}\u{11f42}",
);
// Arabic letters that join on both sides, and those that join to the letter before them only.
const JOINS_BOTH = among(
  "\u0620\u0626\u0628\u062a-\u062e\u0633-\u063f\u0641-\u0647\u0649\u064a\u066e\u066f",
  "\u0678-\u0687\u069a-\u06bf\u06c1\u06c2\u06cc\u06ce\u06d0\u06d1\u06fa-\u06fc\u06ff",
  "\u0712-\u0714\u071a-\u071d\u071f-\u0727\u0729\u072b\u072d\u072e\u074e-\u0758",
  "\u075c-\u076a\u076d-\u0770\u0772\u0775-\u0777\u077a-\u077f\u07ca-\u07ea\u1820-\u1878",
);
const JOINS_BACK = among(
  "\u0622-\u0625\u0627\u0629\u062f-\u0632\u0648\u0671-\u0673\u0675-\u0677\u0688-\u0699",
  "\u06c0\u06c3-\u06cb\u06cd\u06cf\u06d2\u06d3\u06d5\u06ee\u06ef\u0710\u0715-\u0719\u071e",
  "\u0728\u072a\u072c\u072f\u074d\u0759-\u075b\u076b\u076c\u0771\u0773\u0774\u0778\u0779",
);
const RIGHT_TO_LEFT = among(
  "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}",
);
const ARABIC_DIGIT = among("\u0660-\u0669\u{10d30}-\u{10d39}");
const EUROPEAN_DIGIT = among("0-9\u06f0-\u06f9");
const NEUTRAL = among("\u00b7\u0375\u200c\u200d\u30fb-");
const DIGITS = "abcdefghijklmnopqrstuvwxyz0123456789";

/** A host's name of ASCII labels; those that stand for other letters are checked as such. */
export function isHostname(value: string): boolean {
  return value.length <= 253 && value.split(".").every(isAsciiLabel);
}

/** A host's name that may hold letters of any script, as IDNA 2008 allows them. */
export function isIdnHostname(value: string): boolean {
  const labels: string[][] = [];
  let length = -1;
  for (const label of value.split(DOTS)) {
    if (ASCII.test(label)) {
      const hasPrefix = label.slice(0, 4).toLowerCase() === "xn--";
      if (!isAsciiLabel(label) || (label.slice(2, 4) === "--" && !hasPrefix)) return false;
      labels.push([...((hasPrefix ? fromPunycode(label.slice(4)) : null) ?? label)]);
      length += 1 + label.length;
    } else {
      const points = [...label];
      const encoded = points.length < 60 ? toPunycode(label) : label;
      if (encoded.length > 59 || !isWideLabel(label)) return false;
      labels.push(points);
      length += 5 + encoded.length;
    }
  }
  if (length > 253) return false;
  return !labels.some(hasDirection) || labels.every(keepsDirection);
}

function isAsciiLabel(label: string): boolean {
  if (!ASCII_LABEL.test(label)) return false;
  if (label.slice(0, 4).toLowerCase() !== "xn--") return true;
  const decoded = fromPunycode(label.slice(4));
  if (decoded === null || ASCII.test(decoded) || !isWideLabel(decoded)) return false;
  const isCanonical = toPunycode(decoded) === label.slice(4).toLowerCase();
  const points = [...decoded];
  return isCanonical && (!hasDirection(points) || keepsDirection(points));
}

function isWideLabel(label: string): boolean {
  if (label.startsWith("-") || label.endsWith("-")) return false;
  const points = [...label];
  const first = points[0] ?? "";
  if (points[2] === "-" && points[3] === "-") return false;
  if (folded(label.normalize("NFKC")).normalize("NFKC") !== label) return false;
  if (/^\p{M}/u.test(first) || REFUSED.test(label)) return false;
  return points.every(
    (char, at) => (NAMED.test(char) || LETTERS.test(char)) && fits(char, points, at),
  );
}

function folded(text: string): string {
  // Cherokee alone folds to its capitals.
  return text.toLowerCase().replace(SMALL_CHEROKEE, (letter) => letter.toUpperCase());
}

/** Whether a character that is allowed in some places only stands in one of them. */
function fits(char: string, label: readonly string[], at: number): boolean {
  const before = label[at - 1] ?? "";
  const after = label[at + 1] ?? "";
  if (char === "\u00b7") return before === "l" && after === "l";
  if (char === "\u0375") return GREEK.test(after);
  if (char === "\u05f3" || char === "\u05f4") return HEBREW.test(before);
  if (char === "\u30fb") return label.some((other) => JAPANESE.test(other));
  if (char >= "\u0660" && char <= "\u0669") {
    return !label.some((other) => other >= "\u06f0" && other <= "\u06f9");
  }
  if (char === "\u200d") return VIRAMA.test(before);
  if (char === "\u200c" && !VIRAMA.test(before)) {
    const left = label.slice(0, at).reverse().find((other) => !MARK.test(other)) ?? "";
    const right = label.slice(at + 1).find((other) => !MARK.test(other)) ?? "";
    return JOINS_BOTH.test(left) && (JOINS_BOTH.test(right) || JOINS_BACK.test(right));
  }
  return true;
}

/** How a character runs: L, R, A and E for digits, N neither, M a mark. */
function direction(char: string): string {
  if (NEUTRAL.test(char)) return "N";
  if (ARABIC_DIGIT.test(char)) return "A";
  if (EUROPEAN_DIGIT.test(char)) return "E";
  if (/^[\p{Mn}\p{Me}]$/u.test(char)) return "M";
  return RIGHT_TO_LEFT.test(char) ? "R" : "L";
}

function hasDirection(label: readonly string[]): boolean {
  return label.some((char) => "RA".includes(direction(char)));
}

/** Whether the label can be told apart in a line that runs both ways (RFC 5893). */
function keepsDirection(label: readonly string[]): boolean {
  const runs = label.map(direction).join("");
  if (runs.startsWith("R")) {
    return /^[RAENM]*[RAE]M*$/.test(runs) && !(runs.includes("A") && runs.includes("E"));
  }
  return /^L(?:[LENM]*[LE])?M*$/.test(runs);
}

/** What the text stands for (RFC 3492); null when it stands for nothing. */
function fromPunycode(text: string): string | null {
  const lower = text.toLowerCase();
  const hyphen = lower.lastIndexOf("-");
  const output = [...lower.slice(0, Math.max(hyphen, 0))];
  let [code, index, bias] = [128, 0, 72];
  let at = hyphen + 1;
  while (at < lower.length) {
    const start = index;
    for (let weight = 1, k = 36; ; k += 36) {
      const digit = DIGITS.indexOf(lower[at] ?? " ");
      at += 1;
      if (digit < 0) return null;
      index += digit * weight;
      if (index > 0x7fffffff) return null;
      const threshold = Math.min(Math.max(k - bias, 1), 26);
      if (digit < threshold) break;
      weight *= 36 - threshold;
    }
    bias = adapted(index - start, output.length + 1, start === 0);
    code += Math.floor(index / (output.length + 1));
    index %= output.length + 1;
    if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return null;
    output.splice(index, 0, String.fromCodePoint(code));
    index += 1;
  }
  return output.join("");
}

/** The ASCII text that stands for a label, without its prefix (RFC 3492). */
function toPunycode(label: string): string {
  const points = Array.from(label, (char) => char.codePointAt(0) ?? 0);
  const ascii = points.filter((point) => point < 128);
  let output = String.fromCodePoint(...ascii) + (ascii.length > 0 ? "-" : "");
  let done = ascii.length;
  let [code, delta, bias] = [128, 0, 72];
  while (done < points.length) {
    const following = Math.min(...points.filter((point) => point >= code));
    delta += (following - code) * (done + 1);
    code = following;
    for (const point of points) {
      if (point < code) delta += 1;
      if (point !== code) continue;
      let rest = delta;
      for (let k = 36; ; k += 36) {
        const threshold = Math.min(Math.max(k - bias, 1), 26);
        if (rest < threshold) break;
        output += DIGITS.charAt(threshold + ((rest - threshold) % (36 - threshold)));
        rest = Math.floor((rest - threshold) / (36 - threshold));
      }
      output += DIGITS.charAt(rest);
      bias = adapted(delta, done + 1, done === ascii.length);
      delta = 0;
      done += 1;
    }
    delta += 1;
    code += 1;
  }
  return output;
}

function adapted(delta: number, count: number, isFirst: boolean): number {
  let rest = Math.floor(delta / (isFirst ? 700 : 2));
  rest += Math.floor(rest / count);
  let k = 0;
  for (; rest > 455; k += 36) rest = Math.floor(rest / 35);
  return k + Math.floor((36 * rest) / (rest + 38));
}

// --- addresses: RFC 2673, 4291, 3986, 3987, 9562, 6570, 6901 -------------------------------------

const IPV4 = /^(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\.(?!$)|$)){4}$/;
const PIECE = /^[0-9A-Fa-f]{1,4}$/;
const UUID = /^[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/;
const PARTS = /^(?:([^:/?#]+):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#([^]*))?$/;
const SCHEME = /^[A-Za-z][A-Za-z0-9+.-]*$/;
const FUTURE = /^[vV][0-9A-Fa-f]+\.[A-Za-z0-9._~!$&'()*+,;=:-]+$/;
const HOST_AND_PORT = /^(?:\[([^\]]*)\]|([^:[\]]*))(?::[0-9]*)?$/;
const PLAIN = "A-Za-z0-9\\-._~!$&'()*+,;=:@/";
const WIDE = [
  "\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef\u{10000}-\u{1fffd}\u{20000}-\u{2fffd}",
  "\u{30000}-\u{3fffd}\u{40000}-\u{4fffd}\u{50000}-\u{5fffd}\u{60000}-\u{6fffd}",
  "\u{70000}-\u{7fffd}\u{80000}-\u{8fffd}\u{90000}-\u{9fffd}\u{a0000}-\u{afffd}",
  "\u{b0000}-\u{bfffd}\u{c0000}-\u{cfffd}\u{d0000}-\u{dfffd}\u{e1000}-\u{efffd}",
].join("");
const PRIVATE = "\ue000-\uf8ff\u{f0000}-\u{ffffd}\u{100000}-\u{10fffd}";
const URI_TEXT = new RegExp(`^(?:[${PLAIN}?]|%[0-9A-Fa-f]{2})*$`, "u");
const IRI_TEXT = new RegExp(`^(?:[${PLAIN}?${WIDE}]|%[0-9A-Fa-f]{2})*$`, "u");
const IRI_QUERY = new RegExp(`^(?:[${PLAIN}?${WIDE}${PRIVATE}]|%[0-9A-Fa-f]{2})*$`, "u");
const TEMPLATE = new RegExp(
  `^(?:[!#$&-;=?-\\[\\]_a-z~${WIDE}${PRIVATE}]|%[0-9A-Fa-f]{2}` +
    "|\\{[+#./;?&=,!@|]?(?:[\\w.%]+(?:\\*|:[1-9][0-9]{0,3})?(?:,(?!\\})|(?=\\})))+\\})*$",
  "u",
);
const VARIABLE = /^(?:\w|%[0-9A-Fa-f]{2})(?:\.?(?:\w|%[0-9A-Fa-f]{2}))*$/;
const POINTER = /^(?:\/(?:[^~/]|~[01])*)*$/;
const RELATIVE_POINTER = /^(?:0|[1-9][0-9]*)(?:#|(?:\/(?:[^~/]|~[01])*)*)$/;

/** Four numbers up to 255 with dots between them, without leading zeros. */
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

/** An absolute address: it begins with its scheme. */
export function isUri(value: string): boolean {
  return isReference(value, false, true);
}

/** An address, absolute or relative. */
export function isUriReference(value: string): boolean {
  return isReference(value, false, false);
}

/** An absolute address that may hold letters of any script. */
export function isIri(value: string): boolean {
  return isReference(value, true, true);
}

/** An address, absolute or relative, that may hold letters of any script. */
export function isIriReference(value: string): boolean {
  return isReference(value, true, false);
}

function isReference(value: string, isWide: boolean, isAbsolute: boolean): boolean {
  const parts = PARTS.exec(value);
  if (parts === null) return false;
  const [, scheme, authority, path = "", query, fragment] = parts;
  const text = isWide ? IRI_TEXT : URI_TEXT;
  if (scheme === undefined) {
    if (isAbsolute || (authority === undefined && /^[^/]*:/.test(path))) return false;
  } else if (!SCHEME.test(scheme)) {
    return false;
  }
  if (authority !== undefined && !isAuthority(authority, text)) return false;
  const queryText = isWide ? IRI_QUERY : text;
  return (
    text.test(path) &&
    (query === undefined || queryText.test(query)) &&
    (fragment === undefined || text.test(fragment))
  );
}

function isAuthority(authority: string, text: RegExp): boolean {
  const at = authority.lastIndexOf("@");
  const user = authority.slice(0, Math.max(at, 0));
  const parts = HOST_AND_PORT.exec(authority.slice(at + 1));
  if (parts === null || user.includes("@") || !text.test(user)) return false;
  if (parts[1] !== undefined) return isIpv6(parts[1]) || FUTURE.test(parts[1]);
  return text.test(parts[2] ?? "");
}

/** 32 hexadecimal digits in five groups. */
export function isUuid(value: string): boolean {
  return UUID.test(value);
}

/** An address with variables in braces. */
export function isUriTemplate(value: string): boolean {
  if (!TEMPLATE.test(value)) return false;
  for (const [, names = ""] of value.matchAll(/\{[^\w%]?([^}]*)\}/g)) {
    for (const name of names.split(",")) {
      if (!VARIABLE.test(name.replace(/\*|:[0-9]+/g, ""))) return false;
    }
  }
  return true;
}

/** A JSON Pointer as a text, not as a fragment. */
export function isJsonPointer(value: string): boolean {
  return POINTER.test(value);
}

/** A number of levels up, then a JSON Pointer or `#`. */
export function isRelativeJsonPointer(value: string): boolean {
  return RELATIVE_POINTER.test(value);
}

// --- regular expressions: ECMA-262 with the `u` flag ---------------------------------------------

const GROUP = /\((?:\?(?::|(<?[=!])|<(?![=!])([^>]*)>)|(?!\?))/uy;
const QUANTIFIER = /(?:[*+?]|\{([0-9]+)(?:,([0-9]*))?\})\??/uy;
const REFERENCE = /\\(?:([1-9][0-9]*)|k<([^>]*)>)/uy;
const PAIR = /\\u([dD][89abAB][0-9A-Fa-f]{2})\\u([dD][c-fC-F][0-9A-Fa-f]{2})/uy;
const CODE = /\\(?:u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|u\{([0-9A-Fa-f]+)\})/uy;
const SIMPLE = /\\(?:c([A-Za-z])|([fnrtv])|(0)(?![0-9])|([\^$\\.*+?()[\]{}|/]))/uy;
const SET = /\\(?:[dDsSwW]|[pP]\{([A-Za-z_]+)(?:=([A-Za-z0-9_]+))?\})/uy;
const NAME_ESCAPE = /\\u(?:([0-9A-Fa-f]{4})|\{([0-9A-Fa-f]{1,6})\})/gu;
const GROUP_NAME = /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u;
const SCRIPT = /^[A-Z][A-Za-z]+(?:_[A-Z][a-z]+)*$/;
const CONTROLS: { readonly [letter: string]: number } = { t: 9, n: 10, v: 11, f: 12, r: 13 };
const CATEGORIES: ReadonlySet<string> = new Set(
  (
  "C Other Cc Control cntrl Cf Format Cn Unassigned Co Private_Use Cs Surrogate L Letter LC " +
  "Cased_Letter Ll Lowercase_Letter Lm Modifier_Letter Lo Other_Letter Lt Titlecase_Letter " +
  "Lu Uppercase_Letter M Mark Combining_Mark Mc Spacing_Mark Me Enclosing_Mark Mn " +
  "Nonspacing_Mark N Number Nd Decimal_Number digit Nl Letter_Number No Other_Number P " +
  "Punctuation punct Pc Connector_Punctuation Pd Dash_Punctuation Pe Close_Punctuation Pf " +
  "Final_Punctuation Pi Initial_Punctuation Po Other_Punctuation Ps Open_Punctuation S " +
  "Symbol Sc Currency_Symbol Sk Modifier_Symbol Sm Math_Symbol So Other_Symbol Z Separator " +
  "Zl Line_Separator Zp Paragraph_Separator Zs Space_Separator "
  ).split(" "),
);
const PROPERTIES: ReadonlySet<string> = new Set(
  (
  "ASCII ASCII_Hex_Digit AHex Alphabetic Alpha Any Assigned Bidi_Control Bidi_C " +
  "Bidi_Mirrored Bidi_M Case_Ignorable CI Cased Changes_When_Casefolded CWCF " +
  "Changes_When_Casemapped CWCM Changes_When_Lowercased CWL Changes_When_NFKC_Casefolded " +
  "CWKCF Changes_When_Titlecased CWT Changes_When_Uppercased CWU Dash " +
  "Default_Ignorable_Code_Point DI Deprecated Dep Diacritic Dia Emoji Emoji_Component EComp " +
  "Emoji_Modifier EMod Emoji_Modifier_Base EBase Emoji_Presentation EPres " +
  "Extended_Pictographic ExtPict Extender Ext Grapheme_Base Gr_Base Grapheme_Extend Gr_Ext " +
  "Hex_Digit Hex IDS_Binary_Operator IDSB IDS_Trinary_Operator IDST ID_Continue IDC " +
  "ID_Start IDS Ideographic Ideo Join_Control Join_C Logical_Order_Exception LOE Lowercase " +
  "Lower Math Noncharacter_Code_Point NChar Pattern_Syntax Pat_Syn Pattern_White_Space " +
  "Pat_WS Quotation_Mark QMark Radical Regional_Indicator RI Sentence_Terminal STerm " +
  "Soft_Dotted SD Terminal_Punctuation Term Unified_Ideograph UIdeo Uppercase Upper " +
  "Variation_Selector VS White_Space space XID_Continue XIDC XID_Start XIDS "
  ).split(" "),
);

/** A regular expression of ECMA-262, as it is read with the `u` flag. */
export function isRegex(value: string): boolean {
  const opened: boolean[] = [];
  const names: string[] = [];
  const named: string[] = [];
  let [at, canRepeat, groups, highest] = [0, false, 0, 0];
  while (at < value.length) {
    const char = value.charAt(at);
    if (char === "(") {
      const group = matchAt(GROUP, value, at);
      if (group === null) return false;
      opened.push(group[1] === undefined);
      if (group[0] === "(" || group[2] !== undefined) groups += 1;
      if (group[2] !== undefined) names.push(unescapedName(group[2]));
      [at, canRepeat] = [at + group[0].length, false];
    } else if (char === ")") {
      const closed = opened.pop();
      if (closed === undefined) return false;
      [at, canRepeat] = [at + 1, closed];
    } else if ("*+?{".includes(char)) {
      const quantifier = matchAt(QUANTIFIER, value, at);
      if (quantifier === null || !canRepeat || !isRange(quantifier[1], quantifier[2])) return false;
      [at, canRepeat] = [at + quantifier[0].length, false];
    } else if ("|^$".includes(char) || ["\\b", "\\B"].includes(value.slice(at, at + 2))) {
      [at, canRepeat] = [at + (char === "\\" ? 2 : 1), false];
    } else if ("]}".includes(char)) {
      return false;
    } else {
      const reference = matchAt(REFERENCE, value, at);
      if (reference?.[1] !== undefined) highest = Math.max(highest, Number(reference[1]));
      if (reference?.[2] !== undefined) named.push(unescapedName(reference[2]));
      const end = char === "[" ? classEnd(value, at) : atom(value, at)[0];
      [at, canRepeat] = [reference === null ? end : at + reference[0].length, true];
      if (at < 0) return false;
    }
  }
  const isNamed = names.every((name) => GROUP_NAME.test(name));
  const isUnique = new Set(names).size === names.length;
  const isComplete = opened.length === 0 && highest <= groups;
  return isComplete && isNamed && isUnique && named.every((name) => names.includes(name));
}

function matchAt(pattern: RegExp, value: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(value);
}

/** Whether the digits of `{low,high}` are in order, however many they are. */
function isRange(low: string | undefined, high: string | undefined): boolean {
  if (!low || !high) return true;
  const [first, last] = [low.replace(/^0+/, ""), high.replace(/^0+/, "")];
  return first.length < last.length || (first.length === last.length && first <= last);
}

/** The offset behind the class that starts at `[`; -1 when it is none. */
function classEnd(value: string, start: number): number {
  let at = start + (value.charAt(start + 1) === "^" ? 2 : 1);
  while (at < value.length) {
    if (value.charAt(at) === "]") return at + 1;
    const [behind, low] = classAtom(value, at);
    at = behind;
    if (at >= 0 && value.charAt(at) === "-" && !["", "]"].includes(value.charAt(at + 1))) {
      const [end, high] = classAtom(value, at + 1);
      at = end;
      if (low < 0 || high < low) return -1;
    }
    if (at < 0) return -1;
  }
  return -1;
}

function classAtom(value: string, at: number): readonly [end: number, code: number] {
  const escape = value.slice(at, at + 2);
  if (escape === "\\b") return [at + 2, 8];
  if (escape === "\\-") return [at + 2, 45];
  return atom(value, at);
}

/**
 * The offset behind a character or an escape, and its code point (-1: a set). The offset is -1
 * when there is no such escape.
 */
function atom(value: string, at: number): readonly [end: number, code: number] {
  if (value.charAt(at) !== "\\") {
    const code = value.codePointAt(at) ?? 0;
    return [at + (code > 0xffff ? 2 : 1), code];
  }
  const pair = matchAt(PAIR, value, at);
  if (pair !== null) {
    const [high, low] = [parseInt(pair[1] ?? "", 16), parseInt(pair[2] ?? "", 16)];
    return [at + pair[0].length, 0x10000 + (high - 0xd800) * 0x400 + low - 0xdc00];
  }
  const code = matchAt(CODE, value, at);
  if (code !== null) {
    const point = parseInt(code[1] ?? code[2] ?? code[3] ?? "", 16);
    return point <= 0x10ffff ? [at + code[0].length, point] : [-1, -1];
  }
  const simple = matchAt(SIMPLE, value, at);
  if (simple !== null) {
    const [text, letter, control, zero, syntax = ""] = simple;
    const end = at + text.length;
    if (letter !== undefined) return [end, letter.charCodeAt(0) % 32];
    if (control !== undefined) return [end, CONTROLS[control] ?? 0];
    return [end, zero === undefined ? syntax.charCodeAt(0) : 0];
  }
  const found = matchAt(SET, value, at);
  return found === null || !isProperty(found[1], found[2]) ? [-1, -1] : [at + found[0].length, -1];
}

function isProperty(name: string | undefined, text: string | undefined): boolean {
  if (name === undefined) return true;
  if (text === undefined) return CATEGORIES.has(name) || PROPERTIES.has(name);
  if (name === "General_Category" || name === "gc") return CATEGORIES.has(text);
  return ["Script", "sc", "Script_Extensions", "scx"].includes(name) && SCRIPT.test(text);
}

function unescapedName(name: string): string {
  return name.replace(NAME_ESCAPE, (_, unit?: string, point?: string) => {
    const code = parseInt(unit ?? point ?? "", 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : " ";
  });
}
