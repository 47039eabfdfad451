"""Characters that the names of hosts treat in their own way (RFC 5892, appendix A; RFC 5893)."""

from __future__ import annotations

from .matching import Regex

# Letters that RFC 5892 refuses by name, by kind, or for a folding that `lower` does not know.
REFUSED = Regex(
    r"[\u0345\u034f\u0640\u07fa\u1100-\u11ff\u17b4\u17b5\u180b-\u180f\u1c80-\u1c88\u1f80-\u1faf"
    r"\u1fb2-\u1fb4\u1fb7\u1fc2-\u1fc4\u1fc7\u1ff2-\u1ff4\u1ff7\u20d0-\u20ff\u302e\u302f"
    r"\u3031-\u3035\u303b\ua960-\ua97c\ud7b0-\ud7fb\ufe00-\ufe0f\U0001d100-\U0001d24f"
    r"\U000e0100-\U000e01ef]"
)
NAMED = frozenset("-\u00b7\u0375\u05f3\u05f4\u06fd\u06fe\u0f0b\u200c\u200d\u3007\u30fb")
SMALL_CHEROKEE = Regex(r"[\u13f8-\u13fd\uab70-\uabbf]")
GREEK = Regex(r"[\u0370-\u03ff\u1f00-\u1fff]")
HEBREW = Regex(r"[\u0591-\u05f4\ufb1d-\ufb4f]")
JAPANESE = Regex(
    r"[\u3005\u3007\u3021-\u3029\u3038-\u303b\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fd-\u30ff"
    r"\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9d\U00020000-\U000323af]"
)
VIRAMA = Regex(
    r"[\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d3b\u0d3c\u0d4d\u0dca\u0e3a\u0eba\u0f84"
    r"\u1039\u103a\u1714\u1715\u1734\u17d2\u1a60\u1b44\u1baa\u1bab\u1bf2\u1bf3\u2d7f\ua806\ua82c"
    r"\ua8c4\ua953\ua9c0\uaaf6\uabed\U00010a3f\U00011046\U00011070\U0001107f\U000110b9\U00011133"
    r"\U00011134\U000111c0\U00011235\U000112ea\U0001134d\U00011442\U000114c2\U000115bf\U0001163f"
    r"\U000116b6\U0001172b\U00011839\U0001193d\U0001193e\U000119e0\U00011a34\U00011a47\U00011a99"
    r"\U00011c3f\U00011d44\U00011d45\U00011d97\U00011f41\U00011f42]"
)
# Arabic letters that join on both sides, and those that join to the letter before them only.
JOINS_BOTH = Regex(
    r"[\u0620\u0626\u0628\u062a-\u062e\u0633-\u063f\u0641-\u0647\u0649\u064a\u066e\u066f"
    r"\u0678-\u0687\u069a-\u06bf\u06c1\u06c2\u06cc\u06ce\u06d0\u06d1\u06fa-\u06fc\u06ff"
    r"\u0712-\u0714\u071a-\u071d\u071f-\u0727\u0729\u072b\u072d\u072e\u074e-\u0758\u075c-\u076a"
    r"\u076d-\u0770\u0772\u0775-\u0777\u077a-\u077f\u07ca-\u07ea\u1820-\u1878]"
)
JOINS_BACK = Regex(
    r"[\u0622-\u0625\u0627\u0629\u062f-\u0632\u0648\u0671-\u0673\u0675-\u0677\u0688-\u0699\u06c0"
    r"\u06c3-\u06cb\u06cd\u06cf\u06d2\u06d3\u06d5\u06ee\u06ef\u0710\u0715-\u0719\u071e\u0728\u072a"
    r"\u072c\u072f\u074d\u0759-\u075b\u076b\u076c\u0771\u0773\u0774\u0778\u0779]"
)
RIGHT_TO_LEFT = Regex(
    r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
ARABIC_DIGIT = Regex(r"[\u0660-\u0669\U00010d30-\U00010d39]")
EUROPEAN_DIGIT = Regex(r"[0-9\u06f0-\u06f9]")
NEUTRAL = frozenset("-\u00b7\u0375\u200c\u200d\u30fb")
