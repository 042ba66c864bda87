"""Parts of a page that several layouts share: head, body, widgets, cards, tail."""
