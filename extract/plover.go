package extract

import "rapporteur"

// A coding is one row of the code book of events: with which words an event of a
// type has a mode of PLOVER and a code of CAMEO. Modes and types are those of the
// PLOVER manual, draft 2.0 (Open Event Data Alliance, CC BY-SA 4.0), codes those of
// CAMEO 1.1b3 (Schrodt 2012); where the two disagree the mode decides.
type coding struct {
	mode, cameo string
	// anchor are dictionary forms one of which the anchor has, near those one of
	// which the anchor or what hangs at it has; an empty list asks for nothing.
	anchor, near map[string]bool
}

func code(mode, cameo, anchor, near string) coding {
	return coding{mode, cameo, set(anchor), set(near)}
}

// The words that several rows share.
const (
	talking    = `talk negotiation negotiate meeting meet session summit round dialogue table conference sit discussion sit-down visit trip attend come invitation reconvene consultation engage gathering`
	ceasing    = `ceasefire cease-fire truce armistice halt stop cease pause suspend fighting fire hostility attack strike shelling bombing bombardment offensive violence lull`
	leaving    = `withdraw withdrawal pullout pull-out pullback leave quit retreat evacuate redeploy vacate pull abandon`
	freeing    = `release free freedom hostage prisoner captive detainee liberate exchange swap detain jail`
	letting    = `inspector monitor observer access convoy peacekeeper aid corridor visit let allow admit inspection relief`
	lifting    = `sanction blockade curfew embargo tariff ban restriction lift ease exemption`
	mediating  = `mediate mediation mediator broker brokered facilitate facilitation facilitator shuttle intermediary go-between interlocutor good host`
	aiding     = `help aid assistance assist support money fund loan credit weapon arm weapons supply grant relief troop rifle equip equipment asylum extradite extradition`
	ruling     = `law policy constitution election parliament government reform resign quota tax levy rule budget post minister cabinet power seat share bill`
	speaking   = `phone telephone call video teleconference videoconference videolink line ring`
	travelling = `visit travel trip arrive arrival fly land tour stopover journey stop host receive welcome greet come head depart go touch set`
	gunning    = `shoot shooting gun gunman rifle bullet gunfire fire gunfight firefight pistol`
	shelling   = `shell shelling artillery rocket mortar missile tank howitzer grad`
	bombing    = `bomb bombing mine ied explosive grenade blast explosion detonate`
	flying     = `airstrike air raid jet aircraft helicopter plane warplane bomber`
)

// codings are the rows of each type in order; the first that fits gives mode and
// code. The last one of a type fits always.
var codings = map[string][]coding{
	"AGREE": {
		code("", "038", ``, `mediation mediator`), code("", "039", `mediate host`, ``), code("", "039", `offer ready willing`, mediating),
		code("", "036", ``, talking), code("", "033", ``, aiding), code("", "037", ``, `settle settlement deal accord agreement peace resolve dispute`),
		code("", "031", ``, `trade economic invest investment cooperate cooperation joint`), code("", "030", ``, ``),
	},
	"CONSULT": {
		code("phone", "041", speaking, ``), code("phone", "041", `speak talk conversation conversation discuss`, `phone telephone video videoconference line`),
		code("third-party", "045", mediating, ``), code("visit", "043", `host receive welcome greet`, ``),
		code("visit", "042", travelling, ``), code("third-party", "046", `indirect proximity`, ``), code("third-party", "046", talking, `mediation mediate auspices indirect brokered broker mediator`),
		code("multilateral", "046", `summit`, `g7 g20 nato un eu asean african arab assembly council leaders multilateral conference`), code("", "046", `talk negotiation negotiate session round dialogue table`, ``), code("", "040", ``, ``),
	},
	"SUPPORT": {
		code("", "057", `sign signing ratify ratification initial signature seal conclude finalise finalize`, ``),
		code("", "054", `recognise recognize recognition`, ``), code("", "052", `defend defence`, ``), code("", "053", `rally`, ``),
		code("", "050", `restore resume reopen`, `tie relation embassy`), code("", "051", ``, ``),
	},
	"CONCEDE": {
		code("", "055", `apologise apologize apology regret sorry`, ``), code("", "0871", ``, `ceasefire cease-fire truce armistice fighting`),
		code("", "0874", ``, leaving), code("", "0353", ``, `release free prisoner`), code("", "085", ``, `sanction embargo tariff`),
		code("", "081", ``, `curfew emergency restriction ban amnesty pardon`), code("", "083", ``, `reform resign demand policy law`), code("", "080", ``, ``),
	},
	"COOPERATE": {
		code("", "063", ``, `extradite extradition suspect court judicial police surrender`), code("", "064", ``, `intelligence information data share hotline`),
		code("", "062", ``, `military exercise drill manoeuvre maneuver patrol army navy naval troop defence defense`),
		code("", "061", ``, `trade economic export import pipeline gas oil electricity invest investment market railway port power water plant`), code("", "060", ``, ``),
	},
	"AID": {
		code("", "075", ``, `asylum shelter`), code("", "074", ``, `peacekeeper peacekeeping escort protect`), code("", "072", ``, `weapon arm arms missile ammunition military rifle train trainer battery tank`),
		code("", "073", ``, `food relief humanitarian medicine tonne refugee blanket tent wheat sorghum vaccine doctor`), code("", "071", ``, `money loan credit million billion fund grant debt pay compensation dollar guarantee`), code("", "070", ``, ``),
	},
	"RETREAT": {
		code("release", "0841", ``, freeing), code("resign", "083", `resign resignation step`, ``),
		code("disarm", "0873", ``, `disarm disarmament demobilise demobilize disband weapon arms gun rifle denuclearization denuclearisation dismantle stockpile`),
		code("access", "0861", ``, `peacekeeper`), code("access", "0862", ``, `inspector observer monitor inspection investigator`), code("access", "0863", ``, `convoy relief humanitarian corridor`), code("access", "086", `access admit let`, ``),
		code("ceasefire", "0871", ``, `ceasefire cease-fire truce armistice fire hostility pause silence lull shelling`),
		code("withdraw", "0874", leaving, ``), code("withdraw", "0874", `move return step`, `back border ground position`), code("", "085", ``, `sanction tariff embargo border road crossing export exemption`), code("", "0842", `return`, ``), code("", "080", ``, ``),
	},
	"REQUEST": {
		code("meet", "108", ``, `mediate mediation mediator`), code("meet", "106", `demand insist press`, talking), code("meet", "026", ``, talking+` invite invitation`),
		code("yield", "1053", ``, freeing), code("yield", "1056", ``, ceasing), code("yield", "1054", ``, lifting), code("yield", "105", ``, leaving+" concession compromise surrender disarm "+letting),
		code("assist", "103", ``, aiding), code("change", "104", ``, ruling), code("", "100", ``, ``),
	},
	"ACCUSE": {
		code("investigate", "090", `investigate investigation inquiry probe examine inquest enquiry inspect verify`, ``),
		code("allege", "115", `sue lawsuit court charge indict trial prosecute`, ``), code("allege", "112", `accuse blame allege claim allegation accusation fault violate violation breach`, ``),
		code("disapprove", "114", `complain complaint summon protest note`, ``), code("disapprove", "111", ``, ``),
	},
	"REJECT": {
		code("meet", "129", `veto`, ``), code("meet", "126", ``, `mediate mediation mediator`), code("meet", "125", ``, talking+` invite skip postpone boycott absent`), code("yield", "1241", ``, lifting),
		code("yield", "124", ``, freeing+" "+ceasing+" "+leaving+` concession compromise surrender disarm pay`), code("assist", "122", ``, aiding),
		code("meet", "127", ``, `plan proposal offer deal agreement draft accord`), code("change", "120", ``, ruling), code("", "120", ``, ``),
	},
	"THREATEN": {
		code("relations", "139", `ultimatum deadline`, ``), code("relations", "134", ``, `talk negotiation table walk dialogue ceasefire truce delegation`), code("restrict", "1312", ``, `sanction embargo tariff boycott close border ban trade cut duty retaliate`),
		code("arrest", "138", ``, `arrest prosecute jail warrant`), code("expel", "131", ``, `expel expulsion deport`), code("territory", "1382", ``, `occupy annex seize territory`), code("violence", "138", ``, `attack force strike war kill bomb invade military shoot missile fight destroy`), code("", "130", ``, ``),
	},
	"PROTEST": {
		code("hunger", "142", ``, `hunger`), code("riot", "145", `riot clash loot burn`, ``), code("strike", "143", `strike walkout down`, ``), code("boycott", "143", `boycott`, ``),
		code("obstruct", "144", `block blockade barricade obstruct occupy`, ``), code("demo", "141", ``, ``),
	},
	"SANCTION": {
		code("convict", "116", `convict sentence guilty verdict conviction`, ``), code("expel", "166", `expel expulsion oust displace flee deport evict exclude`, ``),
		code("withdraw", "165", ``, `mediation mediator`), code("withdraw", "161", ``, `ambassador envoy recall embassy diplomat`), code("withdraw", "164", `walk break leave withdraw quit storm collapse depart`, ``), code("withdraw", "164", ``, `talk negotiation`),
		code("discontinue", "162", ``, `aid assistance fund loan credit`), code("discontinue", "161", ``, `tie relation`), code("discontinue", "163", ``, ``),
	},
	"MOBILIZE": {
		code("police", "153", ``, `police gendarme`), code("militia", "150", ``, `militia fighter rebel`), code("troops", "154", ``, `troop soldier battalion reservist marine army brigade force`),
		code("weapons", "154", ``, `missile ship warship frigate tank jet aircraft artillery navy carrier gun nuclear test launch rocket vessel destroyer`), code("", "150", ``, ``),
	},
	"COERCE": {
		code("arrest", "173", ``, `arrest detain detention jail imprison prison remand custody cell`), code("deport", "174", `deport deportation return`, ``), code("martial-law", "172", ``, `martial emergency`), code("curfew", "172", ``, `curfew`),
		code("cyber", "170", ``, `hack cyber cyberattack malware`), code("misinformation", "170", ``, `misinformation disinformation propaganda`), code("censor", "170", ``, `censor newspaper website broadcaster`), code("withhold", "170", ``, `water power electricity internet medicine`),
		code("restrict", "191", ``, `blockade besiege siege`), code("seize", "192", ``, `occupy occupation control coup overthrow annex`), code("seize", "171", ``, `seize seizure confiscate impound raid search freeze capture board`), code("restrict", "172", ``, ``),
	},
	"ASSAULT": {
		code("sexual", "182", ``, `rape sexual`), code("torture", "182", ``, `torture`), code("abduct", "181", ``, `abduct kidnap hostage kidnapping abduction`), code("suicide-attack", "183", ``, `suicide`), code("targeted", "186", ``, `assassinate assassination massacre execute execution`),
		code("unconventional", "204", ``, `chemical biological gas nuclear radiological`), code("crowd-control", "175", ``, `tear-gas cannon baton teargas`), code("drone", "195", ``, `drone uav`), code("aerial", "195", ``, flying), code("heavy-weapons", "194", ``, shelling), code("explosives", "183", ``, bombing),
		code("firearms", "190", ``, gunning), code("primitive", "180", ``, `stab knife machete stone club hack`), code("beat", "182", `beat whip beating`, ``), code("destroy", "190", ``, `destroy loot burn damage sink demolish`), code("", "196", ``, `truce ceasefire`), code("", "190", ``, ``),
	},
}

// topics are the words by which an event has a context of PLOVER's.
var topics = []struct {
	context string
	words   map[string]bool
}{
	{"military", set(`military army troop soldier navy missile weapon exercise drill force battalion deployment arms`)},
	{"executive", set(`president cabinet prime presidency premier`)},
	{"legislative", set(`parliament lawmaker senate congress bill legislation assembly legislature ratify`)},
	{"election", set(`election vote ballot poll candidate referendum`)},
	{"economic", set(`trade tariff economy economic export import bank loan debt market price investment levy tax finance wage sanction`)},
	{"legal", set(`court judge law treaty lawsuit tribunal legal prosecutor verdict`)},
	{"reparations", set(`reparation compensation redress`)},
	{"human_rights", set(`human-rights rights`)},
	{"human_security", set(`food water electricity power shelter hunger humanitarian`)},
	{"religion_ethnicity", set(`mosque church temple religious ethnic muslim christian hindu buddhist sect minority`)},
	{"territory", set(`border territory autonomy maritime enclave boundary sovereignty annex demarcation`)},
	{"peacekeeping", set(`peacekeeper peacekeeping monitor observer ceasefire truce`)},
	{"health", set(`health vaccine epidemic cholera hospital medicine virus`)},
	{"asylum", set(`asylum`)},
	{"migration", set(`migrant refugee migration displaced deportation`)},
	{"disasters", set(`earthquake flood drought cyclone hurricane spill`)},
	{"natural_resource", set(`oil gas mineral water fish fishing fishery mine river dam crop timber`)},
	{"environment", set(`climate emission pollution conservation environment environmental`)},
	{"terrorism", set(`terrorism terrorist terror`)},
	{"cbrn", set(`nuclear uranium chemical denuclearization denuclearisation enrichment plutonium warhead centrifuge`)},
	{"cyber", set(`cyber hack cyberattack`)},
	{"corruption", set(`corruption bribery bribe embezzlement graft`)},
	{"illegal_drugs", set(`drug cocaine heroin opium narcotic fentanyl`)},
	{"trafficking", set(`smuggle smuggling trafficking smuggler`)},
}

// diplomatic are the types that between states or warring sides are their dealings.
var diplomatic = set(`AGREE CONSULT SUPPORT CONCEDE REQUEST REJECT`)

// coded is the mode and code of an event of a type, by the dictionary forms of its
// anchor and of what hangs at it.
func coded(kind string, anchor, near []string) (mode, cameo string) {
	for _, c := range codings[kind] {
		if fits(c.anchor, anchor) && (fits(c.near, near) || fits(c.near, anchor)) {
			return c.mode, c.cameo
		}
	}
	return "", ""
}

// fits reports whether one of the words is in a set; an empty set asks for nothing.
func fits(words map[string]bool, in []string) bool {
	if len(words) == 0 {
		return true
	}
	for _, w := range in {
		if words[w] {
			return true
		}
	}
	return false
}

// contexts are those that the words tell.
func contexts(kind string, between bool, words []string) []string {
	var found []string
	if between && diplomatic[kind] {
		found = append(found, "diplomatic")
	}
	for _, t := range topics {
		if fits(t.words, words) {
			found = append(found, t.context)
		}
	}
	return found
}

// reciprocal are the types in which those who do it with each other are all actors.
var reciprocal = map[string]bool{"CONSULT": true, "AGREE": true, "COOPERATE": true}

// stateOrPerson reports whether an entity is a state or one who acts for one.
func stateOrPerson(e rapporteur.Entity) bool {
	return e.Type == rapporteur.GovernmentEntity || e.Party != ""
}
