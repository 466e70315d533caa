using RusToK.Core.Events;
using RusToK.Core.Identity.Sessions;

namespace RusToK.Core.Identity.Events;

/// <summary>Signed up, invited or created by an administrator.</summary>
[EventType("user.registered")]
public sealed record UserRegistered(UserState User) : IEvent;

/// <summary>The first event of a session.</summary>
[EventType("user.signed_in")]
public sealed record UserSignedIn(Guid UserId, Guid SessionId) : IEvent;

/// <summary>The user's own fields, role or status, or the password, changed; enabled again among them.</summary>
[EventType("user.updated")]
public sealed record UserUpdated(UserState User) : IEvent;

[EventType("user.disabled")]
public sealed record UserDisabled(UserState User) : IEvent;

/// <summary>The last event of a session that did not end by itself.</summary>
[EventType("user.session_revoked")]
public sealed record SessionRevoked(Guid UserId, Guid SessionId, RevocationReason Reason) : IEvent;

/// <summary>All sessions that the user had ended, but for one.</summary>
[EventType("user.sessions_revoked")]
public sealed record SessionsRevoked(Guid? KeptSessionId, RevocationReason Reason) : IEvent;
