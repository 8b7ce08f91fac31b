# ruff: noqa: E501 - a page reads better unbroken
"""Further pages with known bodies for `library_pages.py`, written after the rules and unlike the pages these were made
with: other mark-up, other trades (statistics, courts, forums, galleries of a live blog), other ways to hide the text.

What belongs to the body stands between <!--body--> and <!--/body-->, what stands inside but is none of it between
<!--not--> and <!--/not-->. Of a page that keeps its text in its data, the body is given in `IN_DATA`.
"""

import json

P = (
    "The river authority has closed the lower weir at Hallin after divers found a crack of four metres below the waterline, and asked boats of more than 18 metres to turn back at the town bridge until further notice.",
    "Engineer Tobias Renn, who led the dive on Monday, said that the crack was “not new, but longer than anybody had told us”. It was first noted in 2016, when it measured 1.1 metres.",
    "The authority puts the cost of a repair at 8.4 million crowns. Its budget for all 31 weirs this year is 12 million, of which nine have been spent already.",
    "“We were promised a new gate in 2019 and again in 2022,” said Mayor Ana Kessel. “What we got was a sign.” She has asked the ministry to send soldiers with sandbags before the rains begin.",
    "A spokeswoman for the ministry of transport, Lene Orth, said that the money had been set aside but that two firms had gone to court over the tender. A ruling is expected on 4 November.",
    "Upstream, the paper mill at Sorn has cut its shifts by a third because barges cannot bring timber. The mill employs 640 people; its owner, Brandal, says that it loses 90,000 crowns a day.",
    "Hydrologists at the University of Aldray warned in a study last spring that three of five weirs on the river were built for floods of a kind that used to come once in 200 years, and now comes once in 40.",
    "The authority will inspect the weir again on Friday. Until then the lock is worked by hand, four times a day, between six in the morning and eight at night.",
)
HEAD = "Weir at Hallin closed after divers find a crack"


def paragraphs(*texts: str, tag: str = "p", mark: str = "") -> str:
    return "".join(f"<{tag}{mark}>{text}</{tag}>" for text in texts)


def whole(body: str, *, head: str = "", title: str = HEAD) -> str:
    return f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>{title} - Valley Herald</title>{head}</head><body>{body}</body></html>"


SKIP = "<a class='skip' href='#main'>Skip to content</a>"
TOP = "<div class='topbar'><ul><li><a href='/'>Herald</a></li><li><a href='/local'>Local</a></li><li><a href='/sport'>Sport</a></li><li><a href='/obituaries'>Obituaries</a></li></ul><form><input placeholder='Search the Herald'><button>Search</button></form></div>"
BOTTOM = "<div class='bottom'><div><h4>About</h4><a href='/us'>Who we are</a><a href='/jobs'>Work for us</a></div><p>Valley Herald is published by Herald Media, 12 Mill Lane, Hallin. Registered number 4471.</p></div>"


def broadcaster() -> str:
    """Hashed class names, every paragraph in wrappers of its own, promotions between them, topics at the end."""

    def block(inner: str) -> str:
        return f"<div data-component='text-block' class='ssrcss-11r1m41 ep2nwvo0'><div class='ssrcss-7uxr49 e5tfeyi1'>{inner}</div></div>"

    picture = "<!--not--><div data-component='image-block'><figure><img src='w.jpg' alt='A weir'><span>Image source, Valley Agency</span><figcaption>Image caption, The weir was built in 1957</figcaption></figure></div><!--/not-->"
    links = "<!--not--><div data-component='unordered-list-block'><ul><li><a href='/a'>Why the Sorn runs backwards at spring tide</a></li><li><a href='/b'>Live: traffic and travel in the valley</a></li></ul></div><!--/not-->"
    body = (
        f"<!--body--><h1 id='main-heading'>{HEAD}</h1>"
        + picture
        + block(f"<p><b>{P[0]}</b></p>")
        + "".join(block(f"<p>{text}</p>") for text in P[1:4])
        + links
        + block("<h2>Rains</h2>")
        + "".join(block(f"<p>{text}</p>") for text in P[4:])
        + "<!--/body-->"
    )
    after = "<section data-component='topic-list'><h2>Related Topics</h2><ul><li><a>Rivers</a></li><li><a>Hallin</a></li></ul></section><section data-component='related-internet-links'><h2>More on this story</h2><div><a href='/c'><p>Barge aground at the town bridge for a second day</p></a><span>3 days ago</span></div></section>"
    return whole(
        SKIP + TOP + f"<div id='main-content'><div class='ssrcss-1ocoo3l e1l9pw4p0'>{body}{after}</div></div>" + BOTTOM
    )


def blog() -> str:
    """A weblog with widgets, an author's box, posts to read next, and comments in threads."""
    side = "<div id='secondary' class='widget-area'><div class='widget'><h3>Recent Posts</h3><ul><li><a>My ten favourite locks, ranked and photographed</a></li><li><a>Notes from a wet August on the lower river</a></li></ul></div><div class='widget'><h3>Archives</h3><select><option>June 2025</option></select></div></div>"
    share = "<!--not--><div class='sharedaddy sd-sharing-enabled'><h3 class='sd-title'>Share this:</h3><ul><li><a><span>Click to share on Mastodon</span></a></li></ul></div><div id='jp-relatedposts'><h3><em>Related</em></h3><p>What the 1957 plans of the weir really show, part two</p></div><!--/not-->"
    box = "<div class='author-box'><h4>About Jorun Falk</h4><p>Jorun has walked the river since 1988 and writes about weirs, locks and the people who keep them. She lives on a barge with two dogs.</p></div>"
    comments = "<div id='comments' class='comments-area'><h2>2 thoughts on “Weir”</h2><ol class='comment-list'><li class='comment'><div class='comment-content'><p>I said in 2016 that this would happen and nobody at the authority ever answered my letter about it.</p></div><ol class='children'><li><div class='comment-content'><p>They never answered mine either, and I sent three of them by registered post.</p></div></li></ol></li></ol></div>"
    post = f"<article class='post type-post'><header class='entry-header'><!--body--><h1 class='entry-title'>{HEAD}</h1><!--not--><div class='entry-meta'>Posted on <a><time datetime='2025-10-21'>21 October 2025</time></a> by <a>Jorun Falk</a></div><!--/not--></header><div class='entry-content'>{paragraphs(*P[:6])}{share}<!--/body--></div></article>"
    return whole(
        f"<div id='page' class='site'>{TOP}<div id='primary'><main>{post}{box}<nav class='post-navigation'><a>Previous: Low water</a></nav>{comments}</main></div>{side}</div>{BOTTOM}"
    )


def live_page() -> str:
    """Entries newest first with buttons and authors, a summary in a list, a pinned entry."""
    entries = "".join(
        f"<div class='live-entry' id='e{n}'><!--not--><a class='permalink' href='#e{n}'>Copy link to post</a><span class='by'>Mila Strand</span><!--/not--><time>{time}</time><h2>{head}</h2>{paragraphs(*texts)}<!--not--><div class='buttons'><button>Share</button><button>Report</button></div><!--/not--></div>"
        for n, (time, head, texts) in enumerate(
            (
                ("17:40", "Ruling expected on 4 November", P[4:5]),
                ("16:05", "Mill cuts shifts by a third", P[5:6]),
                ("14:30", "Mayor asks for soldiers", P[3:4]),
                ("12:10", "Repair to cost 8.4 million", P[2:3]),
                ("11:20", "A crack noted in 2016", P[1:2]),
            )
        )
    )
    summary = "<div class='key-points'><h2>Summary</h2><ul><li>The lower weir at Hallin is closed and boats over 18 metres must turn back.</li><li>A repair would cost 8.4 million crowns, more than two thirds of the budget for all weirs.</li></ul></div>"
    return whole(
        f"{TOP}<main><div class='header-live'><!--body--><h1>Hallin weir closed – as it happened</h1>{paragraphs(P[0])}{summary}</div><div id='liveblog-entries'>{entries}<!--/body--></div><button>Load older entries</button></main>{BOTTOM}",
        title="Hallin weir closed – as it happened",
    )


def paywalled() -> str:
    """The opening of an article, then what a subscription costs; the page says that the rest is not free."""
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": HEAD,
        "isAccessibleForFree": False,
        "datePublished": "2025-10-21",
        "hasPart": {"@type": "WebPageElement", "isAccessibleForFree": "False", "cssSelector": ".rest"},
    }
    offer = "<!--not--><div class='piano-offer'><h3>Keep reading for 1 crown</h3><p>Unlimited access to every story, the puzzles and the archive since 1921. Cancel whenever you like.</p><ul><li>Digital: 99 crowns a month</li><li>Paper and digital: 249 crowns a month</li></ul><a>See all offers</a><p>Already have an account? Sign in</p></div><!--/not-->"
    return whole(
        f"{TOP}<article><!--body--><h1>{HEAD}</h1>{paragraphs(P[0], P[1][:90] + ' …')}{offer}<!--/body--></article>{BOTTOM}",
        head=f"<script type='application/ld+json'>{json.dumps(data)}</script>",
    )


def bulletin() -> str:
    """Statistics: tables with captions and notes, headings with numbers, ways back to the contents."""
    rows = (
        ("Hallin lower", "1957", "4.0", "8.4"),
        ("Sorn", "1961", "0.2", "0.3"),
        ("Great Orm", "1934", "0.0", "0.0"),
        ("Teal Mill", "1978", "1.6", "2.7"),
    )
    table = (
        "<table><caption>Table {}. {}</caption><thead><tr><th>Weir</th><th>Built</th><th>Crack (m)</th><th>Repair (m crowns)</th></tr></thead><tbody>"
        + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
        + "</tbody></table>"
    )
    contents = "<nav class='toc'><h2>Contents</h2><ol><li><a href='#1'>Main points</a></li><li><a href='#2'>Cracks</a></li><li><a href='#3'>Costs</a></li></ol></nav>"
    back = "<!--not--><p class='back'><a href='#top'>Back to table of contents</a></p><!--/not-->"
    points = f"<h2 id='1'>1. Main points</h2><ul><li>{P[0]}</li><li>{P[2]}</li><li>{P[6]}</li></ul>{back}"
    second = f"<h2 id='2'>2. Cracks</h2><p>{P[1]}</p>{table.format(1, 'Cracks found in inspections, by weir, 2025')}<p class='notes'>Notes: measured below the waterline. Figures may not add up because of rounding.</p>{back}"
    third = f"<h2 id='3'>3. Costs</h2><p>{P[5]}</p>{table.format(2, 'Costs of repair, by weir, 2025')}<p class='source'>Source: River authority, inspections of weirs.</p>{back}"
    return whole(
        f"{TOP}<div class='wrapper'><div class='col--side'>{contents}</div><div class='col--main'><!--body--><h1>Weirs of the valley: October 2025</h1>{points}{second}{third}<!--/body--></div></div>{BOTTOM}",
        title="Weirs of the valley: October 2025",
    )


def forum() -> str:
    """A board with member boxes, quotations that name whom they quote, signatures, and pages."""

    def post(who: str, when: str, quoted: tuple[str, str] | None, text: str) -> str:
        quote = f"<blockquote><div><cite>{quoted[0]} wrote:</cite>{quoted[1]}</div></blockquote>" if quoted else ""
        member = f"<!--not--><dl class='postprofile'><dt><a>{who}</a></dt><dd>Posts: 1,203</dd><dd>Joined: Sat Mar 05, 2011 9:14 am</dd><dd>Location: Sorn</dd></dl><!--/not-->"
        sign = (
            "<!--not--><div class='signature'>Wooden boats or no boats. 1934 lighter, restored 2002.</div><!--/not-->"
        )
        return f"<div class='post'>{member}<div class='postbody'><!--not--><p class='author'>by <strong>{who}</strong> » {when}</p><!--/not--><div class='content'>{quote}{text}</div>{sign}</div></div>"

    posts = (
        post("lockkeeper7", "Tue Oct 21, 2025 7:02 pm", None, P[0] + "<br><br>" + P[1])
        + post("sornboy", "Tue Oct 21, 2025 8:15 pm", ("lockkeeper7", P[1]), P[5])
        + post("hallin_ana", "Wed Oct 22, 2025 6:40 am", ("sornboy", P[5]), P[3])
    )
    return whole(
        f"{TOP}<div id='page-body'><h2 class='topic-title'><!--body-->{HEAD}</h2><div class='action-bar'><!--not--><a>Post Reply</a> 3 posts • Page 1 of 1<!--/not--></div>{posts}<!--/body--><div class='action-bar'>Return to “Locks and weirs”</div><div class='stat-block'><h3>Who is online</h3><p>Users browsing this forum: No registered users and 4 guests</p></div></div>{BOTTOM}"
    )


def notice() -> str:
    """A ministry's news page: date and department in lists, contacts, feedback about the page."""
    meta = "<!--not--><dl class='metadata'><dt>From:</dt><dd><a>Ministry of Transport</a></dd><dt>Published</dt><dd>21 October 2025</dd></dl><!--/not-->"
    contact = "<h2>Media enquiries</h2><p>Press office, Ministry of Transport, telephone 0555 0147</p>"
    feedback = "<div class='gem-c-feedback'><h2>Is this page useful?</h2><button>Yes</button><button>No</button><p>Help us improve this site. Don’t include personal or financial information.</p></div>"
    related = "<div role='complementary'><h2>Related content</h2><ul><li><a>Navigation notices for inland waters</a></li></ul></div>"
    return whole(
        f"<div id='cookie-banner' role='region'><h2>Cookies on this site</h2><p>We use some essential cookies to make this website work. We’d like to set additional cookies to understand how you use it.</p></div><ol class='breadcrumbs'><li>Home</li><li>Transport</li></ol><main id='content'><!--body--><h1>{HEAD}</h1>{meta}<p class='lead'>{P[0]}</p><div class='govspeak'>{paragraphs(P[4], P[2])}<h2>What happens next</h2>{paragraphs(P[7])}{contact}</div><!--/body--></main>{related}{feedback}{BOTTOM}"
    )


def interview() -> str:
    """Questions in bold; pulled quotations that repeat the text."""
    pairs = (
        ("What did the divers see?", P[1]),
        ("Who pays for it?", P[2]),
        ("Why is there still no gate?", P[4]),
        ("What do you want from the ministry?", P[3]),
    )
    talk = "".join(f"<p><strong>{asked}</strong></p><p>{said}</p>" for asked, said in pairs)
    pulled = "<!--not--><aside class='pullquote'><p>“What we got was a sign.”</p></aside><!--/not-->"
    return whole(
        f"{TOP}<article class='interview'><!--body--><h1>“What we got was a sign”</h1><p class='standfirst'>{P[0]}</p>{talk[: len(talk) // 2].rpartition('</p>')[0]}</p>{pulled}{talk[talk[: len(talk) // 2].rfind('</p>') + 4 :]}<p><em>Interview: Mila Strand</em></p><!--/body--></article><div class='read-next'><h3>Read next</h3><a>The last lock keeper of Great Orm retires after 41 years</a></div>{BOTTOM}",
        title="“What we got was a sign”",
    )


def consent() -> str:
    """A layer that asks for consent, longer than the article under it."""
    layer = "<div id='qc-cmp2-container' role='dialog' aria-modal='true'><div class='qc-cmp2-summary'><h2>We value your privacy</h2><p>We and our 842 partners store and access information on a device, such as cookies, and process personal data, such as unique identifiers, for personalised advertising and content, measurement, audience research and the development of services.</p><p>With your permission we and our partners may use precise geolocation data and identification through device scanning. You may click to consent, or object where a legitimate interest is used, at any time by returning to this site.</p><p>Your choices apply to this website only and are kept for thirteen months unless you clear them before.</p></div><button>Agree</button><button>More options</button></div>"
    return whole(
        f"{layer}{TOP}<div class='story'><!--body--><h1>{HEAD}</h1>{paragraphs(P[0], P[7])}<!--/body--></div>{BOTTOM}"
    )


def judgment() -> str:
    """Numbered paragraphs, the number in an element of its own; a heading of names."""
    numbered = "".join(
        f"<div class='judg-para'><span class='num'>{n}.</span><p>{text}</p></div>" for n, text in enumerate(P, 1)
    )
    heading = "<div class='parties'><p>Brandal Paper</p><p>and</p><p>The River Authority</p></div>"
    return whole(
        f"<header><a>Courts of the valley</a><a>Find a judgment</a></header><div class='judgment-toolbar'><a>Download as PDF</a><a>Download XML</a></div><article class='judgment'><!--body--><h1>Brandal Paper v The River Authority</h1>{heading}<h2>Background</h2>{numbered}<!--/body--></article><footer><p>Contains public sector information licensed under the Open Licence.</p></footer>",
        title="Brandal Paper v The River Authority",
    )


def layout_tables() -> str:
    """An old page laid out in tables: menu on the left, advertisements on the right."""
    menu = "<td width='120' valign='top'><font size='2'><a>Home</a><br><a>News</a><br><a>Guestbook</a><br><a>Links</a></font></td>"
    story = (
        "<td valign='top'><!--body--><font size='5'><b>"
        + HEAD
        + "</b></font><br><font size='3'>"
        + "<p>".join(P[:5])
        + "<!--/body--></font></td>"
    )
    right = "<td width='160'><table border='1'><tr><td>Barge holidays from 3,000 crowns. Call Orm Boats today and ask for the autumn brochure.</td></tr></table></td>"
    return whole(
        f"<table width='100%'><tr><td colspan='3'>The Hallin Page</td></tr><tr>{menu}{story}{right}</tr><tr><td colspan='3'>Last updated: 21 October 2025. You are visitor 10,442.</td></tr></table>"
    )


def encyclopedia() -> str:
    """An entry with a box of facts, marks of editing, notes, and a list of references."""
    box = "<table class='infobox'><tr><th colspan='2'>Hallin lower weir</th></tr><tr><th>Built</th><td>1957</td></tr><tr><th>River</th><td>Orm</td></tr></table>"
    edit = "<!--not--><span class='mw-editsection'>[<a>edit</a>]</span><!--/not-->"
    toc = "<!--not--><div id='toc' class='toc'><h2>Contents</h2><ul><li><a>1 History</a></li><li><a>2 Closure</a></li></ul></div><!--/not-->"
    return whole(
        f"<div id='mw-head'><a>Article</a><a>Talk</a><a>View history</a></div><div id='content'><!--body--><h1>Hallin lower weir</h1>{box}<p>{P[0]}</p>{toc}<h2>History{edit}</h2><p>{P[1]}<sup class='reference'><!--not--><a>[1]</a><!--/not--></sup></p><p>{P[6]}</p><h2>Closure{edit}</h2><p>{P[4]}</p><p>{P[5]}</p><!--/body--><h2>References</h2><ol class='references'><li>Renn, T. (2025). Dive log 88. River authority.</li></ol></div><div id='catlinks'>Categories: Weirs | Hallin</div><div id='mw-panel'><a>Main page</a><a>Random article</a></div>",
        title="Hallin lower weir",
    )


def questions() -> str:
    """Questions that unfold when they are asked."""
    pairs = (
        ("Can I still take my boat through?", P[0] + " " + P[7]),
        ("How bad is the crack?", P[1]),
        ("Who pays?", P[2]),
        ("When will there be a new gate?", P[4]),
    )
    folds = "".join(f"<details><summary>{asked}</summary><div><p>{said}</p></div></details>" for asked, said in pairs)
    return whole(
        f"{TOP}<main><!--body--><h1>The closed weir: your questions</h1>{folds}<!--/body--><section class='cta'><h2>Still unsure?</h2><p>Chat with us on weekdays between nine and four.</p></section></main>{BOTTOM}",
        title="The closed weir: your questions",
    )


def transcript() -> str:
    """A talk: who speaks in bold before a colon, times in between."""
    turns = "".join(
        f"<p><!--not--><span class='t'>[00:{n:02}:10]</span><!--/not--> <b>{who}:</b> {text}</p>"
        for n, (who, text) in enumerate(
            (
                ("STRAND", "Good evening. The weir is closed; what now?"),
                ("RENN", P[1]),
                ("STRAND", "And the money?"),
                ("ORTH", P[4]),
                ("KESSEL", P[3]),
                ("STRAND", "Thank you all."),
            )
        )
    )
    return whole(
        f"{TOP}<div class='player'><p>Listen 24 min</p></div><div class='transcript-body'><!--body--><h1>Transcript: the weir</h1>{turns}<!--/body--></div><div class='podcast-footer'><p>Follow the show wherever you get your podcasts.</p></div>{BOTTOM}",
        title="Transcript: the weir",
    )


def in_data() -> str:
    """A page that a program in the browser fills; the text stands in its data alone."""
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": HEAD,
        "datePublished": "2025-10-21",
        "articleBody": "\n\n".join(P[:6]),
    }
    return whole(
        "<div id='root'><div class='spinner'>Loading…</div></div><noscript>Please turn on JavaScript to read the Herald.</noscript>",
        head=f"<script type='application/ld+json'>{json.dumps(data)}</script>",
    )


IN_DATA = {"text in the page's data alone": HEAD + "\n\n" + "\n\n".join(P[:6])}
PAGES = {
    "broadcaster, wrappers and promotions": broadcaster(),
    "weblog with widgets and comments": blog(),
    "live page, newest first": live_page(),
    "paywall stub with offers": paywalled(),
    "statistical bulletin": bulletin(),
    "forum with quotations and signatures": forum(),
    "ministry's notice": notice(),
    "interview with pulled quotations": interview(),
    "short article under a consent layer": consent(),
    "judgment in numbered paragraphs": judgment(),
    "page laid out in tables": layout_tables(),
    "encyclopedia entry": encyclopedia(),
    "questions that unfold": questions(),
    "transcript": transcript(),
    "text in the page's data alone": in_data(),
}
