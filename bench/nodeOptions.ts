/** As `npm start` runs the agent: what is measured is what people get. */
export const NODE_OPTIONS = [
  '--max-semi-space-size=32',
  '--heap-growing-percent=50',
  '--disable-warning=DEP0111',
] as const;
