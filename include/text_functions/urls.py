"""One address for one page."""

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

_TRACKING_PARAMETERS = frozenset(
    {"fbclid", "gclid", "igshid", "mc_cid", "mc_eid", "ref_src", "feed_item_type"}
)
_TRACKING_PREFIX = "utm_"
_DEFAULT_PORTS = {"http": ":80", "https": ":443"}


def canonical_url(url: str | None) -> str | None:
    """The URL without what only tracks its reader, in one spelling.

    Campaign parameters, the fragment, a default port and capitals in the host are left out.
    None where it is no absolute web address.
    """
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
        scheme, host = parts.scheme.lower(), parts.netloc.lower()
        if scheme not in _DEFAULT_PORTS or not host:
            return None
        kept = [
            (name, value)
            for name, value in parse_qsl(parts.query, keep_blank_values=True)
            if name.lower() not in _TRACKING_PARAMETERS and not name.lower().startswith(_TRACKING_PREFIX)
        ]
    except ValueError:
        return None
    host = host.removesuffix(_DEFAULT_PORTS[scheme])
    return urlunsplit((scheme, host, parts.path or "/", urlencode(kept), ""))
