/** Small words, English and German: they carry no topic and are no one's name. */
import { fold, stem } from '../tokens';

const STOP =
  'a an the and or but if so as at by for from in into of off on onto out over to up with without about after before between during through under until while ' +
  'i me my mine myself you your yours he him his she her hers it its we us our ours they them their theirs this that these those there here who whom whose which what when where why how ' +
  'am is are was were be been being do does did done have has had having will would shall should can could may might must not no nor only own same than too very just also again then once ' +
  "i'm i'd i'll i've you're you'd you've it's that's there's what's he's she's we're we'd they're let's don't doesn't didn't isn't aren't wasn't won't wouldn't can't cannot couldn't haven't hasn't im ive id dont cant " +
  'please thanks thank hello hi hey good morning evening afternoon day yes yeah yep sure ok okay great well oh um uh hmm actually like want need needs wanted get got give gave let make go going know think say said tell told see help one some any all more much many ' +
  'sorry really maybe perhaps still even now today tomorrow yesterday something anything someone thing things way lot bit ' +
  'der die das den dem des ein eine einen einem einer eines und oder aber wenn als am an auf aus bei bis durch fur gegen im in ins mit nach ohne seit um unter uber von vom vor zu zum zur ' +
  'ich mich mir mein meine meinen meinem meiner meines du dich dir dein deine sie er es ihn ihm ihr ihre ihren ihrem ihrer wir uns unser unsere man dies diese dieser dieses dieser jener wer was wann wo wie warum welche welcher welches ' +
  'bin bist ist sind war waren sein gewesen wird werden wurde wurden worden habe hast hat haben hatte hatten kann kannst konnen konnte muss mussen mochte mochten will wollen soll sollen darf nicht kein keine keinen nur noch auch schon sehr so dann da hier dort ja nein doch mal bitte danke hallo guten tag morgen abend gerne gern also jetzt heute etwas mehr hilfe helfen geht gehen';

export const STOP_WORDS: ReadonlySet<string> = new Set(STOP.split(' ').map(fold));
export const STOP_STEMS: ReadonlySet<string> = new Set([...STOP_WORDS].map(stem));

/** Words of a label that say what kind of thing it is, not which: "number" of "account number". */
const GENERIC =
  'answer number no nr num id code key name date time of the your customer field value type text nummer kennung datum art der des kunde kunden';
export const GENERIC_STEMS: ReadonlySet<string> = new Set(GENERIC.split(' ').map((word) => stem(fold(word))));

/** Frequent words that follow "I'm", "this is" or stand capitalised without being a name. */
const NOT_NAMES =
  'sorry sure happy unable able looking trying having getting going calling writing interested afraid glad fine good great bad not here there back ready done late early new old urgent important ' +
  'ridiculous unacceptable frustrating annoying correct right wrong true false about because regarding concerning under on off in at from very so too quite pretty already still currently locked stuck missing ' +
  'waiting expecting hoping wondering thinking planning booking traveling travelling staying working using running living bringing coming arriving inviting feeling hungry sick tired desperate confused lost ' +
  'customer client user guest patient tenant renter host captain engineer chief officer member passenger driver doctor nurse mr mrs ms miss dr sir madam mom dad ' +
  'monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december ' +
  'montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar marz mai juni juli oktober dezember ' +
  'english german american british french spanish italian chinese thai indian mexican ' +
  'account number order email address phone name code pin flight hotel apartment party ride bank weather question ticket case issue problem please thanks thank okay ok ' +
  'nothing everything something anything nobody somebody everyone someone anyone none unknown unsure maybe probably definitely absolutely exactly actually really basically honestly unfortunately finally ' +
  'im ihr ihre herr frau kunde neu neue leider wirklich krank zufrieden unzufrieden sicher da weg bereit froh verargert dringend interessiert auf der die das ein eine seit noch gerade immer ' +
  'what when where why how who which can could would will should do does did is are was were have has had let get got give need want make take book find check change cancel help tell show try call send use ask keep thats its ' +
  'first second third next last another other both either neither each every few several many most two three four five six seven eight nine ten ' +
  'wow awesome perfect cool nice wonderful fantastic excellent amazing lovely wait oops moment funny goodbye bye hello hi hey dear tschuss tschau ciao servus moin gruss grusse grussen wiedersehen grusse greetings regards email mail telefon handy tel yes no yeah yep nope omg lol ugh damn god jesus ' +
  'rather prefer private skip people persons guests adults kids children course twice vegan vegetarian never always came come comes arrived excited late locked out planning nervous worried excited bored angry upset mad moving leaving departing heading located based available free busy open close near closer ' +
  'haha hahaha lmao wtf fuck fucking fucked fucker shit shitty crap bullshit suck sucks stupid idiot idiots moron morons useless asshole bastard bitch scam pathetic system admin administrator assistant bot robot test nevermind nvm huh hmm hm ' +
  'scheisse scheiss verdammt idioten idiotisch depp deppen trottel arschloch frechheit unverschamt quatsch unsinn';

/** How people feel, after "I'm" or in place of an answer; written as a name some of these are one ("Anna Sauer"). */
const MOODS =
  'furious livid fuming outraged pissed disappointed dissatisfied unhappy displeased irritated stressed scared broke broken dead dumb rubbish garbage trash disgusting joke damn bloody hell ass ' +
  'sauer stinksauer wutend enttauscht genervt emport entsetzt verzweifelt ratlos gestresst verwirrt fassungslos beunruhigt mist dumm blod kaputt defekt egal';
export const MOOD_WORDS: ReadonlySet<string> = new Set(MOODS.split(' '));

export const NOT_NAME_WORDS: ReadonlySet<string> = new Set([
  ...NOT_NAMES.split(' ').map(fold),
  ...STOP_WORDS,
]);

export const YES: ReadonlySet<string> = new Set(
  'yes yeah yep yup yea ya sure correct right exactly absolutely definitely certainly indeed true ok okay ja jawohl jep genau richtig stimmt klar gerne korrekt'.split(
    ' ',
  ),
);
export const NO: ReadonlySet<string> = new Set(
  'no nope nah not none never negative false nein nee nicht kein keine falsch nie'.split(' '),
);
export const NEGATIONS: ReadonlySet<string> = new Set(
  "not no never without except don't dont doesn't isn't wasn't aren't neither nor nicht kein keine keinen keinem keiner ohne ausser weder statt nie".split(
    ' ',
  ),
);

/** Words that open an answer without being part of it. */
export const FILLERS: ReadonlySet<string> = new Set(
  (
    'yes yeah yep yup yess ya sure ok okay well oh um uh uhh hmm hm so hi hello hey please certainly absolutely actually alright right course of great good fine thanks thank you i it its ' +
    "jeez gosh seems be looks said like says either just may might it's that's thats that would be will is was my name the think believe guess maybe probably here i'm im i'd like am at in from to for have a an got ja also na gut klar gerne hallo hier ist das es mein meine ware bitte"
  ).split(' '),
);

/** Words that close an answer without being part of it. */
export const CLOSERS: ReadonlySet<string> = new Set(
  'please thanks thank you sir madam maam bitte danke thx ty cheers goodbye bye instead actually but because aber weil'.split(
    ' ',
  ),
);

/** Later words replace earlier ones after these. */
export const CORRECTIONS: readonly string[] = [
  'i meant',
  'i mean',
  'sorry',
  'actually',
  'correction',
  'instead',
  'rather',
  'wait',
  'scratch that',
  'change that',
  'change it',
  'make that',
  'no it',
  'no its',
  "no it's",
  'nein es',
  'my mistake',
  'oops',
  'not right',
  'wrong',
  'ich meinte',
  'ich meine',
  'entschuldigung',
  'korrektur',
  'stattdessen',
  'doch lieber',
  'vielmehr',
  'moment',
  'falsch',
  'besser gesagt',
];
