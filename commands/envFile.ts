/** `.env` of the folder that a command runs in, as the agent itself reads it. */
export function loadEnvFile(): void {
  try {
    process.loadEnvFile('.env');
  } catch {
    // There need not be one.
  }
}
