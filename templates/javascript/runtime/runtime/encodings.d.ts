/** Texts in Base64 and in addresses of the web. */
/** Return the text in Base64; of every UTF-16 unit the low byte counts. */
export declare function base64Encode(value: unknown): unknown;
/** Return the text of the bytes, one character each; what is no Base64 is passed over. */
export declare function base64Decode(value: unknown): unknown;
export declare function encodeUrlComponent(value: unknown): unknown;
export declare function encodeUrl(value: unknown): unknown;
export declare function decodeUrlComponent(value: unknown): unknown;
/** Decode all but what divides an address into its parts. */
export declare function decodeUrl(value: unknown): unknown;
