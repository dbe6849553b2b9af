/** @type {import("next").NextConfig} */
const config = {
  reactStrictMode: true,
  poweredByHeader: false,
  // A native module and a WebAssembly one: Node loads them, the bundler must not.
  serverExternalPackages: ["@duckdb/node-api", "@polyglot-sql/sdk"],
  devIndicators: false,
};

export default config;
