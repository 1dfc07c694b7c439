import type { Metadata } from 'next';
import Script from 'next/script';
import type { ReactNode } from 'react';
import './style.css';

export const metadata: Metadata = { title: 'Six Books', icons: '/favicon.svg' };

export default function Layout({ children }: { readonly children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        {children}
        {/* After the page is hydrated: a slot that moved its items before would be taken for a mismatch. */}
        <Script src="/overt/overt.js" data-config="/overt.json" strategy="afterInteractive" />
      </body>
    </html>
  );
}
