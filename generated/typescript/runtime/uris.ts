/** Formats of addresses: RFC 3986, 3987 and 6570. */

import { isIpv6 } from "./formats.js";

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

/** An absolute address: it begins with its scheme. */
export function isUri(value: string): boolean {
  return isReference(value, false, true);
}

/** An address, absolute or relative. */
export function isUriReference(value: string): boolean {
  return isReference(value, false, false);
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
