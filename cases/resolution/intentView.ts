/** What the intent card shows. */
import type { ResolutionAutomation } from './settings';
import type { PersonReason, ResolvingStep } from './state';

/** What the customer wants to have solved, and how far that has come. */
export interface IntentView {
  readonly step: ResolvingStep;
  /** What it says lies on the case as a draft. */
  readonly drafted?: boolean;
  /** Why a person is needed. */
  readonly reason?: PersonReason;
  /** What a custom agent says about that. */
  readonly detail?: string;
  /** Who looks after it. */
  readonly by?: string;
  /** Missing while it is not recognised. */
  readonly label?: string;
  readonly lineOfBusiness?: string;
  readonly automation: ResolutionAutomation;
  readonly quote?: string;
  /** 0 to 1; missing where a person set it. */
  readonly confidence?: number;
  readonly why?: string;
  readonly issue?: string;
  readonly questions: readonly QuestionView[];
  /** The words of the settings. */
  readonly solution?: string;
  /** The title of the article that was quoted. */
  readonly article?: string;
}

export interface QuestionView {
  readonly question: string;
  readonly answer?: string;
  /** The customer's words that the answer rests on. */
  readonly quote?: string;
}
