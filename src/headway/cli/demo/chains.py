"""The chains of the demonstration's missions: invented, except for the studies that are cited."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from headway.missions.analysis import Evidence
from headway.missions.choices import Distance, EvidenceResult

CHILDREN, HEALTH = "Director of Children’s Services", "Director of Public Health"
HOUSING, STRATEGY = "Director of Housing", "Director of Strategy"
LIVED = "Residents and staff said so in the mission’s workshops (invented)."


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its short name, kind, words, and what it names."""

    id: str
    kind: str
    text: str
    outcome: str = ""
    owner: str = ""
    money: int | None = None  # pounds a year


@dataclass(frozen=True, slots=True)
class Link:
    """One link between two short names; `bare` means that nobody has shown it."""

    source: str
    target: str
    assumption: str
    mechanism: str = ""
    months: int | None = None
    bare: bool = False
    less: bool = False
    feedback: bool = False


@dataclass(frozen=True, slots=True)
class Chain:
    """The chain of one mission; `studies` are graded later, by the ends of their link."""

    steps: tuple[Step, ...]
    links: tuple[Link, ...]
    studies: Mapping[tuple[str, str], Evidence] = field(default_factory=dict)


BREAKFAST = Evidence(
    3,
    EvidenceResult.MIXED,
    "Meant as a randomised trial; an error in the draw left a comparison of schools. Pupils aged 7 made about"
    " two months’ more progress, pupils aged 11 none.",
    "Education Endowment Foundation, Magic Breakfast: evaluation report by the Institute for Fiscal Studies,"
    " 2016, revised in 2019",
    "https://educationendowmentfoundation.org.uk/projects-and-evaluation/projects/magic-breakfast",
    "England",
    Distance.SIMILAR,
    Distance.SAME,
    Distance.SIMILAR,
)
VOUCHERS = Evidence(
    3,
    EvidenceResult.HELPS,
    "Households that became eligible were compared with others before and after the scheme began.",
    "Griffith, von Hinke and Smith, Getting a healthy start, Journal of Health Economics, 2018",
    "",
    "United Kingdom",
    Distance.SIMILAR,
    Distance.SAME,
    Distance.SIMILAR,
)
FOOD = Chain(
    (
        Step("fund", "input", "Household Support Fund", money=1_200_000),
        Step("grant", "input", "Public health grant", money=640_000),
        Step("kitchens", "input", "Kitchens in schools and halls that stand empty after three"),
        Step("clubs", "activity", "Breakfast clubs in every primary school", owner=CHILDREN),
        Step("cooking", "activity", "Families cook together in eight neighbourhood kitchens", owner=HEALTH),
        Step("promote", "activity", "Health visitors help families claim Healthy Start", owner=HEALTH),
        Step("coops", "activity", "Food co-ops buy at wholesale prices", owner=STRATEGY),
        Step("fed", "output", "Children have breakfast at school"),
        Step("skills", "output", "Families have cooked together four times or more"),
        Step("claimed", "output", "Healthy Start is claimed by those who may"),
        Step("baskets", "output", "Households buy at co-op prices"),
        Step("learn", "short_outcome", "Children are ready to learn in the morning"),
        Step("confident", "short_outcome", "Families cook with confidence"),
        Step("cheap", "short_outcome", "Good food costs families less", "Food is affordable"),
        Step("choice", "medium_outcome", "Healthy food is the easy choice at home"),
        Step("most", "long_outcome", "People eat well on most days"),
        Step("well", "impact", "Everyone eats well every day", "Everyone eats well every day"),
        Step("prices", "risk", "Food prices rise faster than wages"),
        Step("rent", "driver", "Rents leave less for food"),
    ),
    (
        Link("fund", "coops", "The fund may be spent on stock", months=3),
        Link("grant", "promote", "Health visitors have the time", months=2),
        Link("grant", "cooking", "Eight cooks can be found", months=4),
        Link("kitchens", "cooking", "Schools lend their kitchens after three", months=4),
        Link("fund", "clubs", "Schools want a club", months=3),
        Link("clubs", "fed", "Children come before lessons", months=1),
        Link("cooking", "skills", "Families can come in the afternoon", months=6),
        Link("promote", "claimed", "The card works in nearby shops", months=3),
        Link("coops", "baskets", "Households can carry or share large packs", months=6),
        Link("fed", "learn", "Breakfast is what was missing", "Hunger makes it hard to listen", months=2),
        Link("skills", "confident", "Four times are enough", months=6),
        Link("claimed", "cheap", "The value keeps up with prices", months=1),
        Link("baskets", "cheap", "What is saved is spent on food", months=3),
        Link("prices", "cheap", "Nothing else makes up for it", less=True),
        Link("rent", "cheap", "Food is what households cut first", less=True),
        Link("learn", "choice", "Children bring home what they like", months=12),
        Link("confident", "choice", "There is time to cook", months=6),
        Link("cheap", "choice", "Price is what stands in the way", months=6),
        Link("choice", "most", "Home is where most meals are eaten", months=12, bare=True),
        Link("most", "well", "Those left out are reached as well", months=24, bare=True),
        Link("most", "coops", "Those who eat well join in", feedback=True),
    ),
    {("fed", "learn"): BREAKFAST, ("claimed", "cheap"): VOUCHERS},
)
DIVERSITY = Chain(
    (
        Step("budget", "input", "Leadership budget of council, NHS and police", money=350_000),
        Step("sponsors", "input", "Time of senior sponsors"),
        Step("panels", "activity", "Every appointment panel reflects the borough", owner=STRATEGY),
        Step("scheme", "activity", "A sponsor for each of sixty coming leaders", owner=STRATEGY),
        Step("schools", "activity", "Leaders visit schools and youth clubs", owner=CHILDREN),
        Step("lists", "output", "Shortlists are as diverse as applicants"),
        Step("ready", "output", "Coming leaders have led something large"),
        Step("met", "output", "Young people have met leaders like them"),
        Step("posts", "medium_outcome", "Leaders from more groups are appointed and stay"),
        Step(
            "aspire",
            "medium_outcome",
            "Young people see a way to the top",
            "The next generation is ready to follow",
        ),
        Step(
            "power",
            "long_outcome",
            "Those in power are as diverse as the community",
            "Those in positions of power are as diverse as the community",
        ),
        Step("stay", "assumption", "People who are appointed want to stay"),
    ),
    (
        Link("budget", "panels", "Panels are trained and paid for their time", months=3),
        Link("budget", "scheme", "Employers release people for it", months=3),
        Link("sponsors", "scheme", "Sponsors have the power to open doors", months=3),
        Link("sponsors", "schools", "Leaders can spare a day a month", months=2),
        Link("panels", "lists", "Panels change whom they call", months=6),
        Link("scheme", "ready", "Large tasks are given, not only advice", months=18),
        Link("schools", "met", "Schools find the time", months=6),
        Link("lists", "posts", "The best of the list is chosen", months=12),
        Link("ready", "posts", "Posts become free", months=24, bare=True),
        Link("stay", "posts", "Exit interviews tell the truth"),
        Link("met", "aspire", "One meeting is remembered", months=36, bare=True),
        Link("posts", "power", "Posts carry real power", months=24),
        Link("aspire", "power", "Those who aspire come back as adults", months=120, bare=True),
    ),
)
YOUNG = Chain(
    (
        Step("levy", "input", "Unspent apprenticeship levy of large employers", money=900_000),
        Step("youth", "input", "Youth service budget", money=2_400_000),
        Step("places", "activity", "Employers offer paid first jobs", owner=CHILDREN),
        Step("mentors", "activity", "A mentor for everybody at risk of dropping out", owner=CHILDREN),
        Step("benefits", "activity", "Advisers help families claim what is theirs", owner=CHILDREN),
        Step("started", "output", "Young people start a paid first job"),
        Step("kept", "output", "Young people see the same mentor for a year"),
        Step("claimed", "output", "Families claim what is theirs"),
        Step("confident", "short_outcome", "Young people can picture themselves in work"),
        Step("income", "medium_outcome", "Families have more to live on", "No child grows up in poverty"),
        Step("safe", "medium_outcome", "Young people have somebody to turn to", "Young people are safe"),
        Step(
            "eet",
            "long_outcome",
            "Young people are in work, education or training",
            "Young people are in work, education or training",
        ),
        Step("jobs", "driver", "Fewer first jobs in shops and offices"),
    ),
    (
        Link("levy", "places", "Employers may pass the levy on", months=6),
        Link("youth", "mentors", "Mentors stay longer than a year", months=3),
        Link("youth", "benefits", "Advisers are where families are", months=2),
        Link("places", "started", "Jobs fit those who never worked", months=6),
        Link("mentors", "kept", "Young people choose their mentor", months=12),
        Link("benefits", "claimed", "Forms can be finished in one visit", months=2),
        Link("started", "confident", "The first weeks go well", months=3),
        Link("kept", "confident", "The mentor knows work", months=12),
        Link("kept", "safe", "Trust comes with time", months=12),
        Link("claimed", "income", "Payments are not clawed back", months=2),
        Link("income", "eet", "Young people no longer have to earn for the family", months=24, bare=True),
        Link("confident", "eet", "There are places to go on to", months=12),
        Link("jobs", "started", "Employers cut first jobs first", less=True),
    ),
)
ESTATES = Chain(
    (
        Step("capital", "input", "Housing capital programme", money=14_500_000),
        Step("halls", "input", "Empty shops and halls on estates"),
        Step("retrofit", "activity", "Blocks are insulated and get heat pumps", owner=HOUSING),
        Step("studios", "activity", "Residents run studios in empty shops", owner=HOUSING),
        Step("repairs", "activity", "Damp is treated within two weeks", owner=HOUSING),
        Step("warm", "output", "Homes hold their heat"),
        Step("dry", "output", "Homes are dry"),
        Step("open", "output", "Studios are open in the evening"),
        Step("bills", "short_outcome", "Bills and emissions fall"),
        Step("breathe", "medium_outcome", "Fewer people are ill from their homes", "Homes are healthy"),
        Step("make", "medium_outcome", "More residents make and show things", "Estates unlock creativity"),
        Step(
            "green",
            "long_outcome",
            "Estates and neighbourhoods are sustainable",
            "Estates and neighbourhoods are sustainable",
        ),
        Step("crews", "risk", "Too few trained installers"),
    ),
    (
        Link("capital", "retrofit", "Prices hold for the length of a contract", months=12),
        Link("capital", "repairs", "Crews are not called away", months=1),
        Link("halls", "studios", "Leases cost next to nothing", months=6),
        Link("retrofit", "warm", "Work is checked before the scaffold goes", months=12),
        Link("repairs", "dry", "The cause is treated, not the stain", months=3),
        Link("studios", "open", "Residents hold the keys", months=6),
        Link("warm", "bills", "Residents know the new controls", months=12),
        Link("warm", "breathe", "Air is changed as well as kept in", months=12),
        Link("dry", "breathe", "The damp does not come back", months=12),
        Link("open", "make", "People come who never came", months=12),
        Link("bills", "green", "The grid goes on getting cleaner", months=36, bare=True),
        Link("crews", "retrofit", "Wages elsewhere are higher", less=True),
    ),
)
CHAINS = {"food": FOOD, "diversity": DIVERSITY, "young-people": YOUNG, "estates": ESTATES}
