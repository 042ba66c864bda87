"""Words of which posts are made, in lower case."""

_ROLES = """
adviser advisor advocate analyst attorney auditor ceo cfo chair chairman chairperson chairwoman chief cio
clo cmo cofounder columnist commissioner consultant contributor controller coo counsel cpo creator cro
cryptographer cso cto developer director economist editor engineer evangelist evp executive founder
governor head host investigator journalist lawyer lead leader maintainer manager member minister officer
ombudsman partner podcaster president principal professor prosecutor reporter representative researcher
scientist secretary spokesman spokesperson spokeswoman strategist superintendent svp technologist trader
treasurer trustee vp
"""
_ASSET_ROLES = """
ceo cfo chair chairman chairwoman cofounder contributor coo creator cryptographer cto developer engineer
founder head lead maintainer president
"""
_MODIFIERS = """
accounting acting administrative advisory affairs ai algorithmic americas apac appointed asia asset assets
assistant associate backend banking bitcoin blockchain board bond brand broadcasting business capital chief
client clients commercial commodities commodity communications community compliance contributing core
corporate country creative credit crypto cryptocurrency currency current customer cyber cybersecurity data
day-to-day defi department deputy derivatives desk developer development digital distribution dollar
economic economics ecosystem editorial elected emea energy enforcement engineering enterprise equities
equity etf etfs ethics europe executive experience external finance financial fintech first fixed foreign
former founding frontend fund fundamental funds futures general global government group growth hedge human
income incoming independent industry information infrastructure innovation insights institutional
intelligence interim international investment investments investor investors it kyc latin law lead legal
lending liquidity listing litigation long-time longtime machine macro macroeconomic management managing
market marketing markets media mining mobile money national network new nft non-executive nonexecutive
northern officer on-chain onchain operating operations opposition options organising outgoing outreach
partnership partnerships payments people personal platform policy portfolio press pricing principal private
product products programme project prosecuting protocol public quantitative real regional regulation
regulatory relations research resident resources retail revenue risk sales securities security senior smart
social software solutions sovereign special stablecoin stablecoins staff staking strategic strategies
strategy structured supervisory supply sustainability system systems talent tax team tech technical
technologies technology thematic then token tokenisation tokenization tokens top trading treasury trust uk
us user venture ventures vice wealth web3
"""

ROLES = frozenset(_ROLES.split())
"""What somebody is at a firm; `co-` and `ex-` may stand before it."""

ASSET_ROLES = frozenset(_ASSET_ROLES.split())
"""What somebody is at a coin's project."""

FORMER = frozenset({"former", "formerly", "ex", "outgoing"})
"""What says that a post is not held, or soon not any more."""

MODIFIERS = frozenset(_MODIFIERS.split()) | FORMER
"""What stands before a role, as its field behind it, or before what a firm is called."""

ARTICLES = frozenset({"the", "a", "an", "its", "their"})

CHIEF_OFFICERS = (
    ("chief executive(?: officer)?", "ceo"),
    ("chief financial officer", "cfo"),
    ("chief operating officer", "coo"),
    ("chief (?:technology|technical) officer", "cto"),
    ("vice president", "vp"),
    ("cofounder", "co-founder"),
)
"""Posts that are written in several ways, each as a pattern, and the one way."""
