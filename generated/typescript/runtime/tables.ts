// Characters that the names of hosts treat in their own way (RFC 5892, appendix A; RFC 5893).

/** A regular expression for one of the characters, written as in a class. */
function among(...characters: readonly string[]): RegExp {
  return new RegExp(`[${characters.join("")}]`, "u");
}

// Letters that RFC 5892 refuses by name, by kind, or for a folding unknown to `toLowerCase`.
export const REFUSED = among(
  "\u0345\u034f\u0640\u07fa\u1100-\u11ff\u17b4\u17b5\u180b-\u180f\u1c80-\u1c88\u1f80-\u1faf",
  "\u1fb2-\u1fb4\u1fb7\u1fc2-\u1fc4\u1fc7\u1ff2-\u1ff4\u1ff7\u20d0-\u20ff\u302e\u302f",
  "\u3031-\u3035\u303b\ua960-\ua97c\ud7b0-\ud7fb\ufe00-\ufe0f\u{1d100}-\u{1d24f}",
  "\u{e0100}-\u{e01ef}",
);
export const NAMED = among("\u00b7\u0375\u05f3\u05f4\u06fd\u06fe\u0f0b\u200c\u200d\u3007\u30fb-");
export const SMALL_CHEROKEE = /[\u13f8-\u13fd\uab70-\uabbf]/g;
export const GREEK = among("\u0370-\u03ff\u1f00-\u1fff");
export const HEBREW = among("\u0591-\u05f4\ufb1d-\ufb4f");
export const JAPANESE = among(
  "\u3005\u3007\u3021-\u3029\u3038-\u303b\u3041-\u3096\u309d-\u309f\u30a1-\u30fa",
  "\u30fd-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9d",
  "\u{20000}-\u{323af}",
);
export const VIRAMA = among(
  "\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d3b\u0d3c\u0d4d\u0dca\u0e3a\u0eba",
  "\u0f84\u1039\u103a\u1714\u1715\u1734\u17d2\u1a60\u1b44\u1baa\u1bab\u1bf2\u1bf3\u2d7f",
  "\ua806\ua82c\ua8c4\ua953\ua9c0\uaaf6\uabed\u{10a3f}\u{11046}\u{11070}\u{1107f}\u{110b9}",
  "\u{11133}\u{11134}\u{111c0}\u{11235}\u{112ea}\u{1134d}\u{11442}\u{114c2}\u{115bf}",
  "\u{1163f}\u{116b6}\u{1172b}\u{11839}\u{1193d}\u{1193e}\u{119e0}\u{11a34}\u{11a47}",
  "\u{11a99}\u{11c3f}\u{11d44}\u{11d45}\u{11d97}\u{11f41}\u{11f42}",
);
// Arabic letters that join on both sides, and those that join to the letter before them only.
export const JOINS_BOTH = among(
  "\u0620\u0626\u0628\u062a-\u062e\u0633-\u063f\u0641-\u0647\u0649\u064a\u066e\u066f",
  "\u0678-\u0687\u069a-\u06bf\u06c1\u06c2\u06cc\u06ce\u06d0\u06d1\u06fa-\u06fc\u06ff",
  "\u0712-\u0714\u071a-\u071d\u071f-\u0727\u0729\u072b\u072d\u072e\u074e-\u0758",
  "\u075c-\u076a\u076d-\u0770\u0772\u0775-\u0777\u077a-\u077f\u07ca-\u07ea\u1820-\u1878",
);
export const JOINS_BACK = among(
  "\u0622-\u0625\u0627\u0629\u062f-\u0632\u0648\u0671-\u0673\u0675-\u0677\u0688-\u0699",
  "\u06c0\u06c3-\u06cb\u06cd\u06cf\u06d2\u06d3\u06d5\u06ee\u06ef\u0710\u0715-\u0719\u071e",
  "\u0728\u072a\u072c\u072f\u074d\u0759-\u075b\u076b\u076c\u0771\u0773\u0774\u0778\u0779",
);
export const RIGHT_TO_LEFT = among(
  "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}",
);
export const ARABIC_DIGIT = among("\u0660-\u0669\u{10d30}-\u{10d39}");
export const EUROPEAN_DIGIT = among("0-9\u06f0-\u06f9");
export const NEUTRAL = among("\u00b7\u0375\u200c\u200d\u30fb-");
