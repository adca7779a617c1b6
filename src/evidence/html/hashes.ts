/** SHA-256 of the page's style and script, the only ones that its policy lets run. Written by hand; a test says what they must be. */
export const STYLE_HASH = 'sha256-DSDx2uJf+jg8x0Rqk9T2CXXet2P1Ge3rDHBF27mXZJ4=';
export const SCRIPT_HASH = 'sha256-RtL42MvWs7kNvnbi0as5oQlfzgV29eYD+54oYH/qzgw=';
