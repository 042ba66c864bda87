"""Frequent words by which a language with Latin letters is told without a model.

Words that English has too (`as`, `die`, `do`, `in`, `no`) tell nothing and are left out.
"""

_WORDS = {
    "cs": "v se na je že s z který která které pro ale jako podle jsou byl také od při",
    "de": "der das und den von mit für auf ist ein eine im dem des zu nicht auch werden nach bei dass am hat",
    "en": (
        "the of and to for with that by from its it's are has have this which their they been would will "
        "into said than after could more while about against according over not but these those who when"
    ),
    "es": "el los las una por con para que del está más como su sus pero según la de en y se lo al",
    "fr": "le la les des une un du et dans pour avec qui que sur est au aux par ses cette ont de en",
    "id": "yang dan di dari untuk dengan ini pada akan itu dalam tidak ke oleh juga telah adalah",
    "it": "il gli della di che per con una nel sono è alla dei del più anche la le ha non si lo",
    "nl": "het een van de en voor zijn op dat niet ook naar bij wordt aan heeft werd",
    "pl": "w z i na się nie że jest oraz dla od przez jak ale",
    "pt": "o os uma por com para que da dos das não mais como seu sua em na de e ao pelo pela",
    "ro": "și de la în cu un care pentru din este mai sau că prin",
    "sk": "v sa na je že ktorý ktorá ktoré pre ako podľa sú aj s z od pri ktorom",
    "tr": "ve bir bu için ile olarak da de daha olan gibi kadar sonra çok en ise",
    "vi": "và của là các trong cho được một với đã những có này không khi đến",
}


def _languages_of_word() -> dict[str, frozenset[str]]:
    words = {word for frequent in _WORDS.values() for word in frequent.split()}
    return {
        word: frozenset(language for language, frequent in _WORDS.items() if word in frequent.split())
        for word in words
    }


LANGUAGES_OF_WORD = _languages_of_word()
"""The languages in which a word is a frequent one: those of one family share many."""
