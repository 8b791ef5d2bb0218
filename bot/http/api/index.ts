/** The REST API: what is mounted is what the document at `/api/openapi.json` describes. */
import type { Server } from 'restify';
import { z } from 'zod/v4';
import { acceptanceRoutes } from './acceptance';
import { actionRoutes } from './actions';
import { caseActRoutes } from './caseActs';
import { caseDraftRoutes } from './caseDrafts';
import { caseHistoryRoutes } from './caseHistory';
import { caseMailRoutes } from './caseMails';
import { caseLifecycleRoutes } from './caseLifecycle';
import { caseMergeSplitRoutes } from './caseMergeSplit';
import { caseRoutes } from './cases';
import { conversationRoutes } from './conversations';
import type { ApiDeps } from './deps';
import { mailRoutes } from './mails';
import { mailSimulationRoutes } from './mailSimulation';
import { mailboxRoutes } from './mailboxes';
import { duplicateRoutes } from './duplicates';
import { erasureRoutes } from './erasures';
import { interactionRoutes } from './interactions';
import { mountRoute } from './mount';
import { openApiDocument, type OpenApiDocument } from './openapi';
import { openCaseRoutes } from './openCase';
import { panelRoutes } from './panel';
import { predictRoutes } from './predict';
import { route, type Route } from './route';
import { named } from './schemas';
import { settingsRoutes } from './settings';
import { simulationRoutes } from './simulations';
import { simulationFileRoutes } from './simulationFiles';
import { transcriptRoutes } from './transcripts';

export type { ApiDeps, PanelAccess } from './deps';

export function mountApi(server: Server, deps: ApiDeps): void {
  const resources: readonly Route[] = [
    ...caseRoutes,
    ...openCaseRoutes,
    ...caseActRoutes,
    ...actionRoutes,
    ...caseLifecycleRoutes,
    ...caseMergeSplitRoutes,
    ...caseHistoryRoutes,
    ...caseDraftRoutes,
    ...caseMailRoutes,
    ...conversationRoutes,
    ...duplicateRoutes,
    ...transcriptRoutes(),
    ...panelRoutes,
    ...settingsRoutes,
    ...mailboxRoutes,
    ...predictRoutes,
    ...simulationRoutes,
    ...simulationFileRoutes,
    ...mailRoutes,
    ...mailSimulationRoutes,
    ...erasureRoutes,
    ...interactionRoutes,
    ...acceptanceRoutes,
  ];
  const describing = documentRoute(() => [...resources, describing]);
  for (const one of [...resources, describing]) mountRoute(server, deps, one);
}

const openApi = named('OpenApi', z.looseObject({ openapi: z.string(), paths: z.looseObject({}) }));

/** The document is made when it is first asked for: starting need not wait for it. */
function documentRoute(routes: () => readonly Route[]): Route {
  let made: OpenApiDocument | undefined;
  return route({
    method: 'get',
    path: '/api/openapi.json',
    id: 'getOpenApi',
    tag: 'About',
    summary: 'This document',
    answer: openApi,
    handle: async () => ({ body: { ...(made ??= openApiDocument(routes())) } }),
  });
}
