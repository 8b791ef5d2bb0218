/** Stores that fail, end or stand still where a test wants it, around another one. */
import type { Store } from '../../cases/store';
import type { Gate } from './world';

export type Call = () => Promise<unknown>;

/** The store, with something done around each call of its methods. */
export function around(
  store: Store,
  act: (call: Call, name: string, collection: unknown, id: unknown) => Promise<unknown>,
): Store {
  return new Proxy(store, {
    get: (target, name) => {
      const found: unknown = Reflect.get(target, name);
      if (typeof found !== 'function') return found;
      return (...args: unknown[]) =>
        act(
          async () => (await Reflect.apply(found, target, args)) as unknown,
          String(name),
          ...([args[0], args[1]] as const),
        );
    },
  });
}

/** A store whose process ends after so many writes. */
export function failingAfter(store: Store, writes: number): Store {
  let left = writes;
  return around(store, (call, name) => {
    if (['insert', 'update', 'remove', 'load'].includes(name) && left-- <= 0)
      return Promise.reject(new Error('the process ended'));
    return call();
  });
}

/** A store whose process ends once it has changed a document of the collection. */
export function endingAfterUpdateOf(store: Store, collection: string): Store {
  let ended = false;
  return around(store, async (call, name, of) => {
    if (ended) throw new Error('the process ended');
    const result = await call();
    ended = name === 'update' && of === collection;
    return result;
  });
}

/** A store whose process stands still after the first such call for an erasure. */
export function pausedAfter(what: string, store: Store, reads: Gate, goOn: Gate): Store {
  let first = true;
  return around(store, async (call, name, of) => {
    const result = await call();
    if (first && name === what && of === 'erasures') {
      first = false;
      reads.open();
      await goOn.opened;
    }
    return result;
  });
}
