import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** What the metrics ask of the database pool. */
export interface PoolStats {
  total: number;
  idle: number;
  waiting: number;
}

/** The process's metrics, in Prometheus' text format. */
export interface Metrics {
  observe(method: string, route: string, status: number, seconds: number): void;
  text(): Promise<string>;
  readonly contentType: string;
}

/** @param stats the pool's state, asked when the metrics are read */
export function createMetrics(stats: () => PoolStats): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const labelNames = ["method", "route"] as const;
  const seconds = new Histogram({
    name: "roster_http_request_duration_seconds",
    help: "Time from the request's head to the answer's end.",
    labelNames,
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  });
  const answers = new Counter({
    name: "roster_http_requests_total",
    help: "Answered requests.",
    labelNames: [...labelNames, "status"] as const,
    registers,
  });
  new Gauge({
    name: "roster_database_connections",
    help: "Database connections of this process, and requests that wait for one.",
    labelNames: ["state"] as const,
    registers,
    collect() {
      const { total, idle, waiting } = stats();
      this.set({ state: "used" }, total - idle);
      this.set({ state: "idle" }, idle);
      this.set({ state: "waiting" }, waiting);
    },
  });
  return {
    observe(method, route, status, elapsed) {
      seconds.labels(method, route).observe(elapsed);
      answers.labels(method, route, String(status)).inc();
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
