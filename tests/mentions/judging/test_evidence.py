"""A surface that is also a word counts only where the text gives a reason."""

import pytest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Traders saw LINK at $14 again.", ["LINK"]),
        ("Funds moved 1,200 DOT on Friday.", ["DOT"]),
        ("They sold 3.5 million OP at once.", ["OP"]),
        ("The LINK price was flat.", ["LINK"]),
        ("On Monday DOT rose 5% and more.", ["DOT"]),
        ("On Monday FLOW dropped sharply to $0.40.", ["FLOW"]),
        ("They hold BTC, ETH and LINK.", ["BTC", "ETH", "LINK"]),
        ("They hold LINK, DOT and ETH.", ["LINK", "DOT", "ETH"]),
        ("The chain of Near Protocol is fast. They like NEAR.", ["Near Protocol", "NEAR"]),
        ("He likes Chainlink, so he bought LINK.", ["Chainlink", "LINK"]),
        ("Developers of the Optimism network met.", ["Optimism"]),
        ("The Story (IP) team met. The IP token waits.", ["Story", "IP", "IP"]),
        ("He bought $AI.", ["AI"]),
        ("He bought Sleepless AI.", ["Sleepless AI"]),
        ("Sonic (S) fell. The S token is new.", ["Sonic", "S", "S"]),
        ("A #LINK fan wrote.", ["LINK"]),
        ("Bitcoin, Solana and Cardano fell, while ATOM did not.", ["Bitcoin", "Solana", "Cardano", "ATOM"]),
        ("The funds went through Wormhole yesterday.", ["Wormhole"]),
        (
            "CHAINLINK CLIMBS AGAIN\nChainlink (LINK) rose. THE LINK PRICE SOARS AGAIN",
            ["CHAINLINK", "Chainlink", "LINK", "LINK"],
        ),
        ("They hold IP, the token of Story (IP).", ["IP", "Story", "IP"]),
        ("Optimism, Ethereum and Solana fell.", ["Optimism", "Ethereum", "Solana"]),
        ("Flow, the chain that once was large, fell.", ["Flow"]),
        (
            "Bitcoin, Solana and Cardano fell. The LINK unlock waits.",
            ["Bitcoin", "Solana", "Cardano", "LINK"],
        ),
        ("Three firms boost Bitcoin Holdings.", ["Bitcoin"]),
        (
            "Bitcoin, Solana and Cardano fell. Most of it ran on Optimism that day.",
            ["Bitcoin", "Solana", "Cardano", "Optimism"],
        ),
        ("The Optimism network grew. Optimism announced that it would.", ["Optimism", "Optimism"]),
    ],
)
def test_evidence_is_enough(accepted, text, expected):
    assert [surface for surface, _ in accepted(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "The LINK is missing here.",
        "In 2025 DOT was new.",
        "AI is everywhere, and 5 AI firms hire.",
        "The AI space needs SPACE to grow.",
        "Near the end, optimism and flow returned.",
        "Near $2 the market turns.",
        "Optimism returned to the markets.",
        "The story of the flow is a sonic one.",
        "The firm owns IP and pays S&P fees.",
        "THE MISSING LINK AND THE DOT ARE NEAR AGAIN",
        "BUYERS MOVE SPACE AND LINK PRICE IS THE TALK",
        "His strategy is a circle.",
        "Circle",
        "They like ATOM without a reason.",
        "The Wormhole Theory is a book.",
        "As shown in Figure 13, it fell.",
        "The Treasury yields and Treasury bills fell.",
        "AI tokens and AI coins are many.",
        "It runs on the Solana Virtual Machine, after an Ethereum Improvement Proposal.",
        "At 03:00 GMT it ended.",
    ],
)
def test_without_evidence_nothing_is_accepted(accepted, text):
    assert accepted(text) == []


def test_a_shouted_headline_still_names_what_is_unmistakable(accepted):
    assert accepted("BITCOIN AND SOLANA RISE AS THE LINK HOLDS") == [
        ("BITCOIN", "bitcoin"),
        ("SOLANA", "solana"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On Friday Strategy bought more.", ["Strategy"]),
        ("Circle said that it would list.", ["Circle"]),
        ("The issuer Circle waits.", ["Circle"]),
        ("MicroStrategy waits. Strategy waits, too.", ["MicroStrategy", "Strategy"]),
        ("The new National Strategy Paper is out.", []),
        (
            "MicroStrategy waits. Why Semler Scientific’s Strategy Pays Off Again",
            ["MicroStrategy", "Semler Scientific"],
        ),
        (
            "MicroStrategy waits. Why Michael Saylor’s Strategy Pays Off",
            ["MicroStrategy", "Michael Saylor", "Strategy"],
        ),
        ("MicroStrategy waits. The Bitcoin Treasury Strategy Pays Off", ["MicroStrategy", "Bitcoin"]),
        ("Nasdaq-listed Strategy waits.", ["Strategy"]),
        ("They asked Anthropic’s Grok again.", ["Anthropic", "Grok"]),
        ("Officials of the Treasury met.", ["Treasury"]),
    ],
)
def test_names_of_companies_that_are_words(accepted, text, expected):
    assert [surface for surface, _ in accepted(text)] == expected


def test_rejected_candidates_can_be_audited(find):
    (mention,) = find("The LINK is missing here.")
    assert (mention.surface, mention.slug, mention.is_accepted) == ("LINK", "chainlink", False)
    assert mention.confidence < 0.5


def test_what_fails_as_a_word_is_not_audited(find):
    assert find("BitcoinEthereumNews and linked DOTS") == []
