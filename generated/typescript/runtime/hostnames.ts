/** Formats of the names of hosts: RFC 1123 and 5890 to 5893. */

/** A regular expression for one of the characters, written as in a class. */
function among(...characters: readonly string[]): RegExp {
  return new RegExp(`[${characters.join("")}]`, "u");
}

const ASCII = /^[\x00-\x7f]*$/;
const ASCII_LABEL = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;
const LETTERS = /^[\p{Ll}\p{Lu}\p{Lo}\p{Lm}\p{Nd}\p{Mn}\p{Mc}]$/u;
const MARK = /^\p{Mn}$/u;
// Letters that RFC 5892 refuses by name, by kind, or for a folding unknown to `toLowerCase`.
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
