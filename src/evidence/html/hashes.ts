/** SHA-256 of the page's style and script, the only ones that its policy lets run. Written by hand; a test says what they must be. */
export const STYLE_HASH = 'sha256-dD+V7us5nfHFSOkVHHXcLJP4TXAVeOZriPeFMbklI9o=';
export const SCRIPT_HASH = 'sha256-xUjcdw0SkFdyfAAk0iswZ0++mUfw1Jc7G+0697+4oYY=';
