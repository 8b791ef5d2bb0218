/** Who calls, and what they may do: the fence in front says so, where it knows. */
import type { Request } from 'restify';
import { z } from 'zod/v4';
import { FULL_ACCESS, ROLES, type Access } from '../../../cases/access';
import type { Person } from '../../../cases/values';

const caller = z.object({
  id: z.string().min(1).max(200),
  name: z.string().min(1).max(200),
  roles: z.array(z.enum(ROLES)).optional(),
});

export const API_CALLER: Person = { id: 'api', name: 'API' };

/** Whoever holds the API key may do everything; a person what their roles say. */
export function callerOf(request: Request): { readonly caller: Person; readonly access: Access } {
  const known = caller.safeParse('caller' in request ? request.caller : undefined);
  if (!known.success) return { caller: API_CALLER, access: FULL_ACCESS };
  const { id, name, roles } = known.data;
  return { caller: { id, name }, access: roles ? { ...FULL_ACCESS, roles } : FULL_ACCESS };
}
