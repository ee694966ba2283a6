"""
Words by the part that they have in a sentence: closed classes, everyday verbs, general nouns.

Only to judge what two texts do not share: a particle may be missing, a verb may be another one, a
general noun may stand for what was named; a noun that names something may not be another.
"""

from typing import Final

from core.dreams.extract.language.lexicon import root
from core.transcripts.fields import words

PARTICLES: Final = frozenset(
    root(word)
    for word in words(
        "about above across after against ahead along among anywhere apart around aside away back"
        " before behind below beneath beside besides between beyond by despite down due during"
        " elsewhere everywhere except forth forward from further hence here home in indoors inside"
        " into inwards near nearby next off on onto opposite out outdoors outside outward over"
        " overhead past per round since somewhere than there through throughout till to together"
        " toward towards under underneath unlike until up upon upward upwards downward downwards"
        " upstairs versus via while with within without worth me us him her them myself yourself"
        " itself himself herself ourselves themselves mine yours hers ours theirs whatever"
        " whichever whoever whom whose anyhow however somehow please ever whole hardly barely"
        " merely else enough"
    )
)
"""Prepositions, particles and pronouns."""

VERBS: Final = frozenset(
    root(word)
    for word in words(
        "accept achieve acquire act adapt add adjust admit advise affect afford agree aim alert"
        " align allocate alter announce appear apply appoint approach approve argue arrive"
        " assemble assess assign assist attach attend avoid await bake balance ban bend bill bind"
        " bleed blend block blow boil bolt boost borrow bounce break brew brief build bump burn"
        " burst calibrate cancel catch cause cease challenge charge chase chill choke chop clamp"
        " clean clear climb clip close clog coat collapse collect combine complain complete"
        " compress compute conceal confirm confuse connect conserve construct consult consume"
        " convert convince cook cool correct corrode cough cover crack crash creep cross crush cry"
        " cure cut damage deactivate decay decide declare decline decrease deduct defer define"
        " degrade delay delete deny depart deploy derive destroy detach detect determine develop"
        " dig dip disable disappear discharge disconnect discover discuss dismantle dispatch"
        " display dissolve distribute disturb diverge divide double drag drain draw dress drift"
        " drill drip drive drop dry dump earn ease eat edit eject eliminate emit employ empty"
        " enable encounter endorse enforce enlarge ensure erase err escape establish estimate"
        " evacuate evaluate examine exceed exchange exclude excuse exit expand expire explode"
        " expose extend extract fade fail fall fasten feed feel fetch fight fill filter fire flake"
        " flash flicker float flood flow flush fly foam fold forget forward freeze fry fuel gain"
        " gather generate glue grab grant grease grind grip grow guard guess guide gush halt"
        " hammer hand hang harden harm heal heat hesitate hide hire hit hoist hurry hurt identify"
        " ignore immerse implode import improve inflate inform inhibit inject insert insist"
        " inspect install instruct insulate intend interrupt introduce investigate invite isolate"
        " iron jam join judge jump kick kill knock lack lag laugh launch leak lean learn leap lend"
        " let lift limit link listen load lock loosen lose lower maintain mark melt merge mind"
        " miss mix modify monitor mount mow multiply nail neglect notice notify obey object oblige"
        " observe obtain occupy oil omit operate oppose overheat overflow overlook overwrite owe"
        " pack paint park part paste pause pay peel permit persuade phone pin plant plug point"
        " polish postpone pour practise press pressurise prevent print proceed process produce"
        " prohibit promise promote prompt protect prove provoke pull pump punch purge push qualify"
        " quarantine quit quote raise reach react read realise rebuild recharge reckon recognise"
        " recommend record recover recycle redact redo reduce refer refill refuse regain register"
        " reject relax release rely remain remind remove rename renew rent reopen repair repeat"
        " replace reply rescue reset reside resist resolve rest restore restrict resume retain"
        " retire retract retry reveal reverse review rinse rise roll rotate rub ruin rush sack"
        " sample saw scan scare scatter scratch scream scrub seal search secure select sell"
        " separate settle sew shake shape share shed shift shine shiver shoot shout shove shrink"
        " shut sign signal silence sink skip slide slip slow smash smear smell smoke soak soften"
        " sort sow spill spin split spoil spray spread squash squeeze stack stain stall stamp"
        " start stay steal steer step stick stir stitch store stow strain strengthen stretch"
        " strike strip submit subtract suck suffer suit suppress surprise surround survive suspend"
        " swallow swap sweep swell swing switch synchronise take tap taste tear test thaw think"
        " throttle throw tie tighten tilt time tip touch tow trace trade trail train transfer"
        " transform translate trap travel treat trigger trim trip trust tune twist undo unload"
        " unlock unplug unwrap update upload vanish vary vent visit wake warm warn wash waste"
        " water weaken wear weigh weld wet whisper whistle win wind wipe withdraw wrap yell yield"
        " zero"
        " abandon accompany aggregate amend annotate answer approve archive ask back bar bathe"
        " batch beat blast book box breed brush carry cast certify chew chock circulate code"
        " colour comb commit compact compile compost confiscate construct contact copy count crop"
        " cull cultivate decant decorate dial dim discard disinfect dispense dispose dock dose"
        " draft dust email embed encode encrypt engrave erect escort evacuate examine excavate"
        " execute export fax fertilise finance flag flash fold format frame fumigate furnish"
        " garnish glaze graze greet groom handle harrow harvest heat host hose ice ingest inquire"
        " inspect instruct insulate invoice label laminate lease letter level liaise license"
        " load lodge log lubricate mail manoeuvre map mark mash mask massage mend migrate milk"
        " mill mop moor muck mute navigate number nurse order organise page pasteurise patch"
        " patrol peel pickle pilot plaster plate plough plug prepare prescribe price prime prune"
        " purchase quarantine quarry quench quote radio rake ramp rate reboot rebuild record"
        " recover recruit redact refill refine refresh refund refuse regrade rehearse reheat"
        " reload relocate remind rename rent reorder repair repeat replicate rerun resend reserve"
        " reset restart restock restore resume retry return reuse revert rig rinse rotate route"
        " sand sanitise saw scale scan schedule score scrape screen screw scrub seal season"
        " sell service settle sew shake sharpen shear shell shelve shield ship shock shuffle"
        " shut sieve sign simmer skim slice slide slow smoke smooth snapshot sort sow spin split"
        " spray spread stable stack staff stage stamp starve steam steer sterilise stir stitch"
        " store strain strap strip study subtract sugar survey suspend swab tag tape teach tell"
        " temper tend test thatch thin tick tidy toast toll top torque train transcode translate"
        " transport trap treat trust tutor type unlock unpack vacuum validate varnish verify vote"
        " warn waterproof weed weigh weld wheel whip wipe wire work worm write"
    )
)
"""What is done: everyday verbs."""

GENERAL: Final = frozenset(
    root(word)
    for word in words(
        "ability access account act action activity addition age aim amount answer approach area"
        " arrangement aspect attempt attention base basis behaviour benefit bit case cause chance"
        " change character choice circumstance claim class collection comment condition contact"
        " content context control copy course data date day deal degree detail difference"
        " direction effect effort element entry event example experience extent fact factor"
        " feature figure form function group half handling idea impact incident individual"
        " information instance issue item job kind line list loss lot manner mark material matter"
        " means measure message mind mode moment move name need notice number object occasion"
        " operation option order outcome part party pattern people period person piece place plan"
        " point position practice presence problem procedure process product property purpose"
        " quality quantity question range rate reading reason record reference remark rest result"
        " role row rule sake scene section sense series service session set setting shape side"
        " situation size someone sort source stage standard start state statement status step"
        " stock stuff subject substance sum system task team term test thing time top total"
        " trouble turn type unit use usage value variety version visit way whole word work year"
        " today tomorrow yesterday true false real actual affected concerned relevant various"
        " usual normal regular general particular special specific main extra additional separate"
        " total relative"
    )
)
"""Nouns and adjectives that name nothing by themselves."""

WHICH: Final = frozenset(
    root(word)
    for word in words(
        "full whole next previous other new newest latest old recent big large great small little"
        " long short high low left right early late main half good bad best worst upper lower"
        " inner outer"
    )
)
"""Light words that may tell which one of several is meant."""
