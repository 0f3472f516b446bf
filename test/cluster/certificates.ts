import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { command } from './command';

/** The name that the server's certificate is for; clients ask for it whatever address they connect to. */
export const SERVER_NAME = 'temporal.ratchet.test';

/** Files of one authority and of what it has signed. */
export interface Certificates {
  readonly authority: string;
  readonly server: KeyPair;
  readonly client: KeyPair;
  /** Signed by itself: nobody should trust it. */
  readonly stranger: KeyPair;
}

export interface KeyPair {
  readonly certificate: string;
  readonly key: string;
}

/** Makes them with openssl, valid for two days. */
export async function makeCertificates(folder: string): Promise<Certificates> {
  const authority = await selfSigned(folder, 'authority', 'Ratchet test authority');
  return {
    authority: authority.certificate,
    server: await signed(pairIn(folder, 'server'), SERVER_NAME, authority),
    client: await signed(pairIn(folder, 'client'), 'client', authority),
    stranger: await selfSigned(folder, 'stranger', 'stranger'),
  };
}

const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-noenc'];

async function selfSigned(folder: string, name: string, subject: string): Promise<KeyPair> {
  const pair = pairIn(folder, name);
  await command([
    'openssl',
    'req',
    '-x509',
    ...NEW_KEY,
    '-days',
    '2',
    '-subj',
    `/CN=${subject}`,
    '-keyout',
    pair.key,
    '-out',
    pair.certificate,
  ]);
  return pair;
}

async function signed(pair: KeyPair, subject: string, authority: KeyPair): Promise<KeyPair> {
  const [request, extensions] = [`${pair.key}.csr`, `${pair.key}.ext`];
  await writeFile(
    extensions,
    `subjectAltName=DNS:${subject}\nextendedKeyUsage=serverAuth,clientAuth\n`,
  );
  await command([
    'openssl',
    'req',
    '-new',
    ...NEW_KEY,
    '-subj',
    `/CN=${subject}`,
    '-keyout',
    pair.key,
    '-out',
    request,
  ]);
  await command([
    'openssl',
    'x509',
    '-req',
    '-days',
    '2',
    '-in',
    request,
    '-CA',
    authority.certificate,
    '-CAkey',
    authority.key,
    '-CAcreateserial',
    '-extfile',
    extensions,
    '-out',
    pair.certificate,
  ]);
  return pair;
}

function pairIn(folder: string, name: string): KeyPair {
  return { certificate: join(folder, `${name}.pem`), key: join(folder, `${name}.key`) };
}
