import { svelte } from '@sveltejs/vite-plugin-svelte';
import react from '@vitejs/plugin-react';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

const isCustomElement = tag => tag.startsWith('overt-');

export default defineConfig({ plugins: [react(), svelte(), vue({ template: { compilerOptions: { isCustomElement } } })] });
