/** Who calls: the fence in front says so, where it knows. */
import type { Request } from 'restify';
import { z } from 'zod/v4';
import type { Person } from '../../../cases/values';

const person = z.object({ id: z.string().min(1).max(200), name: z.string().min(1).max(200) });

export const API_CALLER: Person = { id: 'api', name: 'API' };

export function callerOf(request: Request): Person {
  const known = person.safeParse('caller' in request ? request.caller : undefined);
  return known.success ? known.data : API_CALLER;
}
