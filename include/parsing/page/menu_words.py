"""Lines that pages print around their articles, by their words, in several languages."""


def _lines(text: str) -> frozenset[str]:
    """What stands between bars and line ends."""
    return frozenset(line.strip() for line in text.replace("\n", "|").split("|")) - {""}


MENU_LINES = _lines(
    """
    home|news|markets|market|prices|price|learn|research|opinion|events|podcast|podcasts|videos|video
    more|menu|search
    about|about us|contact|contact us|privacy|privacy policy|cookie policy|terms|terms of use
    terms of service
    terms & conditions|disclaimer|imprint|careers|advertise|advertise with us|press|help|faq|sitemap|rss
    subscribe|newsletter|newsletters|sign in|log in|login|sign up|register|my account|join now
    get started|download app
    share|share this|share this article|share on x|tweet|facebook|twitter|x|linkedin|telegram|whatsapp
    reddit|email
    copy link|print|save|follow us|follow|bookmark|like|reply|report|quote|skip to content
    skip to main content
    trending|trending now|latest|latest news|breaking news|top stories|most read|popular|must read
    editors' picks
    bitcoin|ethereum|altcoins|altcoin|blockchain|defi|nft|nfts|regulation|business|technology|policy
    mining|web3|crypto
    start|startseite|nachrichten|märkte|kurse|impressum|datenschutz|agb|kontakt|über uns|anmelden
    registrieren|suche
    teilen|drucken|merken|abonnieren|mehr|meistgelesen
    accueil|actualités|marchés|connexion|s'abonner|s’abonner|mentions légales|à propos|partager
    rechercher|à la une
    inicio|noticias|mercados|contacto|iniciar sesión|suscríbete|suscribirse|compartir|buscar
    aviso legal|quiénes somos
    início|notícias|entrar|assine|compartilhar|quem somos|política de privacidade|contato
    notizie|mercati|accedi|abbonati|condividi|chi siamo|contatti|cerca
    anasayfa|haberler|giriş|üye ol|paylaş|iletişim|hakkımızda
    главная|новости|рынки|войти|подписаться|поделиться|контакты|о нас|поиск
    홈|뉴스|시장|시세|로그인|회원가입|검색|공유|구독|인쇄|스크랩|메뉴|전체메뉴
    ホーム|ニュース|ログイン|会員登録|検索|シェア|お問い合わせ|メニュー
    首页|新闻|行情|登录|注册|搜索|分享|收藏|关于我们|联系我们
    """
)
"""Whole lines of menus, of buttons and of a page's foot, in lower case."""

MENU_OPENINGS = (
    "©",
    "copyright ",
    "all rights reserved",
    "(c) ",
    "alle rechte vorbehalten",
    "tous droits réservés",
    "todos los derechos reservados",
    "sign up for",
    "subscribe to our",
    "join our",
    "follow us on",
    "we use cookies",
    "this site uses cookies",
    "accept all",
    "무단전재",
    "저작권자",
)
"""How lines of a page's foot begin, in lower case."""

END_HEADINGS = _lines(
    """
    related|related articles|related news|related posts|related stories|related reading|you might also like
    you may also like|recommended|recommended for you|recommended articles|read next|up next|more from
    more news|more stories
    more on this topic|latest news|latest articles|most read|popular posts|trending|trending now
    about the author|comments
    leave a comment|leave a reply|post a comment|join the discussion|top stories|what to read next
    sponsored|from our partners
    ähnliche artikel|mehr zum thema|das könnte sie auch interessieren|weitere artikel|kommentare
    über den autor|meistgelesen
    à lire aussi|lire aussi|articles similaires|sur le même sujet|commentaires|à propos de l'auteur
    à propos de l’auteur
    artículos relacionados|noticias relacionadas|también te puede interesar|más noticias|comentarios
    te puede interesar
    artigos relacionados|notícias relacionadas|leia também|veja também|comentários|mais lidas
    articoli correlati|leggi anche|commenti|ilgili haberler|yorumlar|похожие новости|читайте также
    комментарии
    관련기사|관련 기사|많이 본 뉴스|인기기사|인기 기사|댓글|추천기사|추천 기사|関連記事|おすすめ記事
    人気記事|コメント
    相关文章|相关阅读|推荐阅读|热门文章|评论
    """
)
"""What heads the things below an article, in lower case."""
