/** What the tests read of answers, whatever the route; each answer is held against the document before. */
interface Quoted {
  readonly turn: string | number;
  readonly start: number;
  readonly end: number;
  readonly text?: string;
}

interface Decided {
  readonly checks: readonly { readonly ok?: boolean; readonly text: string }[];
}

export interface FieldBody {
  readonly name: string;
  readonly label: string;
  readonly value: string | number | boolean;
  readonly setBy: string;
  readonly locked?: boolean;
  readonly quote?: string;
  readonly quotes: readonly Quoted[];
}

export interface ItemBody {
  readonly id: string;
  readonly number: string;
  readonly n: number;
  readonly state: string;
  readonly current: boolean;
  readonly seq: number;
  readonly from: string;
  readonly text: string;
  readonly at: string;
  readonly request?: string;
  readonly decision?: Decided;
  readonly kind: string;
  readonly reason?: string;
  readonly byKind: string;
  readonly caseVersion: number;
  readonly field?: string;
  readonly to: { readonly value: string };
  readonly quotes: readonly Quoted[];
}

interface ReviewBody {
  readonly id: string;
  readonly kind: string;
  readonly open: boolean;
  readonly rows: readonly { readonly field: string; readonly to: { readonly value: string } }[];
}

export interface Body {
  readonly [name: string]: unknown;
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly details: readonly { readonly path: string; readonly message: string }[];
  };
  readonly items: readonly ItemBody[];
  readonly next?: string;
  readonly id: string;
  readonly number: string;
  readonly version: number;
  readonly n: number;
  readonly state: string;
  readonly status: string;
  readonly seq?: number;
  readonly look: string;
  readonly channel: string;
  readonly closedAt?: string;
  readonly caseId?: string;
  readonly contactId: string;
  readonly conversationId: string;
  readonly contact: { readonly email?: string; readonly phone?: string };
  readonly conversations: readonly object[];
  readonly case?: { readonly number: string };
  readonly fields: readonly FieldBody[];
  readonly drafts: readonly FieldBody[];
  readonly missing: readonly { readonly name: string; readonly why?: string }[];
  readonly reviews: readonly ReviewBody[];
  readonly decision: Decided;
  readonly checks: Decided['checks'];
  readonly deciding: boolean;
  readonly predictor: string;
  readonly predictions: readonly FieldBody[];
  readonly settings: { readonly global: { readonly companyName: string } };
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

export interface Operation {
  readonly operationId: string;
  readonly parameters: readonly { readonly name: string; readonly in: string }[];
  readonly responses: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}
