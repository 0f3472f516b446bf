/** What `ratchet calibrate` is told. */
export interface CalibrateArguments {
  readonly suite?: string;
  readonly models?: string;
  readonly model?: string;
  readonly set?: readonly string[];
  readonly second?: readonly string[];
  readonly pilot?: string;
  readonly savePilot?: string;
  readonly study?: string;
  readonly phase?: string;
  readonly runs: number;
  readonly seed: number;
  readonly json?: boolean;
}
