/** SHA-256 of the page's style and script, the only ones that its policy lets run. Written by hand; a test says what they must be. */
export const STYLE_HASH = 'sha256-yazHm/d4ht6JFa0IzUzV5B0TsQ622+b62JAxmPBtk6Q=';
export const SCRIPT_HASH = 'sha256-xHJ9mWUxFxQdUEDr08dgwQsOUiL+J7PceBJN12lUU3U=';
