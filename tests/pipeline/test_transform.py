"""What a run of dbt leaves for the next one."""

from include.settings import Settings


def test_what_dbt_has_parsed_is_good_for_every_home(parsed_home: Settings, one_article: Settings) -> None:
    """The project was parsed in a home, a copy of which was built; the log was copied, too."""
    assert one_article.home != parsed_home.home
    log = (one_article.dbt_dir / "logs" / "dbt.log").read_text()
    assert log.count("Running with dbt") == 2
    assert log.count("Unable to do partial parsing") == 1
