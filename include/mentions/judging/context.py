"""What stands beside a surface and speaks for one reading of it.

All functions look at a normalised text (`normalise.normalise`) and at a few dozen characters around the
surface only.
"""

import re

from include.mentions.names.words import SENTENCE_OPENERS, TITLES

_VERBS_OF_PRICE = (
    "at|near|to|above|below|around|trading|trades|traded|rose|fell|gained|lost|jumped|surged|dropped|climbed|slid"
    "|soared|rallied|up|down|dipped|tumbled|slipped|added|hit|hits|rises|falls|gains|drops|jumps|surges|climbs"
    "|slides|soars|rallies|sank|spiked|plunged|recovered|rebounded|advanced|outperformed|led|leads|posted|saw|reached"
)
_PRICE_AFTER = re.compile(
    rf"(?:'s)?(?: (?:is|was|has|had|also|now|currently|price|alone|itself))*"
    rf"(?::? ?\(?[$€£+-]\d|:? \(?[+-]?\d[\d.,]*%|,? (?:{_VERBS_OF_PRICE})\b[^.!?;\n]{{0,28}}?(?:[$€£]\d|\d%))"
)
_TOKEN_WORD_AFTER = re.compile(
    r"(?:'s)?(?: native| governance| utility)?[ -](?:tokens?|coins?|altcoin|memecoin|meme coin|price|holders?"
    r"|staking|stakers|network|blockchain|mainnet|testnet|ecosystem|bulls|bears|whales?|tokenomics|airdrop|validators"
    r"|perpetuals?|futures|spot ETF|open interest|market cap|layer[ -][12]|chart|protocol|pools?|TVL"
    r"|V[2-4])\b",
    re.IGNORECASE,
)
_CALLED_COIN_AFTER = re.compile(
    r", (?:the|a) (?:[\w-]+ ){0,3}(?:token|coin|cryptocurrency|(?:block)?chain|network|protocol)\b",
    re.IGNORECASE,
)
_TOKEN_WORD_BEFORE = re.compile(
    r"\b(?:tokens?|coins?|memecoins?|altcoins?|cryptocurrency|stablecoin|ticker|blockchains?|network|staked"
    r"|staking|airdropped)(?:,| like| such as| called| named)? $",
    re.IGNORECASE,
)
_AMOUNT_BEFORE = re.compile(
    r"(?<![\w.,])(?!(?:19|20)\d\d $)\d[\d,]*(?:\.\d+)?"
    r"(?:(?: (?:million|billion|trillion|thousand))|[kKmMbB])? $"
)
_HELD_BEFORE = re.compile(
    r"\b(?:(?:paid|pays?|payments?|held|reserves?|holdings|savings|denominated|settled?|trades?|transactions?"
    r"|transfers?|salar(?:y|ies)|fees|worth) (?:[a-z]+ )?in"
    r"|(?:hold|holds|holding|held|buy|buying|sell|selling|sold|swap|swapped|trade|traded"
    r"|trading|accepts?|accepting|spend|spent|send|most of|amounts? of|supply of)"
    r"(?: (?:its|their|his|her|the|more|some|last|only|all)){0,2}) $"
)
_HELD_WORDS = """
accept accepting accepts all buy buying held her his hold holding holds in its last more of only sell
selling send sold some spend spent swap swapped the their trade traded trading
"""
_HELD_ENDS = frozenset(_HELD_WORDS.split())
_HELD_AFTER = re.compile(
    r" (?:deposits|transfers|balances|withdrawals|payments|reserves|circulates|circulating|supply|liquidity"
    r"|trading|transactions|against)\b(?! (?:to )?[$\d])"
)
_ROLES = (
    "CEO|CTO|CFO|COO|CLO|CMO|co-?founder|founder|chair|chairman|chairwoman|president|executive|exec|"
    "spokes(?:man|woman|person)|board|shareholders?|shares|stock|lawyers?|attorneys?|team|analysts?|research|lawsuit"
    "|commissioner|chief|general counsel|head|director|employees?|users|customers|app|exchange|filing|report"
)
_DEEDS = (
    "says?|said|told|announce[sd]?|filed?|files|partner(?:s|ed)|launch(?:es|ed)|acquire[sd]?|plans|planned|report(?:s|ed)"
    "|buys|bought|purchase[sd]?|holds|raise[sd]?|secure[sd]?|reveal(?:s|ed)|confirm(?:s|ed)|unveil(?:s|ed)"
    "|expand(?:s|ed)|appoint(?:s|ed)|hire[sd]?|sign(?:s|ed)|invest(?:s|ed)|mint(?:s|ed)|fr(?:eezes|oze)|integrate[sd]?"
    "|sue[sd]?|agree[sd]?|settle[sd]?|wrote|owns|introduce[sd]?|publishe[sd]|published|warn(?:s|ed)|argue[sd]?|claim(?:s|ed)"
    "|list(?:s|ed)|delist(?:s|ed)|approve[sd]?|reject(?:s|ed)|delay(?:s|ed)|propose[sd]?|seeks|sought|adds|added"
    "|offers?|offered|joins|joined|disclose[sd]?|issue[sd]?|burn(?:s|ed)|blacklist(?:s|ed)|received|receives|faces|faced"
    "|released|releases|completed|completes|applied|applies|won|wins|will|has|had|earn(?:s|ed)|expect(?:s|ed)"
    "|closed|switched|shows|showed|moved|turned|decline[sd]?|operate[sd]?|runs|ran|sells|sold|pays|paid|follow(?:s|ed)|prefers?|preferred|once|also|now|recently"
    "|estimate[sd]?|predict(?:s|ed)|charge[sd]?|arrange[sd]?|accept(?:s|ed)|finds|found|puts|sees|saw|calls|called|would|could|may|can|cannot|owned|led|leads|aims|wants"
)
_ORGANISATION_AFTER = re.compile(
    rf"(?:'s?)? (?:\w+ )?(?:{_ROLES})\b|(?:,)? (?:\w+ly |also |has |had )?(?:{_DEEDS})\b"
    r"|'s? [A-Za-z]|,? (?:\(|the |an? )(?:\w+ ){0,2}"
    r"(?:exchange|company|firm|issuer|bank|fund|lender|miner|platform|studio|custodian|broker|provider|operator|start-?up"
    r"|newspaper|magazine|agency|regulator|maker|publisher|retailer|chain|group)\b"
)
_COMPANY_DEED_AFTER = re.compile(
    r",? (?:said|says|told|announce[sd]|has announced|filed|files|acquire[sd]|hire[sd]|appoint(?:s|ed)"
    r"|raise[sd]|secure[sd]|sue[sd]|settle[sd]|sign(?:s|ed)|partner(?:s|ed)|bought|buys|appl(?:ies|ied)|obtain(?:s|ed)"
    r"|received its|declined|denied|employs|plans to|agreed|opens an?|opened an?|CEO|CFO|CTO|COO|chief"
    r"|co-founder|founder|spokes(?:man|woman|person)|executives?|employees|shareholders|shares|stock|board)\b"
    r"|, (?:the|an?) (?:[\w-]+ ){0,3}(?:company|firm|studio|start-?up|lender|exchange|publisher|maker)\b"
)
_DEED_AFTER = re.compile(rf" (?:\w+ly |also )?(?:{_DEEDS})\b")
_ORGANISATION_BEFORE = re.compile(
    r"\b(?:company|firm|exchange|issuer|giant|platform|startup|bank|by|against|at|with|from|between|sued"
    r"|provider|developer|behind|maker|miner|custodian|fintech|regulator|lender|operator|manager|subsidiary"
    r"|parent|vs\.?) $"
)
_OTHER_THING_AFTER = re.compile(
    r" (?:Labs?|Foundation|Magazine|Association|Institute|Capital|Ventures?|Inc|Corp|Corporation"
    r"|Group|Partners|Depot|Strategies|Bank|Policy|Council|Conference|Summit|Park|Beach|Technologies|Technology"
    r"|Studios?|Academy|Advisors|Society|Alliance|Consortium|Federation|Core|Knots|Archive|Industries|Media"
    r"|Organization|Organisation|Jesus|Suisse|Gaming|Ltd|LLC|GmbH|University|Museum|Times|Daily|Weekly|Historian"
    r"|Therapist|Vegas|Treasuries|Act|Street|Square|Company|Infrastructure|Pizza|Lane|Coffee|Drive|Road|Avenue"
    r"|Caf[eé]|Bar|Club|Hotel|Island|Valley|Day|Bands?|20\d\d [Cc]onference|Virtual Machine|World News"
    r"|Initiative|Provider|Healthcare|Yellow Paper|Improvement Proposals?|Card)\b"
)
_PREPOSITION_BEFORE = re.compile(r"\b(?:on|via|through|from|into|of|than|with|using) $")
_NUMBER_AFTER = re.compile(r" \d{1,2}\b(?![.,%]\d|%)")
_ADJECTIVE = re.compile(r"-[a-z]+$")
_POSSESSIVE_BEFORE = re.compile(r"'s? $")
_FORM_OF_ADDRESS = re.compile(r"\b(?:Mr|Mrs|Ms|Miss)\.? $")
_OFFICE_BEFORE = re.compile(
    r"\b(?:(?:Sen|Rep|Gov)\.?|Senator|Representative|Congress(?:man|woman)|Judge|Justice|Governor"
    r"|Chair(?:man|woman)?|Commissioner|Secretary|President|Minister|Chancellor) $"
)
_BILL_AFTER = re.compile(r" Bill \d")
_SECURITY_AFTER = re.compile(
    r"(?:-| )(?:bills?|yields?|bonds?|notes?|securities|backed|markets?)\b", re.IGNORECASE
)
_EXPLICIT_TOKEN_WORD = re.compile(
    r"(?:'s)? (?:token|coin|price)\b|, (?:the|a) (?:[\w-]+ ){0,3}(?:token|coin)\b", re.IGNORECASE
)
_CAPITALISED_AFTER = re.compile(r"(?:&| &)? ([A-Z][\w'-]*)")
_CAPITALISED_BEFORE = re.compile(r"([A-Z][\w'.-]*) $")
_LIST_GAP = re.compile(r"\)?(?:,|,? and|,? or| &|/|;|,? plus| \+| vs\.?| versus|(?= \$))\s?\(?\$?")


def has_price_after(plain: str, end: int) -> bool:
    """Tell whether a price or a percentage belongs to what ends here: `LINK at $14`, `ATOM rose 5%`."""
    return _PRICE_AFTER.match(plain, end) is not None


def has_token_word_after(plain: str, end: int) -> bool:
    """Tell whether a word of coins follows: `OP token`, `LINK price`, `Flow blockchain`."""
    return _TOKEN_WORD_AFTER.match(plain, end) is not None or is_called_coin(plain, end)


def is_called_coin(plain: str, end: int) -> bool:
    """Tell whether the text goes on to say that it is one: `Flow, the chain that`."""
    return _CALLED_COIN_AFTER.match(plain, end) is not None


def has_token_word_before(plain: str, start: int) -> bool:
    """Tell whether a word of coins stands before: `the memecoin WIF`."""
    return _TOKEN_WORD_BEFORE.search(plain, max(0, start - 24), start) is not None


def has_amount_before(plain: str, start: int) -> bool:
    """Tell whether a quantity stands before: `1,200 DOT`, `3.5 million OP`; a year is none."""
    return _AMOUNT_BEFORE.search(plain, max(0, start - 28), start) is not None


def is_held_as_coin(plain: str, start: int, end: int) -> bool:
    """Tell whether somebody has it as only coins are had: `reserves in Tether`, `sold its last Ripple`."""
    if _HELD_AFTER.match(plain, end) is not None:
        return True
    # What stands before is searched only behind a word with which it can end.
    before = plain[max(0, start - 10) : max(0, start - 1)].rpartition(" ")[2]
    return before in _HELD_ENDS and _HELD_BEFORE.search(plain, max(0, start - 40), start) is not None


def acts_as_company(plain: str, end: int) -> bool:
    """Tell whether only a company does or has what follows: `Immutable hired`, `Immutable, the studio`."""
    return _COMPANY_DEED_AFTER.match(plain, end) is not None


def acts_as_organisation(plain: str, start: int, end: int) -> bool:
    """Tell whether the words beside it speak of a company: `Ripple CEO`, `Circle filed`, `by Strategy`."""
    return (
        _ORGANISATION_AFTER.match(plain, end) is not None
        or _ORGANISATION_BEFORE.search(plain, max(0, start - 16), start) is not None
    )


def has_office_before(plain: str, start: int) -> bool:
    """Tell whether an office stands before, by which a surname tells who is meant: `Sen. Lummis`."""
    return _OFFICE_BEFORE.search(plain, max(0, start - 16), start) is not None


def begins_bill(plain: str, end: int) -> bool:
    """Tell whether a chamber's name is part of a bill's: `Senate Bill 21`."""
    return _BILL_AFTER.match(plain, end) is not None


def does_something(plain: str, end: int) -> bool:
    """Tell whether a verb follows that only somebody can do: `Storm may appeal`."""
    return _DEED_AFTER.match(plain, end) is not None


def follows_preposition(plain: str, start: int) -> bool:
    """Tell whether a preposition stands before, which no verb or adjective follows: `via Jupiter`."""
    return _PREPOSITION_BEFORE.search(plain, max(0, start - 8), start) is not None


def is_security(plain: str, end: int) -> bool:
    """Tell whether what follows makes a security of an issuer's name: `Treasury bills`."""
    return _SECURITY_AFTER.match(plain, end) is not None


def is_numbered(plain: str, end: int) -> bool:
    """Tell whether a small number follows a word, as in a caption: `Figure 13`."""
    return _NUMBER_AFTER.match(plain, end) is not None


def ends_no_name(plain: str, start: int) -> bool:
    """Tell whether no capitalised word before it makes it the end of a longer name: `Treasury Strategy`."""
    before = previous_capitalised(plain, start)
    if before is None or before.endswith((".", ":")) or _ADJECTIVE.search(before):
        return True
    return before in TITLES or before.lower() in SENTENCE_OPENERS


def ends_possessive(plain: str, start: int) -> int | None:
    """Return where the possessor's name ends if a possessive stands directly before: `Saylor's Strategy`."""
    match = _POSSESSIVE_BEFORE.search(plain, max(0, start - 4), start)
    return match.start() if match else None


def has_explicit_token_word(plain: str, end: int) -> bool:
    """Tell whether `token`, `coin` or `price` follows, the words that even an everyday acronym needs."""
    return _EXPLICIT_TOKEN_WORD.match(plain, end) is not None


def begins_other_name(plain: str, start: int, end: int) -> bool:
    """Tell whether a word behind it makes another thing of it: `Bitcoin Core`, `Powell Industries`."""
    if not plain.startswith(" ", end) or plain[end + 1 : end + 2].islower():
        return False
    is_event = plain.startswith(" 20", end) and plain.endswith(("at ", "At "), 0, start)
    return is_event or _OTHER_THING_AFTER.match(plain, end) is not None


def is_part_of_other_name(plain: str, start: int, end: int) -> bool:
    """Tell whether a word beside it makes another thing of it: `Bitcoin Core`, `Mr Bitcoin`."""
    # Asked of every sure asset: nothing is called where nothing capitalised follows.
    is_followed = plain.startswith(" ", end) and not plain[end + 1 : end + 2].islower()
    if is_followed and begins_other_name(plain, start, end):
        return True
    is_address = plain[start - 2 : start] in ("r ", "s ", ". ")
    return is_address and _FORM_OF_ADDRESS.search(plain, max(0, start - 5), start) is not None


def next_capitalised(plain: str, end: int) -> str | None:
    """Return the capitalised word that directly follows, if there is one."""
    match = _CAPITALISED_AFTER.match(plain, end)
    return match.group(1) if match else None


def previous_capitalised(plain: str, start: int) -> str | None:
    """Return the capitalised word that stands directly before, if there is one."""
    match = _CAPITALISED_BEFORE.search(plain, max(0, start - 24), start)
    return match.group(1) if match else None


def is_list_gap(gap: str) -> bool:
    """Tell whether two surfaces with this text between them stand in one list."""
    return len(gap) < 12 and _LIST_GAP.fullmatch(gap) is not None
