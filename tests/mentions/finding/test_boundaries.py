"""A surface counts only as a word of its own: not in longer words, addresses or longer names."""

import pytest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bitcoin's rise", ["Bitcoin"]),
        ("Bitcoin’s rise", ["Bitcoin"]),
        ("miners’ Bitcoin, too", ["Bitcoin"]),
        ("two Bitcoins and three ETHs", ["Bitcoin", "ETH"]),
        ("a Bitcoin-backed loan, a pre-Bitcoin era", ["Bitcoin", "Bitcoin"]),
        ("ETH-denominated fees", ["ETH"]),
        ("“Bitcoin” and ‘Ethereum’", ["Bitcoin", "Ethereum"]),
        ("Shiba\u00a0Inu moved", ["Shiba\u00a0Inu"]),
        ("Bitcoin—the coin", ["Bitcoin"]),
        ("bitcoin in lower case, SOLANA in capitals", ["bitcoin", "SOLANA"]),
        ("He sold Bitcoin.The market fell", ["Bitcoin"]),
        ("It fell.Bitcoin did not", ["Bitcoin"]),
        ("either Bitcoin/Ethereum or none", ["Bitcoin", "Ethereum"]),
        ("İ stands before Bitcoin", ["Bitcoin"]),
        ("lido holds stETH", ["stETH"]),
        ("Tron and TRON, but no tron", ["Tron", "TRON"]),
        ("Jose Almeida and José Almeida", ["Jose Almeida", "José Almeida"]),
        ("the shiba inu (SHIB) meme", ["shiba inu", "SHIB"]),
    ],
)
def test_a_word_of_its_own_counts(accepted, text, expected):
    assert [surface for surface, _ in accepted(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "BitcoinEthereumNews wrote it",
        "altcoins, bitcoiners and whether",
        "the eth of old English, a sol, an ada",
        "see https://bitcoin.org/en/ethereum for more",
        "see bitcoin.org, www.solana.com and crypto.news",
        "look at t.me/solana or wiki.site/cardano",
        "the SOL&P index",
        "write to bitcoin@mail.example or eth@solana.com",
        "as @Bitcoin and @solana said",
        "the name vitalik.eth and bitcoin.eth",
        "BITCOIN_CORE_DIR is set",
        "ETH2 and 4SOL",
        "sec of a minute, in coinbase style",
        "write to solana-yachts.example or bitcoin-shop.example",
        "an avalanche fell, the graph shows it, and a near protocol",
        "a counterpart in lower case is a word",
        "Mr Bitcoin lives in Cardano Road near the Bitcoin Bar",
    ],
)
def test_no_mention_inside_something_else(accepted, text):
    assert accepted(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bitcoin Magazine asked", [("Bitcoin Magazine", "bitcoin-magazine")]),
        ("Bitcoin Cash fell", [("Bitcoin Cash", "bitcoin-cash")]),
        ("Ethereum Classic rose", [("Ethereum Classic", "ethereum-classic")]),
        ("the iShares Bitcoin Trust", [("iShares Bitcoin Trust", "ibit")]),
        ("Ripple Labs filed", [("Ripple Labs", "ripple-labs")]),
        ("Crypto.com lists it", [("Crypto.com", "crypto-com")]),
        ("Bitcoin Core and Solana Labs wait", [("Solana Labs", "solana-labs")]),
        ("the Cardano Foundation", [("Cardano Foundation", "cardano-foundation")]),
        ("a Bitcoin ETF", [("Bitcoin", "bitcoin")]),
        ("Bitcoin Price Prediction for May", [("Bitcoin", "bitcoin")]),
    ],
)
def test_the_longest_name_wins(accepted, text, expected):
    assert accepted(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$SOL rose", [("SOL", "solana", "cashtag")]),
        ("$sol rose", [("sol", "solana", "cashtag")]),
        ("a #Bitcoin fan", [("Bitcoin", "bitcoin", "hashtag")]),
        ("ETH/USD fell", [("ETH", "ethereum", "pair")]),
        ("ETH-USD fell", [("ETH", "ethereum", "pair")]),
        ("BTCUSDT fell", [("BTC", "bitcoin", "pair"), ("USDT", "tether", "pair")]),
        ("BTC/USDT fell", [("BTC", "bitcoin", "pair"), ("USDT", "tether", "pair")]),
        ("LINKUSDT fell", [("LINK", "chainlink", "pair"), ("USDT", "tether", "pair")]),
        ("ETH/BTC fell", [("ETH", "ethereum", "pair"), ("BTC", "bitcoin", "pair")]),
    ],
)
def test_marks_and_pairs_name_their_rule(find, text, expected):
    found = [(mention.surface, mention.slug, mention.rule) for mention in find(text) if mention.is_accepted]
    assert found == expected


def test_a_slash_makes_a_pair_only_of_what_others_are_priced_in(accepted):
    assert accepted("HPC/AI hosting grew, TVL/LINK too.") == []


def test_an_index_and_an_event_are_no_coin(accepted):
    assert accepted("Dominance (BTC.D) rose. He spoke at Bitcoin 2025 in May.") == []


def test_an_expression_that_begins_with_a_name_is_not_that_name(accepted):
    assert accepted("The Ripple Effect of tariffs; Ripple waits.") == [("Ripple", "ripple-labs")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$TRUMP rose", [("TRUMP", "official-trump", "cashtag")]),
        ("$w rose, $W too", [("w", "wormhole", "cashtag"), ("W", "wormhole", "cashtag")]),
        ("Wormhole (W) rose", [("Wormhole", "wormhole", "name"), ("W", "wormhole", "symbol")]),
        ("ETHBTC fell", [("ETH", "ethereum", "pair"), ("BTC", "bitcoin", "pair")]),
        ("BTCUSD fell", [("BTC", "bitcoin", "pair")]),
    ],
)
def test_a_symbol_is_found_by_its_mark(find, text, expected):
    found = [(mention.surface, mention.slug, mention.rule) for mention in find(text) if mention.is_accepted]
    assert found == expected
