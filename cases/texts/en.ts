import { COMMANDS_EN } from './commands';
import { FAILURES_EN } from './failures';
import { ASIDES_EN } from './asides';
import { FOLLOW_UP_EN } from './followUp';
import { customAgentSaid } from './customAgents';
import { modelWords } from './model';
import type { Texts } from './catalogue';
import { ended } from './ended';
import { ENGLISH_PLACES } from './places';

/** 2: "second", 11: "11th". */
function ordinal(n: number): string {
  const word = ['', 'first', 'second', 'third', 'fourth', 'fifth'][n];
  if (word !== undefined) return word;
  const suffix = { one: 'st', two: 'nd', few: 'rd' } as Readonly<Record<string, string>>;
  return `${n}${suffix[new Intl.PluralRules('en', { type: 'ordinal' }).select(n)] ?? 'th'}`;
}

export const en: Texts = {
  language: 'en',
  customer: {
    opened: ({ name, number, title }) =>
      `${name ? `Thank you, ${name}.` : 'Thank you.'} I have opened case ${number}: ${ended(title)} A colleague will look at it; you can keep writing here.`,
    duplicateAsked: ({ name }) =>
      `${name ? `Thank you, ${name}.` : 'Thank you.'} A colleague is having a look at it; you can keep writing here.`,
    joined: ({ name, number, title }) =>
      `${name ? `Thank you, ${name}.` : 'Thank you.'} I have added this to your case ${number}: ${ended(title)} You can keep writing here.`,
    askTrouble: () =>
      'I did not quite get what it is about. Please tell me in a sentence or two what is wrong, or what you need.',
    askContact: ({ have, about, again }) => {
      const lead = about ? { trouble: 'I am sorry about that. ', wish: 'I can pass that on. ' }[about] : '';
      if (!have.includes('name') && have.length > 0) return 'Thank you. May I have your name as well?';
      if (have.includes('name')) return 'Thank you. Which email address or phone number can we reach you at?';
      if (again) return 'I still need your name and an email address or phone number, please.';
      return `${lead}May I have your name and an email address or phone number, so that we can get back to you?`;
    },
    askField: ({ label }) => `What is the ${label.toLowerCase()}? If you don't have it at hand, just say so.`,
    askAgain: ({ question }) => `One more time, to be sure: ${question}`,
    skipped: () => 'No problem, we go on without it.',
    ended: ({ number }) =>
      number
        ? `Thank you. The conversation is closed; case ${number} stays with us.`
        : 'Thank you. The conversation is closed.',
    closed: ({ number }) => `We have closed case ${number}. If it comes back, just write here again.`,
    failed: ({ reference }) =>
      `That did not work on our side. Your message is saved; a colleague will see it. Reference: ${reference}.`,
    tooLong: ({ max }) => `That message is longer than ${max} characters. Please send it in parts.`,
    mailLead: ({ name, number }) =>
      `${name ? `Thank you for your mail, ${name}.` : 'Thank you for your mail.'} It is case ${number} with us.`,
    writtenByAi: ({ company }) => `Written with AI, on behalf of ${company}`,
    mailThanks: () => 'Thank you.',
    mailAsks: () => 'To go on we need a little more:',
    noCommand: () => 'I did not understand that button. Please write what you need.',
    passing: ({ place }) =>
      `I am passing you to a colleague now. ${place === 1 ? 'You are next in line' : `You are ${ordinal(place)} in line`}; I will tell you when someone is here.`,
    afterHours: ({ opens }) =>
      opens
        ? `Our colleagues are not here right now; they are back on ${opens}. Your message is kept, and you can keep writing here.`
        : 'Our colleagues are not here right now. Your message is kept, and you can keep writing here.',
    accepted: ({ name }) => `${name} is here now.`,
    givenBack: () => 'My colleague has passed you back to me. How can I help?',
  },
  representative: {
    ...COMMANDS_EN,
    registered: ({ name }) =>
      `${name}, cases and changes will be shown here. Write "help" to see what you can ask.`,
    notAllowed: () =>
      'This conversation cannot be registered: representatives are known by their Teams identity here.',
    notPermitted: {
      converse: 'That needs the role Omnichannel Agent. Ask your administrator.',
      work: 'That needs the role Customer Service Representative. Ask your administrator.',
      update:
        'Your experience profile does not include autonomous case creation and update. Ask your administrator.',
      close:
        'Your experience profile does not include autonomous case follow-up and closure. Ask your administrator.',
      manage: 'That needs the role CSR Manager or System Administrator. Ask your administrator.',
      administer: 'That needs the role System Administrator. Ask your administrator.',
    },
    nothingToUpdateFrom: ({ number }) => `Case ${number} has no conversation to update from.`,
    updating: () => 'Reading the conversation again; what changes will be shown here.',
    shownBelow: () => 'Shown below.',
    thanks: () => 'Thank you, noted.',
    taken: ({ number }) => `${number} is yours now.`,
    alreadyDone: ({ what, by, at }) => `Already ${what}${by ? ` by ${by}` : ''}${at ? ` at ${at}` : ''}.`,
    nothingChosen: () => 'Nothing was chosen, so nothing was changed.',
    outdated: () => 'This has changed since the card was made. The newest values are on the case.',
    spokenSince: () => 'Nothing was sent: the customer has written since. Look at it, then decide again.',
    editedSince: () => 'Nothing was sent: a colleague has changed the draft. Look at it, then decide again.',
    drafting: () => 'This is being written, and will be shown below in a moment.',
    noConversation: ({ number }) => `Case ${number} has no conversation in which it could be said.`,
    draftTooLong: () => 'That is too long.',
    draftNeedsWords: () => 'Please write what is to be sent.',
    closed: ({ number }) => `Case ${number} is closed; nothing was changed.`,
    oldCard: () =>
      'This card is too old, or its button is not one of ours. Write "case CAS-..." for a new one.',
    notARepresentative: () => 'Only representatives can do that.',
    problems: ({ problems }) => `Not saved. ${problems}`,
    openingDeclined: () => 'No case was opened.',
    openingGone: () => 'This conversation has a case by now.',
    opened: ({ number, title }) => `Opened ${number}: ${title}`,
    delayed: ({ number, to, reason }) => `${number}: a mail to ${to} has not arrived yet. ${reason}`,
    lateMail: ({ number, who, subject }) => `${number} is closed, and ${who} has written again: ${subject}`,
    undelivered: ({ number, to, reason }) => `${number}: a mail to ${to} did not arrive. ${reason}`,
    needOne: () => 'Please fill at least one field.',
    whyTitle: ({ number }) => `Why ${number} is as it is`,
    whyNoCase: () => 'Why there is no case yet',
    assigned: ({ number, name }) => `${number} is ${name}'s now.`,
    noLocked: ({ number, names }) =>
      names === '' ? `No field of ${number} is locked.` : `Please name a field that is locked: ${names}.`,
    unlockedNow: ({ number }) => `${number}: unlocked. The agent may change it again.`,
    noted: ({ number }) => `Noted on ${number}.`,
    statusNow: ({ number, reason }) => `${number}: ${reason}.`,
    closedNow: ({ number, reason }) => `${number} is closed: ${reason}.`,
    reopenedNow: ({ number }) => `${number} is open again.`,
    mergedNow: ({ number, into }) => `${number} is part of ${into} now.`,
    splitNow: ({ number, into }) => `${into} was split off ${number}; the conversation goes on there.`,
    sameCase: () => 'That is the same case twice.',
    noReason: ({ reasons }) => `Please name a reason: ${reasons}.`,
    resolveForm: {
      statusReason: 'How it ended',
      resolution: 'What solved it',
      remarks: 'Remarks for colleagues',
      choose: 'Please choose one.',
      needed: 'Please write what solved it, in a sentence.',
      tooLong: 'That is longer than 4,000 characters.',
    },
    notices: {
      'live-gone': ({ name }) => `${name} does not wait any more.`,
      'not-delivered': ({ name }) =>
        `That was not delivered: the conversation with ${name} is not yours any more.`,
      given: ({ name }) => `You have passed ${name} on. What you write here is not relayed any more.`,
      'customer-waits': ({ name }) => `${name} is waiting for your answer.`,
      'back-in-line': ({ name }) => `${name} was not answered and is back in line.`,
      'live-ended': ({ name }) => `The conversation with ${name} has ended.`,
      'case-given': ({ name }) => `${name} has given you this case:`,
    },
    failures: FAILURES_EN,
    mergedAway: ({ number, into }) =>
      `${number} is part of ${into} now, so nothing was changed. This is ${into}.`,
    declinedBy: ({ name }) => `Not opened: declined by ${name}`,
    openedBy: ({ number, name }) => `Opened as ${number} by ${name}`,
    accepting: () => 'One moment, the conversation is being passed to you.',
    whichOne: ({ names }) =>
      `You have several conversations here: ${names}. Please write in the thread of the one you mean.`,
    nobodyLive: () => 'You have no conversation here.',
    busyWith: ({ name }) =>
      `You have the conversation with ${name} here. End it (/end) or pass it on (/release, /transfer) first.`,
    queueEmpty: () => 'Nobody is waiting.',
    noQueue: ({ name, queues }) => `There is no queue or colleague "${name}". Queues: ${queues}.`,
    state: {
      confirmed: 'confirmed',
      edited: 'edited',
      rejected: 'rejected',
      undone: 'undone',
      superseded: 'replaced by a newer value',
      taken: 'taken',
      unlocked: 'unlocked',
      reopened: 'open',
      sent: 'sent',
      discarded: 'discarded',
      open: 'open',
    },
  },
  places: ENGLISH_PLACES,
  asides: ASIDES_EN,
  followUp: FOLLOW_UP_EN,
  trace: {
    'agent-off': () => 'The agent is switched off: the message is kept, nothing is decided.',
    'channel-not-chosen': () => 'Not opened: this channel is not among those that may open cases.',
    'not-authenticated': () => 'Not opened: only signed-in customers may open cases.',
    'moment-off': ({ moment }) => `Not opened: opening at this moment (${moment}) is switched off.`,
    'field-known': ({ field, value }) => `${field}: ${value}`,
    'field-missing': ({ field }) => `${field}: missing.`,
    'contact-partial': ({ field, have }) =>
      have?.includes('name')
        ? `${field}: missing. There is a name, but no email address or phone number.`
        : `${field}: missing. There is a way to reach the customer, but no name.`,
    opened: () => 'All that is needed is known: the case is opened.',
    'rule-opened': ({ rule }) => `Creation rule "${rule}" opens the case.`,
    'automatic-mail': () => 'Written by a machine: the mail is kept, nothing is read from it or answered.',
    'channel-fills-nothing': () => 'Nothing is filled: email is not among the channels that the agent reads.',
    'opening-proposed': () =>
      'All that is needed is known: a representative is asked whether to open the case.',
    'duplicate-asked': ({ number }) =>
      `Not opened yet: ${number} of the same customer is likely about the same. Representatives are asked.`,
    'duplicate-join': ({ by, number }) => `${by} has this go on in ${number}.`,
    'duplicate-new': ({ by }) => `${by} says that it is something new.`,
    'duplicate-link': ({ by }) => `${by} has it opened as new and linked.`,
    'duplicate-linked': ({ number }) =>
      `Opened as new and linked to ${number} of the same customer, which is likely about the same.`,
    'already-has-case': () => 'This conversation has a case already.',
    'rule-applied': ({ rule }) => `Rule "${rule}" applies.`,
    'rule-skipped': ({ rule }) => `Rule "${rule}" does not apply: its conditions do not hold.`,
    'rule-off': ({ rule }) => `Rule "${rule}" is not active.`,
    'value-kept': ({ field, from }) => `${field} stays ${from}: the channel vouches for it.`,
    'value-set': ({ field, to, reason }) => `${field} is ${to} (${reason}).`,
    'value-replaced': ({ field, from, to, reason }) => `${field}: ${to} instead of ${from} (${reason}).`,
    'value-proposed': ({ field, from, to, by }) =>
      `${field}: ${to} is proposed; ${from} was set by ${by} and stays.`,
    'value-refused': ({ field }) => `${field} is not filled from a customer's words.`,
    'value-older': ({ field, from, to }) => `${field} stays ${from}: ${to} was said before it.`,
    'value-no-margin': ({ field, from, to }) => `${field} stays ${from}: ${to} is not surer by enough.`,
    'nothing-to-change': () => 'Nothing to change.',
    repeat: () => 'The channel sent the same message again: kept, not answered.',
    'resolve-asked': () => 'Somebody outside asked to resolve the case.',
    'custom-agent-answered': ({ agent, answer }) =>
      `Custom agent ${agent} ${customAgentSaid('en', answer ?? '')}.`,
    'custom-agent-late': ({ agent }) =>
      `What custom agent ${agent} answered is not followed: the customer has written since. It is asked again.`,
    'custom-agent-elsewhere': ({ agent }) =>
      `What custom agent ${agent} answered is about a case that is none of this conversation any more.`,
    'person-has-taken-over': ({ by }) => `${by} has taken over: the agent listens and is silent.`,
    'person-needed': ({ queue }) => `A person is needed: waiting in ${queue}.`,
    'given-back': ({ by }) => `${by} has given the conversation back to the agent.`,
    'predictor-failed': () => 'The prediction failed: nothing was filled from this message.',
    'model-failed': ({ reason }) =>
      `The model was not heard: ${modelWords('en', 'failed', reason)}. The local predictor went on alone.`,
    'model-off': () => 'The model is switched off in the settings: the local predictor worked alone.',
    'model-budget': () =>
      "The model was not asked: this month's budget is used up. The local predictor went on alone.",
    'model-refused': ({ field, why }) =>
      `${field}: a value of the model's was not taken: ${modelWords('en', 'refused', why)}.`,
    'dialog-dropped': () => 'A question could not be continued and was dropped.',
    'thanks-after-closing': () => 'Thanks for a closed case: it stays closed.',
    'reopened-by-reply': ({ number }) =>
      `Case ${number} was closed; the customer goes on with it, so it is open again.`,
    'begun-after-closing': ({ number }) => `Case ${number} is closed: this begins a new one, linked to it.`,
    frozen: () => 'The case is closed: nothing was changed.',
  },
  panel: {
    why: { missing: 'not said yet', partial: 'partly known' },
  },
  timeline: {
    opened: ({ by }) => `Opened by ${by}`,
    field: ({ field, from, to, by }) =>
      to === ''
        ? `${field} cleared by ${by}`
        : from === ''
          ? `${field}: ${to} (${by})`
          : `${field}: ${from} → ${to} (${by})`,
    proposed: ({ field, to }) => `${field}: ${to} proposed`,
    reviewed: ({ field, state, by }) => `${field} ${state} by ${by}`,
    undelivered: ({ to }) => `A mail to ${to} did not arrive`,
    owner: ({ to }) => `Taken by ${to}`,
    status: ({ from, to }) => `${from} → ${to}`,
    note: ({ by, text }) => `${by}: ${text}`,
    closed: ({ by, reason, resolution }) =>
      `Closed by ${by}: ${reason}${resolution ? `. ${resolution}` : ''}`,
    reopened: ({ by }) => `Reopened by ${by}`,
    unlocked: ({ field, by, reason }) => `${field} unlocked by ${by}${reason ? `: ${reason}` : ''}`,
    draftMade: ({ draft, by }) => `${draft}: drafted by ${by}`,
    draftEdited: ({ draft, by }) => `${draft}: draft edited by ${by}`,
    draftSent: ({ draft, by }) => `${draft}: sent by ${by}`,
    draftDiscarded: ({ draft, by }) => `${draft}: draft discarded by ${by}`,
    draftReturned: ({ draft }) => `${draft}: not sent, the customer had just written`,
    merged: ({ by, number }) => `Merged into ${number} by ${by}`,
    joined: ({ by }) => `Another conversation of the customer goes on here (${by})`,
    absorbed: ({ by, number }) => `${number} merged into this one by ${by}`,
    split: ({ by, number }) => `${number} split off by ${by}`,
  },
};
