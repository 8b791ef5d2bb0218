/**
 * Word classes that a sentence of trouble is told by, English and German, folded. They are the language's own; which
 * class speaks for trouble and which against it is learned (\`npm run train:trouble\`).
 */
const CLASSES = {
  // no, not
  neg: "not no never nothing nobody none neither without cannot can't won't don't doesn't didn't isn't aren't wasn't haven't hasn't couldn't nicht nie kein keine keinen keiner keines nichts niemand ohne nirgends",
  // of the speaker
  mine: 'my our mine ours mein meine meinen meiner meinem meines unser unsere unseren unserer unserem',
  // of the other side
  yours: 'your yours ihr ihre ihren ihrer ihrem euer eure',
  // the speaker
  me: 'i we me us ich wir mir mich uns',
  // the other side
  you: 'you sie ihnen du dir euch',
  // something pointed at
  it: 'it this that they these es das dies er',
  // a known thing
  the: 'the der die das den dem',
  // asks for something
  wh: 'what which who when where how why was welche welcher welches wer wann wo wie warum wieso',
  // begins a yes-or-no question
  aux: 'do does did are is can could may might will would should have has haben hat gibt sind ist kann koennen konnen konnten darf durfen',
  // has happened
  past: 'was were had got came went took did said told left lost broke bought paid ordered sent wurde wurden war waren hatte kam kamen ging',
  // how long, how often
  since:
    'since ago yesterday already still again always every each twice once suddenly after until yet ever anymore longer seit gestern schon noch immer wieder jedes jeden jede standig plotzlich nach bis mehr zweimal dauernd bereits',
  // other than it should be
  but: 'but although though however instead only except even aber obwohl trotzdem statt stattdessen nur sondern doch',
  // on which occasion
  when: 'when whenever while if as wenn sobald beim wahrend als bei',
  // is wanted
  want: 'want need would like please wish mochte will brauche muss bitte wurde gern',
  // thanks
  polite: 'thanks thank danke dank grateful',
  // too much
  comp: 'too very so zu sehr',
  // praise
  nice: 'splendid joy delight delightful pleasure bravo rock rocks fun brill terrific marvellous spotless freude spass uberglucklich bravo erlebnis love loved loves adore adores admire enjoy enjoyed enjoys like liked great best fantastic awesome amazing delicious perfect perfectly excellent wonderful wonderfully lovely brilliant friendly friendliest kind polite helpful happy pleased satisfied glad impressed beautiful nice neat stunning incredible superb compliment compliments kudos congratulations congrats praise smooth smoothly favourite favorite fan stars liebe lieben liebt mag mogen geniesse geniessen freundlich freundliche freundlicher nett nette netter hoflich toll tolle toller tolles super klasse prima begeistert lecker zufrieden grossartig grossartige wunderbar wunderschon schon schone schones schoner kostlich perfekt hervorragend spitze lob kompliment gluckwunsch bestens einwandfrei beste bester bestes traumhaft freue freuen',
  // looking for work
  work: 'job jobs apply applying application applications applicant vacancy vacancies position positions hiring hire recruiting recruit resume cv internship intern trainee trainees apprentice apprentices apprenticeship apprenticeships career careers salary cover candidate employ employment qualified qualification experience bewerbung bewerbe bewerben bewerber lebenslauf stelle stellen stellenanzeige praktikum praktikumsplatz ausbildung ausbildungsplatz ausbildungsstelle lehrstelle azubi werkstudent probearbeiten quereinsteiger einstellen anschreiben gelernte gelernter',
  // press and research
  press:
    'journalist reporter editor magazine newspaper press interview article podcast radio tv channel blog blogger documentary film thesis survey research researcher statement quote author presenter followers influencer journalistin zeitung zeitschrift redaktion redakteur artikel sendung pressestelle presse pressemappe umfrage studie abschlussarbeit bachelorarbeit masterarbeit dreh drehen doku kanal',
  // wants to sell, sponsor, join
  trade:
    'partner partners partnership reseller resell wholesale supplier suppliers manufacturer sponsor sponsors sponsorship advertise advert advertising marketing seo agency invest investment investor charity donate donation donations fair exhibition conference invite collaborate collaboration cooperation affiliate brand offer offers audience rank google traffic leads earn win winner won prize million crypto coins casino pills loan kooperation kooperieren lieferant lieferanten hersteller sponsoren sponsoring werbung werben agentur messe spende spenden verein einladen vorstellen handler vertrieb geschaftspartner investieren gewinn gewonnen gewinnen millionen verdienen reichweite',
  // comes back later
  pause:
    'later tomorrow moment second sec minute wait hold bye goodbye hurry soon back spater sekunde warten warte kurz gleich tschuss bald',
  // chatting
  tell: 'tell joke poem sing story fun funny weather game football pizza cat robot bot human chatbot alive witz gedicht lied wetter spiel fussball katze roboter mensch',
  // what customers have of a company
  thing:
    'order orders bill bills invoice contract parcel package card account payment delivery refund booking reservation ticket flight meter subscription policy claim password login app website number money transfer statement device machine phone laptop screen battery bestellung bestellungen rechnung vertrag paket karte konto zahlung lieferung erstattung buchung reservierung flug zahler abo police antrag passwort zugang webseite nummer geld uberweisung gerat maschine handy bildschirm akku',
  // money
  pay: 'charge charged charges pay paid payment bill billed debit debited euro euros dollar dollars pounds fee fees refund cost abgebucht abbuchung bezahlt zahlen berechnet betrag gebuhr erstattet',
  // it is over
  over: 'solved fixed sorted resolved settled figured done cleared arrived found again working works runs running fine good well okay myself itself erledigt gelost geklart behoben repariert gefunden lauft geht klappt funktioniert wieder selbst gut doch angekommen',
  // something is not as it should be
  bad: 'broken wrong missing lost late dead stuck loose empty torn dirty bent flat blank dark cold hot loud slow weak wet stale raw rotten damaged faulty useless double twice extra short old used open closed kaputt falsch falsche falscher falsches weg fehlt fehlen verloren spat tot locker leer schmutzig verbogen platt dunkel kalt heiss laut langsam schwach nass roh defekt doppelt zweimal kurz alt gebraucht offen zu',
  // something happens to a thing
  fails:
    'stops stopped stop fails failed breaks broke falls fell drops dropped leaks leaked drips smells stinks burns burnt hums buzzes rattles squeaks shakes freezes crashes jumps flickers blinks beeps clicks slips spins vanishes vanished disappeared shrank snapped cracked peels sticks jams trips cuts dies died expired refused rejected declined cancelled denied stockt hakt klemmt tropft riecht stinkt brummt surrt rattert quietscht wackelt blinkt piept flackert springt bricht fallt fiel reisst riss platzt lauft hangt stoppt spinnt streikt verschwindet verschwunden abgelehnt gestrichen abgelaufen abgesagt gekundigt storniert',
} as const;

export type WordClass = keyof typeof CLASSES;

/** The classes of each word; a word may be in several. */
export const CLASSES_OF: ReadonlyMap<string, readonly WordClass[]> = build();

function build(): Map<string, WordClass[]> {
  const map = new Map<string, WordClass[]>();
  for (const [name, words] of Object.entries(CLASSES) as [WordClass, string][])
    for (const word of words.split(' ')) map.set(word, [...(map.get(word) ?? []), name]);
  return map;
}
