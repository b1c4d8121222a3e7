"""The words by which kinds of danger are told apart, whatever the bot made of a message.

Patterns over plain words (`answers.plain_words`), by kind and not by wording. They raise nothing by
themselves: `danger_reading.py` says what follows from them.
"""

import re


def words_of(*patterns: str) -> re.Pattern[str]:
    """Whole words, any of the patterns."""
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b")


ALARM = words_of(r"alarms?", r"detectors?", r"carbon monoxide", r"monoxide", r"co alarm")
SOUNDS = words_of(
    r"beep\w*", r"bleep\w*", r"going off", r"gone off", r"went off", r"goes off", r"sounding",
    r"chirp\w*", r"ringing", r"wont stop", r"screaming", r"flashing", r"red light",
)  # fmt: skip
# Whatever it is called: "the white thing on the landing wont stop beeping".
BEEPS = words_of(r"beep\w*", r"bleep\w*", r"chirp\w*")
BURNS_FUEL = words_of(
    r"boilers?", r"gas fires?", r"flues?", r"cookers?", r"hob", r"stoves?", r"wood ?burners?",
    r"log burners?", r"fireplaces?", r"paraffin heaters?", r"generators?", r"barbecues?", r"bbq",
)  # fmt: skip
BURNS_BADLY = words_of(
    r"fumes?", r"soot\w*", r"yellow flames?", r"orange flames?", r"flame is (?:yellow|orange)",
    r"smok(?:e|es|y|ing)", r"stuffy", r"condensation all over", r"black marks?", r"pilot\w* keeps",
)  # fmt: skip
# Signs of poisoning, not of being ill in general: a cold house makes people poorly too.
POISONED = words_of(
    r"headaches?", r"head aches?", r"head hurts", r"heads hurt", r"pounding head", r"dizz\w+",
    r"light ?headed", r"drows\w+", r"woozy", r"groggy", r"naus\w+", r"feel(?:s|ing)? sick",
    r"felt sick", r"been sick", r"being sick", r"throwing up", r"vomit\w*", r"faint\w*",
    r"so sleepy", r"very sleepy", r"really sleepy", r"sleepy all", r"cant stay awake",
    r"cant keep (?:my|her|his) eyes open", r"confused", r"floppy", r"passed out", r"collapsed",
)  # fmt: skip
NO_SIGN = words_of(
    r"sick of", r"sick and tired", r"a headache (?:of|trying|getting|dealing)",
    r"giv(?:ing|es) me a headache", r"(?:been|is|was|what|such) a (?:\w+ )?headache",
    r"no headaches?", r"not dizzy", r"nobody is (?:ill|sick|dizzy)", r"no one is (?:ill|sick)",
    r"faint (?:smell|noise|sound|beep\w*|line|mark|crack)", r"nobody feels", r"feel(?:ing)? fine",
    r"we are (?:all )?fine", r"confused (?:about|by|as to)", r"bit confused why",
    r"confused (?:now|here|which|what|why)",
)  # fmt: skip
UNWAKEABLE = words_of(
    r"floppy", r"limp", r"wont wake(?: up)?", r"cant wake", r"cannot wake", r"not waking",
    r"doesnt wake", r"isnt waking", r"unconscious", r"unresponsive", r"blue lips",
    r"lips (?:are|have gone|gone|going) blue", r"not breathing", r"isnt breathing",
    r"stopped breathing", r"barely breathing",
)  # fmt: skip
GRAVELY_ILL = words_of(
    r"floppy", r"limp", r"wont wake(?: up)?", r"cant wake", r"cannot wake", r"not waking",
    r"doesnt wake", r"isnt waking", r"unconscious", r"unresponsive", r"not responding",
    r"wont respond", r"blue lips", r"lips (?:are|have gone|gone|going) blue", r"gone blue",
    r"turn(?:ed|ing) blue", r"not breathing", r"isnt breathing", r"stopped breathing",
    r"barely breathing", r"cant breathe", r"cannot breathe", r"struggling to breathe",
    r"having a (?:fit|seizure|stroke)", r"chest pains?", r"heart attack", r"choking",
    r"overdos\w+", r"bleeding (?:badly|heavily|a lot)", r"wont stop bleeding",
)  # fmt: skip
SOMEBODY = words_of(
    r"bab(?:y|ies)", r"child\w*", r"toddler", r"son", r"daughter", r"kids?", r"he", r"hes", r"she",
    r"shes", r"him", r"his", r"her", r"mum", r"dad", r"nan", r"gran\w*", r"husband", r"wife",
    r"partner",
    r"neighbour", r"man", r"woman", r"lady", r"someone", r"somebody", r"i", r"im", r"me", r"my",
    r"they", r"brother", r"sister", r"friend", r"tenant", r"person",
)  # fmt: skip
# What hangs or sticks is limp as well.
THINGS_LIMP = words_of(
    r"(?:handle|door|blind|curtain|hose|wire|cable|seal|flap|letterbox|gutter)\w* \w+ (?:floppy"
    r"|limp)",
    r"(?:floppy|limp) (?:handle|door|blind|curtain|hose|wire|cable|seal|flap)",
    r"(?:handle|tap|lever|switch) (?:is|has gone|went|feels) (?:floppy|limp)",
    r"(?:cats?|dogs?|kittens?|pupp\w+|hamsters?|rabbits?|budgies?|plants?) (?:\w+ ){0,3}"
    r"(?:floppy|limp)",
)  # fmt: skip
# Said to be not so: "hes not choking, just wheezing".
NOT_ILL = words_of(
    r"(?:not|isnt|aint|wasnt|never|no longer) (?:\w+ )?(?:choking|floppy|limp|unconscious"
    r"|unresponsive|bleeding|struggling to breathe|having a fit)",
)  # fmt: skip
LIFT = words_of(r"lifts?", r"elevators?")
IN_THE_LIFT = words_of(
    r"(?:in|inside) (?:the|a|this|our) (?:lift|elevator)",
    r"(?:lift|elevator) with \w+ (?:in|inside)",
    r"(?:in|inside) it", r"between floors", r"doors wont open", r"stuck in there",
    r"trapped in there",
    r"(?:lift|elevator) (?:has )?(?:stopped|stuck) with", r"hear (?:them|someone|him|her)",
)  # fmt: skip
# The ones whose words each crisis text is for.
PARTNER = words_of(
    r"(?:ex )?partners?", r"ex", r"(?:ex ?)?husband", r"(?:ex ?)?wife", r"(?:ex ?)?boyfriend",
    r"(?:ex ?)?girlfriend", r"bf", r"gf", r"fella", r"hubby", r"spouse", r"fianc\w+", r"missus",
)  # fmt: skip
CHILD = words_of(
    r"child\w*", r"kids?", r"bab(?:y|ies)", r"toddlers?", r"bairns?", r"weans?", r"infant",
    r"newborn", r"little (?:boy|girl|one)s?", r"schoolgirl", r"schoolboy", r"teenager", r"minor",
    r"year olds?", r"son", r"daughter", r"grandson", r"granddaughter",
)  # fmt: skip
HARM_TO_A_CHILD = words_of(
    r"alone", r"on (?:their|her|his) own", r"bruis\w+", r"beat\w*", r"hit\w*", r"hurt\w*",
    r"slap\w*",
    r"neglect\w*", r"starv\w+", r"filthy", r"abus\w+", r"touch\w*", r"groom\w*", r"molest\w*",
    r"scream\w*", r"crying", r"cries", r"shak(?:e|es|ing|en)", r"locked in", r"hungry",
    r"left (?:at )?home", r"scared of", r"threw", r"smack\w*", r"exploit\w*", r"harm\w*",
)  # fmt: skip
SELF_HARM = words_of(
    r"suicid\w*", r"kill (?:my|him|her|them)sel\w+", r"killing (?:my|him|her)self",
    r"end (?:it|my life|things)",
    r"(?:want|wanna|going|rather|wish i was|better off|wants|ready) (?:to )?(?:die|dead|be dead)",
    r"dont want to (?:live|be here|wake up|carry on|go on)",
    r"no (?:point|reason) (?:in )?(?:living|to live|going on)",
    r"cant (?:go on|carry on|do this any ?more|take (?:it|this|any) ?(?:any)? ?more|cope)",
    r"self ?harm\w*", r"hurt (?:my|him|her)self", r"cut(?:ting)? (?:my|him|her)self",
    r"hang (?:my|him|her)self",
    r"overdos\w+", r"jump off", r"jump(?:ing)? from", r"take all (?:my|the) \w+", r"worthless",
    r"hate (?:my life|myself)", r"give up on (?:life|everything)", r"nothing (?:left )?to live for",
    r"harm (?:my|him|her)self", r"end my", r"top myself",
    r"do (?:something|anything) (?:silly|stupid)",
    r"not be here", r"wont be here", r"better off without me", r"dark thoughts", r"die",
)  # fmt: skip
ABUSED = words_of(
    r"hit\w*", r"beat\w*", r"punch\w*", r"kick\w*", r"chok\w*", r"strangl\w*", r"threat\w*",
    r"kill\w*",
    r"abus\w+", r"control\w*", r"scared", r"afraid", r"frightened", r"terrified", r"stalk\w*",
    r"follow\w*", r"hurt\w*", r"hide|hiding", r"wont let me", r"rap(?:e|ed|es)", r"forc\w+",
    r"violen\w*",
    r"harass\w*", r"found (?:me|us|out where)", r"get in", r"outside", r"banging", r"restraining",
    r"injunction", r"attack\w*", r"assault\w*", r"takes? (?:all )?my money", r"locks? me",
    r"smash\w*",
)  # fmt: skip
DOG = words_of(r"dogs?", r"xl bully", r"staffy", r"pitbull", r"alsatian", r"rottweiler")
BITES = words_of(
    r"bit", r"bite\w*", r"bitten", r"attack\w*", r"lung\w+", r"maul\w*", r"went for", r"savag\w*"
)
# What gas, electricity, fire and water are told by, in the middle of a conversation.
GAS = words_of(
    r"gas\w*", r"smell\w*", r"stink\w*", r"stench", r"whiff\w*", r"pong\w*", r"fumes?", r"hiss\w*",
    r"leak\w*", r"meter", r"hob", r"cooker", r"boiler", r"pilot", r"eggs?",
)  # fmt: skip
ELECTRIC = words_of(
    r"electr\w*", r"spark\w*", r"shock\w*", r"wir(?:e|es|ing)", r"sockets?", r"plugs?",
    r"switch\w*", r"fuse\w*", r"buzz\w*", r"crackl\w*", r"fizz\w*", r"burn\w*", r"smok\w*",
    r"smell\w*", r"lights?", r"power", r"bang\w*", r"pop\w*", r"trip\w*", r"box", r"meter",
    r"cable", r"lead", r"scorch\w*", r"hot", r"melt\w*", r"glow\w*", r"water", r"wet",
)  # fmt: skip
BURNING = words_of(
    r"fire", r"flames?", r"smok\w*", r"burn\w*", r"alight", r"smoulder\w*", r"scorch\w*",
    r"singe\w*", r"smell\w*", r"hot", r"glow\w*", r"ablaze", r"blaz\w*", r"melt\w*", r"spark\w*",
    r"alarm",
)  # fmt: skip
WATER = words_of(
    r"water", r"leak\w*", r"flood\w*", r"pour\w*", r"drip\w*", r"burst\w*", r"wet", r"gush\w*",
    r"soak\w*", r"overflow\w*", r"run\w*", r"pipes?", r"tap", r"ceiling", r"spray\w*", r"spurt\w*",
    r"damp", r"bath", r"toilet", r"sink", r"stopcock", r"carpet", r"floor", r"bucket", r"coming",
    r"through", r"thru",
)  # fmt: skip
WEAPON = words_of(
    r"kni(?:fe|ves)", r"guns?", r"machetes?", r"hammer", r"(?:baseball )?bat", r"axe", r"weapons?",
    r"acid", r"crowbar", r"stab\w*", r"shoot\w*", r"shot", r"fight\w*", r"murder\w*", r"rob\w*",
    r"break(?:ing)? in", r"kick(?:ing)? (?:the|my) door", r"push\w*", r"spat", r"thr(?:ew|ow)\w*",
)  # fmt: skip
HURTS_A_CHILD = words_of(
    r"(?:hit|hits|hitting|hurt|hurts|hurting|beat|beats|beating|slaps?|slapped|shakes|shook|shaking"
    r"|smack\w*|punch\w*|kick\w*|abus\w+|touch\w*|neglect\w*|screams at|screaming at|starv\w+)"
    r" (?:\w+ )?(?:child\w*|kids?|bab(?:y|ies)|toddler|son|daughter|bairns?|weans?"
    r"|little (?:boy|girl|one))",
)  # fmt: skip
UPSTAIRS = words_of(
    r"floors?", r"flat", r"home", r"house", r"upstairs", r"building", r"block", r"stairs",
    r"wheelchair", r"appointment", r"hospital", r"get (?:down|up)", r"shopping", r"go out", r"week",
)  # fmt: skip
