/** The format of regular expressions: ECMA-262 with the `u` flag. */

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
