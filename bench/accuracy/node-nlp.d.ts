/** The part of node-nlp that the benchmark uses; the package has no types of its own. */
declare module 'node-nlp' {
  interface Classification {
    readonly intent: string;
    readonly score: number;
  }
  export class NlpManager {
    constructor(settings: object);
    addDocument(locale: string, text: string, intent: string): void;
    train(): Promise<void>;
    process(locale: string, text: string): Promise<{ readonly classifications: readonly Classification[] }>;
  }
}
