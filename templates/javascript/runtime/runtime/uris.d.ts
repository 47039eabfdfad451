/** Formats of addresses: RFC 3986, 3987 and 6570. */
/** An absolute address: it begins with its scheme. */
export declare function isUri(value: string): boolean;
/** An address, absolute or relative. */
export declare function isUriReference(value: string): boolean;
/** An absolute address that may hold letters of any script. */
export declare function isIri(value: string): boolean;
/** An address, absolute or relative, that may hold letters of any script. */
export declare function isIriReference(value: string): boolean;
/** An address with variables in braces. */
export declare function isUriTemplate(value: string): boolean;
