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
export function invalidRequest(message: string, code = "INVALID_INPUT"): WireError {
  return new WireError("InvalidRequestException", message, 400, { AthenaErrorCode: code });
}

/** More calls than the account's rate allows. Not modelled by the service, hence without members. */
export function throttled(): WireError {
  return new WireError("ThrottlingException", "Rate exceeded");
}

/** More live queries than the account may have. */
export function tooManyQueries(): WireError {
  return new WireError(
    "TooManyRequestsException",
    "You have exceeded the limit for the number of queries you can run concurrently. " +
      "Please reduce the number of concurrent queries submitted by this account. " +
      "Contact customer support to request a concurrent query limit increase.",
    400,
    { Reason: "CONCURRENT_QUERY_LIMIT_EXCEEDED" },
  );
}

/** The service broke; a client may try again. */
export function serverError(): WireError {
  return new WireError("InternalServerException", "Internal server error", 500);
}

export function expiredToken(): WireError {
  return new WireError(
    "ExpiredTokenException",
    "The security token included in the request is expired",
  );
}

export function unrecognizedClient(): WireError {
  return new WireError(
    "UnrecognizedClientException",
    "The security token included in the request is invalid.",
  );
}

/** The sender's policy lacks an action, named as IAM names it. */
export function accessDenied(op: string): WireError {
  return new WireError(
    "AccessDeniedException",
    `User: arn:aws:sts::111122223333:assumed-role/trailbook/app is not authorized to perform: athena:${op} ` +
      `on resource: arn:aws:athena:us-east-1:111122223333:workgroup/primary because no identity-based policy allows the athena:${op} action`,
  );
}

export function metadataError(message: string): WireError {
  return new WireError("MetadataException", message);
}

/** The body of an error answer. Athena's own errors spell the member with a capital. */
export function errorBody(error: WireError): Readonly<Record<string, unknown>> {
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
}
