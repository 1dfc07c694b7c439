import { defineConfig } from 'astro/config';

// Nothing inline, so that a policy without 'unsafe-inline' suffices.
export default defineConfig({
  build: { inlineStylesheets: 'never' },
  vite: { build: { assetsInlineLimit: 0 } }
});
