/** News of conversations within this process. Readers look at the store themselves: news only wakes them. */
import { EventEmitter } from 'node:events';
import type { News } from '../cases/receiving';

export function createNews(): News {
  const emitter = new EventEmitter();
  emitter.setMaxListeners(0); // one listener a socket
  return {
    on(conversationId, listener) {
      emitter.on(conversationId, listener);
      return () => void emitter.off(conversationId, listener);
    },
    tell: (conversationId) => void emitter.emit(conversationId),
  };
}
