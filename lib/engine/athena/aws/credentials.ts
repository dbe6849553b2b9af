/**
 * The AWS credentials of one backend: resolved once for all its clients, and again when AWS refuses
 * them. The SDK keeps static credentials, and the file that they come from, for the life of the
 * process (aws-sdk-js-v3 #3396), so that renewed ones in `~/.aws/credentials` would need a restart.
 */
import { defaultProvider } from "@aws-sdk/credential-provider-node";
import { isSignInRefused } from "@/lib/engine/athena/errors/trouble";

type Provider = ReturnType<typeof defaultProvider>;
type Options = Parameters<Provider>[0];
type Init = NonNullable<Parameters<typeof defaultProvider>[0]>;

export type Credentials = {
  /** For the `credentials` of a client, which calls it before each call, because of `memoized`. */
  readonly provider: Provider & { readonly memoized: true };
  /**
   * Wraps the calls of a client: one whose credentials AWS refuses is repeated once with newer
   * credentials, where there are any. A refused call had no effect.
   */
  readonly renewing: <Args, Output>(
    next: (args: Args) => Promise<Output>,
  ) => (args: Args) => Promise<Output>;
};

/** The chain ends with this text for every fault of a profile. */
const NO_PROVIDER = /^Could not load credentials from any providers/;

/** The same error, with the profile that it is about. */
function named(error: unknown): unknown {
  const profile = process.env.AWS_PROFILE;
  if (!profile || !(error instanceof Error) || !NO_PROVIDER.test(error.message)) return error;
  const text = `Could not resolve credentials using profile: [${profile}]`;
  return Object.assign(new Error(text, { cause: error }), { name: error.name });
}

/**
 * Opens the default chain: environment, shared files, SSO, a container's or instance's role.
 * @param clientConfig for the calls that resolve credentials themselves
 */
export function createCredentials(clientConfig: NonNullable<Init["clientConfig"]>): Credentials {
  const newChain = () => defaultProvider({ ignoreCache: true, clientConfig });
  let chain = newChain();
  let version = 0;
  let latest = { keyId: "", token: "" };
  let latestOptions: Options;

  const resolve = async (from: Provider, options: Options) => {
    const identity = await from(options).catch((error: unknown) => {
      throw named(error);
    });
    const { accessKeyId, sessionToken } = identity;
    return { identity, key: { keyId: accessKeyId, token: sessionToken ?? "" } };
  };

  const provide = async (options?: Options) => {
    latestOptions = options;
    const { identity, key } = await resolve(chain, options);
    latest = key;
    return identity;
  };

  let renewal: Promise<boolean> | null = null;
  /** Resolves again where the credentials of `refused` are still in use; true where others are now. */
  const renew = (refused: number): Promise<boolean> => {
    if (refused !== version) return Promise.resolve(true);
    const again = async () => {
      const next = newChain();
      // Where there are none any more, the next call says why.
      const found = await resolve(next, latestOptions).catch(() => null);
      if (found?.key.keyId === latest.keyId && found.key.token === latest.token) return false;
      chain = next;
      version += 1;
      return true;
    };
    renewal ??= again().finally(() => {
      renewal = null;
    });
    return renewal;
  };

  return {
    provider: Object.assign(provide, { memoized: true as const }),
    renewing: (next) => async (args) => {
      const used = version;
      try {
        return await next(args);
      } catch (error) {
        if (!isSignInRefused(error) || !(await renew(used))) throw error;
        return next(args);
      }
    },
  };
}
