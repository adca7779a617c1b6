/**
 * Cipher suites with forward secrecy and authenticated encryption only; the names of OpenSSL. The first three are all of TLS 1.3 that is strong, the
 * rest is for TLS 1.2.
 *
 * Source: RFC 9325 section 4.2, https://www.rfc-editor.org/rfc/rfc9325#section-4.2, and NIST SP 800-52 revision 2 section 3.3.1.
 */
export const STRONG_SUITES: readonly string[] = [
  'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256', 'TLS_AES_128_GCM_SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384', 'ECDHE-RSA-AES256-GCM-SHA384', 'ECDHE-ECDSA-CHACHA20-POLY1305', 'ECDHE-RSA-CHACHA20-POLY1305',
  'ECDHE-ECDSA-AES128-GCM-SHA256', 'ECDHE-RSA-AES128-GCM-SHA256',
];

/** The suites, and security level 2: keys of 112 bits or more (RSA from 2048 bits on), no SHA-1 in certificates. */
export const CIPHERS = [...STRONG_SUITES, '@SECLEVEL=2'].join(':');

/** What a server may sign its handshake with: no SHA-1, no SHA-224, no DSA. */
export const STRONG_SIGNATURES: readonly string[] = [
  'ecdsa_secp256r1_sha256', 'ecdsa_secp384r1_sha384', 'ecdsa_secp521r1_sha512', 'ed25519', 'ed448',
  'rsa_pss_rsae_sha256', 'rsa_pss_rsae_sha384', 'rsa_pss_rsae_sha512', 'rsa_pss_pss_sha256', 'rsa_pss_pss_sha384', 'rsa_pss_pss_sha512',
  'rsa_pkcs1_sha256', 'rsa_pkcs1_sha384', 'rsa_pkcs1_sha512',
];

/** `auto`: what OpenSSL offers of itself from version 3 on is strong, and from 3.5 on (Node 24) holds out against quantum computers. */
export const GROUPS = 'auto';

const STRONG_GROUPS = ['auto', 'X25519', 'X448', 'P-256', 'P-384', 'P-521', 'prime256v1', 'secp384r1', 'secp521r1', 'X25519MLKEM768', 'SecP256r1MLKEM768'];

/** The first part of a cipher string that lets in anything beyond the strong suites, or lowers the security level. */
export const weakCipher = (ciphers: string): string | undefined =>
  ciphers.split(/[:;, ]+/).find(part => part !== '' && !/^[!+-]|^@STRENGTH$|^@SECLEVEL=[2-5]$/.test(part) && !STRONG_SUITES.includes(part));

export const weakSignature = (sigalgs: string): string | undefined => sigalgs.split(':').find(name => /sha-?1$|sha-?224|md5|dsa_sha|^dsa/i.test(name));

export const weakGroup = (groups: string): string | undefined => groups.split(':').find(name => !STRONG_GROUPS.includes(name));
