// Multiples of numbers by their shortest decimal texts.

interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
}

/** Read the shortest decimal text that stands for the number: digits times a power of ten. */
function decimalOf(value: number): Decimal {
  const [mantissa = "0", power = "0"] = String(value).split("e");
  const [whole = "0", fraction = ""] = mantissa.split(".");
  return { digits: BigInt(whole + fraction), exponent: Number(power) - fraction.length };
}

/**
 * Whether the value is a multiple of the divisor, both as their shortest decimal texts say:
 * 19.99 is a multiple of 0.01, which the remainder of doubles denies.
 */
export function isMultipleOf(value: number, divisor: number): boolean {
  if (Number.isSafeInteger(value) && Number.isSafeInteger(divisor)) {
    return value % divisor === 0;
  }
  if (!Number.isFinite(value) || !Number.isFinite(divisor)) {
    return value === 0;
  }
  const left = decimalOf(value);
  const right = decimalOf(divisor);
  const exponent = Math.min(left.exponent, right.exponent);
  const dividend = left.digits * 10n ** BigInt(left.exponent - exponent);
  return dividend % (right.digits * 10n ** BigInt(right.exponent - exponent)) === 0n;
}
