package text

import (
	"iter"
	"maps"
	"strings"
)

// stopWords are the words of each language that say nothing about a subject: articles, pronouns, prepositions,
// conjunctions, forms of to be and to have.
var stopWords = map[string]map[string]bool{
	"en": words(`a about above after again against all also am an and any are as at be because been before being below between
		both but by can cannot could did do does doing dont down during each else even ever every few for from further get gets got had
		has have having he hed her here hers herself hes him himself his how i if in into is isnt it its itself ive just least less let
		like may me might more most much must my myself near no nor not now of off on once one only onto or other our ours out over own per
		rather s same shall she should since so some still such than that the their theirs them themselves then there these they this
		those though through thus to too toward towards under until up upon us very via vs was wasnt we well were what when where whether
		which while who whom whose why will with within without wont would yet you your yours im youre theyre weve thats whats heres
		amid among amp nbsp`),
	"de": words(`aber alle allem allen aller alles als also am an ander andere anderen auch auf aus bei beim bin bis bist da damit dann das dass
		daß dem den denn der des dich die dies diese diesem diesen dieser dieses doch dort du durch ein eine einem einen einer eines er es etwas
		euch für gegen gewesen hab habe haben hat hatte hatten hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in ins ist ja jede
		jedem jeden jeder jedes jetzt kann kein keine keinen keiner können könnte mehr mein mich mir mit muss nach nicht nichts noch nun nur ob
		oder ohne schon sehr sein seine seinem seinen seiner seit sich sie sind so soll sollen über um und uns unter viel vom von vor war waren was
		weg weil weiter welche wenn wer werde werden wie wieder will wir wird wo wurde wurden würde zu zum zur zwischen`),
	"es": words(`a al algo algunos ante antes aquí así aun aunque cada como con contra cual cuando de del desde donde dos durante e el él ella ellas ellos en
		entre era es esa ese eso esta está están estaba este esto estos estas fue fueron ha había han hasta hay la las le les lo los más me mi muy nada ni
		no nos o otra otro otros para pero poco por porque que qué quien se sea según ser será si sí sin sobre son su sus también tan te tiene todo todos
		tras tu un una uno unos y ya yo`),
	"fr": words(`à a afin ai ainsi alors après au aucun aussi autre aux avant avec avoir c ce ceci cela celle celui ces cet cette chez comme contre d dans de
		depuis des deux donc dont du elle elles en encore entre es est et été être eu eux fait faire il ils j je l la le les leur leurs lors lui m ma mais me
		même mes moi mon n ne ni nos notre nous on ont ou où par pas pendant peu peut plus pour pourquoi qu quand que quel quelle qui s sa sans se selon ses si son
		sont sous sur ta te tes toi ton tous tout toute trop tu un une vers voici vos votre vous y`),
	"it": words(`a ad ai al alla alle allo anche ancora c che chi ci come con contro cui da dai dal dalla dalle dei del della delle dello di dopo dove due e è ed era
		essere fa fra fu gli ha hanno ho i il in io la le lei li lo loro lui ma mi più nei nel nella nelle no noi non o ogni ora per perché più poi prima può qual quale
		quando quanto quella quelle quelli quello questa queste questi questo se sei senza si sia sono su sua sue sui sul sulla suo suoi tra tu un una uno vi voi`),
	"nl": words(`aan al alles als andere ben bij daar dan dat de den der deze die dit doch doen door dus een en er ge geen had heb hebben heeft hem het hier hij hoe hun
		ik in is ja je kan kon maar me meer men met mij mijn moet na naar niet niets nog nu of om omdat onder ons ook op over reeds te tegen toch toen tot u uit uw van veel
		voor want waren was wat we werd wezen wie wij wil worden wordt zal ze zei zelf zich zij zijn zo zonder zou`),
	"pl": words(`a aby ale albo bez bo by był była było były będzie być ci co czy dla do gdy go i ich ile im inne jak jako je jego jej jest jeszcze już każdy kiedy kto która
		które którego których który lub ma mają może można na nad nam nie nich nim niż o od on ona one oni oraz po pod poza przed przez przy są się tak także tam te tego tej
		ten to tu tylko tym u w we więc wszystko z za ze że`),
	"pt": words(`a à ao aos aquela aquele as às até com como da das de dela dele deles depois do dos e é ela elas ele eles em entre era essa esse esta está estão este eu foi
		foram há isso isto já lhe mais mas me mesmo meu minha muito na nas não nem no nos nós o os ou para pela pelas pelo pelos por qual quando que quem se sem ser será seu
		seus só sobre sua suas também te tem têm um uma umas uns você`),
	"ru": words(`а без более бы был была были было быть в вам вас весь во вот все всего всех вы где да даже для до его ее её если есть еще ещё же за здесь и из или им их к как
		ко когда кто ли либо мне может мы на над надо наш не него нее неё нет ни них но ну о об однако он она они оно от очень по под после при про с со так также такой там те
		тем то того тоже той только том ты у уже хотя чего чей чем что чтобы это этого этой этом этот я`),
	"sl": words(`a ali bi bil bila bilo bo bodo če da do en ena eno ga gre in iz ja je jih jo k kaj kako ker ki ko kot le ma med mi na nad naj ne ni nič o ob od ona oni pa po pod
		pred pri proti s sa se si smo so še ta tako te ter to tudi tem v več vse z za že`),
	"tr": words(`acaba ama ancak aslında az bazı belki ben bir biri birkaç biz bu çok çünkü da daha de defa değil diye en gibi hem hep hepsi her hiç için ile ise ki kim mı mi mu mü
		nasıl ne neden nerede niye o olan olarak oldu olduğu sanki şey siz şu tüm ve veya ya yani`),
	"ar": words(`في من على الى إلى عن مع هذا هذه ذلك التي الذي ان أن إن كان كانت لم لن لا ما هو هي هم بعد قبل بين كل او أو ثم قد حتى عند منذ خلال غير ضد`),
}

// StopWords are the words of a language, folded, that say nothing about a subject, in no order; none of a language of which there is no
// list. The language is a primary tag of BCP 47.
func StopWords(language string) iter.Seq[string] { return maps.Keys(stopWords[language]) }

func words(list string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		m[Fold(w)] = true
	}
	return m
}
