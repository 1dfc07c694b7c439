import { createApp, h, nextTick, shallowRef } from 'vue';
import Slot from './Vue.vue';

export const start = root => {
  const lists = shallowRef([]);
  createApp({ render: () => h(Slot, { lists: lists.value }) }).mount(root);
  return next => {
    lists.value = next;
    return nextTick();
  };
};
