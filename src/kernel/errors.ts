/**
 * Every refusal there is: its stable code, the name and status that the contract (A.5) gives it, and the
 * sentence that stands for it. `docs/errors.md` and the OpenAPI document are generated from here.
 */

/** The contract's names of errors (A.5), and what each is answered with. */
export const ERROR_TYPES = {
  AuthorizationException: 401,
  IllegalOperationError: 403,
  KeyError: 404,
  MethodNotAllowedError: 405,
  EntityExistsError: 409,
  ValueError: 400,
  PreconditionFailedError: 412,
  PayloadTooLargeError: 413,
  UnsupportedMediaTypeError: 415,
  ValidationError: 422,
  SubscriptionUpgradeRequiredError: 402,
  RateLimitError: 429,
  InternalError: 500,
  ServiceUnavailableError: 503,
} as const;

export type ErrorType = keyof typeof ERROR_TYPES;

interface Entry {
  readonly type: ErrorType;
  /** What is said when the place that refuses has nothing more exact to say. */
  readonly detail: string;
}

const entry = (type: ErrorType, detail: string): Entry => ({ type, detail });

export const ERRORS = {
  "auth.required": entry("AuthorizationException", "Sign in first: this needs a bearer token or a session cookie."),
  "auth.invalid_token": entry("AuthorizationException", "The access token is malformed, expired, revoked or not meant for this server. Sign in again."),
  "auth.insufficient_scope": entry(
    "IllegalOperationError",
    "The access token lacks a scope for this. Ask for a token with the scope named in WWW-Authenticate.",
  ),
  "auth.reauthentication_required": entry(
    "IllegalOperationError",
    "This takes a sign-in no older than 10 minutes. Sign in again (an OAuth client: with `max_age=0` or `prompt=login`), then repeat it.",
  ),
  "auth.mfa_required": entry("AuthorizationException", "This account has a second factor: send its code as `otp`."),
  "auth.invalid_credentials": entry("AuthorizationException", "The username or the password is wrong."),
  "auth.invalid_refresh_token": entry("AuthorizationException", "The refresh token is unknown, expired or was used before. Sign in again."),
  "auth.unknown_audience": entry("ValueError", "This server issues tokens for itself only: leave `audience` out, or send its address."),
  "auth.unknown_grant": entry("ValueError", "This combination of fields is no grant that this server knows."),
  "auth.method_off": entry("IllegalOperationError", "Signing in with a password is switched off on this installation."),
  "auth.too_many_attempts": entry("RateLimitError", "Too many failed sign-ins for this account from this address. Wait, then try again."),
  "auth.busy": entry("RateLimitError", "Too many sign-ins at this moment. Try again shortly."),
  "auth.foreign_origin": entry(
    "IllegalOperationError",
    "A request with a session cookie that changes something must come from this server's own origin. Use a bearer token instead.",
  ),
  "auth.wrong_code": entry("AuthorizationException", "The code is wrong, was used before, or its time is over."),
  "auth.invalid_ticket": entry("AuthorizationException", "Signing in took too long, or the account has changed meanwhile. Begin again."),
  "auth.magic_links_off": entry("IllegalOperationError", "Signing in by a mailed link is switched off on this installation."),
  "auth.too_many_links": entry("RateLimitError", "Too many links were asked for. Wait, then try again."),
  "link.invalid": entry("ValueError", "This link was used before, is too old, or the account has changed since. Ask for a new one."),
  "link.no_address": entry("IllegalOperationError", "This account has no e-mail address that a link could be mailed to. Give it one first."),
  "link.no_person": entry("IllegalOperationError", "Links are mailed to people with a local account: not to machines, nor to the reserved admin."),
  "link.inactive": entry("IllegalOperationError", "This account is deactivated. Activate it first, then mail a link."),
  "mfa.enrollment_required": entry(
    "IllegalOperationError",
    "This installation asks for a second factor, and you have none yet: set one up with POST /users/me/totp before anything else.",
  ),
  "mfa.required": entry("IllegalOperationError", "Changing second factors takes a sign-in with one of those you have."),
  "auth.passkey_refused": entry(
    "AuthorizationException",
    "This passkey does not sign in here: it is not known, was removed, or the attempt took longer than 5 minutes. Try again.",
  ),
  "passkey.unavailable": entry(
    "IllegalOperationError",
    "This installation offers no passkeys: they are switched off, or its public address is an IP address or not https.",
  ),
  "passkey.not_found": entry("KeyError", "You have no such passkey."),
  "passkey.invalid": entry("ValueError", "What the authenticator answered is not what was asked for, or it took longer than 5 minutes. Begin again."),
  "passkey.known": entry("EntityExistsError", "This passkey was added before."),
  "passkey.too_many": entry("ValueError", "This account has 20 passkeys already. Remove those that are not used any more."),
  "totp.not_found": entry("KeyError", "This account has no authenticator app."),
  "totp.not_pending": entry("ValueError", "No authenticator app is being set up, or it took longer than 15 minutes. Begin again with POST /users/me/totp."),
  "totp.wrong_code": entry("IllegalOperationError", "The code is wrong. Check that the clock of the device is right."),
  "credentials.denied": entry(
    "IllegalOperationError",
    "This account cannot have ways in of its own: it is a service account, or its identity provider or the system keeps them.",
  ),
  "password.expired": entry("IllegalOperationError", "The password has expired: set a new one with PATCH /users/me before anything else."),
  "password.confirmation_required": entry("IllegalOperationError", "Changing your password takes `current_password`, or a sign-in no older than 10 minutes."),
  "password.wrong_current": entry("IllegalOperationError", "`current_password` is wrong."),
  "password.length": entry("ValueError", "A password has 12 to 128 characters."),
  "password.common": entry("ValueError", "This password is among the most common ones, or repeats your own name or address. Choose another."),
  "password.in_query": entry("ValueError", "This installation does not take passwords in the query string. Send a JSON body."),
  "access.denied": entry("IllegalOperationError", "You may not do this."),
  "access.superuser": entry("IllegalOperationError", "Only superusers may do this."),
  "user.not_found": entry("KeyError", "There is no such user, or you may not know of it."),
  "user.update_denied": entry("IllegalOperationError", "You may not change this user, or there is no such user."),
  "user.delete_denied": entry("IllegalOperationError", "You may not delete this user."),
  "user.field_denied": entry("IllegalOperationError", "You may not change this field of this account."),
  "user.external": entry("IllegalOperationError", "Username, e-mail address and password of this account are kept by its external identity provider."),
  "user.reserved_admin": entry("IllegalOperationError", "The reserved admin keeps its username and stays a superuser."),
  "user.internal": entry("ValueError", "Internal accounts belong to the system: they are not deleted here, and those of workspaces not changed."),
  "user.last_administrator": entry(
    "IllegalOperationError",
    "This would leave the installation without an active administrator who can sign in. Make another account superuser first.",
  ),
  "user.identifier_taken": entry("EntityExistsError", "Another account has this username or e-mail address."),
  "user.identifier_missing": entry("ValueError", "A user needs a username or an e-mail address."),
  "user.not_deleted": entry("KeyError", "There is no deleted user with this id that could be restored."),
  "session.not_found": entry("KeyError", "There is no such session."),
  "oauth.interaction_over": entry("ValueError", "This sign-in has ended or belongs to another browser. Go back to the application and start again."),
  "consent.not_found": entry("KeyError", "This account has agreed to nothing for this application."),
  "application.not_found": entry("KeyError", "There is no such application."),
  "application.system": entry(
    "IllegalOperationError",
    "This application belongs to the installation: it cannot be deleted, and of its fields only `is_active` can be changed.",
  ),
  "application.no_secret": entry("ValueError", "Applications have secrets where their `auth_method` is `client_secret`; this one has another."),
  "application.too_many_secrets": entry("ValueError", "This application has 10 secrets already. Delete those that are not used any more."),
  "application.secret_not_found": entry("KeyError", "This application has no such secret."),
  "signing_key.not_found": entry("KeyError", "There is no such signing key."),
  "device.not_found": entry("KeyError", "There is no such device of yours, or the code is wrong or has expired."),
  "device.verify_denied": entry(
    "IllegalOperationError",
    "Only a person who signed in themselves can let a device in: not a service account, and no token of a device or an application.",
  ),
  "device.too_many_requests": entry("RateLimitError", "Too many devices ask to be let in from this address. Try again later."),
  "workspace.not_found": entry("KeyError", "There is no such workspace."),
  "project.not_found": entry("KeyError", "There is no such project."),
  "rbac.internal": entry("IllegalOperationError", "Only the servers of workspaces, with their own token, and superusers may ask this."),
  "rbac.malformed_resource": entry("ValueError", "A resource is written type, type/<uuid>, or <uuid of its project>:type/<uuid>."),
  "rbac.unknown_type": entry("ValueError", "There is no such type of resource. GET /permissions lists them."),
  "rbac.unknown_action": entry("ValueError", "There is no such action for this type of resource. GET /permissions lists them."),
  "rbac.one_place": entry("ValueError", "Give one place: organization_id, workspace_id or project_id."),
  "rbac.no_workspace": entry("ValueError", "Name the workspace: as workspace_id, or before the resource as <uuid>@server:"),
  "rbac.other_workspace": entry("IllegalOperationError", "A workspace asks about its own resources."),
  "rbac.no_id": entry("ValueError", "Name one resource, with its id."),
  "rbac.with_id": entry("ValueError", "Name a type of resource, without an id."),
  "rbac.one_holder": entry("ValueError", "Name exactly one of user_id and team_id."),
  "rbac.holder_not_found": entry("KeyError", "There is no such member or team of the organization."),
  "rbac.sharer_not_found": entry("KeyError", "Whoever shares is a member of the organization. There is no such one."),
  "project.name_taken": entry("EntityExistsError", "Another project of the workspace has this name."),
  "workspace.name_taken": entry("EntityExistsError", "Another workspace of this installation has this name."),
  "workspace.organization_needed": entry("ValueError", "You belong to no organization, or to several: name the one that is meant as organization_id."),
  "workspace.entry_denied": entry("IllegalOperationError", "You may not enter this workspace."),
  "workspace.deactivated": entry("IllegalOperationError", "This workspace is deactivated: nobody enters it until it is activated again."),
  "workspace.only_itself": entry(
    "IllegalOperationError",
    "Only a workspace's own server reports its status, signed in with the workspace's id and enrollment key.",
  ),
  "workspace.token_of_another": entry("IllegalOperationError", "This token was issued for another workspace."),
  "connection.not_found": entry("KeyError", "There is no such connection."),
  "connection.name_taken": entry("EntityExistsError", "Another connection has this name."),
  "connection.name_in_use": entry(
    "EntityExistsError",
    "Accounts of another identity provider carry this name. Choose another name, or enter the same provider again.",
  ),
  "connection.incomplete": entry("ValueError", "The connection lacks what its kind needs."),
  "connection.address_refused": entry("ValueError", "An address of an identity provider is https, and not inside this network."),
  "connection.test_not_found": entry("KeyError", "There is no such test, or it has had its time."),
  "federation.unknown_connection": entry("KeyError", "There is no such way to sign in."),
  "federation.connection_needed": entry("ValueError", "This installation has not exactly one identity provider: name it as `connection`."),
  "federation.not_started_here": entry(
    "ValueError",
    "This sign-in was not started in this browser, is older than 10 minutes, or was finished already. Start it again.",
  ),
  "federation.denied": entry("IllegalOperationError", "The sign-in was cancelled at the identity provider."),
  "federation.provider_unavailable": entry("ServiceUnavailableError", "The identity provider does not answer as it should. Try again shortly."),
  "federation.provider_refused": entry("IllegalOperationError", "The identity provider answered with something that cannot be trusted. Nobody was signed in."),
  "federation.email_missing": entry("IllegalOperationError", "The identity provider gives no e-mail address, and an account needs one."),
  "federation.email_unverified": entry("IllegalOperationError", "The identity provider has not verified this e-mail address, so that it cannot be used here."),
  "federation.domain_denied": entry("IllegalOperationError", "E-mail addresses of this domain may not sign in this way."),
  "federation.email_taken": entry("EntityExistsError", "Another account has this e-mail address. Sign in to it the way you did before."),
  "federation.account_unavailable": entry("IllegalOperationError", "This account cannot sign in. An administrator can help."),
  "federation.authority_changed": entry(
    "IllegalOperationError",
    "This account belongs to another identity provider that had this connection's name. An administrator can help.",
  ),
  "federation.too_many_starts": entry("RateLimitError", "Too many sign-ins were started from this address. Wait a minute, then try again."),
  "federation.link_expired": entry("ValueError", "Too much time has passed. Start signing in again."),
  "federation.link_over": entry("ValueError", "This address to link an identity was used before, was replaced, or is older than 10 minutes. Start again."),
  "federation.link_stranger": entry(
    "IllegalOperationError",
    "This browser is not signed in to the account that an identity was to be linked to. Nothing was linked: sign in to that account, and start again.",
  ),
  "credentials.device_denied": entry(
    "IllegalOperationError",
    "A device's token does not change how its owner signs in, export what is known of them, or delete their account. Sign in as a person.",
  ),
  "identity.not_found": entry("KeyError", "Your account has no identity of this provider."),
  "identity.taken": entry(
    "EntityExistsError",
    "This identity signs in to another account, and stays there. Remove it from that account first, or choose another one at the provider.",
  ),
  "identity.provider_linked": entry("EntityExistsError", "Another identity of this provider is linked to your account. Remove that one first."),
  "identity.external": entry("IllegalOperationError", "Your account belongs to its identity provider, and signs in with that only: no other is linked to it."),
  "identity.owner": entry(
    "EntityExistsError",
    "Your account belongs to this identity provider, and has no other way in: it stays as long as the account does.",
  ),
  "identity.last_way_in": entry(
    "EntityExistsError",
    "This is the last way in to your account. Choose a password, add a passkey or link another provider first, then remove it.",
  ),
  "organization.not_found": entry("KeyError", "There is no such organization, or you are no member of it."),
  "organization.name_taken": entry("EntityExistsError", "Another organization has this name."),
  "organization.owner_denied": entry("IllegalOperationError", "An organization is made for oneself: only superusers make one for another owner."),
  "organization.service_account": entry(
    "IllegalOperationError",
    "Service accounts belong to their organization: they make none, and are removed by deleting them.",
  ),
  "organization.domains_denied": entry("IllegalOperationError", "Only superusers say which domains an organization trusts."),
  "organization.unknown_owner": entry(
    "ValueError",
    "The owner of an organization is one of its administrators: an active person who is Organization Admin there.",
  ),
  "organization.owner_leaves": entry("IllegalOperationError", "The owner cannot leave the organization. Make another administrator the owner first."),
  "organization.last_admin": entry(
    "IllegalOperationError",
    "This would leave the organization without an active Organization Admin. Make somebody else one first, or delete the organization.",
  ),
  "organization.member_not_found": entry("KeyError", "This account is no member of the organization."),
  "organization.not_deleted": entry("KeyError", "There is no deleted organization with this id that could be restored."),
  "organization.mfa_required": entry("IllegalOperationError", "This organization requires a second factor: sign in with one."),
  "organization.mfa_unproven": entry(
    "IllegalOperationError",
    "Whether an organization requires a second factor is said by people who signed in with one: sign in with yours first.",
  ),
  "role.not_found": entry("KeyError", "There is no such role."),
  "role.name_taken": entry("EntityExistsError", "Another role of the organization has this name."),
  "role.predefined": entry("IllegalOperationError", "Predefined roles cannot be changed or deleted."),
  "role.in_use": entry("EntityExistsError", "Somebody holds this role. Take it from them first."),
  "role.beyond_own": entry("IllegalOperationError", "Nobody grants what they do not hold themselves."),
  "role.wrong_level": entry("ValueError", "The role is not of the level at which it is to be held."),
  "role.one_holder": entry("ValueError", "Name exactly one of user_id, team_id and invitation_id."),
  "role.holder_not_found": entry("KeyError", "There is no such account, team or open invitation that could hold a role of this organization."),
  "role.assigned": entry("EntityExistsError", "The role is assigned already."),
  "role.not_assigned": entry("KeyError", "The role is not assigned to this holder."),
  "role.two_views": entry("ValueError", "Give either user_id or assigned_to_current_user."),
  "team.not_found": entry("KeyError", "There is no such team."),
  "team.name_taken": entry("EntityExistsError", "Another team of the organization has this name."),
  "team.no_member": entry("IllegalOperationError", "Only members of the organization can be in its teams."),
  "team.already_in": entry("EntityExistsError", "This account is in the team already."),
  "team.not_in": entry("KeyError", "This account is not in the team."),
  "team.one_member": entry("ValueError", "Name exactly one of user_id and invitation_id."),
  "invitation.not_found": entry("KeyError", "There is no such invitation, or it is not for you."),
  "invitation.over": entry("ValueError", "This invitation was answered or withdrawn before, or its time is over."),
  "invitation.open": entry("EntityExistsError", "There is an open invitation for this address. Send it again, or withdraw it first."),
  "invitation.already_member": entry("EntityExistsError", "Whoever has this address is a member already."),
  "invitation.too_many": entry("ValueError", "This organization has 1000 open invitations already. Withdraw those that are not needed any more."),
  "invitation.too_often": entry("RateLimitError", "Too many invitations were sent. Wait, then try again."),
  "invitation.link_invalid": entry("ValueError", "This link was used or replaced before, or its time is over. Ask whoever invited you for a new one."),
  "invitation.mail_needed": entry("IllegalOperationError", "An account for an invited address is made by the link that was mailed there."),
  "invitation.people_only": entry("IllegalOperationError", "Only people accept and decline invitations."),
  "service_account.not_found": entry("KeyError", "There is no such service account in the organization."),
  "service_account.of_application": entry("IllegalOperationError", "This service account belongs to an application: change or delete that."),
  "api_key.not_found": entry("KeyError", "There is no such key."),
  "api_key.name_taken": entry("EntityExistsError", "Another key of the account has this name."),
  "api_key.too_many": entry("ValueError", "This account has 50 keys already. Delete those that are not used any more."),
  "api_key.device_denied": entry("AuthorizationException", "A device's token may not manage keys. Sign in as a person."),
  "user.sole_organizations": entry(
    "IllegalOperationError",
    "The account is the only member of organizations, which nobody could enter any more. Repeat with delete_sole_organizations=true to delete them too.",
  ),
  "etag.mismatch": entry(
    "PreconditionFailedError",
    "The resource was changed since you read it. Read it again (its ETag is in the header) and repeat the change.",
  ),
  "idempotency.key_reused": entry("ValidationError", "This Idempotency-Key was used before with another request. Use a new key."),
  "idempotency.key_invalid": entry("ValidationError", "An Idempotency-Key has 1 to 255 visible ASCII characters."),
  "cursor.invalid": entry("ValidationError", "This cursor was not made by this server for this query. Start again without it."),
  "request.invalid": entry("ValidationError", "The input does not fit the schema."),
  "request.bad": entry("ValueError", "The request is not well-formed HTTP."),
  "request.too_large": entry("PayloadTooLargeError", "The request body is larger than this server takes."),
  "request.media_type": entry("UnsupportedMediaTypeError", "The body has a content type that this operation does not take."),
  "request.unknown_path": entry("KeyError", "There is nothing at this path. The API is described at /openapi.json."),
  "request.method": entry("MethodNotAllowedError", "This path does not take this method; the Allow header lists those it takes."),
  "database.unavailable": entry(
    "ServiceUnavailableError",
    "The database does not answer at the moment. Try again shortly; what was under way may or may not have been done.",
  ),
  "server.stopping": entry("ServiceUnavailableError", "The server is stopping. Try again shortly."),
  "database.not_migrated": entry(
    "ServiceUnavailableError",
    "The database lacks a migration of this version: it is being migrated, or another database was put in its place.",
  ),
  "console.not_built": entry("ServiceUnavailableError", "The console is not built: its build failed when the server started. The log says why."),
  "server.internal": entry("InternalError", "Something went wrong on our side. Report it with the request id."),
} as const satisfies Record<string, Entry>;

export type ErrorCode = keyof typeof ERRORS;

/** Why somebody may not change the ways into their own account now. */
export const STEP_UP = [
  "auth.reauthentication_required",
  "mfa.required",
  "credentials.denied",
  "credentials.device_denied",
] as const satisfies readonly ErrorCode[];

/** One item of a 422 answer (contract A.5). `input` must already be free of secrets. */
export interface InputIssue {
  readonly type: string;
  readonly loc: readonly (string | number)[];
  readonly msg: string;
  readonly input?: unknown;
  readonly ctx?: Record<string, unknown>;
}

interface Extra {
  /** Instead of the catalogue's sentence. Public: it is sent. */
  readonly detail?: string;
  /** Headers of the answer. */
  readonly headers?: Record<string, string>;
  /** For 422. */
  readonly issues?: readonly InputIssue[];
  /** What really happened, for the log only. */
  readonly cause?: unknown;
}

/** A refusal. `http/problem.ts` is the only place that makes bytes of it. */
export class RosterError extends Error {
  override name = "RosterError";
  readonly code: ErrorCode;
  readonly headers: Record<string, string> | undefined;
  readonly issues: readonly InputIssue[] | undefined;

  constructor(code: ErrorCode, extra: Extra = {}) {
    super(extra.detail ?? ERRORS[code].detail, extra.cause === undefined ? undefined : { cause: extra.cause });
    this.code = code;
    this.headers = extra.headers;
    this.issues = extra.issues;
  }

  get type(): ErrorType {
    return ERRORS[this.code].type;
  }

  get status(): number {
    return ERROR_TYPES[this.type];
  }
}

/** A refusal in the words of OAuth 2 (RFC 6749 5.2, RFC 8628 3.5), where the contract asks for those. */
export class OAuthRefusal extends Error {
  override name = "OAuthRefusal";
  readonly error: string;
  readonly status: number;

  /**
   * @param error the RFC's word
   * @param description a sentence for people; it is sent
   */
  constructor(error: string, description: string, status = 400) {
    super(description);
    this.error = error;
    this.status = status;
  }
}

/** The refusal with this code, to be thrown. */
export function refusal(code: ErrorCode, detail?: string): RosterError {
  return new RosterError(code, detail === undefined ? {} : { detail });
}

/** A refusal that says when to come back. @param seconds until then, rounded up, at least 1 */
export function retryLater(code: ErrorCode, seconds: number, cause?: unknown): RosterError {
  return new RosterError(code, { headers: { "retry-after": String(Math.max(1, Math.ceil(seconds))) }, cause });
}

/** A 422 with these items. */
export function invalidInput(issues: readonly InputIssue[], code: ErrorCode = "request.invalid"): RosterError {
  return new RosterError(code, { issues });
}
