/** @type {import("next").NextConfig} */
const config = {
  reactStrictMode: true,
  poweredByHeader: false,
  // A native module and a WebAssembly one: Node loads them, the bundler must not.
  serverExternalPackages: ["@duckdb/node-api"],
  devIndicators: false,
  // The page has no images to optimise: without this, another service on this server would fetch some.
  images: { unoptimized: true },
  // A page asks its steps in one action, each with up to 10,000 accounts (lib/runs/request-limits.ts).
  experimental: { serverActions: { bodySizeLimit: "4mb" } },
  // Types are checked separately; a build for starting the app need not wait for it.
  typescript: { ignoreBuildErrors: true },
};

export default config;
