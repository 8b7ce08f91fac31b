"""The rules by which facts are compared: each with what it says, pairs it fires on, and pairs it must not fire on."""

from typing import NamedTuple

from verifier.model import FactKind

Pair = tuple[str, str]


class Rule(NamedTuple):
    """A rule of comparison. `name` is what `Comparison.rule` holds; the pairs are (claim, passage)."""

    name: str
    kind: FactKind
    says: str
    fires: tuple[Pair, ...] = ()
    silent: tuple[Pair, ...] = ()


_QUANTITY = (
    Rule("figure-equal", "quantity", "the passage gives the same figure", (
        ("Exports rose to $1.3bn.", "Exports came to 1,300 million dollars."),
        ("Eleven nations signed.", "It was signed by 11 states."),
        ("A cut of 25 basis points", "a cut of 0.25 percentage points"),
    ), (("12 nations signed", "11 nations signed"),)),
    Rule("figure-rounded", "quantity", "the claim's figure is the passage's, rounded or converted", (
        ("The rate is about 19 per cent.", "The rate is 19.4 per cent."),
        ("Some 140 observers were there.", "There were 138 observers."),
        ("It lies within six miles.", "It lies within 10 km."),
        ("Two-thirds of voters agreed.", "67 percent of voters agreed."),
    ), (("The rate is 19 per cent.", "The rate is 17 per cent."), ("Some 140 observers", "121 observers"))),
    Rule("figure-bounded", "quantity", "the passage's figure keeps to the bound that the claim states", (
        ("More than 300 people applied.", "312 people applied."),
        ("He stayed for almost four hours.", "He stayed for 3 hours and 52 minutes."),
    ), (("More than 300 people applied.", "212 people applied."), ("Up to 32 posts may go.",
        "Up to 23 posts may go."))),
    Rule("figure-perhaps", "quantity", "the figures neither agree nor clearly differ", (
        ("More than 300 people applied.", "2,312 people applied."),
        ("The fee is 4.13 euros.", "The fee is about 4.1 euros."),
    )),
    Rule("figure-derived", "quantity", "the claim's figure is a sum or a difference of the passage's", (
        ("There were 412 people on board.", "There were 371 passengers and 41 crew on board."),
    )),
    Rule("figure-differs", "quantity", "another figure for the same thing", (
        ("12,000 troops were sent.", "11,000 troops were sent."),
        ("The mine employed 3,200 people.", "The mine gave work to 4,500 people."),
        ("The vote was 9-4.", "The motion was carried by nine votes to six."),
    ), (
        ("Two trains were late.", "Seven buses ran."), ("Aged 44, she left.", "She left 12 books."),
        ("Morocco has 700 cases.", "Covid-19 reached Morocco in March."),
        ("The dividend goes up by 0.2p.", "The dividend is 6.4p."), ("Ann, 52, won.", "The 52-year-old won."),
    )),
    Rule("figures-exchanged", "quantity", "two figures of the passage have changed places", (
        ("Arden took 12 seats and Brock took 15.", "Arden took 15 seats and Brock took 12."),
        ("There were 15 injured in Brock and 12 in Arden.", "In Arden alone 15 were injured, and 12 in Brock."),
        ("The rate rose from 14% to 9%.", "The rate rose from 9% to 14%."),
        ("The ministry paid two-thirds and the foundation the rest.",
            "Two-thirds was paid by the foundation. The rest came from the ministry."),
        ("Men made 340 complaints, women 212.", "Men: 212 complaints; women: 340 complaints"),
    ), (
        ("Arden took 12 seats and Brock took 15.", "Brock took 15 seats and Arden took 12."),
        ("Brock beat Arden by 15 to 12.", "Brock won 15, Arden 12."),
        ("The rate rose to 14% from 9%.", "The rate rose from 9% to 14%."),
        ("The ministry paid a third and the foundation the rest.",
            "A third was paid by the ministry, the rest came from the foundation."),
        ("Of 15 boats 12 were hers.", "She had 12 of the 15 boats."),
        ("12 died in Arden and 15 were hurt.", "15 people were hurt and 12 died when the bridge at Arden fell."),
    )),
    Rule("figure-scale", "quantity", "the same figures at another scale", (
        ("It shipped 19 million tonnes of coal.", "It shipped 1.9 million tonnes of coal."),
        ("It holds $2.5 billion.", "It holds $2.5 million."),
    ), (("It holds $2.5 billion.", "It holds $2,500m."),)),
    Rule("figure-digits", "quantity", "the same digits in another order", (
        ("They lodged 221 complaints.", "They lodged 212 complaints."),
    ), (("They lodged 221 complaints.", "They lodged 305 complaints."),)),
    Rule("figure-unit", "quantity", "the same number in another unit", (
        ("The bridge is 312 feet long.", "The bridge is 312 metres long."),
        ("He was jailed for 30 weeks.", "He was jailed for 30 months."),
    ), (("The bridge is 1,024 feet long.", "The bridge is 312 metres long."),)),
    Rule("figure-rate", "quantity", "the same amount by another measure", (
        ("It cost £1,450 an acre.", "It cost £1,450 per hectare."),
    ), (("It cost £1,450 a year.", "It cost £1,450 per annum."),)),
    Rule("percent-for-point", "quantity", "per cent for percentage points", (
        ("Opposition fell by 6 per cent.", "Opposition was 6 percentage points lower."),
    ), (("Opposition fell by 6 points.", "Opposition was 6 percentage points lower."),)),
    Rule("figure-absent", "quantity", "the passage has no figure for it", (("It has 40 rooms.",
        "It has many rooms."),)),
    Rule("ordinal-absent", "quantity", "the passage has no such ordinal", (("The fifth attempt failed.",
        "It failed."),)),
    Rule("complement", "quantity", "all but so many: not compared", (("All but three of 24 agreed.",
        "21 of the 24 agreed."),)),
    Rule("same-number-other-thing", "quantity", "the same small number of something else", (
        ("Six trains were late.", "She had six apples left."),
    )),
)  # fmt: skip

_PERIOD = (
    Rule("period-same", "period", "the passage gives the same time", (
        ("It opens on March 14, 2025.", "It opens on 14 March 2025."), ("It began at 2.25pm.", "It began at 14:25."),
    )),
    Rule("period-wider", "period", "the claim gives the time less finely", (
        ("It opened in 2024.", "It opened on 3 February 2024."), ("It meets on Thursday.",
            "It meets on Thursday 12 June."),
    )),
    Rule("period-finer", "period", "the claim gives the time more finely", (("It opened on 3 May.",
        "It opened in May."),)),
    Rule("period-bounded", "period", "one side only bounds the time", (
        ("He left before 8 March 2020.", "He left on 7 March 2020."),
    ), (("He left before 8 March 2020.", "He left on 9 March 2020."),)),
    Rule("period-differs", "period", "another time for the same event", (
        ("Talks resume in Mirnau on April 12.", "Talks will resume in Mirnau on 14 April."),
        ("The union was founded in 1962.", "The union was founded in 1926."),
        ("A man last seen near the pier on Monday evening", "A man was last seen Tuesday evening near the pier."),
    ), (
        ("The ministry said on Monday that talks resume.", "Talks resume on 14 April."),
        ("It has 2,300 members.", "It was founded in 1926."),
        ("It was announced in December 2018.", "It was announced for the 2020 campaign."),
    )),
    Rule("figure-dated-otherwise", "period", "the same figure with another date", (
        ("Inflation slowed to 2.9% in November.", "Inflation was 2.9% in December and 3.4% in November."),
    ), (("Inflation slowed to 2.9% in December.", "Inflation was 2.9% in December."),)),
    Rule("period-absent", "period", "the passage does not date it", (("It closed in 1931.", "It closed."),)),
)  # fmt: skip

_POLARITY = (
    Rule("negation", "polarity", "both deny it, or it is not clear whether they do", (
        ("The council did not reply.", "The council has not replied."),
    )),
    Rule("negation-lost", "polarity", "the passage denies what the claim affirms", (
        ("Inspectors found asbestos in the hall.", "Inspectors found no asbestos in the hall."),
        ("The company confirmed that it opened the sluices.", "Nobody at the company opened the sluices."),
        ("The results can be applied to peat.", "The results cannot be applied to peat."),
        ("Further cuts would come before 2027.", "She ruled out further cuts before 2027."),
        ("Several people were hurt in the fire.", "A fire at the Lodz depot in which nobody was hurt was put out."),
    ), (
        ("Further cuts come in 2029.", "She ruled out further spending before 2027."),
        ("The company denied dumping waste.", "At no time has the company dumped waste."),
        ("The trains ran on time.", "It is not only that the trains ran on time."),
        ("The boss wants an end to it.", "Neither man will be punished and the boss now wants an end to it."),
    )),
    Rule("negation-gained", "polarity", "the claim denies what the passage affirms", (
        ("She failed to file her accounts.", "She filed her accounts on time."),
        ("The park said riders would not be getting their money back.", "The park offered riders a full refund."),
        ("The director ruled out more closures.", "The director would not rule out more closures."),
    ), (
        ("The minister refused to rule out a tax rise.", "The minister would not rule out a tax rise."),
        ("The man has never been identified.", "Police appealed for help to identify the man."),
        ("The plan did not fail because of money.", "The plan failed, but not for lack of money."),
    )),
    Rule("negation-doubled", "polarity", "the claim lifts a denial that the passage makes", (
        ("The director did not rule out more closures.", "The director ruled out more closures."),
    )),
    Rule("opposite", "polarity", "the opposite word", (
        ("The board rejected the offer from Orme.", "The board has accepted the offer from Orme."),
        ("Risks to the outlook lie on the downside.", "The risks to the outlook are tilted to the upside."),
        ("Doctors' groups had called for the step.", "Doctors' groups had warned against the step."),
        ("The closures would cost the council 2 million.", "The closures save the council 2 million."),
    ), (
        ("The board rejected the offer.", "The board has not accepted the offer."),
        ("The move saves the council 2 million.", "The move saves the council 2 million at no cost to drivers."),
    )),
    Rule("opposite-negated", "polarity", "the opposite word, denied: the same", (
        ("The board rejected the offer from Orme.", "The board has not accepted the offer from Orme."),
    )),
    Rule("figure-direction", "polarity", "which way the same figure went", (
        ("Profit rose 8% to £148m.", "Profit £148m £161m -8.1%"), ("Sales fell 3%.", "Sales were up 3% on last year."),
    )),
    Rule("quote-negation", "polarity", "a quotation lost or gained a negation", (
        ("He said: “We have ruled out a joint inquiry.”", "We have not ruled out a joint inquiry."),
    )),
)  # fmt: skip

_NAME = (
    Rule("name", "name", "the passage has the name", (
        ("The UN agreed.", "The United Nations agreed."), ("Sheldrake moved it.", "Moved by Cllr T. Sheldrake."),
        ("It was Kostravan land.", "The land belongs to Kostrava."),
    )),
    Rule("name-absent", "name", "the passage has not the name", (("He met Ilse Tamm.", "He met nobody."),)),
    Rule("other-holder", "name", "somebody else holds the office", (
        ("Chief inspector Paul Tibbett signed it.", "Signed: Gwendolen Marsh, Chief Inspector"),
        ("He wrote to his sister, Leonie.", "A letter to his sister Agathe"),
    ), (
        ("Chief inspector Marsh signed it.", "Signed: Gwendolen Marsh, Chief Inspector"),
        ("Former president Bo Hale spoke.", "President Ann Roe spoke."),
    )),
    Rule("other-name-in-slot", "name", "another name joined to the same words", (
        ("The treatment works at Ottershaw was shut.", "We shut our Lower Penn treatment works."),
        ("The inquiry was led by Dame Ruth Calder.", "The inquiry, led by Dame Helen Moss, sat for months."),
    ), (
        ("The NYPD police precinct closed.", "The New York City police precinct closed."),
        ("The Lib Dem party leader spoke.", "The Liberal Democrat party leader spoke."),
    )),
    Rule("other-name-beside", "name", "another name joined to one of the same words", (
        ("The summit will be held in Tarnov.", "The summit will be held in Brelin in October."),
    )),
    Rule("other-name", "name", "another name among the same words", (
        ("The winter regatta on the lower river was won by Marta Oduya.",
         "The winter regatta on the lower river was won in style by Tom Brack."),
    )),
    Rule("sides", "name", "the same did it to the same", (("Brightwell bought Osten.",
        "Osten was bought by Brightwell."),)),
    Rule("sides-exchanged", "name", "who did it and to whom it was done are exchanged", (
        ("Russia attacked Ukraine.", "Ukraine attacked Russia."),
        ("The Merganser passed its load to the Dawn.", "The Dawn transferred coal to the Merganser."),
        ("The tenant sued the landlord.", "The landlord has sued the tenant."),
    ), (("Russia attacked Ukraine.", "Ukraine was attacked by Russia."), ("Ann met Bo.", "Bo met Ann."),
        ("Ann accused Bo.", "Bo left when she accused him."))),
    Rule("doers-exchanged", "name", "each is said to have done what the other did", (
        ("It was proposed by Joan Okafore and seconded by Tom Sheldrake.",
            "Moved by T. Sheldrake, seconded by J. Okafore."),
    )),
    Rule("side-exchanged", "name", "the doer of the passage is the one it was done to in the claim", (
        ("It was she who told Merrick what to sign.", "Mr Merrick told you what to sign."),
    )),
)  # fmt: skip

_MODALITY = (
    Rule("hedge-possible", "modality", "the passage calls it possible", (
        ("A deal will be announced next week.", "A deal could be announced next week."),
    ), (("A deal may be announced next week.", "A deal could be announced next week."),)),
    Rule("hedge-likely", "modality", "the passage calls it likely", (
        ("The agency confirmed that the cheese was the source.", "The cheese is the likely source, the agency said."),
    )),
    Rule("hedge-planned", "modality", "the passage speaks of a plan", (
        ("Ministers will scrap the scheme.", "Ministers are considering whether to scrap the scheme."),
    )),
    Rule("hedge-provisional", "modality", "the passage calls it provisional", (
        ("The tests confirmed listeria in the cheese.", "Preliminary tests of the cheese show listeria."),
    )),
    Rule("hedge-unknown", "modality", "the passage calls it unknown", (
        ("Fraud will have changed the outcome.", "We are not in a position to say whether this changed the outcome."),
    )),
    Rule("scope-part", "modality", "the passage speaks of a part", (
        ("All pupils at the school must resit the test.", "Some pupils at the school must resit the test."),
    ), (("All pupils must resit the test.", "Every pupil must resit the test."),)),
    Rule("scope-one", "modality", "the passage speaks of one of them", (
        ("Neither embassy answered questions about the note.", "The embassy did not answer questions about the note."),
        ("Both drivers were fined over the crash.", "A driver was fined over the crash."),
        ("All the buses on the route were withdrawn on Friday.", "The bus on the route was withdrawn on Friday."),
        ("None of the ministers answered the letter on fees.",
            "The health minister did not answer the letter on fees."),
    ), (
        ("Neither embassy answered questions.", "Both embassies left the questions unanswered."),
        ("Neither embassy answered questions.", "The Russian embassy did not answer, nor did the Korean embassy."),
        ("All pupils must resit the test.", "A pupil must resit the test."),
        ("Both sides signed the treaty.", "The treaty was signed in Arden."),
        ("Both drivers were fined.", "The driver was fined and so were the two others."),
    )),
    Rule("scope-except", "modality", "the passage makes an exception", (
        ("All the polling stations in the city have reported.",
            "All but three polling stations in the city have reported."),
        ("Every member state signed the treaty.", "All member states except two signed the treaty."),
    ), (
        ("All but three polling stations have reported.", "All but three polling stations have reported."),
        ("All polling stations have reported.", "All polling stations have reported, nobody but the clerk was late."),
    )),
    Rule("scope-count", "modality", "the passage speaks of a number of them", (
        ("All member states failed to reply.", "We wrote to 26 member states. Eleven states had not replied."),
    )),
    Rule("cause-open", "modality", "the passage leaves the cause open", (
        ("The warm water caused the fall in stocks.", "The fall in stocks is associated with warm water."),
    )),
    Rule("cause-absent", "modality", "the passage names no cause", (
        ("Prices fell because buyers stayed away.", "Prices fell by 2%."),
    )),
)  # fmt: skip

_CLAUSE = (
    "Under clause 9, the landlord is not permitted to end this lease. We will continue to closely watch, and to act."
)

_QUOTATION = (
    Rule("quote-words", "quotation", "word for word",
        (("She said “the landlord is not permitted to end this lease”.", _CLAUSE),)),
    Rule("quote-fragments", "quotation", "word for word with marked omissions",
        (("“We will ... closely watch.”", _CLAUSE),)),
    Rule("quote-craft", "quotation", "no more changed than an editor may", (
        ("He vowed “to continue closely watching what he has seen”.", "to continue closely watching what I have seen"),
    )),
    Rule("quote-cut-turns-meaning", "quotation", "a marked omission turns the meaning", (
        ("“The landlord is ... permitted to end this lease.”", _CLAUSE),
    ), (("“We will ... closely watch.”", _CLAUSE),)),
    Rule("quote-edge-turns-meaning", "quotation", "a cut at the edge turns the meaning", (
        ("He is “permitted to end this lease”.", _CLAUSE), ("“Rates will come down ...”",
            "Rates will come down if wages do."),
    ), (("He is not “permitted to end this lease”.", _CLAUSE),)),
    Rule("quote-words-turned", "quotation", "words that turn the meaning were dropped or added", (
        ("“The landlord is permitted to end this lease.”", _CLAUSE),
    )),
    Rule("quote-words-added", "quotation", "words were put into the quotation", (
        ("“At no time was anyone in real danger.”", "At no time was anyone in danger."),
    )),
    Rule("quote-words-dropped", "quotation", "words were left out without a mark", (
        ("“The old mill by the river burned for six days.”", "The old mill by the muddy river burned for six days."),
    )),
    Rule("quote-small-words", "quotation", "only small words differ", (
        ("“The keys of the old mill were of brass.”", "The keys of the old mill were brass."),
    )),
    Rule("quote-stitched", "quotation", "its parts stand in another order or far apart", (
        ("“closely watch ... the landlord is not permitted”", _CLAUSE),
    )),
    Rule("quote-words-absent", "quotation", "not the document's words",
        (("“Every last one of us was there.”", _CLAUSE),)),
    Rule("quote-short-absent", "quotation", "not the document's words (too short to look for likeness)",
        (("a “mad hatter”", _CLAUSE),)),
    Rule("quote-too-long", "quotation", "longer than any quotation"),
    Rule("quote-empty", "quotation", "no words in it"),
)  # fmt: skip

RULES: tuple[Rule, ...] = (*_QUANTITY, *_PERIOD, *_POLARITY, *_NAME, *_MODALITY, *_QUOTATION)
"""All rules, by kind."""

EXPLAINED: dict[str, str] = {rule.name: rule.says for rule in RULES}
"""What a rule says, by its name, for people."""
