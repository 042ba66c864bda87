"""Who joins whose story follows from who is like whom, and from nothing else."""

import random

from hypothesis import given
from hypothesis import strategies as st

from include.stories.joining import Follower, Link, join_stories

LINKS = st.lists(
    st.tuples(st.integers(0, 12), st.integers(0, 12), st.sampled_from([0.2, 0.5, 0.9]))
    .filter(lambda link: link[0] > link[1])
    .map(lambda link: Link(*link)),
    unique_by=lambda link: link[:2],
)


def test_an_article_joins_the_lead_that_it_is_most_like() -> None:
    links = [Link(3, 1, 0.2), Link(3, 2, 0.5)]
    assert list(join_stories(links)) == [Follower(3, 2, 0.5)]


def test_of_two_leads_that_it_is_equally_like_it_joins_the_earlier() -> None:
    links = [Link(3, 2, 0.5), Link(3, 1, 0.5)]
    assert list(join_stories(links)) == [Follower(3, 1, 0.5)]


def test_a_chain_of_likenesses_is_no_story() -> None:
    """The third is like the second, which follows the first: it begins a story of its own."""
    links = [Link(2, 1, 0.9), Link(3, 2, 0.9), Link(4, 3, 0.3)]
    assert list(join_stories(links)) == [Follower(2, 1, 0.9), Follower(4, 3, 0.3)]


@given(LINKS, st.randoms())
def test_every_follower_is_like_its_lead_who_follows_nobody(
    links: list[Link], shuffle: random.Random
) -> None:
    followers = list(join_stories(links))
    shuffled = links.copy()
    shuffle.shuffle(shuffled)
    assert list(join_stories(shuffled)) == followers
    assert set(followers) <= set(links)
    names = [follower.document_no for follower in followers]
    assert len(names) == len(set(names))
    assert not set(names) & {follower.lead_document_no for follower in followers}
    for link in links:
        assert link.document_no in names or link.earlier_document_no in names
