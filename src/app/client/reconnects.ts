/**
 * How soon a client that lost its server looks for it again, in milliseconds. gRPC's own longest wait is two minutes:
 * after an outage of that length a person would look at a dead screen for as long once more.
 */
export const RECONNECTS = {
  channelArgs: {
    'grpc.initial_reconnect_backoff_ms': 200,
    'grpc.max_reconnect_backoff_ms': 3_000,
  },
} as const;
