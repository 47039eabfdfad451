/** Texts in Base64 and in addresses of the web. */
import { stringArgument } from "./arguments.js";
import { JsonataError } from "./values.js";
const SIXTY_FOUR = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
/** Return the text in Base64; of every UTF-16 unit the low byte counts. */
export function base64Encode(value) {
    if (value === undefined) {
        return undefined;
    }
    const text = stringArgument(value, "base64encode");
    let out = "";
    for (let at = 0; at < text.length; at += 3) {
        const bytes = [0, 1, 2].map((index) => (text.charCodeAt(at + index) || 0) & 255);
        const [first = 0, second = 0, third = 0] = bytes;
        const bits = (first << 16) | (second << 8) | third;
        const count = Math.min(text.length - at, 3) + 1;
        for (let index = 0; index < 4; index += 1) {
            out += index < count ? SIXTY_FOUR.charAt((bits >> (18 - 6 * index)) & 63) : "=";
        }
    }
    return out;
}
/** Return the text of the bytes, one character each; what is no Base64 is passed over. */
export function base64Decode(value) {
    if (value === undefined) {
        return undefined;
    }
    const [text = ""] = stringArgument(value, "base64decode").split("=");
    let out = "";
    let bits = 0;
    let count = 0;
    for (const char of text.replaceAll("-", "+").replaceAll("_", "/")) {
        const code = SIXTY_FOUR.indexOf(char);
        if (code < 0) {
            continue;
        }
        bits = ((bits << 6) | code) & 0xffff;
        count += 6;
        if (count >= 8) {
            count -= 8;
            out += String.fromCharCode((bits >> count) & 255);
        }
    }
    return out;
}
export function encodeUrlComponent(value) {
    return changed(value, encodeURIComponent, "encodeUrlComponent");
}
export function encodeUrl(value) {
    return changed(value, encodeURI, "encodeUrl");
}
export function decodeUrlComponent(value) {
    return changed(value, decodeURIComponent, "decodeUrlComponent");
}
/** Decode all but what divides an address into its parts. */
export function decodeUrl(value) {
    return changed(value, decodeURI, "decodeUrl");
}
function changed(value, change, token) {
    if (value === undefined) {
        return undefined;
    }
    const text = stringArgument(value, token);
    try {
        return change(text);
    }
    catch (error) {
        if (error instanceof URIError) {
            throw new JsonataError("D3140", "the text is no part of an address", token);
        }
        throw error;
    }
}
