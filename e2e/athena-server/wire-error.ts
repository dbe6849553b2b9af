/** Errors as they stand on Athena's wire. */

/** An answer that is an error: its name, its HTTP status, and its members. */
export class WireError extends Error {
  constructor(
    readonly type: string,
    message: string,
    readonly status = 400,
    readonly members: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = type;
  }
}

/** Refuses an invalid request. */
export const invalidRequest = (message: string, code = "INVALID_INPUT"): WireError =>
  new WireError("InvalidRequestException", message, 400, { AthenaErrorCode: code });

/** More calls than the account's rate allows. Not modelled by the service, hence without members. */
export const throttled = (): WireError => new WireError("ThrottlingException", "Rate exceeded");

/** More live queries than the account may have. */
export const tooManyQueries = (): WireError =>
  new WireError(
    "TooManyRequestsException",
    "You have exceeded the limit for the number of queries you can run concurrently. " +
      "Please reduce the number of concurrent queries submitted by this account. " +
      "Contact customer support to request a concurrent query limit increase.",
    400,
    { Reason: "CONCURRENT_QUERY_LIMIT_EXCEEDED" },
  );

/** The service broke; a client may try again. */
export const serverError = (): WireError =>
  new WireError("InternalServerException", "Internal server error", 500);

export const expiredToken = (): WireError =>
  new WireError("ExpiredTokenException", "The security token included in the request is expired");

export const unrecognizedClient = (): WireError =>
  new WireError(
    "UnrecognizedClientException",
    "The security token included in the request is invalid.",
  );

/** The sender's policy lacks an action, named as IAM names it. */
export const accessDenied = (op: string): WireError =>
  new WireError(
    "AccessDeniedException",
    `User: arn:aws:sts::111122223333:assumed-role/trailbook/app is not authorized to perform: athena:${op} ` +
      `on resource: arn:aws:athena:us-east-1:111122223333:workgroup/primary because no identity-based policy allows the athena:${op} action`,
  );

export const metadataError = (message: string): WireError =>
  new WireError("MetadataException", message);

/** The body of an error answer. Athena's own errors spell the member with a capital. */
export const errorBody = (error: WireError): Readonly<Record<string, unknown>> => {
  const isModelled = ![
    "ThrottlingException",
    "ExpiredTokenException",
    "AccessDeniedException",
  ].includes(error.type);
  return {
    __type: error.type,
    [isModelled ? "Message" : "message"]: error.message,
    ...error.members,
  };
};
