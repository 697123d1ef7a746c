package language

import "strings"

// closedLemmas has the lemmas of the closed classes, by tag and word, where they
// are not the word itself.
var closedLemmas = pairs(`
	PRP|i=I PRP|me=I PRP|him=he PRP|her=she PRP|us=we PRP|'s=we PRP|them=they PRP|'em=they PRP|em=they
	PRP|mine=my PRP|yours=your PRP|hers=her PRP|ours=our PRP|theirs=their PRP|u=you PRP|ya=you PRP|thee=thou PRP|s=we
	PRP$|thy=your PRP$|yo=your DT|an=a DT|these=this DT|those=that PDT|those=that
	MD|'ll=will MD|'d=would MD|ca=can MD|wo=will MD|sha=shall MD|ma=may MD|d=would MD|ll=will
	RB|n't=not RB|nt=not RB|n=not RB|'nt=not TO|na=to TO|ta=to CC|'n'=and CC|n=and IN|thru=through
	:|--=- NN|am=a.m. NN|pm=p.m. RB|am=a.m. RB|pm=p.m. CD|k=thousand CD|m=million CD|mn=million CD|b=billion CD|bn=billion CD|tn=trillion FW|etc=etc. UH|ok=ok
	NNS|media=media PRP$|their=their
	JJR|better=good JJS|best=good RBR|better=well RBS|best=well JJR|worse=bad JJS|worst=bad RBR|worse=badly RBS|worst=badly
	JJR|more=more RBR|more=more JJS|most=most RBS|most=most JJR|less=less RBR|less=less JJS|least=least RBS|least=least
	JJR|fewer=few JJS|fewest=few JJR|further=far RBR|further=far JJR|farther=far RBR|farther=far
	JJS|furthest=far JJS|farthest=far RBS|furthest=far JJR|elder=old JJS|eldest=old`)

// pairs reads tag|word=lemma entries into a table by "tag word".
func pairs(list string) map[string]string {
	out := map[string]string{}
	for s := range strings.FieldsSeq(list) {
		key, form, _ := strings.Cut(s, "=")
		tag, word, _ := strings.Cut(key, "|")
		out[tag+" "+word] = form
	}
	return out
}

// forms reads entries of a base and its other forms into a table by form; of two
// bases the first stays.
func forms(lines string) map[string]string {
	out := map[string]string{}
	for line := range strings.SplitSeq(lines, ",") {
		words := strings.Fields(line)
		for _, w := range words {
			if _, ok := out[w]; !ok {
				out[w] = words[0]
			}
		}
	}
	return out
}

// irregularVerbs has the forms of verbs that the rules do not undo, and words that
// look like forms and are none, each verb's base first.
var irregularVerbs = forms(`
	be am is are was were been being 'm 're m re ai s, have has had having 've ve, do does did done doing, go goes went gone going gon,
	say said, miss misses missed missing, present presents presented presenting, discover, rest rests rested resting, rear, restore, rely relying, schedule scheduled scheduling, get got gotten gettin, make made, take took taken, see saw seen, come came, know knew known, think thought, give gave given,
	find found, tell told, become became, leave left, feel felt, put, bring brought, begin began begun beginning, keep kept,
	hold held, write wrote written, stand stood, hear heard, let, mean meant, set, meet met, run ran running, pay paid payed,
	sit sat, speak spoke spoken, lie lay lain lying lies lied, lead led, read, grow grew grown, lose lost, fall fell fallen,
	send sent, build built, understand understood, draw drew drawn, break broke broken, spend spent, cut, rise rose risen,
	drive drove driven, buy bought, wear wore worn, choose chose chosen, seek sought, throw threw thrown, catch caught,
	deal dealt, win won, fight fought, teach taught, eat ate eaten, sell sold, fly flew flown flies, sing sang sung singing,
	forget forgot forgotten, sleep slept, hit, shoot shot, hang hung, strike struck stricken, shake shook shaken, ride rode ridden,
	feed fed, sink sank sunk, beat beaten, steal stole stolen, freeze froze frozen, bear bore borne born, forgive forgave forgiven,
	swim swam swum, blow blew blown, hide hid hidden, cast, hurt, cost, shut, split, spread, quit, rid, shed, thrust, burst, bet, wed,
	sweep swept, weep wept, creep crept, bend bent, lend lent, swear swore sworn, tear tore torn, wake woke woken, light lit,
	dig dug, stick stuck, sting stung stinging, swing swung swinging, spin spun, cling clung clinging, wring wrung wringing, sling slung,
	ring rang rung ringing, bring bringing, spring sprang sprung springing, string strung stringing, fling flung flinging,
	drink drank drunk, shrink shrank shrunk, stink stank stunk, bite bit bitten, slide slid, breed bred, bleed bled, flee fled, speed sped,
	flee fled fleeing fleeing flees, bind bound, wind wound, grind ground, lay laid, show shown, prove proven, sew sewn, sow sown, saw sawn,
	mow mown, swell swollen, dwell dwelt, spill spilt, spell spelt, smell smelt, burn burnt, learn learnt, dream dreamt,
	leap leapt, lean leant, kneel knelt, spoil spoilt, bid, forbid forbade forbidden, spit spat, tread trod trodden,
	weave wove woven, arise arose arisen, withdraw withdrew withdrawn, overcome overcame, undergo underwent undergone undergoes,
	shine shone, stride strode, strive strove striven, slay slew slain, sneak snuck, plead pled, slit, forecast, broadcast, upset,
	die dies died dying, tie ties tied tying, vie vies vied vying, belie belies belied belying, untie unties untied untying,
	agree agreed agreeing agrees, see seeing sees, free freed freeing frees, disagree disagreed disagreeing, guarantee guaranteed guaranteeing,
	decree decreed, oversee oversaw overseen overseeing, foresee foresaw foreseen, referee refereed, need needed, feed, bleed, breed, exceed, proceed, succeed, speed, seed, weed, heed, cede ceded ceding,
	dye dyed dyeing, eye eyed eyeing, shoe shod, age aged ageing, singe singed singeing, canoe canoed canoeing,
	bus bused, use used using, focus focused focusing focuses focussed, bias biased, gas gassed, discuss, process, access, bless, pass,
	quiz quizzed quizzes, tax, add added adding, err erred, egg egged, ebb ebbed, purr purred, bully bullied,
	bring, sing, king, ping pinged, wing winged, bang banged, hang hanged, long longed, belong belonged, clang, ding, throng thronged, prolong prolonged prolonging,
	panic panicked panicking, picnic picnicked, mimic mimicked mimicking, traffic trafficked trafficking, frolic frolicked,
	label labelled labelling, travel travelled travelling, cancel cancelled cancelling, model modelled modelling, signal signalled signalling,
	fuel fuelled fuelling, counsel counselled counselling, level levelled levelling, marvel marvelled, quarrel quarrelled quarrelling, total totalled totalling,
	channel channelled channelling, initial initialled, equal equalled equalling, rival rivalled, tunnel tunnelled, unravel unravelled, dial dialled dialling, jewel jewelled,
	control controlled controlling, compel compelled compelling, expel expelled expelling, propel propelled propelling, repel repelled repelling, excel excelled excelling,
	rebel rebelled rebelling, patrol patrolled patrolling, fulfil fulfilled fulfilling, enrol enrolled enrolling, instil instilled instilling, distil distilled, annul annulled, dispel dispelled, extol extolled, cajole cajoled,
	taste tasted tasting tastes, paste pasted pasting, waste wasted wasting, haste, baste,
	bathe bathed bathing, breathe breathed breathing, clothe clothed clothing, soothe soothed soothing, loathe loathed, seethe seethed, teethe teething, writhe writhed, lathe,
	create created creating, recreate recreated recreating, procreate procreated procreating,
	owe owed owing, awe awed, ooze oozed oozing, snooze snoozing, freeze freezing, sneeze sneezed sneezing, squeeze squeezed squeezing, breeze breezed, seize seized seizing, gauze, gaze gazed gazing, blaze blazed, waltz waltzed,
	change changed changing, range ranged ranging, arrange arranged arranging, exchange exchanged exchanging, challenge challenged challenging, avenge avenged, revenge, plunge plunged plunging, lunge lunged, cringe cringed, infringe infringed infringing, hinge hinged, lounge lounged, rearrange rearranged, scavenge scavenged, derange deranged, estrange estranged, impinge impinged, binge binged,
	cause caused causing, pause paused, raise raised raising, please pleased pleasing, praise praised, increase increased increasing, decrease decreased decreasing, release released releasing, lease leased leasing, cease ceased ceasing, tease teased, grease greased, crease creased`)

// baseLemmas has the forms without ending that are no base.
var baseLemmas = forms(`be 'm 're m re am are is was were ai s r 's, have 've ve 's 'd of, go gon, want wan, get got gettin, do d`)

// verbPrefixes stand before irregular verbs.
var verbPrefixes = strings.Fields(`re un over under out mis fore with up inter pre off`)

// withE end the stems of verbs that lose an e before -ed and -ing.
var withE = strings.Fields(`c v dg rg lg u s z
	bl cl dl gl kl pl tl fl zl
	iat uat suad guid ieg coincid`)

// longWithE end the stems of more than one syllable that do, after a vowel by
// itself, longWithoutE those among them that do not.
var (
	longWithE = strings.Fields(`at ut ad id od ud ag ib ok ak ap in il ir ur ar um yp yl yr yk yn yz im
		invit unit ignit excit recit incit pedit cit rewrit promot devot denot quot vot
		plet delet compet concret plor gnor stor ador scor ced ped sed sever interfer adher cohes
		venc ven pon don phon welcom becom leg lop mop cop`)
	longWithoutE = strings.Fields(`format combat murmur collar margin rapid begin inherit victim debut develop gallop envelop ballot pencil fulfil
		gossip abandon pardon happen open reckon question mention reason season person weapon fasten listen threaten`)
)

// irregularNouns has the plurals that the rules do not undo and words in s that
// are their own singular.
var irregularNouns = forms(`person people, man men, woman women, child children, foot feet, tooth teeth, goose geese, mouse mice, louse lice, ox oxen, die dice,
	life lives, wife wives, knife knives, leaf leaves, half halves, wolf wolves, shelf shelves, self selves, thief thieves, calf calves,
	loaf loaves, scarf scarves, hoof hooves, elf elves, sheaf sheaves,
	series, species, means, news, clothes, thanks, troops, regards, politics, pants, islamist islamists, crossroads, headquarters, barracks, work works, gallows, sheep, deer, fish, aircraft, spacecraft, offcorps, chassis, data, media, police, cattle, swine, salmon, trout, percent, hertz, savings,
	criterion criteria, phenomenon phenomena, datum, medium, bacterium bacteria, curriculum curricula, memorandum memoranda, stratum strata, erratum errata, automaton automata,
	stimulus stimuli, alumnus alumni, fungus fungi, nucleus nuclei, radius radii, locus loci, cactus cacti, syllabus syllabi, focus foci, terminus termini,
	larva larvae, alga algae, formula formulae, antenna antennae, vertebra vertebrae, alumna alumnae, nebula nebulae,
	analysis analyses, crisis crises, thesis theses, hypothesis hypotheses, diagnosis diagnoses, axis axes, oasis oases, synthesis syntheses, parenthesis parentheses, emphasis emphases, prognosis prognoses, synopsis synopses, neurosis neuroses, metamorphosis metamorphoses, genesis geneses,
	index indices, matrix matrices, appendix appendices, vertex vertices, vortex vortices, codex codices,
	bureau bureaux, plateau plateaux, tableau tableaux,
	movie movies, cookie cookies, zombie zombies, calorie calories, tie ties, pie pies, lie lies, selfie selfies, rookie rookies, hippie hippies, brownie brownies, veggie veggies, genie genies, prairie prairies, smoothie smoothies, birdie birdies, collie collies, pixie pixies, bookie bookies, foodie foodies, newbie newbies, freebie freebies, goalie goalies, junkie junkies, auntie aunties, sortie sorties, hoodie hoodies, indie indies,
	ache aches, headache headaches, cache caches, niche niches, avalanche avalanches, psyche psyches, moustache moustaches, mustache mustaches, axe,
	shoe shoes, toe toes, foe foes, canoe canoes, hoe hoes, oboe oboes,
	bus buses busses, gas gases, lens lenses, quiz quizzes, yes yeses, plus pluses`)

// compoundNouns end other nouns.
var compoundNouns = forms(`man men, woman women, child children, foot feet, tooth teeth, wife wives, shelf shelves, mouse mice, self selves, life lives, knife knives, person people, craft`)

// esPlurals end plurals that lose es.
var esPlurals = strings.Fields(`sses shes ches xes zzes roes toes choes goes does
	viruses bonuses campuses statuses censuses biases atlases focuses choruses circuses consensuses surpluses apparatuses geniuses walruses caucuses prospectuses statuses sinuses abacuses uteruses fetuses canvases christmases aliases irises pancreases bosses`)

// comparedWithE end adjectives that lose an e before -er and -est.
var comparedWithE = strings.Fields(`rg af ag lat los wid nic mpl strang rar pur fin wis loos cut fre saf brav larg clos sur sor whit rud nobl abl gentl subtl humbl littl ripe ripp pal lam tam gam blu tru wid crud sever dens tens intens obscur matur remot rip ic dir bar mer hug vagu extrem polit absolut`)

// marks has the lemmas of punctuation marks with variants.
var marks = map[string]string{
	"“": "\"", "”": "\"", "„": "\"", "«": "\"", "»": "\"", "``": "\"", "''": "\"", "‘": "'", "’": "'", "`": "'",
	"–": "-", "…": "...",
}

var months = map[string]string{
	"Jan": "January", "Feb": "February", "Mar": "March", "Apr": "April", "Aug": "August", "Sep": "September", "Sept": "September",
	"Oct": "October", "Nov": "November", "Dec": "December",
	"Jan.": "January", "Feb.": "February", "Mar.": "March", "Apr.": "April", "Aug.": "August", "Sep.": "September", "Sept.": "September",
	"Oct.": "October", "Nov.": "November", "Dec.": "December",
}

// namedEndings end most of the adjectives that are made of a name, namedAdjectives
// are others.
var namedEndings = strings.Fields(`ican lian nian sian ptian sian ndian adian tian ese`)

var namedAdjectives = wordSet(`british english irish spanish turkish polish danish swedish finnish scottish jewish kurdish flemish welsh dutch french german greek swiss czech arab arabic
	iraqi israeli pakistani saudi afghan yemeni omani kuwaiti qatari bahraini emirati bengali bangladeshi azerbaijani uzbek tajik kazakh turkmen kyrgyz somali sudanese
	european korean cuban african mexican american roman german norman puerto haitian tibetan moroccan libyan syrian kenyan ugandan nigerian ghanaian chilean
	moslem muslim christian catholic protestant orthodox buddhist hindu sikh sunni shiite shia islamic islamist baathist republican democratic marxist communist nazi
	baltic arctic antarctic atlantic pacific mediterranean byzantine victorian elizabethan shakespearean icelandic slavic hispanic latin latino asian western eastern
	thai filipino lebanese palestinian hebrew philippine argentine ottoman soviet serb croat slovak slovene bosniak uighur hutu tutsi zionist taliban`)
