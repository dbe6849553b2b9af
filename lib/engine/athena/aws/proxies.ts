/**
 * The proxies that HTTPS_PROXY, HTTP_PROXY and NO_PROXY name, for calls to AWS. Node and the SDK
 * ignore these variables without an agent.
 */
import http from "node:http";
import https from "node:https";
import { Agent } from "agent-base";
import { HttpProxyAgent } from "http-proxy-agent";
import { HttpsProxyAgent } from "https-proxy-agent";
import { getProxyForUrl } from "proxy-from-env";

const NAMES = ["https_proxy", "http_proxy", "all_proxy"];

const KEEP = { keepAlive: true };

/** Chooses the proxy of each request by its host: NO_PROXY may name one bucket and not another. */
class EnvironmentAgent extends Agent {
  private readonly direct = { http: new http.Agent(KEEP), https: new https.Agent(KEEP) };
  private readonly proxied = new Map<string, http.Agent>();

  override connect(
    request: http.ClientRequest,
    { secureEndpoint }: { readonly secureEndpoint: boolean },
  ): http.Agent {
    const scheme = secureEndpoint ? "https" : "http";
    const proxy = getProxyForUrl(`${scheme}://${request.getHeader("host")}/`);
    if (proxy === "") return this.direct[scheme];
    const known = this.proxied.get(`${scheme} ${proxy}`);
    if (known) return known;
    // On a connection that is used again, HttpProxyAgent 9.1 sends the path without the host.
    const agent = secureEndpoint ? new HttpsProxyAgent(proxy, KEEP) : new HttpProxyAgent(proxy);
    this.proxied.set(`${scheme} ${proxy}`, agent);
    return agent;
  }

  override destroy(): void {
    for (const agent of [...Object.values(this.direct), ...this.proxied.values()]) agent.destroy();
    super.destroy();
  }
}

/** The agents for a client's HTTP handler; none where the environment names no proxy. */
export function proxyAgents(): { readonly httpAgent?: Agent; readonly httpsAgent?: Agent } {
  const isSet = NAMES.some((name) => process.env[name] || process.env[name.toUpperCase()]);
  if (!isSet) return {};
  const agent = new EnvironmentAgent(KEEP);
  return { httpAgent: agent, httpsAgent: agent };
}
