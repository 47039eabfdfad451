/** Pictures of dates and times: `[Y0001]-[M01]-[D01]` taken apart. */
import type { IntegerPicture } from "./integers.js";
/**
 * A component of a picture; a text that stands for itself has no component.
 *
 * `names`: it is written as a name, in this case. `digits`: so many of a year are written.
 * `width`: just so many digits are read, since a number follows at once.
 */
export interface Marker {
    readonly component: string;
    readonly text: string;
    readonly names: "upper" | "lower" | "title" | undefined;
    readonly longest: number | undefined;
    readonly zulu: boolean;
    readonly picture: IntegerPicture | undefined;
    readonly digits: number | undefined;
    readonly width: number | undefined;
}
/** Return the parts of the picture, in their order. */
export declare function datePicture(text: string): Marker[];
