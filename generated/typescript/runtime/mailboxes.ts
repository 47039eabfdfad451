/** Formats of mail addresses: RFC 5321 and 6531. */

import { isIpv4, isIpv6 } from "./formats.js";

const ATOMS =
  /^(?:[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*|"(?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\[\x20-\x7e])*")$/;
const DOMAIN =
  /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$/;

/** A mail address of ASCII characters, without a name beside it. */
export function isEmail(value: string): boolean {
  const at = value.lastIndexOf("@");
  if (at < 0 || at > 64 || !ATOMS.test(value.slice(0, at))) return false;
  const domain = value.slice(at + 1);
  return isAddressLiteral(domain) || (domain.length <= 255 && DOMAIN.test(domain));
}

function isAddressLiteral(domain: string): boolean {
  if (!domain.startsWith("[") || !domain.endsWith("]")) return false;
  if (domain.slice(1, 6).toLowerCase() === "ipv6:") return isIpv6(domain.slice(6, -1));
  return isIpv4(domain.slice(1, -1));
}
