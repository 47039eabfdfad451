/** Formats of mail addresses: RFC 5321 and 6531. */

import { isIpv4, isIpv6 } from "./formats.js";

const ATOMS =
  /^(?:[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*|"(?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\[\x20-\x7e])*")$/;
const DOMAIN =
  /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$/;
const WIDE_ATOMS =
  /^(?:[A-Za-z0-9!#$%&'*+/=?^_`{|}~\x80-\u{10ffff}-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~\x80-\u{10ffff}-]+)*|"(?:[\x20\x21\x23-\x5b\x5d-\x7e\x80-\u{10ffff}]|\\[\x20-\x7e])*")$/u;
const WIDE_DOMAIN =
  /^[A-Za-z0-9\x80-\u{10ffff}](?:[A-Za-z0-9\x80-\u{10ffff}-]*[A-Za-z0-9\x80-\u{10ffff}])?(?:\.[A-Za-z0-9\x80-\u{10ffff}](?:[A-Za-z0-9\x80-\u{10ffff}-]*[A-Za-z0-9\x80-\u{10ffff}])?)*$/u;

/** A mail address of ASCII characters, without a name beside it. */
export function isEmail(value: string): boolean {
  const at = value.lastIndexOf("@");
  if (at < 0 || at > 64 || !ATOMS.test(value.slice(0, at))) return false;
  const domain = value.slice(at + 1);
  return isAddressLiteral(domain) || (domain.length <= 255 && DOMAIN.test(domain));
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
