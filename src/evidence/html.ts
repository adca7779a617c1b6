import { embedJson, escapeHtml, visible } from './html/escape';
import { SCRIPT_HASH, STYLE_HASH } from './html/hashes';
import { pack } from './html/pack';
import { SCRIPT } from './html/script';
import { head, withoutScript } from './html/static';
import { STYLE } from './html/style';
import type { Report } from './report';

/** Nothing is loaded, sent or framed, only our own style and script run, and no text can become markup. */
const POLICY = [
  "default-src 'none'", `style-src '${STYLE_HASH}'`, `script-src '${SCRIPT_HASH}'`, "base-uri 'none'", "form-action 'none'",
  "require-trusted-types-for 'script'", "trusted-types 'none'",
].join('; ');

/**
 * The reports of some frameworks over the same buckets, as one page for people who look rather than read. It is a file of
 * its own: no network, and nothing else beside it. The same reports give the same bytes.
 */
export function toHtml(reports: readonly Report[]): string {
  const title = [...reports.map(r => r.framework.title), 'evidence from S3 buckets'].join(', ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(visible(title))}</title>
<style>${STYLE}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the findings</a>
${head(reports)}
<main id="main" tabindex="-1">
<div id="app"></div>
${withoutScript(reports)}
</main>
<script type="application/json" id="reports">${embedJson(pack(reports, visible))}</script>
<script>${SCRIPT}</script>
</body>
</html>
`;
}
