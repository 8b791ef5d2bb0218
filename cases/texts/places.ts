/** What is said of channels and group chats that serve queues. */
export interface PlaceTexts {
  readonly welcome: string;
  readonly serving: (params: { readonly queues: string }) => string;
  readonly allQueues: string;
  readonly notServing: string;
  readonly onlyShared: string;
  readonly onlyManagers: string;
}

export const ENGLISH_PLACES: PlaceTexts = {
  welcome:
    'Customers who wait for a person can be shown here, each with a thread of its own in which you talk with them. Whoever may decide that (CSR Manager) mentions me with "serve", or with "serve" and the names of queues.',
  serving: ({ queues }) =>
    `Who waits in ${queues} is shown here now, to everybody who reads here. Accept a card, and its thread is the conversation. "stop serving" ends it.`,
  allQueues: 'any queue',
  notServing: 'Nobody who waits is shown here any more. Conversations that you have go on.',
  onlyShared: 'Please write that in a channel or a group chat. Who waits is shown in this chat already.',
  onlyManagers: 'That needs the role CSR Manager: everybody who reads here would see customers.',
};

export const GERMAN_PLACES: PlaceTexts = {
  welcome:
    'Kunden, die auf einen Menschen warten, können hier gezeigt werden, jeder mit einem eigenen Thread, in dem Sie mit ihm sprechen. Wer das entscheiden darf (CSR Manager), erwähnt mich mit „serve“ oder mit „serve“ und den Namen von Warteschlangen.',
  serving: ({ queues }) =>
    `Wer in ${queues} wartet, wird jetzt hier gezeigt, allen, die hier lesen. Nehmen Sie eine Karte an, und ihr Thread ist das Gespräch. „stop serving“ beendet es.`,
  allQueues: 'irgendeiner Warteschlange',
  notServing: 'Wer wartet, wird hier nicht mehr gezeigt. Gespräche, die Sie haben, gehen weiter.',
  onlyShared:
    'Bitte schreiben Sie das in einem Kanal oder Gruppenchat. In diesem Chat wird schon gezeigt, wer wartet.',
  onlyManagers: 'Dafür braucht man die Rolle CSR Manager: alle, die hier lesen, würden Kunden sehen.',
};
