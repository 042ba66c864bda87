"""Articles join the stories of earlier articles that are like them, one after the other.

This is single-pass clustering by leaders: who is like no leader begins a story and leads it, who is like some
joins the one that it is most like. Every article of a story is so like its first, however long the chain of
likenesses between others, so no story drifts from one event to the next.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple


class Link(NamedTuple):
    """An article and an earlier one that it is like. Articles are numbered in their order of time."""

    document_no: int
    earlier_document_no: int
    similarity: float


class Follower(NamedTuple):
    """An article that joins the story of another one."""

    document_no: int
    lead_document_no: int
    similarity: float


def join_stories(links: Iterable[Link]) -> Iterator[Follower]:
    """The articles that lead no story, each with the one whose story it joins; the others lead their own.

    Where an article is equally like several leads, it joins the earliest.
    """
    followers: set[int] = set()
    for document_no, of_one in groupby(sorted(links), attrgetter("document_no")):
        leads = [link for link in of_one if link.earlier_document_no not in followers]
        if leads:
            nearest = max(leads, key=lambda link: (link.similarity, -link.earlier_document_no))
            followers.add(document_no)
            yield Follower(document_no, nearest.earlier_document_no, nearest.similarity)
