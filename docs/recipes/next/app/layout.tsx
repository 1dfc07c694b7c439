import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import './style.css';

export const metadata: Metadata = { title: 'Six Books', icons: '/favicon.svg' };

export default function Layout({ children }: { readonly children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        <script async src="/overt/overt.js" data-config="/overt.json" />
        {children}
      </body>
    </html>
  );
}
