import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    globalSetup: ["test/support/global-setup.ts"],
    pool: "forks",
    // Every core: the default keeps one for a watching editor, which on a machine of two is half of it.
    maxWorkers: "100%",
    // A file for programs to count from, beside what people read.
    reporters: process.env["TEST_REPORT"] ? ["default", ["json", { outputFile: process.env["TEST_REPORT"] }]] : ["default"],
    // Password hashes, real servers and a machine with two cores: generous, since a test that hangs is the exception.
    testTimeout: 90_000,
    hookTimeout: 120_000,
    // What a page comes to show is looked at until it is there.
    expect: { poll: { timeout: 20_000 } },
  },
});
