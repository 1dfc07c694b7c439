import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

// Overt's elements are the browser's, not Vue's.
const isCustomElement = (tag: string) => tag.startsWith('overt-');

export default defineConfig({ plugins: [vue({ template: { compilerOptions: { isCustomElement } } })] });
