import { flushSync, mount } from 'svelte';
import Slot from './Svelte.svelte';

export const start = target => {
  const of = $state({ lists: [] });
  mount(Slot, { target, props: { of } });
  return lists => flushSync(() => (of.lists = lists));
};
