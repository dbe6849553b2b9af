/** @type {import("next").NextConfig} */
const config = {
  reactStrictMode: true,
  poweredByHeader: false,
  // A native module and a WebAssembly one: Node loads them, the bundler must not.
  serverExternalPackages: ["@duckdb/node-api"],
  devIndicators: false,
  // Types are a check of their own; a person who only wants to start the app need not wait for it.
  typescript: { ignoreBuildErrors: true },
};

export default config;
