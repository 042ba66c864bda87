"""The gazetteer reads good seed files, and names every bad row of bad ones."""

import pickle
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from include.mentions.model import Alias, Entity
from include.mentions.names.gazetteer import GazetteerError, check_sources, load, main
from include.settings import PROJECT_ROOT

GOOD_FILES = {
    "assets.csv": """\
slug,symbol,name,kind,market_cap_rank
bitcoin,BTC,Bitcoin,coin,1
xrp,XRP,XRP,coin,4
near-protocol,NEAR,NEAR Protocol,coin,33
nameless,,Nameless,token,
""",
    "organisations.csv": """\
slug,name,kind
ripple-labs,Ripple Labs,issuer
sec,Securities and Exchange Commission,regulator
""",
    "people.csv": """\
slug,name,kind
vitalik-buterin,Vitalik Buterin,founder
""",
    "products.csv": """\
slug,name,kind
claude,Claude,ai_model
""",
    "aliases.csv": """\
slug,alias,rule,needs_evidence
bitcoin,XBT,symbol,false
near-protocol,NEAR,symbol,true
ripple-labs,Ripple,alias,false
sec,SEC,symbol,false
vitalik-buterin,Vitalik,alias,false
xrp,Ripple,alias,true
""",
    "sources.csv": """\
slug,name,domain,layout,time_zone,language,aliases
example-news,Example News,news.example.com,,Europe/London,en,ExampleNews|Example.News
mexc-news,MEXC News,mexc.com,mexc_news,Etc/UTC,en,
""",
}

WriteSeeds = Callable[..., Path]


@pytest.fixture
def write_seeds(tmp_path: Path) -> WriteSeeds:
    """Write the good files, with `more` lines after those of some and other `whole` texts for others."""

    def write(more: dict[str, str] | None = None, whole: dict[str, str] | None = None) -> Path:
        for file_name, text in GOOD_FILES.items():
            content = (whole or {}).get(file_name, text) + (more or {}).get(file_name, "")
            (tmp_path / file_name).write_text(content, encoding="utf-8")
        return tmp_path

    return write


def problems_of(seeds_dir: Path) -> tuple[str, ...]:
    with pytest.raises(GazetteerError) as caught:
        load(seeds_dir)
    return caught.value.problems


class TestLoading:
    def test_entities_stand_under_their_slug(self, write_seeds: WriteSeeds) -> None:
        entities = load(write_seeds()).entities
        assert entities["near-protocol"] == Entity(
            "near-protocol", "NEAR Protocol", "asset", "coin", "NEAR", market_cap_rank=33
        )
        assert entities["claude"] == Entity("claude", "Claude", "product", "ai_model")

    def test_an_asset_may_lack_symbol_and_rank(self, write_seeds: WriteSeeds) -> None:
        nameless = load(write_seeds()).entities["nameless"]
        assert (nameless.symbol, nameless.market_cap_rank) == (None, None)

    def test_name_and_symbol_are_aliases_without_a_row(self, write_seeds: WriteSeeds) -> None:
        aliases = load(write_seeds()).aliases
        assert aliases["Bitcoin"] == (Alias("bitcoin", "Bitcoin", "name", needs_evidence=False),)
        assert aliases["BTC"] == (Alias("bitcoin", "BTC", "symbol", needs_evidence=False),)
        assert aliases["XBT"] == (Alias("bitcoin", "XBT", "symbol", needs_evidence=False),)

    def test_a_row_for_the_own_symbol_asks_for_evidence(self, write_seeds: WriteSeeds) -> None:
        aliases = load(write_seeds()).aliases
        assert aliases["NEAR"] == (Alias("near-protocol", "NEAR", "symbol", needs_evidence=True),)
        assert not aliases["NEAR Protocol"][0].needs_evidence

    def test_a_symbol_spelled_like_the_name_is_the_name(self, write_seeds: WriteSeeds) -> None:
        assert load(write_seeds()).aliases["XRP"] == (Alias("xrp", "XRP", "name", needs_evidence=False),)

    @pytest.mark.parametrize("rule", ["name", "symbol"])
    def test_evidence_asked_of_a_shared_spelling_counts_for_both(
        self, write_seeds: WriteSeeds, rule: str
    ) -> None:
        seeds_dir = write_seeds(more={"aliases.csv": f"xrp,XRP,{rule},true\n"})
        assert load(seeds_dir).aliases["XRP"] == (Alias("xrp", "XRP", "name", needs_evidence=True),)

    def test_an_alias_may_belong_to_several_entities(self, write_seeds: WriteSeeds) -> None:
        bearers = {alias.slug: alias.needs_evidence for alias in load(write_seeds()).aliases["Ripple"]}
        assert bearers == {"ripple-labs": False, "xrp": True}

    def test_a_loaded_gazetteer_cannot_be_changed(self, write_seeds: WriteSeeds) -> None:
        gazetteer = load(write_seeds())
        with pytest.raises(FrozenInstanceError):
            gazetteer.entities = {}  # type: ignore[misc]
        with pytest.raises(TypeError):
            gazetteer.entities["other"] = gazetteer.entities["xrp"]  # type: ignore[index]


class TestBadRows:
    @pytest.mark.parametrize(
        ("file_name", "row", "line_no", "what", "remedy"),
        [
            ("assets.csv", "sol,SOL,Solana,planet,5", 6, "unknown kind 'planet'", "memecoin"),
            ("people.csv", "ada,Ada Lovelace,coin", 3, "unknown kind 'coin'", "founder"),
            ("products.csv", "grok,,ai_model", 3, "empty name", "remove the row"),
            ("products.csv", "grok,Grok  3,ai_model", 3, "stray white space", "remove it"),
            ("products.csv", "grok, Grok,ai_model", 3, "stray white space", "remove it"),
            ("organisations.csv", "Big Bank,Big Bank,bank", 4, "bad slug 'Big Bank'", "lower-case"),
            ("organisations.csv", "big--bank,Big Bank,bank", 4, "bad slug 'big--bank'", "hyphens"),
            (
                "organisations.csv",
                "sec,Southern Exchange,exchange",
                4,
                "in organisations.csv:3",
                "another slug",
            ),
            ("products.csv", "bitcoin,Bitcoin Knots,app", 3, "in assets.csv:2 already", "another slug"),
            ("assets.csv", "sol,SOL,Solana,coin,0", 6, "bad market_cap_rank '0'", "whole number"),
            ("assets.csv", "sol,SOL,Solana,coin,5.5", 6, "bad market_cap_rank '5.5'", "whole number"),
            ("assets.csv", "sol,SOL,Solana,coin,-5", 6, "bad market_cap_rank '-5'", "whole number"),
            ("assets.csv", "sol,SOL,Solana,coin,²", 6, "bad market_cap_rank '²'", "whole number"),
            ("assets.csv", "sol,SO L,Solana,coin,5", 6, "the symbol 'SO L' has a space", "rule alias"),
            ("assets.csv", "sol,SOL,Solana,coin", 6, "not 5 cells", "one a column"),
            ("assets.csv", "sol,SOL,Solana,coin,5,6", 6, "not 5 cells", "quote commas"),
            ("aliases.csv", "xrp,,alias,true", 8, "empty alias", "remove the row"),
            ("aliases.csv", "solana,Sol,alias,true", 8, "unknown slug 'solana'", "add the entity"),
            ("aliases.csv", "xrp,XRPL,nickname,true", 8, "bad rule 'nickname'", "alias, symbol, name"),
            ("aliases.csv", "xrp,XRPL,symbol,yes", 8, "bad needs_evidence 'yes'", "true or false"),
            ("aliases.csv", "xrp,X RP,symbol,true", 8, "the symbol 'X RP' has a space", "rule alias"),
            ("aliases.csv", "xrp,Ripple,alias,false", 8, "has 'Ripple' in line 7 already", "remove one"),
            ("aliases.csv", "bitcoin,Coin,name,true", 8, "'Coin' is not the name 'Bitcoin'", "rule alias"),
            ("aliases.csv", "bitcoin,BTC,alias,true", 8, "own name or symbol", "name or symbol"),
            ("aliases.csv", "bitcoin,BTC,symbol,false", 8, "an alias without this row", "needs_evidence"),
            ("aliases.csv", "bitcoin,Bitcoin,name,false", 8, "an alias without this row", "needs_evidence"),
        ],
    )
    def test_it_says_where_what_and_what_to_do(
        self, write_seeds: WriteSeeds, file_name: str, row: str, line_no: int, what: str, remedy: str
    ) -> None:
        problems = problems_of(write_seeds(more={file_name: row + "\n"}))
        assert len(problems) == 1
        place, _, fault = problems[0].partition(" ")
        assert place == f"{file_name}:{line_no}:"
        assert what in fault
        assert remedy in fault.partition(";")[2]

    def test_every_bad_row_of_every_file_is_named_at_once(self, write_seeds: WriteSeeds) -> None:
        seeds_dir = write_seeds(
            more={
                "assets.csv": "sol,SOL,Solana,planet,first\n",
                "people.csv": "ada,,founder\n",
                "aliases.csv": "nobody,Nobody,alias,true\n",
            }
        )
        problems = problems_of(seeds_dir)
        places = [problem.partition(": ")[0] for problem in problems]
        assert places == ["assets.csv:6", "assets.csv:6", "people.csv:3", "aliases.csv:8"]

    def test_the_message_holds_every_problem(self, write_seeds: WriteSeeds) -> None:
        seeds_dir = write_seeds(more={"people.csv": "ada,,founder\n", "products.csv": "grok,,ai_model\n"})
        with pytest.raises(GazetteerError, match="2 problem") as caught:
            load(seeds_dir)
        assert all(problem in str(caught.value) for problem in caught.value.problems)

    @pytest.mark.parametrize("header", ["slug,name", "slug,name,type", "name,slug,kind", ""])
    def test_a_missing_or_misnamed_column_is_a_problem_of_the_first_line(
        self, write_seeds: WriteSeeds, header: str
    ) -> None:
        problems = problems_of(write_seeds(whole={"people.csv": f"{header}\nada,Ada,founder\n"}))
        assert problems[0].startswith("people.csv:1: the columns are")
        assert "write slug,name,kind" in problems[0]

    def test_a_missing_file_is_a_problem(self, write_seeds: WriteSeeds) -> None:
        seeds_dir = write_seeds()
        (seeds_dir / "products.csv").unlink()
        assert problems_of(seeds_dir) == ("products.csv:1: the file is missing; restore it",)

    def test_bytes_that_are_no_utf_8_are_a_problem(self, write_seeds: WriteSeeds) -> None:
        seeds_dir = write_seeds()
        (seeds_dir / "products.csv").write_bytes(b"slug,name,kind\nitau,Ita\xfa,app\n")
        assert problems_of(seeds_dir)[0].startswith("products.csv:1: byte 23 is not UTF-8")

    def test_the_problems_survive_the_way_out_of_a_worker_process(self) -> None:
        error = GazetteerError(["assets.csv:2: bad slug", "people.csv:3: empty name"])
        copy = pickle.loads(pickle.dumps(error))
        assert (copy.problems, str(copy)) == (error.problems, str(error))


class TestSources:
    def test_good_sources_pass(self, write_seeds: WriteSeeds) -> None:
        check_sources(write_seeds())

    @pytest.mark.parametrize(
        ("row", "what"),
        [
            ("other,Other,other.example,,Etc/Nowhere,en,", "unknown time zone 'Etc/Nowhere'"),
            ("other,Other,https://other.example,,Etc/UTC,en,", "bad domain 'https://other.example'"),
            ("other,Other,other.example,,Etc/UTC,english,", "bad language 'english'"),
            ("other,,other.example,,Etc/UTC,en,", "empty name"),
            ("other,Other,other.example,,Etc/UTC,en,mexc news", "'mexc news' already names mexc-news"),
            (
                "other,Other,other.example,mexc_news,Etc/UTC,en,",
                "'mexc_news' is already the layout of mexc-news",
            ),
            ("mexc-news,Other,other.example,,Etc/UTC,en,", "in sources.csv:3 already"),
        ],
    )
    def test_a_bad_source_is_named(self, write_seeds: WriteSeeds, row: str, what: str) -> None:
        seeds_dir = write_seeds(more={"sources.csv": row + "\n"})
        with pytest.raises(GazetteerError, match=re.escape(what)) as caught:
            check_sources(seeds_dir)
        assert [problem.partition(": ")[0] for problem in caught.value.problems] == ["sources.csv:4"]


class TestCommand:
    def test_good_seeds_exit_with_0(self, write_seeds: WriteSeeds) -> None:
        assert main([str(write_seeds())]) == 0

    @pytest.mark.parametrize(
        "more", [{"people.csv": "ada,,founder\n"}, {"sources.csv": "other,,other.example,,Etc/UTC,en,\n"}]
    )
    def test_bad_seeds_exit_with_1_and_list_the_rows(
        self, write_seeds: WriteSeeds, more: dict[str, str]
    ) -> None:
        command = [sys.executable, "-m", "include.mentions.names.gazetteer", str(write_seeds(more=more))]
        finished = subprocess.run(command, cwd=PROJECT_ROOT, capture_output=True, text=True, check=False)
        assert finished.returncode == 1
        assert f"{next(iter(more))}:" in finished.stderr
        assert "empty name" in finished.stderr
